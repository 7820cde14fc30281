"""The commands about copies: the groups of articles that are one report, finding them, and deciding about them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final, Never

import click
import orjson
from tqdm import tqdm

from geo.cli.place_options import user_name
from geo.store import open_store
from geo.store.copies import CopiedArticle, CopyGroup
from geo.store.copy_edits import CopyEdit

_BAR: Final = "{l_bar}{bar}| {n_fmt}/{total_fmt} documents"
_database = click.option(
    "--database", type=click.Path(dir_okay=False, path_type=Path), help="The store that holds the documents."
)
_author = click.option("--author", default=user_name, show_default="your user name", help="Who decides.")
_reason = click.option("--reason", default="", help="Why.")


@click.group(
    epilog="""\b
Examples:
  conflict-atlas copies list
  conflict-atlas copies find
  conflict-atlas copies split DOCUMENT --reason "a second attack"
"""
)
def copies() -> None:
    """Show which articles are copies of one report, and put right what was grouped wrongly.

    Every document is compared with those stored when it is ingested: copies with other headlines, cuts, excerpts, a
    report within a longer article. Translations, follow-ups, and other authors on the same event are no copies.
    """


@copies.command("list")
@click.argument("query", required=False, default="")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Groups shown.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Groups passed over.")
@click.option("--format", "format_name", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@_database
def list_groups(*, query: str, limit: int, offset: int, format_name: str, database: Path | None) -> None:
    """List the groups, that with the latest addition first; in each, the oldest article first.

    QUERY is looked for in titles, publishers and addresses.
    """
    with open_store(database) as store:
        groups = store.copies.groups(limit, offset, query)
        total, pending = store.copies.count(query), store.copies.pending()
    for group in groups:
        click.echo(orjson.dumps(asdict(group)).decode() if format_name == "jsonl" else "\n".join(_lines(group)))
    if left := total - offset - len(groups):
        click.echo(f"{left:,} more groups: --offset {offset + len(groups)} shows the next ones.", err=True)
    elif not total:
        click.echo("No document is a copy of another.", err=True)
    if pending:
        click.echo(f"{pending:,} documents were never compared: conflict-atlas copies find", err=True)


@copies.command()
@click.option("--again", is_flag=True, help="Compare all documents anew; decisions of people stay.")
@_database
def find(*, again: bool, database: Path | None) -> None:
    """Compare the documents that were stored before there were groups, or by other rules.

    What is broken off goes on when it is called again.
    """
    bar: tqdm[Never] = tqdm(bar_format=_BAR, disable=None, file=sys.stderr, leave=False)
    with open_store(database) as store, bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        compared = (store.copies.find_again if again else store.copies.find)(tell)
        groups = store.copies.count()
    click.echo(f"{compared:,} documents compared; {groups:,} groups of copies.", err=True)


@copies.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@_author
@_reason
@_database
def split(*, documents: tuple[str, ...], author: str, reason: str, database: Path | None) -> None:
    """Take DOCUMENTs (ids) out of their group: they are no copies of what is left. Several stay one group."""
    with open_store(database) as store:
        _tell(store.copies.split(documents, author=author, reason=reason))


@copies.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@_author
@_reason
@_database
def join(*, documents: tuple[str, ...], author: str, reason: str, database: Path | None) -> None:
    """Put DOCUMENTs (ids) into one group, each with the group that it is in."""
    with open_store(database) as store:
        _tell(store.copies.join(documents, author=author, reason=reason))


@copies.command()
@click.argument("decision", type=int)
@_author
@_database
def undo(*, decision: int, author: str, database: Path | None) -> None:
    """Take a DECISION (its number) back."""
    with open_store(database) as store:
        store.copies.undo(decision, author=author)
    click.echo(f"Decision {decision} is taken back.", err=True)


@copies.command()
@_database
def history(*, database: Path | None) -> None:
    """List the decisions of people, the first one first."""
    with open_store(database) as store:
        edits = store.copies.edits()
        titles = store.copies.titles({document_id for edit in edits for document_id in edit.documents})
    for edit in edits:
        about = "; ".join(_quoted(titles.get(each, "")) for each in edit.documents)
        why = f" ({edit.reason})" if edit.reason else ""
        click.echo(f"{edit.id}  {edit.at[:16]}  {edit.action}  {about}  {edit.author}{why}")
    if not edits:
        click.echo("Nobody has decided about copies so far.", err=True)


def copy_line(article: CopiedArticle) -> str:
    """Return an article in one line: title, publisher, date."""
    told = (_quoted(article.title), article.publisher, f"published {article.date}" if article.date else "no date")
    return ", ".join(filter(None, told))


def _lines(group: CopyGroup) -> Iterator[str]:
    yield f"{len(group.articles)} copies of {_quoted(group.articles[0].title)}"
    for article in group.articles:
        share = "put here" if article.share is None else f"{article.share:.0%}"
        yield f"  {share:>8}  {copy_line(article)}  {article.id}"


def _quoted(title: str) -> str:
    return f"“{' '.join(title.split()) or 'Untitled report'}”"


def _tell(edit: CopyEdit) -> None:
    done = {"split": "no copies of the others any more", "join": "one group of copies"}[edit.action]
    number = len(edit.documents)
    told = f"{number} document{'' if number == 1 else 's'}: {done}."
    click.echo(f"{told} Take it back: conflict-atlas copies undo {edit.id}", err=True)
