"""Relative places against sentences of our own: the point inside the expected radius, and where_prec."""

from __future__ import annotations

import pytest
from relative_scoring import figures, km_off, pinned, read_gold, share

from geo.extractor import Extractor

GOLD = read_gold()
LEAST_INSIDE = 0.85
LEAST_PRECISIONS = 0.85


def test_the_gold_is_large_and_halved() -> None:
    assert len(GOLD) >= 160
    assert len({case["id"] for case in GOLD}) == len({case["text"] for case in GOLD}) == len(GOLD)
    assert abs(share(case["split"] == "test" for case in GOLD) - 0.5) < 0.01


@pytest.mark.accuracy
@pytest.mark.parametrize("splits", [{"test"}, {"train", "test"}], ids=["test half", "all"])
def test_most_points_lie_inside_the_expected_radius(extractor: Extractor, splits: set[str]) -> None:
    cases = read_gold(*splits)
    shown = figures(extractor, cases)
    misses = [case["text"] for case in cases if km_off(pinned(extractor, case), case) > case["radius_km"]]
    assert shown["inside"] >= LEAST_INSIDE, misses
    assert shown["where_prec"] >= LEAST_PRECISIONS, shown
