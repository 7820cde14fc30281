"""Pins an event at what contains its place where the gazetteer lacks that: "in Um Dehaileeb near Kadugli"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.events.findings import FoundPlace
from geo.events.kinds.triggers import cue_words
from geo.models import SOMEWHERE_IN, PlaceMention
from geo.places.features import distance_km
from geo.places.precision import EXACT, NEAR
from geo.places.relative_points import Spot, moved
from geo.places.relative_words import table
from geo.places.words import words_after

_WIDEST_GAP: Final = 60
_SHARE: Final = 0.6
_FAR_KM: Final = 100.0
_TOWN_KM: Final = 30.0
_ENDS_PHRASE: Final = frozenset({"VERB", "AUX", "CCONJ", "SCONJ"})


def pinned_within(place: FoundPlace, places: Sequence[FoundPlace]) -> FoundPlace:
    """Return an unknown place with the point of the known one that follows it in its phrase; itself where none does.

    Its span stays that of the unknown name. The relation tells that it lies "somewhere in" the other. A place of the
    name that lies far from what the text says is round it counts as unknown, where that is the surer of the two.
    """
    container = next((other for other in places if _may_contain(other, place)), None)
    if container is None or _parts(place, container) or not (_is_unknown(place) or _is_far(place, container)):
        return place
    return FoundPlace(place.toponym, _stood_in(place.mention, container.mention))


def in_scene(place: FoundPlace | None, scene: FoundPlace | None) -> FoundPlace | None:
    """Return an event's place in view of the one that the sentences before tell of, if any.

    A neighbourhood lies in that town, whatever place of its name lies elsewhere; and where only the road to a town is
    told of, the event is not there (None).
    """
    if place is None or scene is None:
        return place
    if is_led_to(place):
        return None
    return FoundPlace(place.toponym, _stood_in(place.mention, scene.mention)) if _is_quarter(place, scene) else place


def is_led_to(place: FoundPlace) -> bool:
    """Say whether a place is only where a road leads to: "closed the road to X", not "on the road to X"."""
    root = place.toponym.span.root
    way = root.head.head
    if root.dep_ != "pobj" or root.head.lower_ != "to" or way.lemma_.lower() not in cue_words("attachment", "ways"):
        return False
    return way.dep_ != "pobj" or way.head.lower_ not in cue_words("attachment", "along")


def _is_quarter(place: FoundPlace, scene: FoundPlace) -> bool:
    """Say whether a name is called a neighbourhood, but is unknown or lies far from the town that a text tells of."""
    one, town = place.mention.place, scene.mention.place
    if town is None or town.feature_class != "P" or place.mention.relation:
        return False
    called = words_after(place.toponym.block.view, place.toponym.end, 1)
    is_called = bool(called) and called[0].lower() in cue_words("attachment", "quarters")
    return is_called and (one is None or (one.feature_class == "P" and distance_km(one, town) > _TOWN_KM))


def _is_unknown(place: FoundPlace) -> bool:
    return place.mention.place is None


def _is_far(place: FoundPlace, container: FoundPlace) -> bool:
    """Say whether a name's place lies far from the one in, near or round which the text puts it."""
    one, other = place.mention.place, container.mention.place
    if one is None or other is None or place.mention.relation or container.mention.score < place.mention.score:
        return False
    between = place.toponym.block.view[place.toponym.end : container.toponym.start]
    is_round = "(" in between or not cue_words("attachment", "round").isdisjoint(between.split())
    return is_round and distance_km(one, other) > other.radius_km + _FAR_KM


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
