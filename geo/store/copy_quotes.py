"""The sentences that events of copies were read from: which copies tell an event too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from gazetteer.normalise import fold
from geo.models import Status
from geo.store.copy_tables import article_copy
from geo.store.tables import document, event

_SAME_SENTENCE: Final = 90.0  # per cent of the letters in order: a comma, "said" for "has said", a dateline
Quotes = Mapping[str, Sequence[str]]
"""The folded sentences of events by document id."""


def quotes_of_groups(connection: Connection, groups: Collection[int]) -> dict[int, dict[str, list[str]]]:
    """Return by group and document the folded sentences of the events that nobody has rejected."""
    found = (
        select(article_copy.c.group_id, event.c.document_id, event.c.quote)
        .join(document, document.c.key == article_copy.c.document_key)
        .join(event, event.c.document_id == document.c.id)
        .where(article_copy.c.group_id.in_(sorted(groups)), event.c.status != Status.REJECTED.value)
    )
    quotes: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(found):
        quotes[row.group_id][row.document_id].append(fold(row.quote))
    return quotes


def count_same_sentence(quote: str, document_id: str, quotes: Quotes) -> int:
    """Return how many other documents have the sentence."""
    own = fold(quote)
    others = (told for other_id, told in quotes.items() if other_id != document_id)
    return sum(any(is_same_sentence(own, other) for other in told) for told in others)


def is_same_sentence(one: str, other: str) -> bool:
    """Say whether two folded sentences are the same but for small edits."""
    return one == other or fuzz.ratio(one, other, score_cutoff=_SAME_SENTENCE) > 0
