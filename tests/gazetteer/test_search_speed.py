"""How long searches take in the built gazetteer, whose names are nearly a million."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from gazetteer import Gazetteer, store
from gazetteer.gazetteer import DEFAULT_PATH
from gazetteer.store import GazetteerStore

NAMES = ("Deir ez-Zor", "Kramatorsk", "Khan Shaykhun", "San Antonio", "Al Hasakah", "Mekele", "Kunduz", "Saint-Louis")
OTHER_SCRIPTS = ("دير الزور", "Краматорск", "Слов'янськ", "ירושלים", "الفلوجة", "ရန်ကုန်", "Харків", "الحسكة")


def swapped(name: str) -> str:
    """Return a name with two letters swapped."""
    return name[:2] + name[3] + name[2] + name[4:]


@pytest.mark.parametrize("names", [NAMES, OTHER_SCRIPTS])
@pytest.mark.parametrize(
    "typed", [str, lambda name: name[:2], lambda name: name[:4], swapped, lambda name: name + "qx"]
)
def test_nearly_all_searches_end_within_30_ms(
    gazetteer: Gazetteer, names: tuple[str, ...], typed: Callable[[str], str]
) -> None:
    taken, found = [], 0
    for name in names:
        for country in (None, "SY"):
            started = time.process_time()
            found += len(gazetteer.search(typed(name), country=country, limit=20))
            taken.append(time.process_time() - started)
    assert statistics.quantiles(taken, n=20)[-1] < 0.03
    assert found


@pytest.mark.parametrize("country", ["", "SY", "UA"])
@pytest.mark.parametrize("prefix", ["deir", "al ", "kha", "ال", "хар"])
def test_both_ways_to_the_places_of_a_prefix_agree(prefix: str, country: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    with closing(GazetteerStore(DEFAULT_PATH)) as built:
        for many in (1, 10**9):
            monkeypatch.setattr(store, "_MANY_KEYS", many)
            found.append([(key, place.id) for key, place in built.by_prefix(prefix, country, 30)])
    assert found[0] == found[1]
    assert all(key.startswith(prefix) for key, _ in found[0])


def test_a_prefix_is_answered_with_the_most_important(gazetteer: Gazetteer) -> None:
    assert {"Damascus", "Daraa"} <= {hit.place.name for hit in gazetteer.search("da", country="SY", limit=10)}
    few, many = gazetteer.search("deir e", limit=5), gazetteer.search("deir e", limit=50)
    assert [hit.place.id for hit in few] == [hit.place.id for hit in many[:5]]
