"""Parts of places, the country round them, their borders and coasts."""

from __future__ import annotations

from typing import Final

from gazetteer.models import Place
from geo.places.precision import AREA, NEAR, PROVINCE, where_precision
from geo.places.relative_case import NEAR_KM, Case, Relation, is_wide
from geo.places.relative_phrases import Kind
from geo.places.relative_points import Spot, km_between, offset
from geo.places.relative_words import table

_SEAT_CODES: Final = frozenset({"PPLA", "PPLC"})
_SEAT_PART_KM: Final = 18.0
_NAMED_PART_CLASSES: Final = frozenset({"A", "L"})
_NAMED_PART_CODES: Final = frozenset({"PPLX", "RGN"})
_WIDEST_PART_KM: Final = 500.0


def read_part(case: Case) -> Relation | None:
    """Return the part of a place in a direction or its middle; None where that is as good as anywhere in it."""
    place, far = case.place, case.phrase.far
    if case.bearing is None:
        spot = case.scene.ground.part(place, None)
        return case.answer(spot, _precision_of_part(place), f"central {case.name}") if is_wide(place) else None
    text = f"{'far ' if far else ''}{case.adjective} {case.name}"
    if (own := _part_with_a_name(case)) is not None:
        return Relation(own, where_precision(own), own.name, case.phrase.start, case.phrase.end)
    if not is_wide(place) and _is_seat_of_namesake(case) and not case.phrase.word:
        lon, lat = offset(place, _SEAT_PART_KM, case.bearing)
        return case.answer(Spot(lon, lat, NEAR_KM), NEAR, text)
    spot = case.scene.ground.part(place, case.bearing, far=far)
    if spot.radius_km > _WIDEST_PART_KM:
        return None
    return case.answer(spot, _precision_of_part(place), text)


def _part_with_a_name(case: Case) -> Place | None:
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


def read_countryside(case: Case) -> Relation | None:
    """Return the open country round a town or, of a province, that round its seat."""
    place, reach = case.place, float(table("countryside")["reach_km"])
    seat = _seat(case) if is_wide(place) else place
    text = f"{case.adjective} countryside of {case.name}"
    if seat is None:
        return read_part(case) if case.bearing is not None else None
    if case.bearing is None:
        spot = Spot(place.lon, place.lat, place.radius_km + reach)
        return None if is_wide(place) else case.answer(spot, NEAR, text)
    lon, lat = offset(seat, seat.radius_km / 2 + reach * 0.75, case.bearing)
    return case.answer(Spot(lon, lat, reach), PROVINCE if is_wide(place) else NEAR, text)


def read_border(case: Case) -> Relation | None:
    """Return a point of the border between the named place and the country that the text is about, or whose it is."""
    place, ground, anchors = case.place, case.scene.ground, case.scene.anchors
    if not is_wide(place):
        return None
    if case.bearing is not None and _is_its_own(case):
        spot = ground.edge(place, case.bearing, anchors)
        return case.answer(spot, AREA, f"{case.adjective} border of {case.name}") if spot else None
    others = (home for home in case.scene.homes if place.is_country and home.country != place.country)
    for home in others:
        if (spot := ground.border(home, place, anchors)) is not None:
            return case.answer(spot, AREA, f"border of {home.name} and {case.name}")
    spot = ground.edge(place, None, anchors)
    return case.answer(spot, AREA, f"border of {case.name}") if spot else None


def _is_its_own(case: Case) -> bool:
    """Say whether a border is the named place's in that direction: "X's western border", "the western border of X"."""
    before = case.toponym.block.view[case.phrase.start : case.toponym.start]
    return case.phrase.end > case.toponym.end or " of " in before


def read_coast(case: Case) -> Relation | None:
    """Return a point of a place's coast, or of the sea before it; None for one without a coast."""
    off_km = float(table("coast")["off_km"]) if case.phrase.kind is Kind.OFFSHORE else 0.0
    text = f"{'off the' if off_km else case.adjective} coast of {case.name}"
    if case.phrase.kind is Kind.COAST and case.phrase.word.endswith("waters"):
        off_km, text = float(table("coast")["off_km"]), f"waters of {case.name}"
    spot = case.scene.ground.coast(case.place, case.bearing, case.scene.anchors, off_km)
    if spot is None:
        return None
    return case.answer(spot, AREA if is_wide(case.place) or off_km > NEAR_KM else NEAR, text)


def _precision_of_part(place: Place) -> int:
    return AREA if place.is_country else where_precision(place)


def _seat(case: Case) -> Place | None:
    """Return the town that a division has its name from."""
    towns = (
        town
        for town in case.scene.named(case.toponym.key)
        if town.feature_class == "P" and town.country == case.place.country and town.admin1 == case.place.admin1
    )
    return max(towns, key=lambda town: (town.feature_code in _SEAT_CODES, town.population), default=None)


def _is_seat_of_namesake(case: Case) -> bool:
    """Say whether a town is the seat of a first-level division of its name."""
    return case.place.feature_code in _SEAT_CODES and any(
        option.feature_code == "ADM1" and option.country == case.place.country
        for option in case.scene.named(case.toponym.key)
    )
