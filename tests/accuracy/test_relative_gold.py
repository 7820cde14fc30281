"""Relative places against sentences of our own: the point inside the expected radius, and where_prec."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from geopy.distance import geodesic

from geo.extractor import Extractor
from geo.models import Document, PlaceMention, Role

GOLD = [
    json.loads(line)
    for line in Path(__file__).parent.joinpath("gold", "relative.jsonl").read_text("utf-8").splitlines()
]
LEAST_INSIDE = 0.85
LEAST_PRECISIONS = 0.85


def pinned(extractor: Extractor, case: dict[str, Any]) -> PlaceMention | None:
    """Give the pin at the case's name."""
    document = Document(case["id"], case["text"], theatre=tuple(case.get("theatre", ())))
    start, end = case["name"]["start"], case["name"]["end"]
    found = (
        one
        for one in extractor.parse(document).mentions
        if isinstance(one, PlaceMention) and one.role is Role.LOCATION and one.start < end and start < one.end
    )
    return next((one for one in found if one.place is not None), None)


def km_off(mention: PlaceMention | None, case: dict[str, Any]) -> float:
    """Give how far a pin is from the expected point; infinite without one."""
    if mention is None or mention.place is None:
        return float("inf")
    return float(geodesic((case["lat"], case["lon"]), (mention.place.lat, mention.place.lon)).km)


def share(values: Iterable[bool]) -> float:
    """Give how many of some values are true."""
    told = list(values)
    return sum(told) / len(told)


def test_the_gold_is_large_and_halved() -> None:
    assert len(GOLD) >= 160
    assert len({case["id"] for case in GOLD}) == len({case["text"] for case in GOLD}) == len(GOLD)
    assert abs(share(case["split"] == "test" for case in GOLD) - 0.5) < 0.01


@pytest.mark.accuracy
@pytest.mark.parametrize("splits", [{"test"}, {"train", "test"}], ids=["test half", "all"])
def test_most_points_lie_inside_the_expected_radius(extractor: Extractor, splits: set[str]) -> None:
    cases = [case for case in GOLD if case["split"] in splits]
    mentions = [pinned(extractor, case) for case in cases]
    misses = [
        (case["text"], round(km_off(mention, case)), case["radius_km"], mention and mention.relation)
        for case, mention in zip(cases, mentions, strict=True)
        if km_off(mention, case) > case["radius_km"]
    ]
    wrong = [
        (case["text"], mention and mention.where_prec, case["where_prec"])
        for case, mention in zip(cases, mentions, strict=True)
        if mention is None or mention.where_prec != case["where_prec"]
    ]
    inside, precise = 1 - len(misses) / len(cases), 1 - len(wrong) / len(cases)
    assert inside >= LEAST_INSIDE, misses
    assert precise >= LEAST_PRECISIONS, wrong
