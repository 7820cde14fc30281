"""Folds what a headline tells into the event of the lead below it, which tells the same in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.events.drafts import VIOLENT_TYPES, Draft, more, place_differs

_ENDS: Final = ".!?…"
_BLOCKS_BELOW: Final = 2
"""How many paragraphs with events below a headline may hold the lead."""


def fold_headline(blocks: Sequence[list[Draft]]) -> None:
    """Take a headline's events out of the first block, where those below tell the same: of one kind, in one place.

    A headline is a first block that is one sentence without a full stop. The lead's event keeps its own sentence and
    gets what only the headline says: the place or the toll.
    """
    if not blocks or not any(_is_headline(draft) for draft in blocks[0]):
        return
    leads = [block for block in blocks[1:] if block][:_BLOCKS_BELOW]
    blocks[0][:] = [draft for draft in blocks[0] if not (_is_headline(draft) and _is_retold(draft, leads))]


def _is_headline(draft: Draft) -> bool:
    text = draft.sentence.doc.text.rstrip()
    return not text.endswith(tuple(_ENDS)) and draft.sentence.text.rstrip() == text and not draft.own_date


def _is_retold(headline: Draft, leads: Sequence[list[Draft]]) -> bool:
    for block in leads:
        for index, lead in enumerate(block):
            if _is_same_kind(headline, lead) and not place_differs(headline, lead):
                place, own = (lead.place, lead.own_place) if lead.own_place else (headline.place, headline.own_place)
                toll = more(lead.toll, headline.toll)
                block[index] = replace(lead, place=place or lead.place, own_place=own, toll=toll)
                return True
    return False


def _is_same_kind(headline: Draft, lead: Draft) -> bool:
    return headline.event_type == lead.event_type or {headline.event_type, lead.event_type} <= VIOLENT_TYPES
