"""Reads what joins two names: "between X and Y", "the X-Y highway", "5 km from X on the Y road", "the X-Y border"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Final

from gazetteer.models import Place
from geo.places.relative_words import any_of, words
from geo.places.toponyms import Toponym

_REACH: Final = 90
_WIDEST_GAP: Final = 70
_NAME: Final = r"([A-Z][\w']+(?:[ -][A-Z][\w']+)?)"
_MISSED_BEFORE: Final = re.compile(rf"\b{_NAME}(?: ?[-–—/] ?| to )$")
_MISSED_AFTER: Final = re.compile(rf"(?: ?[-–—/] ?| to | (?:on|along|down) the (?:road (?:to|towards) )?){_NAME}")


class Joint(StrEnum):
    """What two names name together."""

    BETWEEN = "between"
    ROAD = "road"
    BORDER = "border"
    TOWARDS = "towards"


def read_pair(first: Toponym, second: Toponym, places: tuple[Place, Place]) -> Joint | None:
    """Return what two names that follow one another name together, None where each is a place of its own."""
    if first.block is not second.block or not 0 <= second.start - first.end <= _WIDEST_GAP:
        return None
    view = first.block.view
    before = view[max(0, first.start - _REACH) : first.start]
    gap, after = view[first.end : second.start], view[second.end : second.end + _REACH]
    if _is_border(before, gap, after):
        return Joint.BORDER
    if _is_road(before, gap, after):
        return Joint.ROAD
    if _expression("and").fullmatch(gap) and _expression("between").search(before):
        return Joint.BETWEEN if _are_ends(places) or _expression("midway").search(before) else None
    if _expression("heading").fullmatch(gap) or (_expression("on").fullmatch(gap) and _expression("road").match(after)):
        return Joint.TOWARDS
    return None


def missed_ends(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where names in capitals stand that the one at ``view[start:end]`` may be joined to by a road."""
    begin = max(0, start - _REACH)
    if match := _MISSED_BEFORE.search(view[begin:start]):
        yield begin + match.start(1), begin + match.end(1)
    if match := _MISSED_AFTER.match(view, end):
        yield match.span(1)


def _is_border(before: str, gap: str, after: str) -> bool:
    joined = _expression("dash").fullmatch(gap) and _expression("border").match(after)
    between = _expression("and").fullmatch(gap) and _expression("border_between").search(before)
    return bool(joined or between or _expression("border_with").fullmatch(gap))


def _is_road(before: str, gap: str, after: str) -> bool:
    joined = _expression("dash").fullmatch(gap) and _expression("road").match(after)
    led = _expression("to").fullmatch(gap) and _expression("road_from").search(before)
    return bool(joined or led)


def _are_ends(places: tuple[Place, Place]) -> bool:
    """Say whether what lies between two places is ground: between governments there are only talks or wars."""
    first, second = places
    seats = any(place.feature_code == "PPLC" for place in places)
    return not (first.is_country or second.is_country or (seats and first.country != second.country))


@cache
def _expression(name: str) -> re.Pattern[str]:
    return re.compile(_expressions()[name], re.IGNORECASE)


@cache
def _expressions() -> dict[str, str]:
    kinds = any_of((*words("words", "kinds"), "cities", "towns", "villages", "provinces", "districts"))
    tail = rf"(?: (?:the|a)(?: [a-z][\w-]*){{0,2}}? {kinds}(?: of)?| the| {kinds}(?: of)?)?"
    adjectives = rf"(?: {any_of(words('line', 'adjectives'))}){{0,2}}"
    line = rf"{any_of(words('line', 'nouns'))}\b"
    border = any_of(words("border", "nouns"))
    joins = any_of(words("line", "joins"))
    things = any_of(words("border", "things"))
    of_first = rf"(?: {kinds}| \([^()]{{1,40}}\))?,?"
    return {
        "between": rf"\b{any_of(words('line', 'between'))}{tail} $",
        "midway": r"\b(?:mid-?way|half-?way|half way) between",
        "and": rf"{of_first} (?:and|&){tail} ",
        "dash": r" ?[-–—/] ?|-to-| to ",
        "road": rf"{adjectives} {line}",
        "road_from": rf"\b{line}(?: \([^()]{{1,30}}\))?,?(?: {joins})?(?: between| from| out of)?{tail} $",
        "to": rf"{of_first} (?:{any_of(words('line', 'to'))}|[-–—]){tail} ",
        "heading": rf"{of_first} (?:(?:on|along|down) the{adjectives} {line} (?:to|towards?|leading to|of|from)"
        rf"|(?:in the direction of|on the way to|towards?)){tail} ",
        "on": rf"{of_first} (?:on|along|down|in) the{tail} ",
        "border": rf" (?:[a-z]+ )?{border}\b(?! {things}\b)",
        "border_between": rf"\b{border}(?: area| line)? (?:between|of|separating){tail} $",
        "border_with": rf"(?:'s?)?(?: [a-z]+)? {border} with{tail} ",
    }
