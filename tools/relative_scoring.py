"""Scores relative places ("30 km north of Raqqa") on cases of our own (tests/accuracy/gold/relative.jsonl)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geopy.distance import geodesic

from geo.extractor import Extractor
from geo.models import Document, PlaceMention, Role

GOLD = Path(__file__).resolve().parent.parent / "tests" / "accuracy" / "gold" / "relative.jsonl"


def read_gold(*splits: str) -> list[dict[str, Any]]:
    """Return the cases of some halves, by default of both."""
    cases = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    return [case for case in cases if not splits or case["split"] in splits]


def pinned(extractor: Extractor, case: dict[str, Any]) -> PlaceMention | None:
    """Return the pin at the case's name."""
    document = Document(case["id"], case["text"], theatre=tuple(case.get("theatre", ())))
    start, end = case["name"]["start"], case["name"]["end"]
    found = (
        one
        for one in extractor.parse(document).mentions
        if isinstance(one, PlaceMention) and one.role is Role.LOCATION and one.start < end and start < one.end
    )
    return next((one for one in found if one.place is not None), None)


def km_off(mention: PlaceMention | None, case: dict[str, Any]) -> float:
    """Return how far a pin is from the expected point; infinite without one."""
    if mention is None or mention.place is None:
        return float("inf")
    return float(geodesic((case["lat"], case["lon"]), (mention.place.lat, mention.place.lon)).km)


def share(values: Iterable[bool]) -> float:
    """Return how many of some values are true."""
    told = list(values)
    return sum(told) / len(told)


def figures(extractor: Extractor, cases: list[dict[str, Any]]) -> dict[str, float]:
    """Return the share of pins inside the expected radius, and of right where_prec codes."""
    mentions = [pinned(extractor, case) for case in cases]
    pairs = list(zip(mentions, cases, strict=True))
    return {
        "inside": share(km_off(mention, case) <= case["radius_km"] for mention, case in pairs),
        "where_prec": share(
            mention is not None and mention.where_prec == case["where_prec"] for mention, case in pairs
        ),
    }
