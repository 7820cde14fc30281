from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from gazetteer.errors import AnswerCacheError, NetworkError
from gazetteer.models import NameKind, PlaceName
from gazetteer.online import AnswerCache, Proposal

PROPOSAL = Proposal(
    "Raqqa", "Raqqa, Syria", 39.01, 35.95, "SY", bounds=(39.0, 35.9, 39.1, 36.0),
    names=(PlaceName("الرقة", "ar", NameKind.OFFICIAL),), record="https://www.openstreetmap.org/node/1",
)  # fmt: skip
DAY_S = 86_400


@pytest.fixture
def cache(tmp_path: Path) -> AnswerCache:
    return AnswerCache(tmp_path / "made" / "atlas.sqlite.online")


def test_a_proposal_comes_back_as_it_was(cache: AnswerCache) -> None:
    assert cache.find("q") is None
    assert not cache.path.exists()
    kept = cache.keep("q", (PROPOSAL,))
    assert AnswerCache(cache.path).find("q") == kept
    assert kept.proposals == (PROPOSAL,)
    assert cache.find("other") is None
    assert cache.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("age_days", "is_found"), [(0, True), (29, True), (31, False), (-1, False)])
def test_an_answer_is_kept_for_a_month(cache: AnswerCache, age_days: int, is_found: bool) -> None:
    cache.keep("q", (PROPOSAL,))
    with sqlite3.connect(cache.path) as connection:
        connection.execute("UPDATE answer SET asked_at = ?", (time.time() - age_days * DAY_S,))
    connection.close()
    assert (cache.find("q") is not None) == is_found
    cache.keep("new", ())
    assert cache.forget() == (1 if age_days > 30 else 2)


def free_at(cache: AnswerCache, host: str) -> float:
    """Return when a host may be asked again, in seconds since 1970."""
    with closing(sqlite3.connect(cache.path)) as connection:
        (found,) = connection.execute("SELECT free_at FROM turn WHERE host = ?", (host,)).fetchone()
    return float(found)


def test_turns_come_one_after_the_other_across_threads(cache: AnswerCache) -> None:
    """Five turns are reserved one behind the other, and the last one is waited for."""
    came: list[float] = []

    def ask() -> None:
        AnswerCache(cache.path).wait_for_turn("a.test", 0.15)
        came.append(time.time())

    threads = [threading.Thread(target=ask) for _ in range(5)]
    began = time.time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(came) == 5
    last_turn = free_at(cache, "a.test") - 0.15
    assert last_turn >= began + 4 * 0.15
    assert max(came) >= last_turn - 0.01


def test_another_host_has_turns_of_its_own(cache: AnswerCache) -> None:
    cache.wait_for_turn("a.test", 60)
    cache.wait_for_turn("b.test", 60)
    with pytest.raises(NetworkError, match=r"a\.test: too many questions are waiting"):
        cache.wait_for_turn("a.test", 60)


def test_when_too_many_wait_the_next_is_told(cache: AnswerCache) -> None:
    cache.wait_for_turn("a.test", 15.5)
    with pytest.raises(NetworkError, match=r"a\.test: too many questions are waiting; ask again in 1[56] seconds"):
        cache.wait_for_turn("a.test", 1)
    with sqlite3.connect(cache.path) as connection:  # the clock was put back by a day
        connection.execute("UPDATE turn SET free_at = free_at + 86400")
    connection.close()
    cache.wait_for_turn("a.test", 1)
    assert free_at(cache, "a.test") <= time.time() + 1


@pytest.mark.parametrize("spoilt", ["file", "folder"])
def test_a_file_that_cannot_be_used_is_told_with_the_remedy(cache: AnswerCache, spoilt: str) -> None:
    cache.path.parent.mkdir()
    if spoilt == "file":
        cache.path.write_bytes(b"this is no database" * 100)
    else:
        cache.path.mkdir()
    for act in (
        lambda: cache.find("q"),
        lambda: cache.keep("q", ()),
        lambda: cache.wait_for_turn("a", 1),
        cache.forget,
    ):
        with pytest.raises(AnswerCacheError, match="check its folder, or delete it"):
            act()
    assert cache.path.exists()
