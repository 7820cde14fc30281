"""Finds actors in a block: names from the vocabulary, and phrases such as "Russian warplanes" or "masked gunmen"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

import daachorse

from geo.actors.vocabulary import Actor, ActorVocabulary
from geo.analysis import AnalysedBlock

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NAMED: Final = "named"
_COUNTRY: Final = "country"
_LEADER: Final = "leader"
_SHORT: Final = 4
_MOST_BETWEEN: Final = 4
_MODIFIERS: Final = frozenset({"ADJ", "NOUN", "PROPN", "PART", "PUNCT", "NUM", "VERB"})
_WEAPON_HEADS: Final = (
    "strike",
    "shelling",
    "missile",
    "artillery",
    "rocket",
    "tank",
    "drone",
    "aircraft",
    "jet",
    "plane",
    "helicopter",
    "howitzer",
    "mortar",
    "vehicle",
    "armour",
    "armor",
    "bomber",
    "ship",
    "fire",
    "base",
    "convoy",
    "station",
    "shell",
)
_BARE_GOVERNMENT: Final = frozenset(
    {"government", "governments", "regime", "authorities", "junta", "military junta", "government officials"}
)
_OWN_GOVERNMENT: Final = frozenset({"government", "regime"})
_OF: Final = re.compile(r" of (?:the )?")
_LOYALTY: Final = frozenset({"pro", "anti"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a string of the vocabulary leads to: a listed actor, a country, or a group of unnamed people."""

    text: str
    kind: str
    actors: tuple[str, ...] = ()
    country: str = ""


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """An actor in a block's view: listed (``actors``), or a ``group`` of people, perhaps of a ``country``.

    ``only_reports`` marks monitors and agencies that news cites and that fight nobody.
    """

    start: int
    end: int
    span: Span
    actors: tuple[str, ...] = ()
    group: str = ""
    country: str = ""
    only_reports: bool = False


class ActorRecogniser:
    """Finds actors; it decides who, not what they do."""

    def __init__(self, vocabulary: ActorVocabulary) -> None:
        self._vocabulary = vocabulary
        entries = _merge(_entries(vocabulary))
        self._entries = list(entries.values())
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(entries))

    def find(self, block: AnalysedBlock) -> list[ActorSpan]:
        """Return the actors of a block in order; longer names win over shorter ones inside them."""
        hits = self._hits(block.block.view)
        spans = [actor for entry, start, end in hits if (actor := self._as_actor(block.doc, entry, start, end))]
        spans += self._modified(block.doc, hits)
        return _longest(_join_members(block.block.view, spans))

    def _hits(self, view: str) -> list[tuple[Entry, int, int]]:
        lowered = view.lower()
        if len(lowered) != len(view):
            lowered = "".join(character.lower() if len(character.lower()) == 1 else character for character in view)
        found = []
        for start, end, number in self._automaton.find_overlapping(lowered):
            entry = self._entries[number]
            if _at_boundaries(view, start, end) and _case_fits(entry, view[start:end]):
                found.append((entry, start, end))
        return found

    def _as_actor(self, doc: Doc, entry: Entry, start: int, end: int) -> ActorSpan | None:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or entry.kind in {_COUNTRY, _LEADER} or _is_negated_kind(span):
            return None
        if entry.kind == _NAMED:
            reports = all(self._vocabulary.actors[actor].source_only for actor in entry.actors)
            return ActorSpan(start, end, span, actors=entry.actors, only_reports=reports)
        return ActorSpan(start, end, span, group=entry.kind) if _stands_alone(entry, span) else None

    def _modified(self, doc: Doc, hits: list[tuple[Entry, int, int]]) -> list[ActorSpan]:
        """Join a country's adjective, name or leader, or a listed actor, with the noun that it modifies."""
        nouns = [(entry, start, end) for entry, start, end in hits if entry.kind not in {_COUNTRY, _LEADER, _NAMED}]
        owners = [(entry, start, end) for entry, start, end in hits if _can_own(entry)]
        joined = []
        for noun, noun_start, noun_end in nouns:
            for owner, start, end in owners:
                if end < noun_start and _modifies(doc, end, noun_start) and not _is_backer(doc, start, end):
                    span = doc.char_span(start, noun_end, alignment_mode="expand")
                    if span is not None:
                        group = "" if owner.kind == _NAMED else noun.kind
                        joined.append(ActorSpan(start, noun_end, span, owner.actors, group, owner.country))
        return joined


def _entries(vocabulary: ActorVocabulary) -> Iterable[Entry]:
    for actor in vocabulary.actors.values():
        for alias in (actor.name, *actor.aliases):
            yield Entry(alias, _NAMED, (actor.id,))
    for country in vocabulary.countries.values():
        for name in (country.name, *country.aliases, *country.adjectives):
            yield Entry(name, _COUNTRY, country=country.iso)
        for name in country.leaders:
            yield Entry(name, _LEADER, country=country.iso)
        for name in country.seats:
            yield (
                Entry(name, _NAMED, (country.government,))
                if country.government
                else Entry(name, _COUNTRY, country=country.iso)
            )
    for group, nouns in vocabulary.nouns.items():
        for noun in nouns:
            yield Entry(noun, group)


def _merge(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Join entries of one spelling: actors of one alias become alternatives; otherwise the first stands."""
    merged: dict[str, Entry] = {}
    for entry in entries:
        key = entry.text.lower()
        known = merged.get(key)
        if known is None:
            merged[key] = entry
        elif known.kind == entry.kind == _NAMED and entry.actors[0] not in known.actors:
            merged[key] = Entry(known.text, _NAMED, known.actors + entry.actors)
    return merged


def _at_boundaries(view: str, start: int, end: int) -> bool:
    before = view[start - 1] if start else " "
    after = view[end] if end < len(view) else " "
    return not (before.isalnum() or after.isalnum())


def _case_fits(entry: Entry, text: str) -> bool:
    """Check an acronym's or a short name's case to the letter; other names need a capital, nouns of people none."""
    if entry.kind not in {_NAMED, _COUNTRY, _LEADER}:
        return True
    if len(entry.text) <= _SHORT or entry.text.isupper():
        return text == entry.text or (text.isupper() and len(text) > _SHORT)
    return any(character.isupper() for character in text) or not any(
        character.isalpha() and character.isascii() for character in text
    )


def _is_people(noun: str) -> bool:
    """Say whether a noun names people even without a country: "soldiers" does, "missiles" does not."""
    return not noun.rstrip("s").endswith(_WEAPON_HEADS)


def _can_own(entry: Entry) -> bool:
    """Say whether "X forces" are the forces of X: a country, its leader, a listed actor, or "the government"."""
    return entry.kind in {_COUNTRY, _LEADER, _NAMED} or entry.text in _OWN_GOVERNMENT


def _join_members(view: str, spans: list[ActorSpan]) -> list[ActorSpan]:
    """Read "fighters of the X" as X, where X is listed."""
    joined = list(spans)
    for member in (span for span in spans if span.group):
        gap = _OF.match(view, member.end)
        whole = [span for span in spans if span.actors and gap and span.start == gap.end()]
        joined += [replace(span, start=member.start) for span in whole]
    return joined


def _stands_alone(entry: Entry, span: Span) -> bool:
    """Say whether a noun of people is an actor by itself: a head noun in lower case, not a modifier or a title."""
    root = span.root
    if root.pos_ not in {"NOUN", "PROPN"} or root.dep_ in {"compound", "amod", "nmod"} or not _is_people(entry.text):
        return False
    if span.text[:1].isupper() and not span[0].is_sent_start and root.pos_ == "PROPN":
        return False
    return entry.kind != "government" or entry.text in _BARE_GOVERNMENT


def _is_backer(doc: Doc, owner_start: int, owner_end: int) -> bool:
    """Say whether a name only says whose side others are on: "US-backed forces", "pro-Iranian factions"."""
    after = doc.text[owner_end : owner_end + 2].removeprefix(".")
    return after[:1] in {"-", "–"} or doc.text[:owner_start].lower().endswith(("pro-", "anti-"))


def _is_negated_kind(span: Span) -> bool:
    """Leave out "pro-X" and "anti-X" before nothing: they say whose side, not who."""
    before = span.doc[span.start - 2 : span.start].text.lower() if span.start > 1 else ""
    return before.rstrip("-") in _LOYALTY and before.endswith("-")


def _modifies(doc: Doc, owner_end: int, noun_start: int) -> bool:
    """Say whether only modifiers stand between an owner and a noun, at most four words."""
    between: list[Token] = [token for token in doc if owner_end <= token.idx < noun_start]
    words = [token for token in between if not token.is_space]
    if any(token.pos_ == "VERB" and token.nbor(-1).text != "-" for token in words):
        return False
    return len(words) <= _MOST_BETWEEN and all(
        token.pos_ in _MODIFIERS and token.lower_ not in {",", ";", "and", "(", ")", ":", '"', "."} for token in words
    )


def _longest(spans: list[ActorSpan]) -> list[ActorSpan]:
    """Keep the longest of overlapping spans, listed actors first among equals."""
    kept: list[ActorSpan] = []
    for actor in sorted(spans, key=lambda span: (span.start - span.end, not span.actors, span.start)):
        if all(actor.end <= other.start or other.end <= actor.start for other in kept):
            kept.append(actor)
    return sorted(kept, key=lambda span: span.start)


def choose_actor(vocabulary: ActorVocabulary, found: ActorSpan, country: str, day: date | None) -> Actor:
    """Return the actor that a span means where and when it stands."""
    if found.actors:
        return _fitting(vocabulary, found.actors, country, day)
    return vocabulary.of_country(found.group, found.country or country, day)


def _fitting(vocabulary: ActorVocabulary, ids: tuple[str, ...], country: str, day: date | None) -> Actor:
    year = day.year if day else None
    options = [vocabulary.actors[actor_id] for actor_id in ids if actor_id in vocabulary.actors]
    options.sort(
        key=lambda actor: (
            year is not None and not actor.active(year),
            actor.country not in {country, ""},
            -(actor.start or 0),
        )
    )
    return vocabulary.in_force(options[0].id, day) or options[0]
