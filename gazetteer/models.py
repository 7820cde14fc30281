"""The types that a gazetteer hands out: places, their names, and answers to a search."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

CURATED = "Conflict Atlas overlay"
"""The source of places that were entered for this project."""

SOURCE_SEPARATOR = ", "
"""Stands between the sources of a place that has several."""


class NameKind(StrEnum):
    """What a name is to its place."""

    PREFERRED = "preferred"
    OFFICIAL = "official"
    SHORT = "short"
    ALIAS = "alias"
    HISTORIC = "historic"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of a place.

    ``language`` is an ISO 639-1 code, or empty where the source does not say.
    """

    text: str
    language: str = ""
    kind: NameKind = NameKind.ALIAS


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    ``id`` is prefixed by its source (``geonames:170654``, ``overlay:khmeimim-air-base``,
    ``airport:OSLK``, ``naturalearth:1159309789``, ``user:…``). ``feature_class`` and ``feature_code`` are GeoNames
    codes. ``lon`` and ``lat`` are degrees in WGS 84; ``radius_km`` says how far the place
    reaches from that point. ``country`` is an ISO 3166-1 alpha-2 code or empty; ``admin1`` the English name of the
    first-level division or empty, ``admin2`` that of the second level. ``wins`` marks entries by hand (the user's own),
    which beat the built ones. ``same_as`` holds the ids that other sources have for the same place.
    """

    id: str
    name: str
    lon: float
    lat: float
    feature_class: str = "P"
    feature_code: str = "PPL"
    radius_km: float = 5.0
    country: str = ""
    admin1: str = ""
    population: int = 0
    source: str = ""
    names: tuple[PlaceName, ...] = field(default=())
    note: str = ""
    wins: bool = False
    admin2: str = ""
    same_as: tuple[str, ...] = ()

    @property
    def is_curated(self) -> bool:
        """Say whether the place, or its names, were entered for this project."""
        return CURATED in self.source

    @property
    def is_country(self) -> bool:
        """Say whether the place is a country, dependent or not (GeoNames PCL…)."""
        return self.feature_code.startswith("PCL")


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A place that answers a search, with the name that matched and a score from 0 to 1.

    ``approximate`` says that the name only sounds or looks like the one that was asked for.
    """

    place: Place
    score: float
    matched_name: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A stretch of text, in code points, that is a name in the gazetteer.

    ``key`` is the folded name to hand to :meth:`gazetteer.Gazetteer.places_named`.
    """

    start: int
    end: int
    key: str
