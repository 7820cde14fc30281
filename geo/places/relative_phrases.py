"""Reads what the text says about one name: "30 km north of X", "northern X", "the outskirts of X", "X's coast"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Final

from geo.places.relative_words import (
    Direction,
    any_of,
    direction_expression,
    direction_of,
    direction_words,
    km_of,
    number_expression,
    short_direction_expression,
    table,
    words,
)

_REACH: Final = 140
_LETTERS: Final = re.compile(r"[a-z]+")
_OPENS: Final = frozenset(" \"'(-")
_GOES_ON: Final = frozenset(" '(")


class Kind(StrEnum):
    """What a phrase says of the named place."""

    OFFSET = "offset"
    DIRECTION = "direction"
    PART = "part"
    NEAR = "near"
    COUNTRYSIDE = "countryside"
    LINE = "line"
    BORDER = "border"
    COAST = "coast"
    OFFSHORE = "offshore"
    DIVISION = "division"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands beside a name, from ``start`` to ``end`` of the view, the name included.

    ``km`` is a stated distance, None without one; ``word`` the noun or preposition that says how; ``far`` asks for the
    edge of a part.
    """

    kind: Kind
    start: int
    end: int
    km: float | None = None
    direction: Direction | None = None
    word: str = ""
    far: bool = False


def read_phrase(view: str, start: int, end: int) -> Phrase | None:
    """Return what the text says of the name at ``view[start:end]``, None where it means the place itself."""
    before, after = view[max(0, start - _REACH) : start], view[end : end + _REACH]
    shift = start - len(before)
    said = frozenset(_LETTERS.findall(before.lower())) if before[-1:] in _OPENS else frozenset()
    for kind, expression, triggers in _before():
        if said.isdisjoint(triggers):
            continue
        if (match := expression.search(before)) and (phrase := _phrase(kind, match)):
            return _widened(replace(phrase, start=match.start() + shift, end=end), after)
    for kind, expression in _after() if after[:1] in _GOES_ON else ():
        if (match := expression.match(after)) and (phrase := _phrase(kind, match)):
            return replace(phrase, start=start, end=end + match.end())
    return None


def capitals_in(view: str) -> list[tuple[int, int]]:
    """Return where a text speaks of "the capital" relative to which something lies, without naming it."""
    if " the capital" not in view:
        return []
    return [match.span("capital") for match in _capital().finditer(view)]


def lines_in(view: str) -> list[re.Match[str]]:
    """Return where adjectives stand before a border or a coast.

    Groups: ``first``, ``second`` (the adjectives, the first may be None), ``noun``, ``direction`` and ``off``, or None.
    """
    told = any(noun in view for noun in _line_nouns())
    return list(_adjective_line().finditer(view)) if told else []


def kind_of_line(match: re.Match[str]) -> Kind:
    """Return what a match of :func:`lines_in` tells of: a border, a coast or the sea before it."""
    if match["noun"] in words("border", "nouns"):
        return Kind.BORDER
    return Kind.OFFSHORE if match["off"] else Kind.COAST


def _phrase(kind: Kind, match: re.Match[str]) -> Phrase | None:
    groups = match.groupdict()
    direction = direction_of(groups["direction"]) if groups.get("direction") else None
    km = km_of(groups["number"], groups["upper"] or "", groups["unit"]) if groups.get("number") else None
    word = (groups.get("word") or "").lower().replace("-", " ")
    return Phrase(kind, 0, 0, km, direction, word, bool(groups.get("far")))


def _widened(phrase: Phrase, after: str) -> Phrase:
    """Read "northern X countryside" and "the western X border" by both of their sides."""
    if phrase.kind is not Kind.PART:
        return phrase
    for kind, expression in _after():
        if kind in {Kind.COUNTRYSIDE, Kind.NEAR, Kind.COAST, Kind.BORDER} and (match := expression.match(after)):
            word = (match["word"] or "").lower().replace("-", " ")
            return replace(phrase, kind=kind, word=word, end=phrase.end + match.end())
    return phrase


@cache
def _tail() -> str:
    """Return what may stand between a preposition and the name: "the besieged town of"."""
    kinds = any_of(words("words", "kinds"))
    return (
        rf"(?: (?:the|a|an)(?: [a-z][\w-]*){{0,3}}? {kinds}(?: of|,)?| (?:the|al|el)| {kinds}(?: of)?)?[ \"'(]{{1,2}}$"
    )


def _distance() -> str:
    units = any_of(table("units"))
    number = number_expression()
    return (
        rf"(?<![\w.,])(?P<number>{number})(?:(?: ?[-–] ?| to | or )(?P<upper>{number}))?[ -]?(?P<unit>{units})\b\.?"
        r"(?: ?\([^()]{1,30}\))?"
    )


def _direction() -> str:
    return rf"(?P<direction>{direction_expression()}|{short_direction_expression()})"


@cache
def _line_nouns() -> frozenset[str]:
    return _triggers((*words("border", "nouns"), *words("coast", "nouns"), *words("coast", "waters")))


def _triggers(phrases: Iterable[str]) -> frozenset[str]:
    """Return words of which one must stand in a text for one of some phrases to do."""
    split = [phrase.lower().replace("-", " ").split() for phrase in phrases]
    return frozenset({parts[0] for parts in split} | {"".join(parts) for parts in split})


@cache
def _before() -> tuple[tuple[Kind, re.Pattern[str], frozenset[str]], ...]:
    """Return the expressions of what ends before a name, in the order in which they are tried.

    Each has the words without any of which it cannot match: looking these up is quicker.
    """
    tail, joins = _tail(), any_of(words("words", "joins"))
    compass = rf"(?P<direction>{direction_expression()})"
    fillers = rf"(?: {any_of(words('words', 'fillers'))}){{0,4}}"
    far = rf"(?:(?P<far>{any_of(words('words', 'far'))}) )?"
    parts = any_of((*words("words", "parts"), *words("countryside", "words"), *table("near")))
    near_nouns = any_of(words("near_nouns", "before"))
    country = any_of(words("countryside", "words"))
    directed = rf"\b(?:{compass}[ -](?:rural )?)?"
    coast = any_of((*words("coast", "nouns"), *words("coast", "waters")))
    border = any_of(words("border", "nouns"))
    more = rf"(?:(?:,| and| or|/)(?: the)? ?{direction_expression()})?"
    expressions = [
        (Kind.OFFSET, rf"{_distance()},?{fillers}(?: {_direction()}(?: {joins})?| {joins}){tail}"),
        (Kind.OFFSHORE, rf"\boff(?: of)?(?: the)?(?: {compass})?(?: {coast} (?:of|at|near))?{tail}"),
        (Kind.COAST, rf"{directed}(?P<word>{coast}) (?:of|off){tail}"),
        (
            Kind.BORDER,
            rf"{directed}(?P<word>{border})(?: areas?| regions?)? {any_of(words('border', 'prepositions'))}{tail}",
        ),
        (Kind.COUNTRYSIDE, rf"{directed}(?P<word>{country}) (?:of|around|in|near){tail}"),
        (Kind.NEAR, rf"{directed}(?P<word>{near_nouns}) (?:of|to|around){tail}"),
        (Kind.PART, rf"\b{far}{compass}(?:ern)?{more} {parts} of{tail}"),
        (Kind.PART, rf"\b(?<!\bto )the {far}{compass}{more} of{tail}"),
        (Kind.DIRECTION, rf"\b{compass}{more} (?:of|from){tail}"),
        (Kind.COUNTRYSIDE, rf"\b(?:{compass} )?(?P<word>rural) $"),
        (Kind.PART, rf"\b{far}{compass}{more}(?: (?:and|rural))?[ -]$"),
        (Kind.PART, rf"\b(?P<word>{any_of(words('words', 'middle'))})(?: {parts})?(?: of)?(?: the)? $"),
        (Kind.NEAR, rf"\b(?P<word>{any_of(words('near_nouns', 'prepositions'))}){tail}"),
    ]
    said = (
        *(table("units"), ("off",), words("coast", "nouns") + words("coast", "waters"), words("border", "nouns")),
        *(words("countryside", "words"), words("near_nouns", "before"), direction_words(), direction_words()),
        *(direction_words(), ("rural",), direction_words(), words("words", "middle")),
        words("near_nouns", "prepositions"),
    )
    return tuple(
        (kind, re.compile(expression, re.IGNORECASE), _triggers(phrases))
        for (kind, expression), phrases in zip(expressions, said, strict=True)
    )


@cache
def _after() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Return the expressions of what begins behind a name, in the order in which they are tried."""
    compass = rf"(?P<direction>{direction_expression()})"
    far = rf"(?:(?P<far>{any_of(words('words', 'far'))}) )?"
    kinds = any_of(words("words", "things"))
    of_it = rf"(?:'s?)?(?: city| town| province| governorate)?(?:'s?)? {far}(?:{compass} )?"
    coast = any_of((*words("coast", "nouns"), *words("coast", "waters")))
    fillers = rf"(?: {any_of(words('words', 'fillers'))}){{0,3}}"
    line = any_of(words("line", "nouns"))
    adjectives = rf"(?: {any_of(words('line', 'adjectives'))}){{0,2}}"
    parts = any_of(words("words", "parts"))
    expressions = [
        (Kind.OFFSET, rf"(?: {kinds})? ?\((?:about |some |around )?{_distance()}{fillers} {_direction()}\)"),
        (Kind.BORDER, rf"(?:'s?)? {far}(?:{compass} )?(?P<word>{any_of(words('border', 'nouns'))})\b{_not_a_thing()}"),
        (Kind.COAST, rf"{of_it}(?:Sea )?(?P<word>{coast})\b"),
        (Kind.COUNTRYSIDE, rf"{of_it}(?:rural )?(?P<word>{any_of(words('countryside', 'words'))})\b"),
        (Kind.NEAR, rf"{of_it}(?P<word>{any_of(words('near_nouns', 'after'))})\b"),
        (Kind.LINE, rf"{adjectives} (?P<word>{line})\b"),
        (
            Kind.PART,
            rf"(?: city)?'s? {far}{compass}(?: {parts}\b|(?=[.,;:)]|$| (?:on|by|in|when|where|after|and|as)\b))",
        ),
        (Kind.DIVISION, rf" (?P<word>{any_of(table('divisions'))})\b"),
    ]
    return tuple((kind, re.compile(expression, re.IGNORECASE)) for kind, expression in expressions)


def _not_a_thing() -> str:
    return rf"(?! {any_of(words('border', 'things'))}\b)"


@cache
def _capital() -> re.Pattern[str]:
    """Return the expression of a capital that something lies relative to, and that is not named on the spot."""
    near = any_of((*words("near_nouns", "prepositions"), *(f"{noun} of" for noun in words("near_nouns", "before"))))
    joins = rf"(?:{_distance()}.{{0,30}}? {any_of(words('words', 'joins'))}|\b{direction_expression()} of|\b{near})"
    return re.compile(rf"{joins} the (?P<capital>capital)\b(?!(?: city)?(?: of|,)? (?-i:[A-Z]))", re.IGNORECASE)


@cache
def _adjective_line() -> re.Pattern[str]:
    """Return the expression of a country's border or coast by adjectives, capital letters told apart."""
    nouns = any_of((*words("border", "nouns"), *words("coast", "nouns"), *words("coast", "waters")))
    word = r"[A-Z][a-z]+(?: [A-Z][a-z]+)?"
    return re.compile(
        rf"(?<![\w-])(?:(?P<off>off) )?(?:the )?(?:(?P<direction>{direction_expression()}) )?"
        rf"(?:(?P<first>{word})(?:[-–/]| and ))?(?P<second>{word})"
        rf"(?: (?:land|sea|common|shared|Red Sea|Mediterranean))?"
        rf" (?P<noun>{nouns})\b{_not_a_thing()}"
    )
