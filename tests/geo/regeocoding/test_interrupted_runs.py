"""A run that is killed leaves every document whole, and goes on where it stopped."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from geo.errors import ExtractionError
from geo.regeocoding import RunState
from tests.geo.regeocoding.desk import BOMBED, Desk

ROOT = Path(__file__).parents[3]
FEW, MANY = 20, 60  # the many are read by worker processes
# Applies a run in batches of one and dies, without a word, when it has told of so many documents.
STEP_THAT_DIES = """
import os, signal, sys
from pathlib import Path
from geo.regeocoding import regeocoder
from geo.store import open_store
from tests.geo.regeocoding.desk import Desk

regeocoder._BATCH = 1
step, run_id, last = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

def progress(done, total):
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)

with open_store(Path(sys.argv[1])) as store:
    desk = Desk(store, Path(sys.argv[1]).with_name("packs"))
    arguments = () if step == "prepare" else (run_id,)
    getattr(desk.regeocoder, step)(*arguments, progress)
"""


def die_in(desk: Desk, step: str, run_id: int, documents: int) -> None:
    """Run a step in a process that is killed after some documents."""
    command = [sys.executable, "-c", STEP_THAT_DIES, str(desk.store.path), step, str(run_id), str(documents)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": "."}, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def fill(desk: Desk, documents: int) -> None:
    """Read reports that name a place which is added later."""
    desk.read(*(BOMBED.replace("nine", str(number + 2)) for number in range(documents)))
    desk.add()


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Give a desk with a few such reports."""
    fill(desk, FEW)
    return desk


def test_a_killed_apply_leaves_each_document_before_or_after(filled: Desk) -> None:
    before = filled.contents()
    run = filled.prepare()
    die_in(filled, "apply", run.id, 7)
    halfway = filled.regeocoder.run(run.id)
    placed = [summary.places for summary in filled.store.documents()]
    assert (halfway.state, halfway.applied) == (RunState.APPLYING, 7)
    assert sorted(placed) == [0] * (FEW - 7) + [1] * 7
    assert all(row.latitude is None or row.place_id for row in filled.store.events())
    assert filled.regeocoder.apply(run.id).applied == FEW
    filled.regeocoder.undo(run.id)
    assert filled.contents() == before


def test_a_killed_apply_can_be_undone_from_where_it_stopped(filled: Desk) -> None:
    before = filled.contents()
    run = filled.prepare()
    die_in(filled, "apply", run.id, 5)
    undone = filled.regeocoder.undo(run.id)
    assert (undone.state, undone.applied) == (RunState.UNDONE, 0)
    assert filled.contents() == before


def test_a_killed_undo_goes_on(filled: Desk) -> None:
    before = filled.contents()
    run = filled.regeocode()
    die_in(filled, "undo", run.id, 11)
    halfway = filled.regeocoder.run(run.id)
    assert (halfway.state, halfway.applied) == (RunState.UNDOING, FEW - 11)
    assert filled.regeocoder.undo(run.id).state is RunState.UNDONE
    assert filled.contents() == before


def test_a_killed_reading_goes_on_with_the_rest(desk: Desk) -> None:
    fill(desk, MANY)
    before = desk.contents()
    die_in(desk, "prepare", 0, 20)
    pending = desk.regeocoder.pending()
    assert pending.run is not None
    assert (pending.run.state, pending.run.done) == (RunState.FINDING, 20)
    told: list[int] = []
    run = desk.regeocoder.prepare(lambda done, _: told.append(done))
    assert run is not None
    assert (run.id, run.state, run.differing) == (pending.run.id, RunState.READY, MANY)
    assert (told[0], told[-1]) == (20, MANY)
    assert desk.contents() == before


def test_workers_that_die_are_a_clear_error_and_nothing_is_lost(desk: Desk) -> None:
    fill(desk, MANY)

    def kill_workers(done: int, _total: int) -> None:
        for worker in multiprocessing.active_children() if done else []:
            os.kill(worker.pid or 0, signal.SIGKILL)

    with pytest.raises(ExtractionError, match="died, perhaps for want of memory"):
        desk.regeocoder.prepare(kill_workers)
    begun = desk.regeocoder.pending().run
    assert begun is not None
    assert (begun.state, begun.done) == (RunState.FINDING, 20)
    assert desk.prepare().differing == MANY


def test_worker_processes_read_what_one_process_reads(desk: Desk) -> None:
    fill(desk, MANY)
    run = desk.prepare()
    assert (run.total, run.differing) == (MANY, MANY)
    assert run.counts == {"mention placed": MANY, "event placed": MANY}
    desk.regeocoder.apply(run.id)
    some = sorted(summary.id for summary in desk.store.documents())[::20]
    for document_id in some:
        assert desk.store.mentions(document_id) == list(desk.read_afresh(document_id).mentions)
