"""Columns and words of ACLED's and UCDP's files, read from ``geo/data/interop``."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from geo.codebook import countries, find_country


@dataclass(frozen=True, slots=True)
class CountryNames:
    """How others call and number a country. ``gwno`` is Gleditsch and Ward's number, None where they give none."""

    alpha2: str
    gwno: int | None
    acled_region: str
    acled_name: str
    ucdp_name: str


@cache
def words_of(dataset: str) -> Mapping[str, Any]:
    """Return the table of a dataset (``acled``, ``ucdp``) or of what all have in common (``common``)."""
    return tomllib.loads(files("geo").joinpath(f"data/interop/{dataset}.toml").read_text(encoding="utf-8"))


@cache
def country_names() -> Mapping[str, CountryNames]:
    """Return the names and numbers of all countries by ISO 3166 code of two letters."""
    ours = {country.alpha2: country.name for country in countries()}
    text = files("geo").joinpath("data/interop/countries.csv").read_text(encoding="utf-8")
    return {row["alpha2"]: _names(row, ours) for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=4096)
def country_of_acled(name: str, iso: str) -> str:
    """Return the code of two letters of ACLED's country, by its number in ISO 3166, else by its name; or nothing."""
    return _by_number().get(iso, "") or _by_name().get(name.casefold(), "")


@lru_cache(maxsize=4096)
def country_of_ucdp(name: str, gwno: str) -> str:
    """Return the code of two letters of UCDP's country, by its name, else by its number; or nothing."""
    known = _by_name()
    bare = name.partition(" (")[0].casefold()
    return known.get(name.casefold(), "") or known.get(bare, "") or _by_gwno().get(gwno, "")


def _names(row: Mapping[str, str], ours: Mapping[str, str]) -> CountryNames:
    name = ours.get(row["alpha2"], row["alpha2"])
    number = int(row["gwno"]) if row["gwno"] else None
    return CountryNames(row["alpha2"], number, row["acled_region"], row["acled_name"] or name, row["ucdp_name"] or name)


@cache
def _by_name() -> Mapping[str, str]:
    named = {country.name.casefold(): country.alpha2 for country in countries()}
    for names in country_names().values():
        for name in (names.acled_name, names.ucdp_name):
            if find_country(name) is None:
                named.setdefault(name.casefold(), names.alpha2)
    return named


@cache
def _by_number() -> Mapping[str, str]:
    return {str(country.numeric): country.alpha2 for country in countries() if country.numeric is not None}


@cache
def _by_gwno() -> Mapping[str, str]:
    return {str(names.gwno): names.alpha2 for names in country_names().values() if names.gwno is not None}
