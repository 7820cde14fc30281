"""Tells the places of a list, each of which has an event of its own: "shelled Bakhmut and Chasiv Yar"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from geo.events.findings import FoundPlace
from geo.places.features import distance_km
from geo.places.precision import COUNTRY
from geo.places.toponyms import role_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST: Final = 8
_SAME_KM: Final = 3.0


def places_of(chosen: FoundPlace | None, places: Sequence[FoundPlace]) -> list[FoundPlace | None]:
    """Return an event's place with those that are joined to it by "and" or in a list, in order, at most eight.

    They are of the same precision as it, where both are known: "Bakhmut, Donetsk region" is one place. A stretch
    between two is no list.
    """
    if chosen is None or (chosen.mention.place is not None and chosen.mention.where_prec >= COUNTRY):
        return [chosen]
    heads = {token.i for token in _list_of(chosen)}
    others = [place for place in places if place.toponym.span.root.i in heads and _is_another(place, chosen)]
    listed: list[FoundPlace | None] = []
    listed += sorted([chosen, *others], key=lambda place: place.toponym.start)[:_MOST]
    return listed


def _list_of(chosen: FoundPlace) -> Iterator[Token]:
    """Yield the other members of a list that is closed by "and" and does not follow "between" or "from"."""
    root = chosen.toponym.span.root
    members = (root, *root.conjuncts)
    first = min(members, key=lambda token: token.i)
    joined = any(child.dep_ == "cc" and child.lower_ in {"and", "&"} for token in members for child in token.children)
    if joined and first.head.lower_ not in {"between", "from", "to", "via"}:
        yield from root.conjuncts
    yield from _of_numbers(root)


def _of_numbers(root: Token) -> Iterator[Token]:
    """Yield the places of things only counted beside others: "12 attacks near Bakhmut and five near Avdiivka"."""
    if root.dep_ != "pobj":
        return
    for number in root.head.head.conjuncts:
        if number.like_num or number.lower_ in {"one", "another", "others"}:
            for preposition in number.children:
                yield from (end for end in preposition.children if preposition.dep_ == "prep" and end.dep_ == "pobj")


def _is_another(place: FoundPlace, chosen: FoundPlace) -> bool:
    one, other = place.mention, chosen.mention
    if (one.relation and _relation(place) != _relation(chosen)) or one.key == other.key:
        return False
    if one.place is None or other.place is None:
        return True
    apart = distance_km(one.place, other.place) > _SAME_KM or (one.place.id != other.place.id and _are_several(chosen))
    return one.where_prec == other.where_prec and apart


def _are_several(place: FoundPlace) -> bool:
    """Say whether a noun tells a list's names to be several places: "the villages of X and Y", "X and Y districts"."""
    root = place.toponym.span.root
    first = min((root, *root.conjuncts), key=lambda token: token.i)
    noun = first.head.head if first.head.lower_ == "of" else first.head
    return noun.tag_ == "NNS" and noun.lemma_.lower() in role_words("place_nouns")


def _relation(place: FoundPlace) -> str:
    """Return how a place lies to the one that is named, without its name: "near"."""
    return place.mention.relation.removesuffix(place.toponym.span.text).strip()
