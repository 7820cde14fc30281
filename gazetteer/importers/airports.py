"""Airports and air bases, from the PyPI package airportsdata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import airportsdata

from gazetteer.models import NameKind, Place, PlaceName

SOURCE = "airportsdata"
_ICAO = re.compile(r"[A-Z]{4}")
_KIND = re.compile(
    r"\b(?:airport|air ?base|airfield|aerodrome|air ?port|heliport|airstrip|air station|base|air force)\b",
    re.IGNORECASE,
)
_BASE = re.compile(r"\b(?:air ?base|afb|air force base|air station|raf|army air|naval air|military)\b", re.IGNORECASE)
_TRAILING = re.compile(r"\s+(?:International Airport|Airport|Air Base|Airbase|Airfield)$", re.IGNORECASE)
_CROWDED = frozenset({"US", "CA", "AU", "BR"})
RADIUS_KM = 2.5


def read_airports() -> Iterator[Place]:
    """Read the airports that have an ICAO code; of countries with thousands of strips only those with an IATA code."""
    airports: Mapping[str, Mapping[str, Any]] = airportsdata.load()
    for code, airport in sorted(airports.items()):
        if _ICAO.fullmatch(code) and (airport["iata"] or airport["country"] not in _CROWDED):
            yield _place(code, airport)


def _place(code: str, airport: Mapping[str, Any]) -> Place:
    name = re.sub(r"\s+", " ", str(airport["name"]).replace("/", " / ")).strip()
    full = name if _KIND.search(name) else f"{name} Airport"
    return Place(
        id=f"airport:{code}",
        name=full,
        lon=round(float(airport["lon"]), 5),
        lat=round(float(airport["lat"]), 5),
        feature_class="S",
        feature_code="AIRB" if _BASE.search(name) else "AIRP",
        radius_km=RADIUS_KM,
        country=airport["country"],
        admin1="",
        source=SOURCE,
        names=tuple(_names(full, str(airport["city"]))),
    )


def _names(full: str, city: str) -> Iterator[PlaceName]:
    without_international = re.sub(r"\s+International(?= Airport$)", "", full)
    if without_international != full:
        yield PlaceName(without_international, "en", NameKind.SHORT)
    if re.search(r"\bAir ?base$", full, re.IGNORECASE):
        stem = _TRAILING.sub("", full)
        yield PlaceName(f"{stem} airbase", "en")
        yield PlaceName(f"{stem} Air Base", "en")
    if city and _KIND.search(full) and "Airport" in full and city not in full:
        yield PlaceName(f"{city} Airport", "en")
        yield (
            PlaceName(f"{city} International Airport", "en")
            if "International" in full
            else PlaceName(f"{city} airport", "en")
        )
