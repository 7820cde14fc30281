"""The tables of the accuracy page: our figures, what others reach, what was asked for, as Markdown."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
BESIDE: dict[str, list[dict[str, Any]]] = tomllib.loads((ROOT / "docs" / "accuracy.toml").read_text("utf-8"))
OURS: Final = "Conflict Atlas"
COUNTS: Final = frozenset({"records", "names", "scores", "sentences"})
NOTHING: Final = "–"
Row = Mapping[str, float]
Rows = Mapping[str, Row]


def shown(figure: str, value: float | None) -> str:
    """Return a figure as it stands in a table."""
    if value is None:
        return NOTHING
    return f"{value:.0f}" if figure in COUNTS else f"{value:.3f}"


def lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    told = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in told).replace("| --- ", "|---").replace("--- |", "---|")


def table(rows: Rows, figures: Sequence[str] = (), first: str = "data") -> str:
    """Return a table of rows, with the named figures or all that the first row has."""
    names = figures or [name for row in list(rows.values())[:1] for name in row]
    return lines(
        [first, *names], ([title, *(shown(name, row.get(name)) for name in names)] for title, row in rows.items())
    )


def beside(kind: str, measured: Rows, data: Mapping[str, Sequence[str]]) -> str:
    """Return our figures and those of others, side by side: ``data`` tells the figures of each data set.

    ``kind`` is "peer" (measured by the scorer that measures us) or "published".
    """
    columns = [(name, figure) for name, figures in data.items() for figure in figures]
    systems = [{"name": f"**{OURS}**", **measured}, *BESIDE[kind]]
    rows = [
        [system["name"], *(shown(figure, system.get(name, {}).get(figure)) for name, figure in columns)]
        for system in systems
        if any(name in system for name in data)
    ]
    return lines(["system", *(f"{name} {figure}" for name, figure in columns)], rows)


def acceptance(measured: Rows) -> str:
    """Return what was asked for, what others reach and what we do; nothing is said of what was not measured."""
    rows = [
        [target["row"], figure, f"{least:.2f}", shown(figure, ours), _verdict(ours, least), others.get(figure, NOTHING)]
        for target in BESIDE["target"]
        for others in [target.get("others", {})]
        for figure, least in target["at_least"].items()
        for ours in [measured.get(target["row"], {}).get(figure)]
    ]
    return lines(["row", "figure", "target", "measured", "reached", "others"], rows)


def _verdict(ours: float | None, least: float) -> str:
    if ours is None:
        return NOTHING
    return "yes" if round(ours, 3) >= least else "no"


def weights() -> str:
    """Return the weights of the place features, from the data file that is used."""
    told = tomllib.loads((ROOT / "geo/data/place_weights.toml").read_text("utf-8"))["weights"]
    return lines(["feature", "weight"], ([f"`{name}`", str(value)] for name, value in told.items()))
