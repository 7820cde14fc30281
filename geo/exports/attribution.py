"""The credit that exports carry for the places in them: what the gazetteer says of its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from gazetteer import GazetteerSource, read_sources
from geo.settings import load_settings


def attribution_text(sources: Iterable[GazetteerSource]) -> str:
    """Return one line that names each source with its licence, and each pack's countries and date too."""
    grouped: dict[tuple[str, str], list[GazetteerSource]] = defaultdict(list)
    for source in sources:
        grouped[source.name, source.licence].append(source)
    named = [_named(name, licence, group) for (name, licence), group in grouped.items()]
    return f"Places: {', '.join(named)}" if named else ""


def built_attribution() -> str:
    """Return the credit for the gazetteer that set-up built and the packs that are installed."""
    return attribution_text(read_sources(packs=load_settings().packs))


def _named(name: str, licence: str, group: Iterable[GazetteerSource]) -> str:
    countries = sorted({source.country for source in group} - {""})
    dates = sorted({source.date for source in group} - {""})
    told = [licence or "licence unknown", *(["; ".join(countries)] if countries else []), *dates[-1:]]
    return f"{name} ({', '.join(told)})"
