"""How precisely a mention says where: UCDP's where_prec (codebook 19.1, section on geographical precision)."""

from __future__ import annotations

from typing import Final

from gazetteer.models import Place
from geo.places.toponyms import Toponym

EXACT, NEAR, DISTRICT, PROVINCE, AREA, COUNTRY, INTERNATIONAL = range(1, 8)
_NEAR_WORDS: Final = frozenset(
    {
        "near",
        "outside",
        "outskirts",
        "around",
        "vicinity",
        "countryside",
        "suburbs",
        "km",
        "kilometers",
        "kilometres",
        "miles",
        "north",
        "south",
        "east",
        "west",
        "close",
    }
)
_WATERS: Final = frozenset({"OCN", "SEA", "STRT", "GULF", "BAY", "CHN"})


def where_precision(place: Place, toponym: Toponym) -> int:
    """Return where_prec, 1 to 7: the place's kind, and "near" or "outskirts of" before the name."""
    code = place.feature_code
    if place.is_country:
        return COUNTRY
    if code in _WATERS or (code == "CONT"):
        return INTERNATIONAL
    if place.feature_class == "A":
        return PROVINCE if code == "ADM1" else DISTRICT
    if place.feature_class in {"H", "L", "T", "R", "V"}:
        return AREA
    return NEAR if _said_to_be_near(toponym) else EXACT


def _said_to_be_near(toponym: Toponym) -> bool:
    document, start = toponym.span.doc, toponym.span.start
    before = [document[i].lower_ for i in range(max(0, start - 4), start)]
    return bool(_NEAR_WORDS & set(before[-4:])) and (before[-1:] != ["in"])
