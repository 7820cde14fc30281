"""A theatre: the countries that texts are taken to be about, given by a person or guessed from the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from geo.codebook import find_country
from geo.errors import FilterError
from geo.models import Mention, PlaceMention, Role

Shares = tuple[tuple[str, float], ...]
"""Countries (ISO 3166-1 alpha-2) with their shares of a text, largest first."""

_ASIDE: Final = 1 / 3
_SHOWN_FROM: Final = 0.05
_GUESSED_FROM: Final = 0.1


def read_theatre(names: str) -> tuple[str, ...]:
    """Return the ISO 3166-1 alpha-2 codes of countries given by code or English name, with commas between.

    Raises
    ------
    FilterError
        When a name is no country's.
    """
    return tuple(dict.fromkeys(_code(name.strip()) for name in names.split(",") if name.strip()))


def country_shares(mentions: Iterable[Mention]) -> Shares:
    """Return the shares of the countries that a text's names lie in, largest first; they add up to 1.

    A pin counts by how sure it is, a name that stands for a government or describes somebody a third.
    """
    weights: dict[str, float] = defaultdict(float)
    for mention in mentions:
        if isinstance(mention, PlaceMention) and mention.place is not None and mention.place.country:
            weights[mention.place.country] += mention.score if mention.role is Role.LOCATION else _ASIDE
    total = sum(weights.values())
    shares = [(country, round(weight / total, 4)) for country, weight in weights.items()] if total else []
    return tuple(sorted(shares, key=lambda entry: (-entry[1], entry[0])))


def telling_shares(shares: Iterable[tuple[str, float]]) -> Shares:
    """Return the countries that a text is about by at least a twentieth, largest first, rounded to hundredths."""
    told = [(country, round(share, 2)) for country, share in shares if country and share >= _SHOWN_FROM]
    return tuple(sorted(told, key=lambda entry: (-entry[1], entry[0])))


def guess_theatre(shares: Iterable[tuple[str, float]]) -> tuple[str, ...]:
    """Return the countries that a person may take as the text's theatre: those with at least a tenth of it."""
    return tuple(country for country, share in telling_shares(shares) if share >= _GUESSED_FROM)


def _code(name: str) -> str:
    country = find_country(name)
    if country is None:
        raise FilterError(f"theatre: {name[:40]!r} is neither an ISO 3166 code nor an English name of a country")
    return country.alpha2
