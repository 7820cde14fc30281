"""The packs of the war zones, installed once for all workers of a run."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).with_name("conflict-atlas"))


@pytest.fixture(scope="session")
def packs(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the country files of ../shared/data with the real command and return their folder."""
    base = tmp_path_factory.getbasetemp()
    shared_by_workers = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, done = shared_by_workers / "packs", shared_by_workers / "packs.done"
    with _one_at_a_time(shared_by_workers / "packs.turn"):
        if not done.exists():
            _install(shared_data / "gazetteers", folder)
            done.touch()
    return folder


def _install(sources: Path, folder: Path) -> None:
    files = [option for path in sorted(sources.glob("*.jsonl.gz")) for option in ("--from", str(path))]
    environment = os.environ | {"CONFLICT_ATLAS_PACKS": str(folder)}
    call = [COMMAND, "gazetteer", "install", *files]
    ended = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, timeout=900)) as turn:
        turn.execute("BEGIN EXCLUSIVE")
        yield
