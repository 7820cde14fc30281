"""Names that the gazetteer lacks: pinned at the known place that the text says contains them, or between two."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from gazetteer.models import Place
from geo.models import SOMEWHERE_IN, PlaceMention
from geo.places.precision import EXACT, NEAR
from geo.places.relative_case import Relation, Scene
from geo.places.relative_phrases import Kind, Phrase, read_phrase
from geo.places.relative_points import Spot, km_between, moved
from geo.places.relative_words import table, words
from geo.places.toponyms import Toponym

_WIDEST_GAP: Final = 60
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]|\d+")
_DASH: Final = re.compile(r"(?<=\w) ?[-–—/] ?(?=\w)")
_LONGEST_ROAD_KM: Final = 400.0
_ELSEWHERE_KM: Final = 150.0
_POINTING: Final = frozenset({Kind.OFFSET, Kind.DIRECTION, Kind.NEAR})


def stand_in(
    toponym: Toponym, place: Place | None, container: Toponym, inside: PlaceMention, home: str
) -> Relation | None:
    """Return where an unknown name lies by what follows it: "X neighbourhood in Y", "X (Y)", "X, 20 km from Y".

    A country is too wide to stand in for a village. A name whose own place lies abroad counts as unknown where what
    contains it lies in ``home``, the country (ISO code) that the text is about.
    """
    where = inside.place
    view = container.block.view
    phrase = read_phrase(view, container.start, container.end) if inside.relation else None
    begins = min(phrase.start, container.start) if phrase is not None else container.start
    if where is None or where.is_country or not _is_joined(toponym, container, where, begins):
        return None
    if place is not None and not (where.country == home and _is_elsewhere(place, where)):
        return None
    extra = float(table("inside")["extra_km"]) if where.feature_class == "P" else 0.0
    text = f"{SOMEWHERE_IN} {_worded(container, inside, phrase)}"
    precision = NEAR if inside.where_prec == EXACT else inside.where_prec
    spot = Spot(where.lon, where.lat, where.radius_km + extra)
    return Relation(moved(where, spot), precision, text, toponym.start, container.end)


def _worded(container: Toponym, inside: PlaceMention, phrase: Phrase | None) -> str:
    if phrase is None:
        return inside.relation or container.text
    if phrase.kind is Kind.PART:
        return inside.relation
    return f"the {'area ' if phrase.kind in _POINTING else ''}{inside.relation}"


def split_name(name: str, named: Callable[[str], tuple[Place, ...]], scene: Scene) -> tuple[Place, Place] | None:
    """Return the two places of a double name ("Bria-Ippy"), those that lie nearest to one another; None if not so."""
    parts = _DASH.split(name)
    if len(parts) != 2:  # noqa: PLR2004 - a road has two ends
        return None
    countries = {home.country for home in scene.homes}
    first, second = ([place for place in named(part) if _may_end(place, countries)] for part in parts)
    pairs = [(km_between(one, other), one, other) for one in first[:6] for other in second[:6] if one.id != other.id]
    best = min(pairs, key=lambda row: (row[0], row[1].id, row[2].id), default=None)
    return (best[1], best[2]) if best is not None and best[0] <= _LONGEST_ROAD_KM else None


def _may_end(place: Place, countries: set[str]) -> bool:
    return place.feature_class == "P" and (not countries or place.country in countries)


def _is_joined(toponym: Toponym, container: Toponym, where: Place, begins: int) -> bool:
    """Say whether the words between a name and what is said of the next one say that the first lies there."""
    if toponym.block is not container.block or not 0 <= begins - toponym.end <= _WIDEST_GAP:
        return False
    view = container.block.view
    gap = set(_WORD.findall(view[toponym.end : begins].lower()))
    if not gap <= _inside_words() or not (gap & set(words("inside", "joins")) or begins < container.start):
        return False
    if view.startswith("'s ", container.end):
        return False
    return gap != {","} or begins < container.start or (where.feature_class == "A" and not _goes_on(container))


def _goes_on(container: Toponym) -> bool:
    """Say whether a list goes on behind a name, so that the comma before it parts places and joins none."""
    return bool(re.match(r",? and |, [A-Z]", container.block.view[container.end : container.end + 8]))


def _is_elsewhere(place: Place, where: Place) -> bool:
    if not where.country:
        return False
    if place.country != where.country:
        return True
    reach = max(_ELSEWHERE_KM, 2 * where.radius_km)
    return where.feature_class == "P" and place.feature_code == "PPLX" and km_between(place, where) > reach


@cache
def _inside_words() -> frozenset[str]:
    return frozenset(words("inside", "words")) | frozenset(words("inside", "joins")) | {"'"}
