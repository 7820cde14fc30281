"""A theatre: the countries that texts are taken to be about."""

from __future__ import annotations

from geo.codebook import find_country
from geo.errors import FilterError


def read_theatre(names: str) -> tuple[str, ...]:
    """Return the ISO 3166-1 alpha-2 codes of countries given by code or English name, with commas between.

    Raises
    ------
    FilterError
        When a name is no country's.
    """
    return tuple(dict.fromkeys(_code(name.strip()) for name in names.split(",") if name.strip()))


def _code(name: str) -> str:
    country = find_country(name)
    if country is None:
        raise FilterError(f"theatre: {name[:40]!r} is neither an ISO 3166 code nor an English name of a country")
    return country.alpha2
