"""Write docs/accuracy.md from the scorers in ../shared/tools, our own gold and the real command (`make accuracy`)."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

import reliability_diagram
import scorecard_tables as tables
from scorecard_tables import ROOT, Row, Rows

COMMAND: Final = str(Path(sys.executable).with_name("conflict-atlas"))
TEMPLATE: Final = ROOT / "docs" / "accuracy.template.md"
NOT_MEASURED: Final = "Not measured when this page was written: `make bench` prints it for your machine."


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


PLACES: Final = ("P", "R", "F1", "strict_F1", "e2e_R161", "e2e_R25", "e2e_F161")
COMPARED: Final = ("P", "R", "F1", "e2e_R161", "e2e_R25", "e2e_F161")
RECALL: Final = ("R", "e2e_R161", "e2e_R25")
PUBLISHED: Final = ("F1", "at161", "e2e_F161")
EVENTS: Final = ("found", "events_per_note", "type", "sub", "at25", "at161", "day", "actor", "actors", "dead", "all")
NAMES: Final = ("right_alone", "wrong_alone", "right_in_division", "wrong_in_division", "among_five_in_division")
THEATRE: Final = ("--per-record-theatre",)
PINS: Final = "pins, TR-News"
FULL, FAST = "TR-News", "TR-News, `--fast`"
TR_NEWS, LGL = "places/TR-News.jsonl.gz", "places/LGL.jsonl.gz"
NOTES, SAMPLE = "events/acled_notes_dev.csv.gz", ("--limit", "1500", "--theatre")
EVENT_GOLDS: Final = ("statements", "types", "arguments", "event-places", "articles")
ACLED, CAR = "places/ACLED-warzones.jsonl.gz", "places/UCDP-GED-CAR.jsonl.gz"
TABLES: Final[dict[str, tuple[Run, ...]]] = {
    "articles": (
        Run(FULL, "places", TR_NEWS, PLACES),
        Run(FAST, "places", TR_NEWS, PLACES, parse=("--fast",)),
        Run("LGL", "places", LGL, PLACES),
    ),
    "notes": (
        Run("ACLED-warzones", "places", ACLED, RECALL),
        Run("ACLED-warzones, theatre", "places", ACLED, RECALL, THEATRE),
        Run("ACLED-warzones, packs", "places", ACLED, RECALL, packs=True),
        Run("ACLED-warzones, theatre, packs", "places", ACLED, RECALL, THEATRE, packs=True),
        Run("UCDP-GED-CAR", "places", CAR, RECALL),
        Run("UCDP-GED-CAR, theatre", "places", CAR, RECALL, THEATRE),
        Run("UCDP-GED-CAR, theatre, packs", "places", CAR, RECALL, THEATRE, packs=True),
    ),
    "names": (Run("UCDP GED, Syria", "names", "events/ucdp_ged_syria_2016-2019.csv.gz", NAMES, packs=True),),
    "events": (
        Run("ACLED notes, theatre", "events", NOTES, EVENTS, SAMPLE),
        Run("ACLED notes, theatre, packs", "events", NOTES, EVENTS, SAMPLE, packs=True),
    ),
}


@dataclass
class Scorecard:
    """Runs the scorers, each row once, and renders the page's tables. ``limit`` is for trials; 0 reads everything."""

    shared: Path
    packs: Path
    limit: int = 0
    speed: Path | None = None
    images: Path = ROOT / "docs" / "images"
    rows: dict[str, Row] = field(default_factory=dict)

    def run(self, run: Run) -> Row:
        """Run a scorer and return its figures."""
        if run.title not in self.rows:
            self.rows[run.title] = self._measure(run)
        return self.rows[run.title]

    def _measure(self, run: Run) -> Row:
        ours = run.scorer == "names"
        scorer = (ROOT if ours else self.shared) / "tools" / f"score_{run.scorer}.py"
        limit = ["--limit", str(self.limit)] if self.limit and not ours else []
        call = [str(scorer), str(self.shared / "data" / run.data), *run.options, *limit, "--json"]
        parse = [] if ours else ["--", COMMAND, "parse", *run.parse]
        figures: Row = self._python([*call, *parse], packs=run.packs)
        return figures

    def _python(self, call: Sequence[str], *, packs: bool) -> Any:  # noqa: ANN401 - JSON of several forms
        """Return the JSON that a tool prints; without packs it is told of a folder that has none."""
        print(*call, file=sys.stderr)
        folder = self.packs if packs else self.packs / "none"
        environment = os.environ | {"CONFLICT_ATLAS_PACKS": str(folder)}
        done = subprocess.run([sys.executable, *call], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)
        return json.loads(done.stdout)

    def _gold(self, *options: str, packs: bool) -> dict[str, Rows]:
        figures: dict[str, Rows] = self._python(
            [str(ROOT / "tools" / "score_gold.py"), *options, "--json"], packs=packs
        )
        return figures

    @cached_property
    def gold(self) -> dict[str, Rows]:
        """The figures of the gold of our own pen: names of places with packs, the others without."""
        return self._gold("places", packs=True) | self._gold("roles", "relative", "languages", packs=False)

    @cached_property
    def events(self) -> dict[str, Rows]:
        """The figures of events: on the gold of our own pen, and on the sentences of others."""
        return self._gold(*EVENT_GOLDS, "snippets", "marked", "--shared", str(self.shared), packs=False)

    @cached_property
    def _reliability(self) -> dict[str, Rows]:
        """What scores are worth: of pins on TR-News and on the test half of our own gold, of events on notes."""
        own = ROOT / "tests" / "accuracy" / "gold" / "places.jsonl"
        parts = {
            PINS: self._gold("--reliability", str(self.shared / "data" / TR_NEWS), packs=False),
            "pins, our own gold, packs": self._gold("--reliability", str(own), packs=True),
        }
        rows = {name: part["reliability"] for name, part in parts.items()}
        events = self._gold("confidence", "--shared", str(self.shared), packs=True)
        articles = self._gold("article-confidence", packs=False)["article-confidence"]
        return {**rows, "events, ACLED notes, theatre, packs": events["confidence"], "events, our articles": articles}

    def reliability(self) -> str:
        """Return what scores are worth, as a table, and draw the diagram beside it."""
        bins = {
            name: [(row["scores"], row["said"], row["right"]) for row in part.values()]
            for name, part in self._reliability.items()
        }
        (self.images / "reliability.svg").write_text(reliability_diagram.draw(bins), "utf-8")
        rows = {f"{name}, {at}": row for name, part in self._reliability.items() for at, row in part.items()}
        return tables.table(rows, ("scores", "said", "right"))

    def speed_table(self) -> str:
        """Return what `bench_places.py --json` wrote, or that it was not measured."""
        return tables.table(json.loads(self.speed.read_text("utf-8")), first="path") if self.speed else NOT_MEASURED

    def acceptance(self) -> str:
        """Return what was asked for beside what is reached."""
        runs = {run.title: self.run(run) for table in ("articles", "notes", "events") for run in TABLES[table]}
        loss = runs[FAST]["F1"] - runs[FULL]["F1"]
        self.rows[FAST] = {**runs[FAST], "F1_against_full": loss}
        return tables.acceptance(
            {**self.rows, **{name: row for part in (self.gold | self.events).values() for name, row in part.items()}}
        )

    def compared(self, kind: str, data: Mapping[str, tuple[str, ...]]) -> str:
        """Return our figures beside those of others."""
        return tables.beside(
            kind, {run.title: self.run(run) for runs in TABLES.values() for run in runs if run.title in data}, data
        )

    def slots(self) -> dict[str, Callable[[], str]]:
        """Return what fills each ``<!-- name -->`` line of the template."""
        with_theatre = dict.fromkeys((f"{name}, theatre, packs" for name in ("ACLED-warzones", "UCDP-GED-CAR")), RECALL)
        return {
            **{name: partial(self._runs, runs) for name, runs in TABLES.items()},
            "peers_articles": lambda: self.compared("peer", {FULL: COMPARED, "LGL": COMPARED}),
            "peers_notes": lambda: self.compared("peer", {"ACLED-warzones": RECALL, "UCDP-GED-CAR": RECALL}),
            "peers_theatre": lambda: self.compared("peer", with_theatre),
            "published": lambda: self.compared("published", {FULL: PUBLISHED, "LGL": PUBLISHED}),
            "acceptance": self.acceptance,
            "gold_places": lambda: tables.table(self.gold["places"], first="kind of text"),
            "gold_roles": lambda: tables.table(self.gold["roles"]),
            "gold_relative": lambda: tables.table(self.gold["relative"]),
            "gold_languages": lambda: tables.table(self.gold["languages"], first="language"),
            "gold_events": lambda: "\n\n".join(tables.table(self.events[name], first="gold") for name in EVENT_GOLDS),
            "snippets": lambda: tables.table(self.events["snippets"]),
            "marked": lambda: tables.table(self.events["marked"]),
            "reliability": self.reliability,
            "speed": self.speed_table,
            "weights": tables.weights,
        }

    def _runs(self, runs: tuple[Run, ...]) -> str:
        return tables.table({run.title: self.run(run) for run in runs}, runs[0].figures)

    def page(self, template: str) -> str:
        """Return a template with its slots filled."""
        slots = self.slots()
        return re.sub(r"<!-- (\w+) -->", lambda slot: slots[slot[1]](), template)


def install_packs(shared: Path, packs: Path) -> None:
    """Install the country files of ../shared/data, unless they are installed already."""
    if packs.is_dir():
        return
    files = [option for path in sorted((shared / "data/gazetteers").glob("*.gz")) for option in ("--from", str(path))]
    environment = os.environ | {"CONFLICT_ATLAS_PACKS": str(packs)}
    subprocess.run([COMMAND, "gazetteer", "install", *files], env=environment, check=True)


def main() -> None:
    """Fill the template's `<!-- name -->` lines with fresh tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with data/ and tools/")
    parser.add_argument("--packs", type=Path, default=ROOT / "build" / "packs", help="folder of packs to score with")
    parser.add_argument("--speed", type=Path, metavar="FILE", help="what `bench_places.py --json` printed")
    parser.add_argument("--limit", type=int, default=0, help="read only so many records a corpus, for a trial")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "accuracy.md")
    given = parser.parse_args()
    install_packs(given.shared, given.packs)
    card = Scorecard(given.shared, given.packs, given.limit, given.speed)
    given.output.write_text(card.page(TEMPLATE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
