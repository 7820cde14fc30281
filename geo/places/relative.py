"""Places that a text gives by another place: "30 km north of Raqqa", "the Damascus-Daraa highway", "northern Syria".

Works on the text alone, so the same with a language model and without. Precisions follow UCDP (docs/codebook.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from gazetteer.models import Place
from geo.places.precision import AREA
from geo.places.relative_case import Relation, Scene
from geo.places.relative_pairs import Joint, missed_ends, read_pair
from geo.places.relative_phrases import Kind, Phrase, read_phrase
from geo.places.relative_points import Spot, bearing_to, km_between, middle, moved, offset
from geo.places.relative_single import precision_of_km, relate_one
from geo.places.toponyms import Toponym

_LONGEST_ROAD_KM: Final = 900.0
_PER_KM: Final = 0.3
_MISSED_KM: Final = 400.0


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
        if pair := _relate_pair(pins[first], pins[second], scene):
            found[first], found[second] = pair
    for index, pin in pins.items():
        if found[index] is None and pin.phrase is not None:
            missed = _relate_to_missed(pin, scene) if pin.phrase.kind in _WITH_END else None
            found[index] = missed or relate_one(pin.toponym, pin.place, pin.phrase, scene)
    return found


def _relate_pair(first: _Pin, second: _Pin, scene: Scene) -> tuple[Relation, Relation] | None:
    """Return what two names that follow one another mean together, once for each."""
    joint = read_pair(first.toponym, second.toponym, (first.place, second.place))
    if joint is None or first.place.id == second.place.id:
        return None
    if joint is not Joint.BORDER:
        first, second = _of_one_region(first, second, scene)
    relation = _JOINTS[joint](first, second, scene)
    if relation is None:
        return None
    return relation, replace(relation, place=_at(second.place, relation.place))


def _relate_to_missed(pin: _Pin, scene: Scene) -> Relation | None:
    """Return what a name means with one beside it that was not recognised, as Y in "the X-Y road"."""
    view, start, end = pin.toponym.block.view, pin.toponym.start, pin.toponym.end
    for name_start, name_end in missed_ends(view, start, end):
        toponym = Toponym(pin.toponym.block, name_start, name_end, view[name_start:name_end])
        place = _nearest(scene.named(toponym.key), pin.place, _MISSED_KM)
        if place is None:
            continue
        other = _Pin(toponym, place, None)
        pair = _relate_pair(other, pin, scene) if name_end <= start else _relate_pair(pin, other, scene)
        if pair is not None:
            return pair[1] if name_end <= start else pair[0]
    return None


def _of_one_region(first: _Pin, second: _Pin, scene: Scene) -> tuple[_Pin, _Pin]:
    """Return two ends of a road by those of their namesakes that lie near one another, where they seemed far apart."""
    if km_between(first.place, second.place) <= _LONGEST_ROAD_KM:
        return first, second
    if (near := _nearest(scene.named(second.toponym.key), first.place, _MISSED_KM)) is not None:
        return first, replace(second, place=near)
    if (near := _nearest(scene.named(first.toponym.key), second.place, _MISSED_KM)) is not None:
        return replace(first, place=near), second
    return first, second


def _nearest(options: Iterable[Place], place: Place, within_km: float) -> Place | None:
    """Return the option nearest to a place, None where all are too far or in other countries."""
    near = [
        (km_between(place, one), one.id, one) for one in options if one.country == place.country and one.id != place.id
    ]
    best = min(near, default=None, key=lambda row: row[:2])
    return best[2] if best is not None and best[0] <= within_km else None


def _border(first: _Pin, second: _Pin, scene: Scene) -> Relation | None:
    spot = scene.ground.border(first.place, second.place, scene.anchors)
    text = f"border of {first.toponym.text} and {second.toponym.text}"
    return _joint(first, second, spot, text, is_ground=True) if spot else None


def _between(first: _Pin, second: _Pin, _: Scene) -> Relation | None:
    if km_between(first.place, second.place) > _LONGEST_ROAD_KM or first.place.is_country:
        return None
    text = f"between {first.toponym.text} and {second.toponym.text}"
    return _joint(first, second, middle(first.place, second.place), text)


def _road(first: _Pin, second: _Pin, scene: Scene) -> Relation | None:
    relation = _between(first, second, scene)
    return replace(relation, text=f"road {relation.text}") if relation is not None else None


def _joint(first: _Pin, second: _Pin, spot: Spot, text: str, *, is_ground: bool = False) -> Relation:
    start, end = first.toponym.start, second.toponym.end
    return Relation(moved(first.place, spot), AREA, text, start, end, is_ground)


def _towards(first: _Pin, second: _Pin, _: Scene) -> Relation | None:
    """Read "5 km from X on the Y road": so far from X in the direction of Y."""
    phrase = first.phrase
    if phrase is None or phrase.kind is not Kind.OFFSET or phrase.km is None or phrase.direction is not None:
        return None
    if km_between(first.place, second.place) > _LONGEST_ROAD_KM:
        return None
    km = min(phrase.km, km_between(first.place, second.place))
    lon, lat = offset(first.place, km, bearing_to(first.place, second.place))
    text = f"{phrase.km:g} km from {first.toponym.text} towards {second.toponym.text}"
    place = moved(first.place, Spot(lon, lat, 2.0 + _PER_KM * km))
    return Relation(place, precision_of_km(km), text, phrase.start, second.toponym.end)


def _at(place: Place, other: Place) -> Place:
    """Return a place at the point of another."""
    return moved(place, Spot(other.lon, other.lat, other.radius_km))


_WITH_END: Final = frozenset({Kind.LINE, Kind.OFFSET})
_JOINTS: Final[dict[Joint, Callable[[_Pin, _Pin, Scene], Relation | None]]] = {
    Joint.BETWEEN: _between,
    Joint.ROAD: _road,
    Joint.BORDER: _border,
    Joint.TOWARDS: _towards,
}
