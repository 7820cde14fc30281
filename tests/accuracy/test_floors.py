"""Accuracy may rise and never fall: every figure of floors.toml, by the scorers and the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

FLOORS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["floor"]
TOOLS = Path(__file__).resolve().parent.parent.parent / "tools"
COMMAND = str(Path(sys.executable).with_name("conflict-atlas"))


def _name(floor: dict[str, Any]) -> str:
    packs = ["packs"] if floor.get("packs") else []
    return " ".join([Path(floor["data"]).stem, *floor["options"], *floor.get("parse", []), *packs])


def _scorer(floor: dict[str, Any], shared_data: Path) -> list[str]:
    ours = floor["score"] == "names"
    return [str((TOOLS if ours else shared_data.parent / "tools") / f"score_{floor['score']}.py")]


@pytest.mark.accuracy
@pytest.mark.parametrize("floor", FLOORS, ids=_name)
def test_accuracy_does_not_fall(floor: dict[str, Any], shared_data: Path, request: pytest.FixtureRequest) -> None:
    environment = dict(os.environ)
    if floor.get("packs"):
        environment["CONFLICT_ATLAS_PACKS"] = str(request.getfixturevalue("packs"))
    call = [sys.executable, *_scorer(floor, shared_data), str(shared_data / floor["data"]), *floor["options"], "--json"]
    parse = [] if floor["score"] == "names" else ["--", COMMAND, "parse", *floor.get("parse", [])]
    done = subprocess.run([*call, *parse], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    low = {name: figures[name] for name, least in floor["at_least"].items() if figures[name] < least}
    high = {name: figures[name] for name, most in floor.get("at_most", {}).items() if figures[name] > most}
    assert not low, f"fell below the floor: {low} < {floor['at_least']}"
    assert not high, f"rose above the ceiling: {high} > {floor['at_most']}"
