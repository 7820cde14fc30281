"""What a phrase beside one name means: the point, the radius and the precision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from gazetteer.models import Place
from geo.places.precision import AREA, DISTRICT, NEAR, PROVINCE
from geo.places.relative_case import NEAR_KM, Case, Relation, Scene, is_wide
from geo.places.relative_parts import read_border, read_coast, read_countryside, read_part
from geo.places.relative_phrases import Kind, Phrase
from geo.places.relative_points import Spot, offset
from geo.places.relative_words import table
from geo.places.toponyms import Toponym

_EDGE_KM: Final = 6.0
_PER_KM: Final = 0.3
_LINE_REACH_KM: Final = 20.0


def relate_one(toponym: Toponym, place: Place, phrase: Phrase, scene: Scene) -> Relation | None:
    """Return what a phrase beside a name means, None where it leaves the place as it is."""
    others = tuple(anchor for anchor in scene.anchors if anchor.id != place.id)
    shaped = _with_shape(place, scene)
    relation = _READERS[phrase.kind](Case(toponym, shaped, phrase, replace(scene, anchors=others)))
    if relation is None or relation.place.id != shaped.id:
        return relation
    return replace(relation, place=replace(relation.place, id=place.id, name=place.name))


def _with_shape(place: Place, scene: Scene) -> Place:
    """Return a country by that entry of the gazetteer that has a polygon."""
    if not place.is_country or scene.ground.has_shape(place):
        return place
    entries = (one for one in scene.named(place.name) if one.is_country and one.country == place.country)
    return next((one for one in entries if scene.ground.has_shape(one)), place)


def precision_of_km(km: float) -> int:
    """Return where_prec for a distance from a town."""
    return NEAR if km <= NEAR_KM else AREA


def _offset(case: Case) -> Relation | None:
    km, place = case.phrase.km or 0.0, case.place
    if place.is_country or place.feature_code == "ADM1":
        return None
    if case.bearing is None:
        text = f"{km:g} km from {case.name}"
        return case.answer(Spot(place.lon, place.lat, km + place.radius_km), precision_of_km(km), text)
    lon, lat = offset(place, km, case.bearing)
    text = f"{round(km, 1):g} km {case.direction} of {case.name}"
    return case.answer(Spot(lon, lat, 2.0 + _PER_KM * km), precision_of_km(km), text)


def _direction(case: Case) -> Relation | None:
    if case.bearing is None or is_wide(case.place):
        return read_part(case) if _may_be_part(case) else None
    km = case.place.radius_km + _EDGE_KM
    lon, lat = offset(case.place, km, case.bearing)
    return case.answer(Spot(lon, lat, km + _EDGE_KM), NEAR, f"{case.direction} of {case.name}")


def _may_be_part(case: Case) -> bool:
    """Say whether "north of X" means the north of X: of a province, or of a country after "in"; a river has none."""
    before = case.toponym.block.view[: case.phrase.start].rstrip()
    return case.place.feature_class in {"A", "L"} and (not case.place.is_country or before.endswith((" in", "In")))


def _near(case: Case) -> Relation | None:
    if is_wide(case.place) and case.bearing is not None:
        return read_part(case)
    if is_wide(case.place):
        return None
    reach, word = float(table("near").get(case.phrase.word, NEAR_KM / 2)), case.phrase.word
    preposition = "" if case.phrase.end == case.toponym.end and word not in _NOUNS_BEFORE else " of"
    text = f"{case.adjective} {word}{preposition} {case.name}"
    if case.bearing is None:
        spot = Spot(case.place.lon, case.place.lat, case.place.radius_km + reach)
    else:
        lon, lat = offset(case.place, case.place.radius_km + reach / 2, case.bearing)
        spot = Spot(lon, lat, reach + 1.0)
    return case.answer(spot, NEAR, text)


def _line(case: Case) -> Relation | None:
    if is_wide(case.place):
        return None
    spot = Spot(case.place.lon, case.place.lat, case.place.radius_km + _LINE_REACH_KM)
    return case.answer(spot, AREA, f"{case.name} {case.phrase.word}")


def _division(case: Case) -> Relation | None:
    """Return a town's place widened to the division that the text names after it."""
    if case.place.feature_class != "P":
        return None
    level = int(_division_levels()[case.phrase.word])
    reach = float(table("division_reach_km")[str(level)])
    spot = Spot(case.place.lon, case.place.lat, max(reach, case.place.radius_km))
    return case.answer(spot, PROVINCE if level == PROVINCE else DISTRICT, f"{case.name} {case.phrase.word}")


def _division_levels() -> dict[str, int]:
    return {word.replace("-", " "): level for word, level in table("divisions").items()}


_NOUNS_BEFORE: Final = frozenset(table("near_nouns")["before"])
_READERS: Final[dict[Kind, Callable[[Case], Relation | None]]] = {
    Kind.OFFSET: _offset,
    Kind.DIRECTION: _direction,
    Kind.PART: read_part,
    Kind.NEAR: _near,
    Kind.COUNTRYSIDE: read_countryside,
    Kind.LINE: _line,
    Kind.BORDER: read_border,
    Kind.COAST: read_coast,
    Kind.OFFSHORE: read_coast,
    Kind.DIVISION: _division,
}
