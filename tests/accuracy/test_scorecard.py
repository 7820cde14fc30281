"""The page on accuracy says what is so: figures keep the floors, tables agree, every feature is explained."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import scorecard
import scorecard_tables as tables

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "accuracy.md").read_text("utf-8")
ACCEPTANCE, _, MEASURED = PAGE.partition("## How it is measured")
WEIGHTS: dict[str, float] = tomllib.loads((ROOT / "geo/data/place_weights.toml").read_text("utf-8"))["weights"]
ALL_FLOORS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))
FLOORS: list[dict[str, Any]] = ALL_FLOORS["floor"]
OWN_FLOORS: dict[str, dict[str, float]] = ALL_FLOORS["places_gold"]
# What is asked for: data, options, figure, the least; a floor may never be set below it.
TARGETS = [
    ("places/TR-News.jsonl.gz", [], "F1", 0.90),
    ("places/TR-News.jsonl.gz", [], "P", 0.88),
    ("places/TR-News.jsonl.gz", [], "e2e_F161", 0.76),
    ("places/LGL.jsonl.gz", ["--limit", "150"], "e2e_F161", 0.58),
    ("places/ACLED-warzones.jsonl.gz", ["--per-record-theatre"], "R", 0.90),
    ("places/ACLED-warzones.jsonl.gz", ["--per-record-theatre"], "e2e_R161", 0.82),
    ("places/ACLED-warzones.jsonl.gz", ["--per-record-theatre"], "e2e_R25", 0.74),
    ("places/UCDP-GED-CAR.jsonl.gz", ["--theatre", "CF"], "e2e_R161", 0.82),
    ("places/UCDP-GED-CAR.jsonl.gz", ["--theatre", "CF"], "e2e_R25", 0.76),
    *(
        ("events/acled_notes_dev.csv.gz", ["--limit", "600", "--theatre"], figure, least)
        for figure, least in [
            ("found", 0.97),
            ("type", 0.85),
            ("sub", 0.70),
            ("at25", 0.66),
            ("at161", 0.80),
            ("actor", 0.80),
            ("actors", 0.55),
            ("dead", 0.85),
            ("all", 0.40),
        ]
    ),
]


def floors_of(data: str, options: list[str]) -> dict[str, float]:
    """Give the floors of some data, those with country packs where there are any."""
    found = [one for one in FLOORS if (one["data"], one["options"]) == (data, options) and not one.get("parse")]
    return dict(max(found, key=lambda one: bool(one.get("packs")))["at_least"])


def documented(title: str, page: str = MEASURED) -> dict[str, float]:
    """Give a row of the page by its first cell, from the first table that has it."""
    lines = page.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith(f"| {title} |"))
    top = next(above for above in range(at, -1, -1) if not lines[above].startswith("|")) + 1
    names, values = ([cell.strip() for cell in line.split("|")[2:-1]] for line in (lines[top], lines[at]))
    return {name: float(value) for name, value in zip(names, values, strict=True) if value != tables.NOTHING}


def section(heading: str) -> str:
    """Give what stands under a heading of the page."""
    return PAGE.partition(f"## {heading}")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", sorted(WEIGHTS))
def test_every_feature_of_a_place_is_on_the_page(name: str) -> None:
    assert f"| `{name}` | {WEIGHTS[name]} |" in PAGE
    assert f"`{name}`" in PAGE.partition("What each one means")[2]


def test_the_page_is_the_template_filled_in() -> None:
    template = scorecard.TEMPLATE.read_text("utf-8")
    slots = re.findall(r"<!-- (\w+) -->", template)
    assert sorted(slots) == sorted(scorecard.Scorecard(Path(), Path()).slots())
    assert "<!--" not in PAGE
    assert all(part.strip() in PAGE for part in re.split(r"<!-- \w+ -->", template))


@pytest.mark.parametrize("title", ["TR-News", "ACLED-warzones"])
def test_the_page_keeps_the_floors(title: str) -> None:
    shown, floors = documented(title), floors_of(f"places/{title}.jsonl.gz", [])
    shared = set(shown) & set(floors)
    assert shared
    assert all(shown[name] >= floors[name] for name in shared)


@pytest.mark.parametrize(("data", "options", "figure", "target"), TARGETS)
def test_floors_are_at_or_above_the_targets(data: str, options: list[str], figure: str, target: float) -> None:
    assert floors_of(data, options)[figure] >= target


def test_the_table_of_weights_is_the_data_file() -> None:
    rows = tables.weights().splitlines()[2:]
    assert len(rows) == len(WEIGHTS)
    assert rows == [f"| `{name}` | {value} |" for name, value in WEIGHTS.items()]


@pytest.mark.parametrize("kind", sorted(OWN_FLOORS))
def test_texts_of_our_own_keep_the_floors_on_the_page(kind: str) -> None:
    shown = documented(kind, section("Texts of our own pen"))
    assert all(shown[name] >= least for name, least in OWN_FLOORS[kind].items())


@pytest.mark.parametrize("target", tables.BESIDE["target"], ids=lambda target: str(target["row"]))
def test_what_was_asked_for_stands_beside_what_the_tables_show(target: dict[str, Any]) -> None:
    rows = [line.split(" | ") for line in ACCEPTANCE.splitlines() if line.startswith(f"| {target['row']} | ")]
    accepted = {row[1]: row[2:5] for row in rows}
    assert set(accepted) == set(target["at_least"])
    for figure, least in target["at_least"].items():
        asked, measured, reached = accepted[figure]
        assert float(asked) == pytest.approx(least)
        assert (reached == "yes") == (float(measured) >= least)
        assert documented(target["row"]).get(figure, float(measured)) == float(measured)


def test_others_are_named_with_the_data_that_they_were_measured_on() -> None:
    titles = {run.title for runs in scorecard.TABLES.values() for run in runs}
    for system in [*tables.BESIDE["peer"], *tables.BESIDE["published"]]:
        assert set(system) - {"name"} <= titles
        assert f"| {system['name']} |" in PAGE


def test_our_figures_stand_first_beside_those_of_others() -> None:
    beside = tables.beside("published", {"LGL": {"F1": 0.5}}, {"LGL": ("F1", "at161")}).splitlines()
    assert beside[0] == "| system | LGL F1 | LGL at161 |"
    assert beside[2] == "| **Conflict Atlas** | 0.500 | – |"
    assert all("CLAVIN" not in line for line in beside), "nobody ran it on LGL"


def test_counts_are_whole_and_shares_have_three_digits() -> None:
    assert tables.table({"all": {"names": 12.0, "P": 0.98765}}).splitlines() == [
        "| data | names | P |",
        "|---|---|---|",
        "| all | 12 | 0.988 |",
    ]


def test_nothing_is_said_of_what_was_not_measured() -> None:
    told = tables.acceptance({"LGL": {"e2e_F161": 0.5796}})
    assert "| LGL | e2e_F161 | 0.58 | 0.580 | yes | .51 |" in told
    assert "| roles | accuracy | 0.90 | – | – | – |" in told
