"""Which column of a place file holds what: by the headers that are known, or as the user says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from gazetteer.errors import SourceDataError

_KNOWN_HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "place_id"),
    "name": ("name", "name_en", "name:en", "title", "place_name", "placename", "place", "toponym"),
    "lat": ("lat", "latitude", "y", "point_y"),
    "lon": ("lon", "lng", "long", "longitude", "x", "point_x"),
    "coordinates": ("coordinates", "coords", "position", "mgrs", "utm"),
    "country": ("country", "country_code", "countrycode", "iso2", "iso", "iso3", "adm0_name"),
    "admin1": ("admin1", "admin1_name", "adm1_name", "adm1_en", "province", "governorate"),
    "admin2": ("admin2", "admin2_name", "adm2_name", "adm2_en", "district"),
    "feature_code": ("feature_code", "featurecode", "fcode"),
    "radius_km": ("radius_km", "radius"),
    "population": ("population", "pop"),
    "names": ("names",),
    "note": ("note", "notes", "description", "comment", "remarks"),
    "reference": ("reference", "ref", "source", "url"),
    "same_as": ("same_as", "sameas"),
    "polygon": ("polygon", "wkt", "geometry", "geom"),
    "language": (),
    "kind": (),
}
_ALIASES: Final = ("aliases", "alias", "alternatenames", "alternate_names", "alt_names", "alt_name", "other_names")
_NAME_IN_LANGUAGE: Final = re.compile(r"(?:alt_)?name[:_]([a-z]{2})")
_ALIASES_IN_LANGUAGE: Final = re.compile(r"aliases:([a-z]{2,3})")
FIELDS: Final = (*_KNOWN_HEADERS, "aliases", "aliases:LANGUAGE")
"""What a column may be mapped to."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of each field, and (header, language) of the columns that hold further names."""

    headers: Mapping[str, str]
    aliases: tuple[tuple[str, str], ...]

    @property
    def given(self) -> frozenset[str]:
        """Return the fields of a place that the file has a column for."""
        told = set(self.headers) - {"coordinates", "language", "kind", "aliases"}
        told |= {"lat", "lon"}  # every place has a position, from whatever column
        return frozenset(told | ({"names"} if self.aliases else set()))

    def values_of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row's values by field."""
        return {field: row.get(header) for field, header in self.headers.items()}


def find_columns(headers: Iterable[str], chosen: Mapping[str, str], *, positions_elsewhere: bool = False) -> Columns:
    """Find the columns; ``chosen`` maps fields to headers and wins over the known ones.

    ``positions_elsewhere`` says that the format itself has points, so that no column for them is needed.

    Raises
    ------
    SourceDataError
        If a field or a chosen header is unknown, or no column holds names or positions.
    """
    present = list(dict.fromkeys(headers))
    _check_chosen(present, chosen)
    by_plain = {_plain(header): header for header in reversed(present)}
    found = _columns_of_fields(by_plain, chosen)
    told = [(header, field.partition(":")[2]) for field, header in chosen.items() if field.startswith("aliases")]
    used = {*chosen.values(), found.get("name", "")}
    columns = Columns(
        found, (*told, *(alias for alias in _columns_of_aliases(by_plain, present) if alias[0] not in used))
    )
    _check_enough(columns, present, positions_elsewhere=positions_elsewhere)
    return columns


def _columns_of_fields(by_plain: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the header of each field that has one: the chosen one, else the first of the known ones."""
    found = {
        field: by_plain[name] for field, names in _KNOWN_HEADERS.items() for name in reversed(names) if name in by_plain
    }
    return found | {field: header for field, header in chosen.items() if field in _KNOWN_HEADERS}


def _columns_of_aliases(by_plain: Mapping[str, str], present: Iterable[str]) -> list[tuple[str, str]]:
    """Return the headers that hold further names, each with the language that it tells, if any."""
    aliases = [(by_plain[name], "") for name in _ALIASES if name in by_plain]
    in_languages = ((header, _NAME_IN_LANGUAGE.fullmatch(_plain(header))) for header in present)
    return aliases + [(header, match[1]) for header, match in in_languages if match]


def _check_chosen(present: list[str], chosen: Mapping[str, str]) -> None:
    for field, header in chosen.items():
        if field not in _KNOWN_HEADERS and field != "aliases" and not _ALIASES_IN_LANGUAGE.fullmatch(field):
            raise SourceDataError(f"No field {field[:40]!r} to fill from a column; there are: {', '.join(FIELDS)}")
        if header not in present:
            raise SourceDataError(f"No column {header[:40]!r} in the file; there are: {_listed(present)}")


def _check_enough(columns: Columns, present: list[str], *, positions_elsewhere: bool) -> None:
    if "name" not in columns.headers:
        raise SourceDataError(f"No column holds the names: say which, name=COLUMN; there are: {_listed(present)}")
    told = columns.headers.keys()
    if not positions_elsewhere and not ({"lat", "lon"} <= told or {"coordinates", "polygon"} & told):
        raise SourceDataError(
            "No columns hold latitude and longitude: say which, lat=COLUMN and lon=COLUMN; "
            f"there are: {_listed(present)}"
        )


def _plain(header: str) -> str:
    return header.strip().lower().replace(" ", "_").replace("-", "_")


def _listed(headers: list[str]) -> str:
    return ", ".join(header[:40] for header in headers[:40]) or "none"
