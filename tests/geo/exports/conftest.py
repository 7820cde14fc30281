from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.store import EventStore, open_store


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "atlas.sqlite"


@pytest.fixture
def store(database: Path) -> Iterator[EventStore]:
    with open_store(database) as opened:
        yield opened
