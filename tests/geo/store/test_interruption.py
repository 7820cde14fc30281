"""Ingests in real processes that are killed, or run beside each other."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo.store import open_store

ROOT = Path(__file__).parents[3]
EVENTS = 3000
INGEST = """
import sys
from geo.store import open_store
from tests.geo.sample import make_parsed

first, count, events = (int(number) for number in sys.argv[2:])
with open_store(sys.argv[1]) as store:
    print("opened", flush=True)
    for number in range(first, first + count):
        store.add(make_parsed(number, *({} for _ in range(events))))
        print(number, flush=True)
"""


INGEST_INTO_A_FULL_DISK = """
import resource, sys
from geo.errors import StoreError
from geo.store import open_store
from tests.geo.sample import make_parsed

with open_store(sys.argv[1]) as store:
    store.add(make_parsed(0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    try:
        store.add(make_parsed(1, *({} for _ in range(3000))))
    except StoreError as error:
        print(error)
    print(store.count_documents())
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(store.add(make_parsed(2)).added)
"""


def start_ingest(database: Path, first: int, count: int, events: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", INGEST, str(database), str(first), str(count), str(events)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": "."})


def wait_for_growth(path: Path, size: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if path.exists() and path.stat().st_size > size:
            return
        time.sleep(0.001)
    pytest.fail(f"{path} did not grow to {size} bytes")


def test_killed_ingest_leaves_no_half_document(database: Path) -> None:
    """Kill where the log already holds a part of the second document's transaction."""
    with start_ingest(database, 0, 2, EVENTS) as process:
        assert process.stdout is not None
        assert [process.stdout.readline().strip() for _ in range(2)] == ["opened", "0"]
        with sqlite3.connect(database) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        wait_for_growth(Path(f"{database}-wal"), 0)
        os.kill(process.pid, signal.SIGKILL)
    with open_store(database) as store:
        summaries = store.documents()
        assert all(summary.events == EVENTS for summary in summaries)
        assert store.count() == EVENTS * len(summaries)
        assert len(store.mentions(summaries[0].id)) == 3


@pytest.mark.parametrize("delay_ms", [0, 5, 20, 60, 150])
def test_acknowledged_documents_outlive_a_kill(database: Path, delay_ms: int) -> None:
    with start_ingest(database, 0, 10_000, 5) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "opened\n"
        time.sleep(delay_ms / 1000)
        os.kill(process.pid, signal.SIGKILL)
        acknowledged = len(process.stdout.readlines())
    with open_store(database) as store:
        stored = store.count_documents()
        assert acknowledged <= stored <= acknowledged + 1
        assert store.count() == stored * 5
        with store.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_two_processes_make_and_fill_one_store(database: Path) -> None:
    processes = [start_ingest(database, first, 20, 3) for first in (0, 10)]
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0, 0]
    with open_store(database) as store:
        assert (store.count_documents(), store.count()) == (30, 90)


def test_full_disk_leaves_the_store_readable(database: Path) -> None:
    command = [sys.executable, "-c", INGEST_INTO_A_FULL_DISK, str(database)]
    environment = {**os.environ, "PYTHONPATH": "."}
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, check=True).stdout
    assert "has room; nothing was changed" in told
    assert told.endswith("\n1\nTrue\n")
    with open_store(database) as store:
        assert (store.count_documents(), store.count()) == (2, 2)
