"""Every line of phrases.csv: a phrase, the day of the report, and what UCDP GED 19.1 (appendix 2) makes of the two.

Where a line holds several sentences the phrase is the last date in them, counted from the one before.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from geo.dates import find_dates

LEAST_LINES = 220
TABLE = Path(__file__).with_name("phrases.csv")
LINES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("line", LINES, ids=[f"{line['published']} {line['phrase']}" for line in LINES])
def test_phrase_has_its_interval_precision_and_rule(line: dict[str, str]) -> None:
    text = f"It began {line['phrase']} there."
    mentions = find_dates(text, date.fromisoformat(line["published"]))
    found = mentions[-1]
    assert len(mentions) == 1 or ". " in line["phrase"]
    assert (found.first.isoformat(), found.last.isoformat()) == (line["first"], line["last"])
    assert (found.precision, found.rule) == (int(line["date_prec"]), line["rule"])
    assert text[found.start : found.end] == found.text


def test_the_table_is_long_enough() -> None:
    assert len({(line["published"], line["phrase"]) for line in LINES}) >= LEAST_LINES
