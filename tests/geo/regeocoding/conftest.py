from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.store import open_store
from tests.geo.regeocoding.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give an empty store with its gazetteer, its extractor and its regeocoder."""
    with open_store(tmp_path / "atlas.sqlite") as store:
        yield Desk(store, tmp_path / "packs")
