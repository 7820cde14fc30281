"""What a phrase beside one name means: the point, the radius and the precision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from gazetteer.models import Place
from geo.places.precision import AREA, DISTRICT, NEAR, PROVINCE, where_precision
from geo.places.relative_ground import Ground
from geo.places.relative_phrases import Kind, Phrase
from geo.places.relative_points import Spot, km_between, moved, offset
from geo.places.relative_words import table
from geo.places.toponyms import Toponym

NEAR_KM: Final = 25.0
"""Up to here UCDP codes a distance from a town as near it, beyond as an area of its own."""

_EDGE_KM: Final = 6.0
_PER_KM: Final = 0.3
_SEAT_CODES: Final = frozenset({"PPLA", "PPLC"})
_SEAT_PART_KM: Final = 18.0
_LINE_REACH_KM: Final = 20.0
_NAMED_PART_CLASSES: Final = frozenset({"A", "L"})
_NAMED_PART_CODES: Final = frozenset({"PPLX", "RGN"})


@dataclass(frozen=True, slots=True)
class Relation:
    """Where the text moves or widens a named place.

    ``place`` has the id of the named place and the point and radius that are meant; ``where_prec`` is UCDP's; ``text``
    says how, "30 km north of Raqqa"; ``start`` to ``end`` is the phrase in the block's view. ``is_ground`` says that it
    names ground also where the name alone might be a party's: a border, a coast.
    """

    place: Place
    where_prec: int
    text: str
    start: int
    end: int
    is_ground: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What a name's relation is worked out with.

    ``named`` returns the places of a name. ``anchors`` are the towns that the text names, ``homes`` the countries that
    it is likely to be about, the likeliest first.
    """

    ground: Ground
    named: Callable[[str], tuple[Place, ...]]
    anchors: tuple[Place, ...] = ()
    homes: tuple[Place, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Case:
    """A name with its place, what stands beside it and the rest of the text."""

    toponym: Toponym
    place: Place
    phrase: Phrase
    scene: Scene

    @property
    def bearing(self) -> float | None:
        return self.phrase.direction.bearing if self.phrase.direction else None

    @property
    def direction(self) -> str:
        return self.phrase.direction.name if self.phrase.direction else ""

    @property
    def adjective(self) -> str:
        return f"{self.direction}ern" if self.direction else ""

    @property
    def name(self) -> str:
        return self.toponym.text

    def answer(self, spot: Spot, precision: int, text: str) -> Relation:
        words, ground = " ".join(text.split()), self.phrase.kind in _GROUND
        return Relation(moved(self.place, spot), precision, words, self.phrase.start, self.phrase.end, ground)


def relate_one(toponym: Toponym, place: Place, phrase: Phrase, scene: Scene) -> Relation | None:
    """Return what a phrase beside a name means, None where it leaves the place as it is."""
    others = tuple(anchor for anchor in scene.anchors if anchor.id != place.id)
    shaped = _with_shape(place, scene)
    relation = _READERS[phrase.kind](_Case(toponym, shaped, phrase, replace(scene, anchors=others)))
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


def _offset(case: _Case) -> Relation | None:
    km, place = case.phrase.km or 0.0, case.place
    if case.bearing is None:
        text = f"{km:g} km from {case.name}"
        return case.answer(Spot(place.lon, place.lat, km + place.radius_km), precision_of_km(km), text)
    lon, lat = offset(place, km, case.bearing)
    text = f"{round(km, 1):g} km {case.direction} of {case.name}"
    return case.answer(Spot(lon, lat, 2.0 + _PER_KM * km), precision_of_km(km), text)


def _direction(case: _Case) -> Relation | None:
    if case.bearing is None or _is_wide(case.place):
        return _part(case)
    km = case.place.radius_km + _EDGE_KM
    lon, lat = offset(case.place, km, case.bearing)
    return case.answer(Spot(lon, lat, km + _EDGE_KM), NEAR, f"{case.direction} of {case.name}")


def _part(case: _Case) -> Relation | None:
    place, far = case.place, case.phrase.far
    if case.bearing is None:
        spot = case.scene.ground.part(place, None)
        return case.answer(spot, _precision_of_part(place), f"central {case.name}") if _is_wide(place) else None
    text = f"{'far ' if far else ''}{case.adjective} {case.name}"
    if (own := _part_with_a_name(case)) is not None:
        return Relation(own, where_precision(own), own.name, case.phrase.start, case.phrase.end)
    if not _is_wide(place) and _is_seat_of_namesake(case) and not case.phrase.word:
        lon, lat = offset(place, _SEAT_PART_KM, case.bearing)
        return case.answer(Spot(lon, lat, NEAR_KM), NEAR, text)
    spot = case.scene.ground.part(place, case.bearing, far=far)
    return case.answer(spot, _precision_of_part(place), text)


def _part_with_a_name(case: _Case) -> Place | None:
    """Return the place that "eastern X" is called by itself, such as eastern Ghouta, where the gazetteer has one."""
    if case.phrase.direction is None or case.place.is_country:
        return None
    view = case.toponym.block.view
    written = view[case.phrase.start : case.phrase.end].removeprefix("the ")
    spelt = (written, f"{case.direction} {case.name}", f"{case.adjective} {case.name}")
    options = [place for name in dict.fromkeys(spelt) for place in case.scene.named(name)]
    return next((place for place in options if _is_part(place, case.place)), None)


def _is_part(part: Place, whole: Place) -> bool:
    wide = part.feature_class in _NAMED_PART_CLASSES or part.feature_code in _NAMED_PART_CODES
    near = km_between(part, whole) <= max(40.0, 1.5 * whole.radius_km)
    return wide and near and part.country == whole.country and part.id != whole.id


def _near(case: _Case) -> Relation | None:
    if _is_wide(case.place) and case.bearing is not None:
        return _part(case)
    if _is_wide(case.place):
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


def _countryside(case: _Case) -> Relation | None:
    """Return the open country round a town or, of a province, that round its seat."""
    place, reach = case.place, float(table("countryside")["reach_km"])
    seat = _seat(case) if _is_wide(place) else place
    text = f"{case.adjective} countryside of {case.name}"
    if seat is None:
        return _part(case) if case.bearing is not None else None
    if case.bearing is None:
        spot = Spot(place.lon, place.lat, place.radius_km + reach)
        return None if _is_wide(place) else case.answer(spot, NEAR, text)
    lon, lat = offset(seat, seat.radius_km / 2 + reach * 0.75, case.bearing)
    return case.answer(Spot(lon, lat, reach), PROVINCE if _is_wide(place) else NEAR, text)


def _line(case: _Case) -> Relation | None:
    if _is_wide(case.place):
        return None
    spot = Spot(case.place.lon, case.place.lat, case.place.radius_km + _LINE_REACH_KM)
    return case.answer(spot, AREA, f"{case.name} {case.phrase.word}")


def _border(case: _Case) -> Relation | None:
    """Return a point of the border between the named place and the country that the text is about, or whose it is."""
    place, ground = case.place, case.scene.ground
    if not _is_wide(place):
        return None
    if case.bearing is not None and case.phrase.end > case.toponym.end:
        spot = ground.edge(place, case.bearing, case.scene.anchors)
        return case.answer(spot, AREA, f"{case.adjective} border of {case.name}") if spot else None
    for home in case.scene.homes:
        if home.id != place.id and ground.touches(home, place):
            found = ground.border(home, place, case.scene.anchors)
            return case.answer(found, AREA, f"border of {home.name} and {case.name}") if found else None
    spot = ground.edge(place, None, case.scene.anchors)
    return case.answer(spot, AREA, f"border of {case.name}") if spot else None


def _coast(case: _Case) -> Relation | None:
    off_km = float(table("coast")["off_km"]) if case.phrase.kind is Kind.OFFSHORE else 0.0
    text = f"{'off the' if off_km else case.adjective} coast of {case.name}"
    if case.phrase.kind is Kind.COAST and case.phrase.word.endswith("waters"):
        off_km, text = float(table("coast")["off_km"]), f"waters of {case.name}"
    spot = case.scene.ground.coast(case.place, case.bearing, case.scene.anchors, off_km)
    if spot is None:
        return None
    return case.answer(spot, AREA if _is_wide(case.place) or off_km > NEAR_KM else NEAR, text)


def _division(case: _Case) -> Relation | None:
    """Return a town's place widened to the division that the text names after it."""
    if case.place.feature_class != "P":
        return None
    level = int(_division_levels()[case.phrase.word])
    reach = float(table("division_reach_km")[str(level)])
    spot = Spot(case.place.lon, case.place.lat, max(reach, case.place.radius_km))
    return case.answer(spot, PROVINCE if level == PROVINCE else DISTRICT, f"{case.name} {case.phrase.word}")


def _division_levels() -> dict[str, int]:
    return {word.replace("-", " "): level for word, level in table("divisions").items()}


def _is_wide(place: Place) -> bool:
    """Say whether a place is an area rather than a town or a spot."""
    return place.feature_class in {"A", "L", "H", "T"} and not place.feature_code.startswith("PPL")


def _precision_of_part(place: Place) -> int:
    return AREA if place.is_country else where_precision(place)


def _seat(case: _Case) -> Place | None:
    """Return the town that a division has its name from."""
    towns = (
        town
        for town in case.scene.named(case.toponym.key)
        if town.feature_class == "P" and town.country == case.place.country and town.admin1 == case.place.admin1
    )
    return max(towns, key=lambda town: (town.feature_code in _SEAT_CODES, town.population), default=None)


def _is_seat_of_namesake(case: _Case) -> bool:
    """Say whether a town is the seat of a first-level division of its name."""
    return case.place.feature_code in _SEAT_CODES and any(
        option.feature_code == "ADM1" and option.country == case.place.country
        for option in case.scene.named(case.toponym.key)
    )


_GROUND: Final = frozenset({Kind.BORDER, Kind.COAST, Kind.OFFSHORE})
_NOUNS_BEFORE: Final = frozenset(table("near_nouns")["before"])
_READERS: Final[dict[Kind, Callable[[_Case], Relation | None]]] = {
    Kind.OFFSET: _offset,
    Kind.DIRECTION: _direction,
    Kind.PART: _part,
    Kind.NEAR: _near,
    Kind.COUNTRYSIDE: _countryside,
    Kind.LINE: _line,
    Kind.BORDER: _border,
    Kind.COAST: _coast,
    Kind.OFFSHORE: _coast,
    Kind.DIVISION: _division,
}
