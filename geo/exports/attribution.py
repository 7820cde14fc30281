"""The credit that every GeoJSON export carries for the places in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol


class CreditedSource(Protocol):
    """What a credit needs of a gazetteer's source."""

    @property
    def name(self) -> str:
        """The source's name."""

    @property
    def licence(self) -> str:
        """The licence that it is used under."""


def attribution_text(sources: Iterable[CreditedSource]) -> str:
    """Return one line that names each source with its licence."""
    named = dict.fromkeys(f"{source.name} ({source.licence or 'licence unknown'})" for source in sources)
    return f"Places: {', '.join(named)}" if named else ""


DEFAULT_ATTRIBUTION: Final = (
    "Places: GeoNames (CC BY 4.0), Natural Earth (public domain), airportsdata (MIT), Conflict Atlas overlay (MIT)"
)
"""The credit for the gazetteer that set-up builds."""
