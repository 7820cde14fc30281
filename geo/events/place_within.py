"""Pins an event at what contains its place, where the gazetteer lacks the place itself: "in Um Dehaileeb near Kadugli"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.events.findings import FoundPlace
from geo.events.triggers import cue_words
from geo.models import SOMEWHERE_IN, PlaceMention
from geo.places.precision import EXACT, NEAR
from geo.places.relative_points import Spot, moved
from geo.places.relative_words import table

_WIDEST_GAP: Final = 60
_SHARE: Final = 0.6
_ENDS_PHRASE: Final = frozenset({"VERB", "AUX", "CCONJ", "SCONJ"})


def pinned_within(place: FoundPlace, places: Sequence[FoundPlace]) -> FoundPlace:
    """Return an unknown place with the point of the known one that follows it in its phrase; itself where none does.

    Its span stays that of the unknown name. The relation tells that it lies "somewhere in" the other.
    """
    container = next((other for other in places if _may_contain(other, place)), None)
    if container is None or container.mention.place is None or _parts(place, container):
        return place
    return FoundPlace(place.toponym, _stood_in(place.mention, container.mention))


def _may_contain(other: FoundPlace, place: FoundPlace) -> bool:
    """Say whether a known place narrower than a country follows soon."""
    gap = other.toponym.start - place.toponym.end
    known = other.mention.place
    return 0 < gap <= _WIDEST_GAP and known is not None and not known.is_country


def _parts(place: FoundPlace, container: FoundPlace) -> bool:
    """Say whether what stands between two names ends the phrase of the first: a verb, "and", "from", "to"."""
    first, last = place.toponym.span.end, container.toponym.span.start
    between = place.toponym.span.doc[first:last]
    return any(token.pos_ in _ENDS_PHRASE or token.lower_ in cue_words("attachment", "elsewhere") for token in between)


def _stood_in(mention: PlaceMention, container: PlaceMention) -> PlaceMention:
    where = container.place
    if where is None:
        return mention
    extra = float(table("inside")["extra_km"]) if where.feature_class == "P" else 0.0
    told = container.relation.removeprefix(f"{SOMEWHERE_IN} ") or container.text
    return replace(
        mention,
        place=moved(where, Spot(where.lon, where.lat, where.radius_km + extra)),
        where_prec=NEAR if container.where_prec == EXACT else container.where_prec,
        relation=f"{SOMEWHERE_IN} {told}",
        score=round(container.score * _SHARE, 4),
    )
