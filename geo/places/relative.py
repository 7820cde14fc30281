"""Places that a text gives by another place: "30 km north of Raqqa", "the Damascus-Daraa highway", "northern Syria".

Works on the text alone, so the same with a language model and without. Precisions follow UCDP (docs/codebook.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from gazetteer.models import Place
from geo.places.precision import AREA
from geo.places.relative_pairs import Joint, read_pair
from geo.places.relative_phrases import Kind, Phrase, read_phrase
from geo.places.relative_points import Spot, bearing_to, km_between, middle, moved, offset
from geo.places.relative_single import Relation, Scene, precision_of_km, relate_one
from geo.places.toponyms import Toponym

_LONGEST_ROAD_KM: Final = 900.0
_PER_KM: Final = 0.3


@dataclass(frozen=True, slots=True)
class _Pin:
    """A name with the place that was chosen for it and what the text says of it."""

    toponym: Toponym
    place: Place
    phrase: Phrase | None


def relate(toponyms: Sequence[Toponym], chosen: Sequence[Place | None], scene: Scene) -> list[Relation | None]:
    """Return, for each name, where the text moves or widens its place; None where it means the place itself.

    ``toponyms`` are a document's in the order of the text, ``chosen`` their places (None: no place is likely). The
    towns among them become the scene's anchors.
    """
    found: list[Relation | None] = [None] * len(toponyms)
    pins = {
        index: _Pin(toponym, place, read_phrase(toponym.block.view, toponym.start, toponym.end))
        for index, (toponym, place) in enumerate(zip(toponyms, chosen, strict=True))
        if place is not None
    }
    towns = {pin.place.id: pin.place for pin in pins.values() if pin.place.feature_class in {"P", "S"}}
    scene = replace(scene, anchors=tuple(towns.values()))
    for first, second in pairwise(sorted(pins)):
        if relation := _relate_pair(pins[first], pins[second], scene):
            found[first], found[second] = relation, replace(relation, place=_at(pins[second].place, relation.place))
    for index, pin in pins.items():
        if found[index] is None and pin.phrase is not None:
            found[index] = relate_one(pin.toponym, pin.place, pin.phrase, scene)
    return found


def _relate_pair(first: _Pin, second: _Pin, scene: Scene) -> Relation | None:
    joint = read_pair(first.toponym, second.toponym, (first.place, second.place))
    if joint is None or first.place.id == second.place.id:
        return None
    start, end = first.toponym.start, second.toponym.end
    names = f"{first.toponym.text} and {second.toponym.text}"
    if joint is Joint.BORDER:
        spot = scene.ground.border(first.place, second.place, scene.anchors)
        return (
            Relation(moved(first.place, spot), AREA, f"border of {names}", start, end, is_ground=True) if spot else None
        )
    if km_between(first.place, second.place) > _LONGEST_ROAD_KM or first.place.is_country:
        return None
    if joint is Joint.TOWARDS:
        return _towards(first, second)
    spot = middle(first.place, second.place)
    text = f"road between {names}" if joint is Joint.ROAD else f"between {names}"
    return Relation(moved(first.place, spot), AREA, text, start, end)


def _towards(first: _Pin, second: _Pin) -> Relation | None:
    """Read "5 km from X on the Y road": so far from X in the direction of Y."""
    phrase = first.phrase
    if phrase is None or phrase.kind is not Kind.OFFSET or phrase.km is None or phrase.direction is not None:
        return None
    km = min(phrase.km, km_between(first.place, second.place))
    lon, lat = offset(first.place, km, bearing_to(first.place, second.place))
    text = f"{phrase.km:g} km from {first.toponym.text} towards {second.toponym.text}"
    place = moved(first.place, Spot(lon, lat, 2.0 + _PER_KM * km))
    return Relation(place, precision_of_km(km), text, phrase.start, second.toponym.end)


def _at(place: Place, other: Place) -> Place:
    """Return a place at the point of another."""
    return moved(place, Spot(other.lon, other.lat, other.radius_km))
