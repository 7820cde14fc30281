"""Accuracy may rise and never fall: every figure of floors.toml, by the scorers and the real command."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

FLOORS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["floor"]
COMMAND = str(Path(sys.executable).with_name("conflict-atlas"))


@pytest.mark.accuracy
@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: " ".join([Path(floor["data"]).stem, *floor["options"]]))
def test_accuracy_does_not_fall(floor: dict[str, Any], shared_data: Path) -> None:
    scorer = shared_data.parent / "tools" / f"score_{floor['score']}.py"
    call = [sys.executable, str(scorer), str(shared_data / floor["data"]), *floor["options"], "--json"]
    done = subprocess.run([*call, "--", COMMAND, "parse"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    low = {name: figures[name] for name, least in floor["at_least"].items() if figures[name] < least}
    high = {name: figures[name] for name, most in floor.get("at_most", {}).items() if figures[name] > most}
    assert not low, f"fell below the floor: {low} < {floor['at_least']}"
    assert not high, f"rose above the ceiling: {high} > {floor['at_most']}"
