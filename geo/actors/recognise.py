"""Finds actors in a block: names from the vocabulary, and phrases such as "Russian warplanes" or "masked gunmen"."""

from __future__ import annotations

from geo.actors.choosing import choose_actor
from geo.actors.entries import COUNTRY, LEADER, NAMED, Entry, Matcher
from geo.actors.phrases import (
    is_leader_alone,
    is_negated_kind,
    join_members,
    join_nations,
    join_owners,
    settle_identified,
    stands_alone,
    without_members,
)
from geo.actors.spans import ActorSpan, longest
from geo.actors.unlisted import find_unlisted
from geo.actors.vocabulary import ActorVocabulary
from geo.analysis import AnalysedBlock

__all__ = ["ActorRecogniser", "ActorSpan", "choose_actor"]


class ActorRecogniser:
    """Finds actors; it decides who, not what they do."""

    def __init__(self, vocabulary: ActorVocabulary) -> None:
        self._vocabulary = vocabulary
        self._matcher = Matcher(vocabulary)

    def find(self, block: AnalysedBlock, country: str = "") -> list[ActorSpan]:
        """Return the actors of a block in order; longer names win over shorter ones inside them.

        ``country`` (ISO code) is where the document mostly plays: some short names mean different actors in different
        countries.
        """
        doc, view = block.doc, block.block.view
        hits = self._matcher.hits(view, country)
        spans = [actor for entry, start, end in hits if (actor := self._as_actor(block, entry, start, end))]
        spans += [*join_owners(doc, view, hits), *join_nations(doc, view, hits)]
        spans = longest(join_members(view, spans))
        nations = {entry.text.lower() for entry, _, _ in hits if entry.kind == COUNTRY}
        names = [(actor.start, actor.end) for actor in spans if actor.actors or actor.country or actor.leaders]
        named = longest([*spans, *find_unlisted(doc, view, names, nations)])
        return settle_identified(view, without_members(longest(join_members(view, named))))

    def _as_actor(self, block: AnalysedBlock, entry: Entry, start: int, end: int) -> ActorSpan | None:
        span = block.doc.char_span(start, end, alignment_mode="expand")
        if span is None or entry.kind == COUNTRY or is_negated_kind(span):
            return None
        if entry.kind == LEADER:
            return ActorSpan(start, end, span, leaders=entry.leaders) if is_leader_alone(entry, span) else None
        if entry.kind == NAMED:
            reports = all(self._vocabulary.actors[actor].source_only for actor in entry.actors)
            return ActorSpan(start, end, span, actors=entry.actors, only_reports=reports)
        return ActorSpan(start, end, span, group=entry.kind) if stands_alone(entry, span) else None
