"""What the tests share: the built gazetteer, an extractor, an empty store, the sample corpus."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazetteer import Gazetteer, GazetteerError
from geo.models import Document
from geo.readers import read_path
from geo.store import EventStore, open_store
from tests.local_server import LocalServer

if TYPE_CHECKING:
    from geo.extractor import Extractor

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"


def skip_unless_ci(reason: str) -> None:
    """Skip a test for want of something that a developer may lack and CI must have."""
    if IN_CI:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the packs and the store of whoever runs the tests out of them, and the tests out of these."""
    folder = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFLICT_ATLAS_PACKS", str(folder / "packs"))
        patch.setenv("CONFLICT_ATLAS_ACTORS", str(folder / "actors.toml"))
        patch.setenv("CONFLICT_ATLAS_DATABASE", str(folder / "atlas.sqlite"))
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of scoring data beside the checkout."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        skip_unless_ci("the scoring data, ../shared/data, is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Open the built gazetteer."""
    try:
        return Gazetteer.open()
    except GazetteerError as error:
        pytest.fail(f"{error} (run `make setup`)")


@pytest.fixture(scope="session")
def extractor(gazetteer: Gazetteer) -> Extractor:
    """Give an extractor with the default language model."""
    from geo.extractor import Extractor  # noqa: PLC0415 - spaCy takes seconds to import, and most tests need none of it

    return Extractor.open(gazetteer)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    """Open an empty store."""
    with open_store(tmp_path / "atlas.sqlite") as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_documents() -> list[Document]:
    """Read the sample corpus."""
    paths = sorted((ROOT / "geo" / "data" / "sample").glob("*.md"))
    return [document for path in paths for document in read_path(path)]


@pytest.fixture
def servers() -> Iterator[list[LocalServer]]:
    """Give a list for the servers that a test starts; they are closed after it."""
    started: list[LocalServer] = []
    yield started
    for server in started:
        server.close()
