"""Places of one's own, as wild as they may be stored: for property tests."""

from __future__ import annotations

from typing import Final

from hypothesis import assume
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from gazetteer import InvalidPlaceError, NameKind, OwnPlace, Place, PlaceName
from gazetteer.own_records import SOURCE
from gazetteer.place_values import checked_own

_WILD: Final = st.text(st.characters(codec="utf-8") | st.sampled_from("|;\\'\"=+-@,\n\t\r ａ"), max_size=30)
_NAMES: Final = st.builds(lambda wild, letter: wild[:15] + letter + wild[15:], _WILD, st.sampled_from("aضЖ1"))
_IDS: Final = st.from_regex(r"[a-z]{1,9}:[a-zA-Z0-9/_-]{1,20}", fullmatch=True)
_PLACE_NAMES: Final = st.builds(
    PlaceName, _NAMES, st.sampled_from(["", "ar", "en", "kur", "zh-hant"]), st.sampled_from(NameKind)
)
_DEGREES: Final = st.floats(-1, 1)


@st.composite
def _polygons(draw: st.DrawFn) -> object:
    west, south = draw(st.floats(-170, 170)), draw(st.floats(-80, 80))
    first = box(west, south, west + draw(st.floats(0.001, 3)), south + draw(st.floats(0.001, 3)))
    if draw(st.booleans()):
        return first.difference(box(*first.centroid.buffer(0.0001).bounds))
    second = box(west - 5, south, west - 4, south + 1)
    return MultiPolygon([first, second]) if draw(st.booleans()) else first


@st.composite
def own_places(draw: st.DrawFn) -> OwnPlace:
    """Draw a place that can be stored."""
    number = draw(st.integers(0, 2**32 - 1))
    place = Place(
        id=f"{SOURCE}:place-{number:08x}",
        name=draw(_NAMES),
        lon=draw(st.floats(-180, 180)),
        lat=draw(st.floats(-90, 90)),
        feature_code=draw(st.sampled_from(["PPL", "AIRB", "ADM1", "STM", "RGN"])),
        radius_km=draw(st.floats(0, 20_000)),
        country=draw(st.sampled_from(["", "SY", "XK"])),
        admin1=draw(_WILD),
        admin2=draw(_WILD),
        population=draw(st.integers(0, 2_000_000_000)),
        source=SOURCE,
        names=tuple(draw(st.lists(_PLACE_NAMES, max_size=4))),
        note=draw(_WILD),
        wins=True,
        same_as=tuple(draw(st.lists(_IDS, max_size=3))),
    )
    own = OwnPlace(place, draw(st.none() | _polygons()), draw(_WILD))
    try:
        return checked_own(own)
    except InvalidPlaceError:
        assume(condition=False)
        raise
