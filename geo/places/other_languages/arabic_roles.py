"""Roles of names in Arabic, from the particle before a name, the noun that it completes, and the verb beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from geo.models import Role
from geo.places.other_languages.found import FoundName
from geo.places.other_languages.particles import readings
from geo.places.other_languages.role_rules import RoleRules

_ALWAYS_PARTY: Final = frozenset({"ضد"})
_TWO_SIDED: Final = frozenset({"مع", "بين"})
_ONE_SIDED: Final = frozenset({"من", "على", "الى", "علي", "الي"})
_IMPERFECT: Final = ("ت", "ي")
_SHORTEST_VERB: Final = 4
_TO: Final = "ل"
_AND: Final = "و"


class ArabicRoles(RoleRules):
    """The rules for a block in Arabic."""

    stops = frozenset('.!?؟؛;:()«»"')

    def _role(self, name: FoundName, before: Sequence[str]) -> Role:
        nearest = before[-1] if before else ""
        if name.particle:
            return self._after_particle(name, before)
        if nearest in _ALWAYS_PARTY:
            return Role.METONYM
        if nearest in _TWO_SIDED:
            return Role.LOCATION if self._any(before[:-1], "border") else Role.METONYM
        if nearest in _ONE_SIDED:
            return Role.METONYM if self._any(before[-3:-1], "before_party") else Role.LOCATION
        return self._without_preposition(name, before)

    def _is_paired(self, name: FoundName, other: FoundName) -> bool:
        """Say whether a name is joined to the one before: "روسيا وإيران"."""
        return other.last == name.first - 1 and self._view[other.end : name.start].strip() == _AND

    def _after(self, name: FoundName) -> list[str]:
        words = self._words[name.last + 1 : name.last + 3]
        end = words[-1].start if words else name.end
        return [] if any(stop in self._view[name.end : end] for stop in self.stops) else [word.plain for word in words]

    def _any(self, words: Sequence[str], *lists: str) -> bool:
        forms = frozenset(form for word in words for form in readings(word))
        return any(forms & self._lists(name).words for name in lists)

    def _after_particle(self, name: FoundName, before: Sequence[str]) -> Role:
        if name.particle == _TO and self._any(before[-2:], "before_party", "government"):
            return Role.METONYM
        return Role.LOCATION

    def _without_preposition(self, name: FoundName, before: Sequence[str]) -> Role:
        nearest = before[-1:]
        if nearest and nearest[0].removeprefix(_AND) in self._lists("locative").words:
            return Role.LOCATION
        if self._any(nearest, "place", "settlement", "division"):
            return Role.LOCATION
        after = self._after(name)
        if self._any(nearest, "stative") or self._any(after[:1], "stative"):
            return Role.LOCATION
        if self._any(nearest, "government", "verbs") or any(map(_is_past_verb, nearest)):
            return Role.METONYM
        opens = self._words[name.first].opens and any(map(_is_verb, after[:1]))
        says = opens or self._any(after, "verbs") or self._view[name.end : name.end + 1] == ":"
        return Role.METONYM if says else Role.LOCATION


def _is_past_verb(word: str) -> bool:
    """Say whether a word has the form of "she did", which a noun rarely has."""
    return len(word) >= _SHORTEST_VERB and word.endswith("ت") and not word.endswith("ات")


def _is_verb(word: str) -> bool:
    return _is_past_verb(word) or (len(word) >= _SHORTEST_VERB and word[0] in _IMPERFECT)
