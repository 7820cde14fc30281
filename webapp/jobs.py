"""Long work in the background: one thread a piece, its progress in a private file that every process can read."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Final

import orjson

from gazetteer.errors import GazetteerError
from geo.errors import AtlasError
from webapp.errors import BusyError
from webapp.private_files import PrivateFiles

Progress = Callable[[int, int], None]
"""Is called with how much is done, and of how much; 0 where that is not known."""

_TOLD_EVERY_S: Final = 0.25
_BROKEN_OFF: Final = "It was broken off. The server's log names the kind of error; what was done until then is kept."
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """How far a piece of work is: ``next`` is the address to go to when it has finished."""

    title: str
    done: int = 0
    total: int = 0
    finished: bool = False
    error: str = ""
    next: str = ""


class Jobs:
    """Starts work in threads and tells how far it is."""

    def __init__(self, files: PrivateFiles) -> None:
        self._files = files
        self._threads: dict[str, threading.Thread] = {}
        self._alone: dict[str, str] = {}  # the latest work of each kind that only one at a time may do
        self._lock = threading.Lock()

    def start(self, title: str, work: Callable[[Progress], str], *, back: str, alone: str = "") -> str:
        """Begin work and return the id to ask for it; ``work`` returns the address of its result.

        ``back`` is the address to go to when it fails. Of work with the same ``alone`` only one runs at a time.

        Raises
        ------
        BusyError
            When such work is under way.
        """
        with self._lock:
            if alone and self.running(alone):
                raise BusyError("The same kind of work is under way: wait until it has ended, then try again.")
            job_id = self._files.put(_packed(Job(title, next=back)))
            thread = threading.Thread(target=self._run, args=(job_id, Job(title, next=back), work), daemon=True)
            self._threads = {each: known for each, known in self._threads.items() if known.is_alive()}
            self._threads[job_id] = thread
            if alone:
                self._alone[alone] = job_id
            thread.start()
        return job_id

    def running(self, alone: str) -> str:
        """Return the id of the work of such a kind that is under way in this process, or an empty text."""
        job_id = self._alone.get(alone, "")
        thread = self._threads.get(job_id)
        return job_id if thread is not None and thread.is_alive() else ""

    def find(self, job_id: str) -> Job:
        """Return how far a piece of work is; raises as :meth:`PrivateFiles.get` does."""
        return Job(**orjson.loads(self._files.get(job_id)))

    def wait(self, job_id: str, seconds: float) -> Job:
        """Give work of this process a little time to finish, and return how far it is."""
        thread = self._threads.get(job_id)
        if thread is not None:
            thread.join(seconds)
        return self.find(job_id)

    def _run(self, job_id: str, job: Job, work: Callable[[Progress], str]) -> None:
        told_at = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal job, told_at
            job = replace(job, done=done, total=total)
            if time.monotonic() - told_at > _TOLD_EVERY_S:
                told_at = time.monotonic()
                self._files.replace(job_id, _packed(job))

        error, address = _BROKEN_OFF, job.next  # what stands there if an unforeseen error ends the thread
        try:
            address = work(tell)
            error = ""
        except (AtlasError, GazetteerError) as raised:
            _LOG.info("%s ended by %s", type(work).__name__, type(raised).__name__)
            error = str(raised)
        finally:
            self._files.replace(job_id, _packed(replace(job, finished=True, error=error, next=address)))


def _packed(job: Job) -> bytes:
    return orjson.dumps(asdict(job))
