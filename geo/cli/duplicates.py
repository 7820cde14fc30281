"""The commands about duplicates: events that seem to be one occurrence, merging them, and taking that back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Never

import click
import orjson
from tqdm import tqdm

from geo.cli.place_options import user_name
from geo.cli.reading import open_existing_store
from geo.duplicates.weights import load_comparison, reason_words
from geo.errors import NotStoredError
from geo.schema import EventRow, row_values
from geo.store import EventStore
from geo.store.duplicate_search import Progress
from geo.store.occurrence_edits import Action, OccurrenceEdit
from geo.store.occurrences import Occurrence
from geo.store.suggestions import Suggestion

_BAR: Final = "{l_bar}{bar}| {n_fmt}/{total_fmt} events"
_DONE: Final = {
    Action.MERGE: "{events} merged",
    Action.SPLIT: "{events} split",
    Action.DISMISS: "{events} told apart",
    Action.UNDO: "Taken back",
}
_TOLL: Final = {"fatalities_low": "low", "fatalities_best": "best", "fatalities_high": "high"}
_MOST_LIKELY: Final = 0.99  # nothing is certain, whatever is rounded
_LIMITS: Final = load_comparison().limits
_above = click.FloatRange(_LIMITS.kept_from, 1)
_database = click.option(
    "--database", type=click.Path(dir_okay=False, path_type=Path), help="The store that holds the events."
)
_author = click.option("--author", default=user_name, show_default="your user name", help="Who decides.")
_reason = click.option("--reason", default="", help="Why.")
_format = click.option(
    "--format", "format_name", type=click.Choice(["text", "jsonl"]), default="text", show_default=True
)


@click.group(
    epilog="""\b
Examples:
  conflict-atlas duplicates list
  conflict-atlas duplicates merge EVENT EVENT --reason "the same market"
  conflict-atlas duplicates merge --above 0.9
  conflict-atlas duplicates undo 3
"""
)
def duplicates() -> None:
    """Find events that seem to be one occurrence told by several reports, and merge them or say that they differ.

    Nothing is merged by itself. What is merged is one event on the map, in lists and exports, with all its sources;
    its reports are kept, and come back when it is split or the decision undone.
    """


@duplicates.command("list")
@click.option("--above", type=_above, default=_LIMITS.suggest_from, show_default=True, help="How likely.")
@click.option("--event", default="", metavar="ID", help="Only those of this event.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Pairs shown.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Pairs passed over.")
@_format
@_database
def list_pairs(*, above: float, event: str, limit: int, offset: int, format_name: str, database: Path | None) -> None:  # noqa: PLR0913 - one parameter an option
    """List the pairs of events that seem to be one occurrence, the likeliest first, with the reasons."""
    with open_existing_store(database) as store:
        _search(store)
        found, total = store.suggestions.page(limit, offset, above=above, event_id=event)
    for one in found:
        click.echo(_record(one) if format_name == "jsonl" else "\n".join(_pair_lines(one)))
    if left := total - offset - len(found):
        click.echo(f"{left:,} more pairs: --offset {offset + len(found)} shows the next ones.", err=True)
    elif not total:
        click.echo("No two events seem to be one occurrence.", err=True)


@duplicates.command()
@click.argument("event")
@_format
@_database
def show(*, event: str, format_name: str, database: Path | None) -> None:
    """Show what EVENT (an id) is merged of: every report with its sentence and toll, and the decisions on it."""
    with open_existing_store(database) as store:
        occurrence, edits = store.occurrences.occurrence(event), store.occurrences.edits(event)
        if occurrence is None and store.event(event) is None:
            raise NotStoredError(f"no event {event[:80]!r} is stored")
    if occurrence is None:
        click.echo("This event is merged with no other.", err=True)
    elif format_name == "jsonl":
        merged = row_values(occurrence.row) if occurrence.row else None
        click.echo(orjson.dumps({"event": merged, "reports": [row_values(row) for row in occurrence.reports]}))
    else:
        click.echo("\n".join(_occurrence_lines(occurrence)))
    for edit in edits if format_name == "text" else ():
        click.echo(_edit_line(edit))


@duplicates.command()
@click.argument("events", nargs=-1, metavar="EVENT…")
@click.option("--above", type=_above, help="Merge all that are suggested with this score or a higher one.")
@_author
@_reason
@_database
def merge(*, events: tuple[str, ...], above: float | None, author: str, reason: str, database: Path | None) -> None:
    """Say that EVENTs (ids) are one occurrence.

    With --above, all suggestions of that score are followed, where every pair of a group is alike; what was done is
    written line by line, and is undone in one go.
    """
    if bool(events) == (above is not None):
        raise click.UsageError("Name two or more events, or --above.")
    with open_existing_store(database) as store:
        if above is None:
            _tell(store.occurrences.merge(events, author=author, reason=reason))
            return
        _search(store)
        groups = store.suggestions.groups(above)
        edit = store.occurrences.merge_all(groups, author=author, reason=reason or f"all above {above}")
        for group in groups:
            click.echo(" ".join(group))
        _tell(edit)


@duplicates.command()
@click.argument("events", nargs=-1, required=True, metavar="EVENT…")
@_author
@_reason
@_database
def split(*, events: tuple[str, ...], author: str, reason: str, database: Path | None) -> None:
    """Take EVENTs (ids) out of what they are merged into; the id of a merged event takes all of it apart."""
    with open_existing_store(database) as store:
        _tell(store.occurrences.split(events, author=author, reason=reason))


@duplicates.command()
@click.argument("events", nargs=-1, required=True, metavar="EVENT…")
@_author
@_reason
@_database
def dismiss(*, events: tuple[str, ...], author: str, reason: str, database: Path | None) -> None:
    """Say that EVENTs (ids) are different occurrences, so that they are not suggested again."""
    with open_existing_store(database) as store:
        _tell(store.occurrences.dismiss(events, author=author, reason=reason))


@duplicates.command()
@click.argument("decision", type=int)
@_author
@_database
def undo(*, decision: int, author: str, database: Path | None) -> None:
    """Take a DECISION (its number) back."""
    with open_existing_store(database) as store:
        _tell(store.occurrences.undo(decision, author=author))


@duplicates.command()
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Decisions shown.")
@_database
def history(*, limit: int, database: Path | None) -> None:
    """List the decisions, the latest first."""
    with open_existing_store(database) as store:
        edits = store.occurrences.edits(limit=limit)
    for edit in edits:
        click.echo(_edit_line(edit))
    if not edits:
        click.echo("Nobody has decided about duplicates so far.", err=True)


def _search(store: EventStore) -> None:
    """Compare the events, if they have changed since they were compared last."""
    if not store.suggestions.state().is_current:
        with _progress() as progress:
            store.suggestions.search(progress)


@contextmanager
def _progress() -> Iterator[Progress]:
    bar: tqdm[Never] = tqdm(desc="Comparing", bar_format=_BAR, disable=None, file=sys.stderr, leave=False)

    def tell(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    with bar:
        yield tell


def _tell(edit: OccurrenceEdit | None) -> None:
    if edit is None:
        click.echo("It is so already; nothing was changed.", err=True)
        return
    number = len(edit.after.event_ids)
    done = _DONE[edit.action].format(events=f"{number} event{'s' if number != 1 else ''}")
    click.echo(f"{done}. Take it back: conflict-atlas duplicates undo {edit.id}", err=True)


def _record(one: Suggestion) -> str:
    reasons = [{"reason": reason.feature, "weight": reason.weight} for reason in one.reasons]
    events = [row_values(one.first), row_values(one.second)]
    return orjson.dumps({"score": one.score, "reasons": reasons, "events": events}).decode()


def _pair_lines(one: Suggestion) -> Iterator[str]:
    words = (reason_words(reason.feature) for reason in one.reasons if reason.feature != "bias" and reason.weight > 0)
    against = [reason_words(reason.feature) for reason in one.reasons if reason.feature != "bias" and reason.weight < 0]
    but = f"; but: {', '.join(against)}" if against else ""
    yield f"{min(one.score, _MOST_LIKELY):.2f}  {', '.join(words)}{but}"
    for row in (one.first, one.second):
        yield from _event_lines(row)


def _event_lines(row: EventRow) -> Iterator[str]:
    kind = row.sub_event_type or row.event_type
    actors = " and ".join(filter(None, (row.actor1, row.actor2)))
    facts = (kind, row.location, row.date_start, actors, _toll(row))
    yield f"  {row.event_id}  {', '.join(filter(None, facts))}"
    source = ", ".join(filter(None, (row.source_title or "Untitled report", row.source_date)))
    more = f" and {row.sources - 1} more" if row.sources > 1 else ""
    yield f"    {' '.join(row.quote.split())}  ({source}{more})"


def _toll(row: EventRow) -> str:
    tolls = {word: getattr(row, name) for name, word in _TOLL.items()}
    known = {word: toll for word, toll in tolls.items() if toll is not None}
    if not known:
        return ""
    if len(set(known.values())) == 1:
        return f"{next(iter(known.values()))} killed"
    return "killed " + ", ".join(f"{word} {toll}" for word, toll in known.items())


def _occurrence_lines(occurrence: Occurrence) -> Iterator[str]:
    if occurrence.row:
        row = occurrence.row
        yield f"{row.event_id}  {row.sub_event_type or row.event_type}, {row.location}, {row.date_start}, {_toll(row)}"
        yield f"{row.sources} source{'' if row.sources == 1 else 's'}:"
    for report in occurrence.reports:
        yield from _event_lines(report)


def _edit_line(edit: OccurrenceEdit) -> str:
    why = f" ({edit.reason})" if edit.reason else ""
    return f"{edit.id}  {edit.at[:16]}  {edit.action}  {len(edit.after.event_ids)} events  {edit.author}{why}"
