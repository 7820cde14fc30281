"""Why a name is pinned where it is, or is not pinned: all that was weighed, with the sentence that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from geo.excerpts import sentence_span
from geo.features import find_named_place, named_place
from geo.models import Document, PlaceMention, Role
from geo.parse_record import country_shares, mention_record
from geo.places.confidence import UNSURE_BELOW
from geo.schema import EventRow
from geo.store import EventStore
from geo.theatre import Shares

SURE_FROM: Final = 0.85
"""A pin that is at least so likely to be right is called sure."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one place name in a document.

    ``sentence`` is the document's text from ``sentence_start`` on. ``others`` are the further mentions of the same
    words. ``countries`` are what the text seems to be about; the document's theatre, if it has one, beats them.
    """

    document: Document
    mention: PlaceMention
    sentence: str
    sentence_start: int
    others: tuple[PlaceMention, ...]
    countries: Shares

    @property
    def parts(self) -> tuple[str, str, str]:
        """Cut the sentence before and after the name."""
        start, end = (at - self.sentence_start for at in (self.mention.start, self.mention.end))
        return self.sentence[:start], self.sentence[start:end], self.sentence[end:]


def how_sure(score: float) -> str:
    """Return a plain word for the probability that a pin is right: sure, likely, or unsure."""
    if score < UNSURE_BELOW:
        return "unsure"
    return "sure" if score >= SURE_FROM else "likely"


def is_unsure(mention: PlaceMention) -> bool:
    """Say whether a pin asks for review."""
    return mention.role is Role.LOCATION and mention.place is not None and mention.score < UNSURE_BELOW


def explain_mention(store: EventStore, document_id: str, start: int) -> Explanation | None:
    """Return why the place name that begins at a code point of a document is pinned so; None where none begins."""
    document = store.document(document_id)
    mentions = _place_mentions(store, document_id)
    here = [mention for mention in mentions if mention.start == start]
    if document is None or not here:
        return None
    # A nationality is a mention beside the name itself; the longest name tells most.
    mention = max(here, key=lambda each: (bool(each.candidates), each.end))
    first, last = sentence_span(document.text, mention.start, mention.end)
    others = tuple(each for each in mentions if each.text == mention.text and each is not mention)
    return Explanation(
        document, mention, document.text[first:last], first, others, store.countries(document_id)
    )  # fmt: skip


def find_event_mention(store: EventStore, row: EventRow) -> PlaceMention | None:
    """Return the mention that names an event's place in its quote; the place may be one that no gazetteer has.

    Where the sentence takes its place from one before, it is the last that names it there.
    """
    if not row.location:
        return None
    mentions = _place_mentions(store, row.document_id)
    named = {named_place(mention): mention for mention in reversed(mentions)}
    found = find_named_place(row, named)
    return named[found] if found else _last_before(mentions, row)


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON values: the mention as ``parse --explain`` has it, and what it was read in."""
    document = explanation.document
    return {
        "document_id": document.id,
        "sentence": {
            "start": explanation.sentence_start,
            "end": explanation.sentence_start + len(explanation.sentence),
            "text": explanation.sentence,
        },
        "mention": mention_record(explanation.mention, explain=True),
        "how_sure": how_sure(explanation.mention.score) if explanation.mention.place else "",
        "chosen": document.choices.get(explanation.mention.key),
        "theatre": list(document.theatre),
        "countries": country_shares(explanation.countries),
    }


def _place_mentions(store: EventStore, document_id: str) -> list[PlaceMention]:
    return [mention for mention in store.mentions(document_id) if isinstance(mention, PlaceMention)]


def _last_before(mentions: list[PlaceMention], row: EventRow) -> PlaceMention | None:
    named = (one for one in mentions if one.place is not None and one.place.id == row.place_id)
    earlier = [one for one in named if one.role is Role.LOCATION and one.start < (row.quote_start or 0)]
    return earlier[-1] if earlier else None
