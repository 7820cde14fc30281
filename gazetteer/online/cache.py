"""What online geocoders answered, kept for a month, and whose turn it is to ask: one small SQLite file."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from gazetteer.errors import AnswerCacheError, NetworkError
from gazetteer.models import NameKind, PlaceName
from gazetteer.online.models import Proposal

_KEPT_S: Final = 30 * 24 * 60 * 60
_BUSY_S: Final = 10.0
_LONGEST_WAIT_S: Final = 15.0
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS answer (question TEXT PRIMARY KEY, asked_at REAL NOT NULL, proposals TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS turn (host TEXT PRIMARY KEY, free_at REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is kept: when it was given, in seconds since 1970, and what it proposed."""

    asked_at: float
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class AnswerCache:
    """Keeps answers and turns in a file, which is made when first needed and may be deleted at any time."""

    path: Path

    def find(self, question: str) -> Kept | None:
        """Return what was answered to a question in the last month, None if it was not asked."""
        if not self.path.exists():
            return None
        with self._open() as connection:
            row = connection.execute(
                "SELECT asked_at, proposals FROM answer WHERE question = ?", (question,)
            ).fetchone()
        if row is None or not 0 <= time.time() - row[0] < _KEPT_S:
            return None
        return Kept(row[0], tuple(_read_proposal(each) for each in json.loads(row[1])))

    def keep(self, question: str, proposals: tuple[Proposal, ...]) -> Kept:
        """Keep an answer, and forget those that are older than a month."""
        now = time.time()
        told = json.dumps([asdict(proposal) for proposal in proposals], ensure_ascii=False)
        with self._open() as connection:
            connection.execute("DELETE FROM answer WHERE asked_at < ?", (now - _KEPT_S,))
            connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (question, now, told))
        return Kept(now, proposals)

    def forget(self) -> int:
        """Forget every answer, and return how many there were."""
        if not self.path.exists():
            return 0
        with self._open() as connection:
            count: int = connection.execute("DELETE FROM answer").rowcount
            connection.execute("VACUUM")  # so that nothing of them stays in the file
        return count

    def wait_for_turn(self, host: str, gap_s: float) -> None:
        """Wait until a host may be asked again, whichever process or thread asked it last.

        Raises
        ------
        NetworkError
            When too many are waiting already.
        """
        time.sleep(self._take_turn(host, gap_s))

    def _take_turn(self, host: str, gap_s: float) -> float:
        """Reserve the next turn of a host, and return in how many seconds it comes."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            now = time.time()
            row = connection.execute("SELECT free_at FROM turn WHERE host = ?", (host,)).fetchone()
            waits = max(0.0, row[0] - now) if row else 0.0
            if waits > _LONGEST_WAIT_S + gap_s:  # no turn is that late, so the clock was put back
                waits = 0.0
            if waits > _LONGEST_WAIT_S:
                raise NetworkError(f"{host}: too many questions are waiting; ask again in {waits:.0f} seconds")
            connection.execute("INSERT OR REPLACE INTO turn VALUES (?, ?)", (host, now + waits + gap_s))
            connection.execute("COMMIT")
        return waits

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file, each statement a transaction of its own unless one is begun."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=0o600)  # what was asked for is nobody else's business
            with closing(sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)) as connection:
                connection.executescript(_SCHEMA)
                yield connection
        except (sqlite3.Error, FileExistsError, PermissionError) as error:
            raise AnswerCacheError(f"{self.path} cannot be used ({error}); check its folder, or delete it") from error


def _read_proposal(told: Mapping[str, Any]) -> Proposal:
    bounds = told["bounds"]
    names = tuple(PlaceName(each["text"], each["language"], NameKind(each["kind"])) for each in told["names"])
    return Proposal(**{**told, "bounds": tuple(bounds) if bounds else None, "names": names})
