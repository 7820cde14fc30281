from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from geo.models import Document
from webapp.drafts import DraftStore
from webapp.errors import DraftGoneError

DOCUMENT = Document("a" * 64, "Text \u2028 here", "Title", date=date(2017, 9, 7), original=b"\xff\x00", theatre=("SY",))


@pytest.fixture
def drafts(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "drafts", lifetime_s=60)


def test_a_draft_comes_back_as_it_went_in(drafts: DraftStore) -> None:
    draft_id = drafts.put([DOCUMENT])
    assert drafts.get(draft_id) == [DOCUMENT]
    assert len(draft_id) == 32


def test_drafts_are_private_files(drafts: DraftStore) -> None:
    drafts.put([DOCUMENT])
    (path,) = drafts.folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(drafts.folder.stat().st_mode) == 0o700


def test_a_dropped_draft_is_gone(drafts: DraftStore) -> None:
    draft_id = drafts.put([DOCUMENT])
    drafts.drop(draft_id)
    drafts.drop(draft_id)
    with pytest.raises(DraftGoneError, match="expired"):
        drafts.get(draft_id)
    assert list(drafts.folder.iterdir()) == []


def test_an_old_draft_expires_and_is_swept(drafts: DraftStore) -> None:
    draft_id = drafts.put([DOCUMENT])
    os.utime(drafts.folder / f"{draft_id}.json", (1, 1))
    with pytest.raises(DraftGoneError):
        drafts.get(draft_id)
    drafts.put([DOCUMENT])
    assert len(list(drafts.folder.iterdir())) == 1


@pytest.mark.parametrize("draft_id", ["", "../atlas", "a/b", "x" * 33, "a" * 31 + ".", "%2e%2e"])
def test_only_our_own_ids_name_a_file(drafts: DraftStore, draft_id: str) -> None:
    with pytest.raises(DraftGoneError):
        drafts.get(draft_id)
    with pytest.raises(LookupError):
        drafts.drop(draft_id)
