"""What `ingest` says of what it has stored: which documents are copies, and which give no events by their language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import click

from geo.cli.copies import copy_line
from geo.languages import ENGLISH
from geo.store import EventStore
from geo.store.copies import CopyGroup
from geo.store.records import IngestOutcome

_MOST_LINES: Final = 10


def tell_copies(store: EventStore, outcomes: Sequence[IngestOutcome]) -> None:
    """Say which of the added documents are copies, and of what: the oldest article of their group."""
    added = {outcome.document_id for outcome in outcomes if outcome.added}
    copies = store.copies.copies_of(added)
    groups = store.copies.groups_by_id(sorted(set(copies.values())))
    lines = [line for group in groups.values() for line in _lines(group, added)]
    for line in lines[:_MOST_LINES]:
        click.echo(line, err=True)
    if (more := len(lines) - _MOST_LINES) > 0:
        click.echo(f"{more:,} more are copies: conflict-atlas copies list", err=True)


def _lines(group: CopyGroup, added: AbstractSet[str]) -> Iterator[str]:
    """Yield a line for each added article; for the oldest one only where a copy of it was stored before."""
    oldest, *others = group.articles
    stored = next((article for article in others if article.id not in added), None)
    if oldest.id in added and stored is not None:
        yield f"{copy_line(oldest)}: a copy of {copy_line(stored)}"
    for article in others:
        if article.id in added:
            yield f"{copy_line(article)}: a copy of {copy_line(oldest)}"


def tell_languages(outcomes: Sequence[IngestOutcome]) -> None:
    """Say how many documents gave no events since they are not in English, by the codes of their languages."""
    foreign = (outcome for outcome in outcomes if outcome.language != ENGLISH and not outcome.events)
    for language, number in sorted(Counter(outcome.language for outcome in foreign).items()):
        documents = f"{number:,} document{'' if number == 1 else 's'} in the language {language!r}"
        click.echo(f"{documents}: places are found, but events are read from English only.", err=True)
