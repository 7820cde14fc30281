"""Write docs/accuracy.md from the scorers in ../shared/tools and the real command; `make accuracy` runs it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = str(Path(sys.executable).with_name("conflict-atlas"))
TEMPLATE = ROOT / "docs" / "accuracy.template.md"


@dataclass(frozen=True, slots=True)
class Run:
    """One row of a table: what it is called, the scorer, its data and options, and the figures to show."""

    title: str
    scorer: str
    data: str
    figures: tuple[str, ...]
    options: tuple[str, ...] = ()
    parse: tuple[str, ...] = ()


PLACES = ("P", "R", "F1", "strict_F1", "e2e_R161", "e2e_R25", "e2e_F161")
RECALL = ("R", "e2e_R161", "e2e_R25")
EVENTS = ("found", "events_per_note", "type", "sub", "at25", "at161", "day", "actor", "actors", "dead", "all")
THEATRE = ("--per-record-theatre",)
TABLES: dict[str, tuple[Run, ...]] = {
    "articles": (
        Run("TR-News", "places", "places/TR-News.jsonl.gz", PLACES),
        Run("TR-News, `--fast`", "places", "places/TR-News.jsonl.gz", PLACES, parse=("--fast",)),
        Run("LGL", "places", "places/LGL.jsonl.gz", PLACES),
    ),
    "notes": (
        Run("ACLED-warzones", "places", "places/ACLED-warzones.jsonl.gz", RECALL),
        Run("ACLED-warzones, theatre", "places", "places/ACLED-warzones.jsonl.gz", RECALL, THEATRE),
        Run("UCDP-GED-CAR", "places", "places/UCDP-GED-CAR.jsonl.gz", RECALL),
        Run("UCDP-GED-CAR, theatre", "places", "places/UCDP-GED-CAR.jsonl.gz", RECALL, THEATRE),
    ),
    "events": (
        Run(
            "ACLED notes, theatre", "events", "events/acled_notes_dev.csv.gz", EVENTS, ("--limit", "1500", "--theatre")
        ),
    ),
}


def score(run: Run, shared: Path) -> dict[str, float]:
    """Run a scorer and return its figures."""
    scorer = shared / "tools" / f"score_{run.scorer}.py"
    call = [sys.executable, str(scorer), str(shared / "data" / run.data), *run.options, "--json"]
    done = subprocess.run([*call, "--", COMMAND, "parse", *run.parse], capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def table(runs: tuple[Run, ...], shared: Path) -> str:
    """Return a Markdown table of some runs, which all show the same figures."""
    names = runs[0].figures
    rows = ["| data | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for run in runs:
        print(run.title, file=sys.stderr)
        figures = score(run, shared)
        rows.append(f"| {run.title} | " + " | ".join(f"{figures[name]:.3f}" for name in names) + " |")
    return "\n".join(rows)


def weights() -> str:
    """Return the weights of the place features as a Markdown table, from the data file that is used."""
    table = tomllib.loads((ROOT / "geo/data/place_weights.toml").read_text("utf-8"))["weights"]
    return "\n".join(
        ["| feature | weight |", "|---|---|", *(f"| `{name}` | {value} |" for name, value in table.items())]
    )


def main() -> None:
    """Fill the template's `<!-- name -->` lines with fresh tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with data/ and tools/")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "accuracy.md")
    given = parser.parse_args()
    text = TEMPLATE.read_text("utf-8").replace("<!-- weights -->", weights())
    for name, runs in TABLES.items():
        text = text.replace(f"<!-- {name} -->", table(runs, given.shared))
    given.output.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
