"""How precisely a place says where: UCDP's where_prec (codebook 19.1, section on geographical precision)."""

from __future__ import annotations

from typing import Final

from gazetteer.models import Place

EXACT, NEAR, DISTRICT, PROVINCE, AREA, COUNTRY, INTERNATIONAL = range(1, 8)
_WATERS: Final = frozenset({"OCN", "SEA", "STRT", "GULF", "BAY", "CHN"})


def where_precision(place: Place) -> int:
    """Return where_prec, 1 to 7, of a place itself; what the text says beside its name may lessen it."""
    code = place.feature_code
    if place.is_country:
        return COUNTRY
    if code in _WATERS or (code == "CONT"):
        return INTERNATIONAL
    if place.feature_class == "A":
        return PROVINCE if code == "ADM1" else DISTRICT
    if place.feature_class in {"H", "L", "T", "R", "V"}:
        return AREA
    return EXACT
