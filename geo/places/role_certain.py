"""Reads the roles that need no weighing: names joined by a hyphen, datelines, parts and containers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from geo.models import Role
from geo.places.name_facts import person_names
from geo.places.role_features import joined_after, joined_before
from geo.places.role_lexicon import feature_words
from geo.places.toponyms import Toponym, role_words
from geo.places.words import words_after, words_before

_ACRONYM: Final = 3
_DATELINE_CHARACTERS: Final = 40
_DATELINE_HEAD: Final = re.compile(r"\(?(?:[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2}(?:, ?|/)){0,2}")
_DATELINE_TAIL: Final = re.compile(
    r"(?:/[A-Z][\w' -]{1,20})?(?:, [A-Z0-9][\w.']*(?: [A-Z0-9][\w.']*){0,3}){0,3}"
    r"(?: ?\([^()]{2,20}\))?\)? ?(?:[—–]|--|- )"
    r"|/[A-Z]| ?\([A-Z][A-Za-z]+\)"
)
_DATELINE_CITY: Final = re.compile(r"[A-Z][A-Z .'-]{2,30}, ")
_AFTER_TOWN: Final = re.compile(r"\b(?:in|near|at|outside|inside|around) [A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2}, ")
_CONTAINER_REACH: Final = 60
_ENDS_CONTAINER: Final = frozenset({"", ".", ",", ";", ")"})


def certain_role(toponym: Toponym) -> tuple[str, Role] | None:
    """Return the role that needs no weighing, with the reason."""
    if toponym.role is not None:
        return "found as such", toponym.role
    joined = joined_role(toponym)
    if joined is not None and not (_is_only_inside(toponym) or is_dateline(toponym)):
        return "joined by a hyphen", joined
    return next(((reason, role) for reason, holds, role in _CERTAIN if holds(toponym)), None)


def is_full_name(toponym: Toponym) -> bool:
    """Say whether a name and the word after it read as a person's: "Paris Hilton", not "Charlotte Street"."""
    following = "".join(words_after(toponym.block.view, toponym.end, 1))
    surname = following.lower()
    return (
        following.istitle()
        and toponym.text.lower() in person_names("given_names")
        and surname in person_names("surnames")
        and not any(surname in role_words(words) for words in ("place_nouns", "directions", "name_heads", "titles"))
    )


def joined_role(toponym: Toponym) -> Role | None:
    """Return the role of a name in "Moscow-backed", "pro-Iran" (a party) or "London-based" (a place), else None."""
    view = toponym.block.view
    if view[toponym.end : toponym.end + 1] == "-":
        suffix = joined_after(words_after(view, toponym.end + 1, 1))
        if suffix in (["suffix=party"], ["suffix=place"]):
            return Role.METONYM if suffix == ["suffix=party"] else Role.LOCATION
    if toponym.start and view[toponym.start - 1] == "-":
        return Role.METONYM if joined_before(words_before(view, toponym.start, 2)) == ["prefix=party"] else None
    return None


def is_dateline(toponym: Toponym) -> bool:
    """Say whether a name opens its block as a dateline does: "MOSCOW — …", "Kabul, Afghanistan (AP) - …"."""
    if toponym.start > _DATELINE_CHARACTERS:
        return False
    view = toponym.block.view
    rest = view[toponym.end : toponym.end + _DATELINE_CHARACTERS]
    upper = toponym.text.isupper() and len(toponym.text) > _ACRONYM
    before = view[: toponym.start]
    if not upper and _DATELINE_CITY.fullmatch(before):
        return True
    if not (upper or _DATELINE_HEAD.fullmatch(before)):
        return False
    if _DATELINE_TAIL.match(rest):
        return True
    return upper and not rest.isupper() and (rest.startswith(",") or (not before and rest[1:2].isupper()))


def is_container(toponym: Toponym) -> bool:
    """Say whether a name tells in what the place before it lies: "in Maiduguri, Nigeria."."""
    view = toponym.block.view
    if view[toponym.end : toponym.end + 1] not in _ENDS_CONTAINER:
        return False
    before = view[max(0, toponym.start - _CONTAINER_REACH) : toponym.start]
    return any(match.end() == len(before) for match in _AFTER_TOWN.finditer(before))


def is_part_of_country(toponym: Toponym) -> bool:
    """Say whether a direction stands before the name, so that ground is meant: "southern Syria"."""
    before = words_before(toponym.block.view, toponym.start, 1)
    return bool(before) and before[0].islower() and before[0] in feature_words("directions")


def _is_only_inside(toponym: Toponym) -> bool:
    return toponym.inside and not toponym.evidence


_CERTAIN: Final[tuple[tuple[str, Callable[[Toponym], bool], Role], ...]] = (
    ("inside a longer name", _is_only_inside, Role.EMBEDDED),
    ("dateline", is_dateline, Role.LOCATION),
    ("a person's full name", is_full_name, Role.EMBEDDED),
    ("contains the place before it", is_container, Role.LOCATION),
    ("part of a country", is_part_of_country, Role.LOCATION),
)
