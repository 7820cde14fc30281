"""The review of actors that no entry lists: how often, where, and whose other spelling each may be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from gazetteer.normalise import fold
from geo.actors.models import INTER, Actor
from geo.actors.vocabulary import ActorVocabulary, word_lists
from geo.excerpts import Example, sentence_span
from geo.store import EventStore
from geo.store.actor_uses import ActorInText, NameUse

_EXAMPLES: Final = 3
_ALIKE: Final = 3
_LEAST_LIKENESS: Final = 72
_NEARLY_THE_SAME: Final = 85
_CANDIDATES: Final = 30
_SAME_COUNTRY: Final = 8
_IN_BRACKETS: Final = re.compile(r" \([^()]*\)$")
_KINDS: Final = {number: kind for kind, number in INTER.items()}
_BODY: Final = INTER["Civilians"]  # what fights nobody: a ministry, an agency, a party, a company


@dataclass(frozen=True, slots=True)
class UnlistedName:
    """A name that no entry has, in all its spellings, with how often it occurs; ``written`` is what a text has.

    ``kind`` is the guess of the recogniser, ``armed`` whether it takes the name for that of fighters. ``known_as`` is
    the actor that has the name since, until the documents are read again.
    """

    name: str
    written: str
    spellings: tuple[str, ...]
    kind: str
    armed: bool
    country: str
    mentions: int
    documents: int
    known_as: Actor | None = None

    @property
    def bare(self) -> str:
        """The name as texts have it, without the country in brackets."""
        return _bare(self.name)


def unlisted_names(
    store: EventStore, vocabulary: ActorVocabulary, dismissed: Iterable[str] = (), query: str = ""
) -> list[UnlistedName]:
    """Return the unlisted actors that nobody dismissed, fighters first, then those in most documents."""
    left_out, wanted = {fold(name) for name in dismissed}, fold(query)
    groups: dict[str, list[NameUse]] = {}
    for use in store.actor_uses.unlisted():
        groups.setdefault(fold(use.name), []).append(use)
    found = [_joined(uses, vocabulary) for key, uses in groups.items() if key not in left_out and wanted in key]
    return sorted(found, key=lambda name: (not name.armed, -name.documents, -name.mentions, name.name))


def _joined(uses: Collection[NameUse], vocabulary: ActorVocabulary) -> UnlistedName:
    """Return one name of uses that differ in case, accents or kind; the most frequent of them speaks."""
    ordered = sorted(uses, key=lambda use: (-use.mentions, use.name))
    first = ordered[0]
    spellings = tuple(dict.fromkeys(use.name for use in ordered))
    return UnlistedName(
        name=first.name,
        written=first.written,
        spellings=spellings,
        kind=_KINDS.get(first.inter, ""),
        armed=first.inter != _BODY,
        country=first.country,
        mentions=sum(use.mentions for use in uses),
        documents=max(use.documents for use in uses),
        known_as=_bearer(vocabulary, (*spellings, first.written)),
    )


def _bearer(vocabulary: ActorVocabulary, spellings: Iterable[str]) -> Actor | None:
    found = (bearers(vocabulary, form) for name in spellings for form in (name, _bare(name)))
    return next((actors[0] for actors in found if actors), None)


def _bare(name: str) -> str:
    return _IN_BRACKETS.sub("", name)


def alike(vocabulary: ActorVocabulary, name: str, country: str = "", limit: int = _ALIKE) -> list[Actor]:
    """Return the listed actors of which a name may be another spelling, the likeliest first, those at home first."""
    known, wanted = _names(vocabulary), fold(name)
    found = process.extract(
        wanted, known.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST_LIKENESS, limit=_CANDIDATES
    )
    scores: dict[str, float] = {}
    for form, score, _ in found:
        if score < _NEARLY_THE_SAME and fuzz.ratio(_own_part(wanted), _own_part(form)) < _LEAST_LIKENESS:
            continue
        for actor_id in known[form]:
            bonus = _SAME_COUNTRY * (vocabulary.actors[actor_id].country == country)
            scores[actor_id] = max(scores.get(actor_id, 0), score + bonus)
    best = sorted(scores, key=lambda actor_id: (-scores[actor_id], actor_id))
    return [vocabulary.actors[actor_id] for actor_id in best[:limit]]


def _own_part(name: str) -> str:
    """Return a folded name without what many have: "Brigade", "Front", "Liwa"; all of it if nothing is left."""
    return " ".join(word for word in name.split() if word not in _common_words()) or name


@cache
def _common_words() -> frozenset[str]:
    lists = word_lists()["unlisted"]
    return frozenset(
        fold(word) for kind in ("armed_heads", "other_heads", "openings", "generic") for word in lists[kind]
    )


def bearers(vocabulary: ActorVocabulary, name: str) -> list[Actor]:
    """Return the listed actors that bear a name, whatever its case and accents."""
    return [vocabulary.actors[actor_id] for actor_id in _names(vocabulary).get(fold(name), ())]


@lru_cache(maxsize=1)
def _names(vocabulary: ActorVocabulary) -> dict[str, list[str]]:
    """Return which actors bear a folded name."""
    found: dict[str, list[str]] = {}
    for actor in vocabulary.actors.values():
        for form in dict.fromkeys(fold(name) for name in (actor.name, *actor.aliases, *actor.local_aliases)):
            found.setdefault(form, []).append(actor.id)
    return found


def examples(store: EventStore, unlisted: UnlistedName, limit: int = _EXAMPLES) -> list[Example]:
    """Return sentences with an unlisted actor, one a document, the latest document first."""
    return [as_example(found) for found in store.actor_uses.examples(unlisted.spellings, limit)]


def as_example(found: ActorInText) -> Example:
    """Cut the sentence out of the text in which an actor stands."""
    first, last = sentence_span(found.text, found.start, found.end)
    return Example(found.document_id, found.title, found.text[first:last], found.start - first, found.end - first)
