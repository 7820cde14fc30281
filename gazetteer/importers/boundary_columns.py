"""Which properties of a boundary file hold names, codes and the division above: told by the user, or known layouts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

# The layouts of OCHA (new and old), GADM and geoBoundaries: {n} is the level, {p} the level above.
_LAYOUTS: Final = (
    {"name": "adm{n}_name", "local": "adm{n}_name1", "code": "adm{n}_pcode", "parent": "adm{p}_name"},
    {"name": "adm{n}_en", "local": "", "code": "adm{n}_pcode", "parent": "adm{p}_en"},
    {"name": "name_{n}", "local": "nl_name_{n}", "code": "gid_{n}", "parent": "name_{p}"},
    {"name": "shapename", "local": "", "code": "shapeiso", "parent": ""},
)
_COUNTRY_COLUMNS: Final = ("adm0_pcode", "gid_0", "shapegroup", "iso_a2", "adm0_a3")
_LANGUAGE_COLUMN: Final = "lang1"
_LANGUAGES: Final = {"ua": "uk"}  # a country's code that OCHA uses for its language
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class BoundaryColumns:
    """The names of properties: of the division's name, its name in the local language, its code, the division above.

    ``language`` is the local language's ISO 639-1 code. What is empty is not there, or not known yet.
    """

    name: str = ""
    local: str = ""
    language: str = ""
    code: str = ""
    parent: str = ""

    def filled_from(self, other: BoundaryColumns) -> BoundaryColumns:
        """Return these columns, with what is empty taken from others."""
        names = [field.name for field in fields(self)]
        return BoundaryColumns(**{name: getattr(self, name) or getattr(other, name) for name in names})


def detect_columns(properties: Mapping[str, object], level: int) -> BoundaryColumns:
    """Return the columns of a known layout that a feature's properties have, empty ones where there is none."""
    known = {name.lower(): name for name in properties}
    for layout in _LAYOUTS:
        wanted = {part: column.format(n=level, p=level - 1) for part, column in layout.items()}
        if wanted["name"] in known:
            local, language = _local_column(properties, known, wanted["local"], level)
            parent = wanted["parent"] if level > 1 else ""
            return BoundaryColumns(
                known[wanted["name"]], local, language, known.get(wanted["code"], ""), known.get(parent, "")
            )
    return BoundaryColumns()


def detect_level(properties: Mapping[str, object]) -> int | None:
    """Return the lowest level, 1 or 2, whose names a feature's properties hold, or None."""
    told = str(properties.get("shapeType", "")).upper()
    if told in {"ADM1", "ADM2"}:
        return int(told[-1])
    columns = {level: detect_columns(properties, level).name for level in (2, 1)}
    return next((level for level, name in columns.items() if name and name != "shapeName"), None)


def detect_country(properties: Mapping[str, object]) -> str:
    """Return the country's code as a feature's properties tell it, of two or three letters, or an empty text."""
    told = {name.lower(): str(value or "") for name, value in properties.items()}
    return next((told[column] for column in _COUNTRY_COLUMNS if told.get(column)), "")


def _local_column(
    properties: Mapping[str, object], known: Mapping[str, str], wanted: str, level: int
) -> tuple[str, str]:
    """Return the column of names in the local language, and its language where the file tells it."""
    if wanted in known:
        told = str(properties.get(known.get(_LANGUAGE_COLUMN, ""), "") or "").lower()
        return known[wanted], told if _LANGUAGE.fullmatch(told) else ""
    suffixed = re.compile(rf"adm{level}_([a-z]{{2}})")
    for column, name in known.items():
        match = suffixed.fullmatch(column)
        if match and match[1] != "en":
            return name, _LANGUAGES.get(match[1], match[1])
    return "", ""
