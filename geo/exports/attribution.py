"""The credit that exports carry for the places in them: what the gazetteer says of its sources."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from gazetteer import GazetteerSource, read_sources


def attribution_text(sources: Iterable[GazetteerSource]) -> str:
    """Return one line that names each source with its licence."""
    named = dict.fromkeys(f"{source.name} ({source.licence or 'licence unknown'})" for source in sources)
    return f"Places: {', '.join(named)}" if named else ""


@cache
def built_attribution() -> str:
    """Return the credit for the gazetteer that set-up built."""
    return attribution_text(read_sources())
