"""The set-up scripts say what is missing on a machine that lacks it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASICS = ("cat", "dirname", "env", "grep", "sed", "sh")


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """Give a folder for PATH that holds next to nothing: no Node, no Chromium, no apt, no new Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in BASICS:
        (folder / name).symlink_to(str(shutil.which(name)))
    write_program(folder / "id", "echo 1000")
    return folder


def write_program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)


def copy_script(name: str, folder: Path) -> Path:
    (folder / "tools").mkdir()
    shutil.copy(ROOT / "requirements.txt", folder)
    return Path(shutil.copy(ROOT / "tools" / name, folder / "tools"))


def run_script(script: Path, path: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": str(path)}
    environment.pop("PYTHON", None)
    return subprocess.run([str(script)], env=environment, capture_output=True, text=True, check=False)


def test_an_old_python_is_named_with_the_remedy(tmp_path: Path, bare_path: Path) -> None:
    write_program(bare_path / "python3", 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac')
    done = run_script(copy_script("setup_python.sh", tmp_path), bare_path)
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13; found: Python 3.9.2" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr


def test_a_python_without_venv_is_told_the_package(tmp_path: Path, bare_path: Path) -> None:
    blocked = 'case "$2" in *ensurepip*) exit 1;; *) exec "' + sys.executable + '" "$@";; esac'
    write_program(bare_path / "python3", blocked)
    done = run_script(copy_script("setup_python.sh", tmp_path), bare_path)
    package = f"python3.{sys.version_info.minor}-venv"
    assert done.returncode == 1
    assert f"the package {package} is missing" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_without_chromium_or_root_the_browser_tests_are_said_to_be_skipped(tmp_path: Path, bare_path: Path) -> None:
    done = run_script(copy_script("setup_chromium.sh", tmp_path), bare_path)
    assert done.returncode == 0
    assert "Chromium is missing" in done.stderr
    assert "skipped" in done.stderr


def test_without_node_the_one_in_the_environment_is_used(tmp_path: Path, bare_path: Path) -> None:
    script = copy_script("with_node.sh", tmp_path)
    missing = run_script(script, bare_path)
    assert missing.returncode == 1
    assert "No Node 18 or newer" in missing.stderr
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parent.parent)
    done = subprocess.run(
        [str(script), "node", "--version"], env={"PATH": str(bare_path)}, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("v")


@pytest.mark.parametrize("taken", [True, False])
def test_a_taken_port_gives_way_to_a_free_one(*, taken: bool) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        if taken:
            listener.listen()
        else:
            listener.close()
        done = subprocess.run(
            [sys.executable, "tools/free_port.py", str(port)], cwd=ROOT, capture_output=True, text=True, check=True
        )
    assert (int(done.stdout) == port) is not taken
    assert (f"Port {port} is taken" in done.stderr) is taken
