"""The command that brings stored documents up to a changed gazetteer."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Final, Never

import click
import orjson
from tqdm import tqdm

from geo.cli.place_options import user_name
from geo.gazetteers import open_gazetteer
from geo.regeocoding import (
    Change,
    Diff,
    Difference,
    Kind,
    PlacePoint,
    Progress,
    Regeocoder,
    Run,
    RunState,
    difference_counts,
)
from geo.settings import load_settings
from geo.store import open_store

_BAR: Final = "{l_bar}{bar}| {n_fmt}/{total_fmt} documents"
_SHOWN: Final = 50
_UNCHANGED: Final = "No document names what has changed in the gazetteer."
_LONGEST_TITLE: Final = 80
_WORDS: Final[Mapping[Change, str]] = {
    Change.PLACED: "placed",
    Change.MOVED: "moved",
    Change.UNPLACED: "no longer placed",
    Change.NEW: "new",
    Change.GONE: "gone",
    Change.CHANGED: "otherwise changed",
    Change.DECIDED: "left as you decided",
}


@click.command(
    epilog="""\b
Examples:
  conflict-atlas regeocode
  conflict-atlas regeocode --apply
  conflict-atlas regeocode --undo 3
"""
)
@click.option("--preview", "step", flag_value="preview", default="preview", help="Show what would change (default).")
@click.option("--pending", "step", flag_value="pending", help="Only count the documents; read none of them.")
@click.option("--apply", "step", flag_value="apply", help="Give the documents their new reading.")
@click.option("--keep", "step", flag_value="keep", help="Leave the documents as they are.")
@click.option("--list", "step", flag_value="list", help="List the runs so far.")
@click.option("--undo", type=int, metavar="RUN", help="Take an applied run back.")
@click.option("--limit", type=click.IntRange(0), default=_SHOWN, show_default=True, help="Differences shown.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--author", default=user_name, show_default="your user name", help="Who decides.")
@click.option("--database", type=click.Path(dir_okay=False, path_type=Path), help="The store to bring up to date.")
def regeocode(  # noqa: PLR0913 - one parameter an option
    *,
    step: str,
    undo: int | None,
    limit: int,
    format_name: str,
    author: str,
    database: Path | None,
) -> None:
    """Show which mentions, documents and events a changed gazetteer would change; apply it, keep or undo.

    Only the documents that name what has changed are read again, found by an index on names. Events that somebody
    confirmed, corrected or rejected are never overwritten. Whatever is broken off goes on when it is called again.
    """
    settings = load_settings({"database": database})
    with open_store(database) as store:
        regeocoder = Regeocoder(store, open_gazetteer(settings, store.user_places), settings=settings)
        if undo is not None:
            _undo(regeocoder, undo, author)
        elif step == "list":
            _list_runs(regeocoder)
        elif step == "pending":
            _tell_pending(regeocoder)
        else:
            _decide(regeocoder, step, author, _Shown(limit, format_name))


class _Shown:
    """How much of the differences is shown, and in what form."""

    def __init__(self, limit: int, format_name: str) -> None:
        self._limit = limit
        self._format_name = format_name

    def write(self, regeocoder: Regeocoder, run: Run) -> None:
        """Write what a run would change."""
        diff = regeocoder.diff(run.id, self._limit)
        if self._format_name == "json":
            click.echo(orjson.dumps(_record(diff), option=orjson.OPT_INDENT_2).decode())
        else:
            click.echo("\n".join(_lines(diff)))


def _decide(regeocoder: Regeocoder, step: str, author: str, shown: _Shown) -> None:
    with _progress("Reading") as progress:
        run = regeocoder.prepare(progress, author=author)
    if run is None:
        click.echo(_UNCHANGED, err=True)
        return
    shown.write(regeocoder, run)
    if run.state is RunState.KEPT:
        click.echo("No document would change.", err=True)
    elif step == "apply":
        with _progress("Applying") as progress:
            applied = regeocoder.apply(run.id, progress, author=author)
        passed = f"; {_counted(applied.passed, 'document')} changed meanwhile and left alone" if applied.passed else ""
        told = f"Run {run.id} applied to {_counted(applied.applied, 'document')}{passed}."
        click.echo(f"{told} Take it back: conflict-atlas regeocode --undo {run.id}", err=True)
    elif step == "keep":
        regeocoder.keep(run.id, author=author)
        click.echo(f"Run {run.id} kept: no document was changed.", err=True)
    else:
        click.echo("Nothing is stored yet: --apply takes this over, --keep leaves all as it is.", err=True)


def _undo(regeocoder: Regeocoder, run_id: int, author: str) -> None:
    before = regeocoder.run(run_id)
    with _progress("Undoing") as progress:
        undone = regeocoder.undo(run_id, progress, author=author)
    left = f"; {_counted(undone.applied, 'document')} changed since and left alone" if undone.applied else ""
    told = _counted(before.applied - undone.applied, "document")
    click.echo(f"Run {run_id} undone: {told} as before{left}.", err=True)


def _tell_pending(regeocoder: Regeocoder) -> None:
    pending = regeocoder.pending()
    for change in pending.changes:
        click.echo(change)
    click.echo(f"{_counted(pending.documents, 'document')} may be touched." if pending else _UNCHANGED, err=True)


def _list_runs(regeocoder: Regeocoder) -> None:
    runs = regeocoder.runs()
    for run in runs:
        by = f" by {run.decided_by}" if run.decided_by else ""
        click.echo(f"{run.id}  {run.at[:16]}  {run.state}{by}  {_summary(run)}  {'; '.join(run.changes)}")
    if not runs:
        click.echo("No documents were geocoded again so far.", err=True)


def _lines(diff: Diff) -> Iterator[str]:
    run = diff.run
    yield from run.changes
    yield f"{_counted(run.total, 'document')} may name this; {_summary(run)}."
    if run.scores_only:
        yield f"In {_counted(run.scores_only, 'further document')} only scores would change."
    for document_id, items in groupby(diff.items, key=lambda item: item.document_id):
        yield f"\n{_clipped(diff.titles.get(document_id) or document_id)}"
        for item in items:
            yield from _item_lines(item)
    if len(diff.items) < diff.total:
        yield f"\n… and {diff.total - len(diff.items):,} more: --limit {diff.total} shows all."


def _item_lines(item: Difference) -> Iterator[str]:
    stands = " (decided since, stays)" if item.decided and item.change is not Change.DECIDED else ""
    where = f"{_point(item.before)} -> {_point(item.after)}" if item.before != item.after else _point(item.before)
    yield f"  {item.kind}  {item.text}: {_WORDS[item.change]}{stands}  {where}"
    for column, (before, after) in item.columns.items():
        yield f"    {column}: {before!s} -> {after!s}"
    if item.kind is Kind.MENTION:
        yield f"    {' '.join(item.sentence.split())}"


def _clipped(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


def _point(point: PlacePoint | None) -> str:
    if point is None:
        return "nowhere"
    where = ", ".join(filter(None, (point.admin1 if point.admin1 != point.name else "", point.country)))
    return f"{point.name} ({where + '; ' if where else ''}{point.lat:.4f}, {point.lon:.4f})"


def _summary(run: Run) -> str:
    if not run.listed:
        return "no mention or event changes"
    counted = difference_counts(run).items()
    counts = [f"{_counted(count, str(kind))} {_WORDS[change]}" for (kind, change), count in counted]
    return f"{_counted(run.differing, 'document')} with changes: {', '.join(counts)}"


def _record(diff: Diff) -> dict[str, object]:
    told = ("id", "state", "changes", "total", "done", "differing", "scores_only", "counts", "applied", "passed")
    return {"run": {name: getattr(diff.run, name) for name in told}, "items": diff.items, "titles": diff.titles}


@contextmanager
def _progress(what: str) -> Iterator[Progress]:
    """Show a bar on standard error from the first report on, where that is a terminal."""
    bar: tqdm[Never] = tqdm(desc=what, bar_format=_BAR, disable=None, file=sys.stderr, leave=False)

    def tell(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    with bar:
        yield tell


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
