"""Write docs/accuracy.md from the scorers in ../shared/tools and the real command; `make accuracy` runs it."""

from __future__ import annotations

import argparse
import json
import os
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
    packs: bool = False


PLACES = ("P", "R", "F1", "strict_F1", "e2e_R161", "e2e_R25", "e2e_F161")
RECALL = ("R", "e2e_R161", "e2e_R25")
EVENTS = ("found", "events_per_note", "type", "sub", "at25", "at161", "day", "actor", "actors", "dead", "all")
NAMES = ("right_alone", "wrong_alone", "right_in_division", "wrong_in_division", "among_five_in_division")
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
        Run("ACLED-warzones, packs", "places", "places/ACLED-warzones.jsonl.gz", RECALL, packs=True),
        Run("ACLED-warzones, theatre, packs", "places", "places/ACLED-warzones.jsonl.gz", RECALL, THEATRE, packs=True),
        Run("UCDP-GED-CAR", "places", "places/UCDP-GED-CAR.jsonl.gz", RECALL),
        Run("UCDP-GED-CAR, theatre", "places", "places/UCDP-GED-CAR.jsonl.gz", RECALL, THEATRE),
        Run("UCDP-GED-CAR, theatre, packs", "places", "places/UCDP-GED-CAR.jsonl.gz", RECALL, THEATRE, packs=True),
    ),
    "names": (Run("UCDP GED, Syria", "names", "events/ucdp_ged_syria_2016-2019.csv.gz", NAMES, packs=True),),
    "events": (
        Run(
            "ACLED notes, theatre", "events", "events/acled_notes_dev.csv.gz", EVENTS, ("--limit", "1500", "--theatre")
        ),
    ),
}


def score(run: Run, shared: Path, packs: Path) -> dict[str, float]:
    """Run a scorer and return its figures; ``packs`` is the folder that runs with packs are told."""
    ours = run.scorer == "names"
    scorer = (ROOT if ours else shared) / "tools" / f"score_{run.scorer}.py"
    call = [sys.executable, str(scorer), str(shared / "data" / run.data), *run.options, "--json"]
    parse = [] if ours else ["--", COMMAND, "parse", *run.parse]
    folder = packs if run.packs else packs / "none"
    environment = os.environ | {"CONFLICT_ATLAS_PACKS": str(folder)}
    done = subprocess.run([*call, *parse], env=environment, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def install_packs(shared: Path, packs: Path) -> None:
    """Install the country files of ../shared/data, unless they are installed already."""
    if packs.is_dir():
        return
    files = [option for path in sorted((shared / "data/gazetteers").glob("*.gz")) for option in ("--from", str(path))]
    environment = os.environ | {"CONFLICT_ATLAS_PACKS": str(packs)}
    subprocess.run([COMMAND, "gazetteer", "install", *files], env=environment, check=True)


def table(runs: tuple[Run, ...], shared: Path, packs: Path) -> str:
    """Return a Markdown table of some runs, which all show the same figures."""
    names = runs[0].figures
    rows = ["| data | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for run in runs:
        print(run.title, file=sys.stderr)
        figures = score(run, shared, packs)
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
    parser.add_argument("--packs", type=Path, default=ROOT / "build" / "packs", help="folder of packs to score with")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "accuracy.md")
    given = parser.parse_args()
    install_packs(given.shared, given.packs)
    text = TEMPLATE.read_text("utf-8").replace("<!-- weights -->", weights())
    for name, runs in TABLES.items():
        text = text.replace(f"<!-- {name} -->", table(runs, given.shared, given.packs))
    given.output.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
