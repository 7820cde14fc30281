"""What a document says about its names: countries and divisions it names, people it introduces, lists of names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.places.name_facts import NameFacts, theatre_features
from geo.places.spots import Spot
from geo.places.text_clues import Features, is_headline, place_features, stands_as_person, stands_as_place


@dataclass(slots=True)
class DocumentClues:
    """What a whole document says about its names.

    ``nations`` are the countries of its adjectives and nouns of nationality, once for each such word that it has.
    """

    theatre: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    nations: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()
    divisions: frozenset[tuple[str, str]] = frozenset()
    people: set[str] = field(default_factory=set)
    located: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


def document_clues(
    views: Sequence[str], spots: Sequence[Sequence[Spot]], theatre: Collection[str], demonyms: Mapping[str, str]
) -> DocumentClues:
    """Read the clues of a document off its blocks and spots; the spots get the features of the words round them.

    ``demonyms`` are words of nationality as texts write them, with their countries' codes.
    """
    clues = DocumentClues(frozenset(theatre), words=frozenset[str]().union(*map(str.split, views)))
    facts = [spot.facts for found in spots for spot in found]
    clues.nations = tuple(sorted(demonyms[word] for word in demonyms.keys() & clues.words))
    clues.countries = countries_of(facts).union(clues.nations)
    clues.divisions = divisions_of(facts)
    for view, found in zip(views, spots, strict=True):
        for spot in found:
            spot.features = place_features(view, spot.start, spot.end)
            _note(view[spot.start : spot.end], spot, clues)
    return clues


def add_context(view: str, spots: Sequence[Spot], clues: DocumentClues) -> None:
    """Add to the spots of a block what the names beside them and the rest of the document say."""
    spans = [(spot.start, spot.end, spot.facts.known) for spot in spots]
    headline = bool(spots) and is_headline(view)
    for at, spot in enumerate(spots):
        if not spot.features:
            spot.features = place_features(view, spot.start, spot.end)
        features = spot.features
        features.update(spot.facts.features)
        neighbour_features(view, spans, at, features)
        here = stands_as_place(features)
        features |= document_features(spot.key, view[spot.start : spot.end], spot.facts, clues, here=here)
        if headline:
            features["shape:headline"] = 1.0


def _note(text: str, spot: Spot, clues: DocumentClues) -> None:
    clues.counts[spot.key] = clues.counts.get(spot.key, 0) + 1
    if stands_as_place(spot.features):
        clues.located[spot.key] = clues.located.get(spot.key, 0) + 1
    elif stands_as_person(spot.features):
        clues.people.add(text)


def document_features(key: str, text: str, facts: NameFacts, document: DocumentClues, *, here: bool) -> Features:
    """Return the features of a name in its document. ``here`` says that it stands where a place does in this place."""
    features = dict(theatre_features(facts, document.theatre))
    if text.lower() in document.words:
        features["document:common word"] = 1.0
    if text in document.people:
        features["document:person"] = 1.0
    if document.located.get(key, 0) > here:
        features["document:place elsewhere"] = 1.0
    if document.counts.get(key, 0) > 1:
        features["document:repeated"] = 1.0
    if document.countries and not facts.is_country:
        shared = not document.countries.isdisjoint(facts.countries)
        features["document:country" if shared else "document:other country"] = 1.0
    if not facts.is_division and not document.divisions.isdisjoint(facts.divisions):
        features["document:division"] = 1.0
    return features


def neighbour_features(view: str, spans: Sequence[tuple[int, int, float]], at: int, features: Features) -> None:
    """Add how a name is joined to the names beside it: in a list, or as "X, Y". ``spans`` are (start, end, known)."""
    start, end, _ = spans[at]
    if at:
        _, before, known = spans[at - 1]
        _join("list:before", view[before:start], known, features)
    if at + 1 < len(spans):
        after, _, known = spans[at + 1]
        _join("list:after", view[end:after], known, features)


def _join(name: str, gap: str, known: float, features: Features) -> None:
    kind = _GAPS.get(gap)
    if kind is not None:
        features[f"{name} {kind}"] = 1.0
        features[f"{name} {kind}, known"] = known


_GAPS: Final = {
    ", ": "comma",
    " and ": "and",
    ", and ": "and",
    " or ": "and",
    " & ": "and",
    " (": "bracket",
    " in ": "in",
    "-": "hyphen",
    " - ": "hyphen",
    "/": "hyphen",
    " to ": "to",
}


def countries_of(facts: Collection[NameFacts]) -> frozenset[str]:
    """Return the countries that some names say outright."""
    return frozenset(place.country for one in facts if one.is_country for place in one.places if place.is_country)


def divisions_of(facts: Collection[NameFacts]) -> frozenset[tuple[str, str]]:
    """Return the first-level divisions that some names say outright, as country and name."""
    return frozenset(
        (place.country, place.admin1)
        for one in facts
        if one.is_division
        for place in one.places
        if place.feature_code == "ADM1"
    )
