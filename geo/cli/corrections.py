"""The commands that list unsure places, and decide which place a name means and which countries a document is about."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
import orjson

from geo.cli.place_options import user_name
from geo.corrections import AUTOMATIC, NO_PLACE, Corrections
from geo.errors import ChangeError, NotStoredError
from geo.excerpts import sentence_span
from geo.gazetteers import open_gazetteer
from geo.models import Document
from geo.parse_record import country_shares, mention_record
from geo.places.confidence import UNSURE_BELOW
from geo.settings import load_settings
from geo.store import EventStore, open_store
from geo.store.document_edits import DocumentEdit
from geo.store.unsure import UnsureName
from geo.theatre import guess_theatre, read_theatre

_OPTIONS: Final = 5
_database = click.option(
    "--database", type=click.Path(dir_okay=False, path_type=Path), help="The store that holds the documents."
)
_author = click.option("--author", default=user_name, show_default="your user name", help="Who decides.")
_reason = click.option("--reason", default="", help="Why.")


@click.command(
    epilog="""\b
Examples:
  conflict-atlas unsure
  conflict-atlas unsure tripoli --below 0.7 --format jsonl
"""
)
@click.argument("query", required=False, default="")
@click.option("--document", default="", metavar="ID", help="Only of this document.")
@click.option("--below", type=click.FloatRange(0, 1), default=UNSURE_BELOW, show_default=True, help="How sure at most.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Names shown.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Names passed over.")
@click.option("--format", "format_name", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@_database
def unsure(  # noqa: PLR0913 - one parameter an option
    *, query: str, document: str, below: float, limit: int, offset: int, format_name: str, database: Path | None
) -> None:
    """List the names that are pinned at a place of which nobody can be sure, with the places that they may mean.

    Those of the latest document come first. QUERY is a part of the name. `conflict-atlas choose` decides.
    """
    with open_store(database) as store:
        names = store.unsure_places.names(limit, offset, query=query, document_id=document, below=below)
        total = store.unsure_places.count(query, document, below)
    for name in names:
        click.echo(_record(name) if format_name == "jsonl" else "\n".join(_lines(name)))
    if left := total - offset - len(names):
        click.echo(f"{left:,} more names: --offset {offset + len(names)} shows the next ones.", err=True)
    elif not total:
        click.echo("No pin is unsure.", err=True)


@click.command(
    epilog="""\b
Examples:
  conflict-atlas choose DOCUMENT Tripoli geonames:2210247
  conflict-atlas choose DOCUMENT "Abu Omar" --none
  conflict-atlas choose --undo 3
  conflict-atlas unsure --format jsonl | your-script | conflict-atlas choose -
"""
)
@click.argument("document", required=False, default="")
@click.argument("name", required=False, default="")
@click.argument("place", required=False, default="")
@click.option("--none", "no_place", is_flag=True, help="The name is no place.")
@click.option("--automatic", is_flag=True, help="Leave the name to the program again.")
@click.option("--undo", "edit_id", type=int, metavar="EDIT", help="Take a decision back, of a theatre too.")
@_author
@_reason
@_database
def choose(  # noqa: PLR0913 - one parameter an option
    *,
    document: str,
    name: str,
    place: str,
    no_place: bool,
    automatic: bool,
    edit_id: int | None,
    author: str,
    reason: str,
    database: Path | None,
) -> None:
    """Say which PLACE (an id) a NAME means wherever a DOCUMENT has it; the document is read again.

    With - as DOCUMENT, reads JSON lines of standard input: {"document", "name", "place"}, where an empty place says
    that the name is none, and null leaves it to the program. The decision outlives every later reading.
    """
    wanted = _wanted(document, name, place, no_place=no_place, automatic=automatic) if edit_id is None else []
    with _corrections(database) as (_, corrections):
        if edit_id is not None:
            _tell(corrections.undo(edit_id, author=author))
        for each in wanted:
            _tell(corrections.choose(*each, author=author, reason=reason))


@click.command(
    epilog="""\b
Examples:
  conflict-atlas theatre DOCUMENT
  conflict-atlas theatre DOCUMENT DOCUMENT --countries Syria,TR
  conflict-atlas theatre DOCUMENT --guess
"""
)
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option("--countries", metavar="SY,IQ", help="What the documents are about; empty lets each text decide.")
@click.option("--guess", is_flag=True, help="Take the guess of each as its theatre.")
@_author
@_reason
@_database
def theatre(  # noqa: PLR0913 - one parameter an option
    *,
    documents: Sequence[str],
    countries: str | None,
    guess: bool,
    author: str,
    reason: str,
    database: Path | None,
) -> None:
    """Show which countries DOCUMENTs seem to be about, or say so; then each is read again."""
    given = None if countries is None else read_theatre(countries)
    with _corrections(database) as (store, corrections):
        for document_id in documents:
            chosen = guess_theatre(store.countries(document_id)) if guess else given
            if chosen is not None:
                _tell(corrections.set_theatre(document_id, chosen, author=author, reason=reason))
            click.echo(_about(store, document_id))


def _wanted(
    document: str, name: str, place: str, *, no_place: bool, automatic: bool
) -> list[tuple[str, str, str | None]]:
    if document == "-":
        return [_read_line(line, number) for number, line in enumerate(sys.stdin.buffer, 1) if line.strip()]
    if not document or not name or [bool(place), no_place, automatic].count(True) != 1:
        raise click.UsageError("Name a document, a name in it, and a place's id or --none or --automatic.")
    return [(document, name, AUTOMATIC if automatic else NO_PLACE if no_place else place)]


def _read_line(line: bytes, number: int) -> tuple[str, str, str | None]:
    try:
        record: Any = orjson.loads(line)
        told = record["document"], record["name"], record["place"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise ChangeError(f'line {number}: wants an object with "document", "name" and "place"') from error
    if not all(isinstance(value, str) for value in told[:2]) or not isinstance(told[2], str | None):
        raise ChangeError(f"line {number}: document and name must be texts, place a text or null")
    return told


@contextmanager
def _corrections(database: Path | None) -> Iterator[tuple[EventStore, Corrections]]:
    from geo.extractor import Extractor  # noqa: PLC0415 - seconds of imports that --help does without

    settings = load_settings()
    with open_store(database) as store:
        gazetteer = open_gazetteer(settings, store.user_places)
        loaded: list[Extractor] = []  # only what changes a document needs the language model

        def parse(documents: Sequence[Document]) -> Iterator[Any]:
            if not loaded:
                loaded.append(Extractor.open(gazetteer, model=settings.spacy_model))
            return loaded[0].parse_many(documents)

        yield store, Corrections(store, gazetteer, parse)


def _tell(edit: DocumentEdit | None) -> None:
    if edit is None:
        click.echo("It is so already; nothing was changed.", err=True)
        return
    what = edit.name or "theatre"
    after = {None: "left to the program", "": "no place" if edit.name else "left to the text"}.get(
        edit.after, edit.after
    )
    click.echo(f"{what}: {after}. Take it back: conflict-atlas choose --undo {edit.id}", err=True)


def _about(store: EventStore, document_id: str) -> str:
    document = store.document(document_id)
    if document is None:
        raise NotStoredError(f"no document {document_id[:80]!r} is stored")
    told = {
        "document": document.id,
        "theatre": document.theatre,
        "countries": country_shares(store.countries(document_id)),
    }
    return orjson.dumps(told).decode()


def _record(name: UnsureName) -> str:
    told = {"document": name.document_id, "name": name.mention.text, "mentions": name.mentions}
    return orjson.dumps(told | {"mention": mention_record(name.mention, explain=True)}).decode()


def _lines(name: UnsureName) -> Iterator[str]:
    mention, text = name.mention, name.text
    first, last = sentence_span(text, mention.start, mention.end)
    yield f"{mention.text}  ({mention.score:.2f}; {name.mentions} x in {name.document_id})"
    yield f"  {' '.join(text[first:last].split())}"
    for candidate in mention.candidates[:_OPTIONS]:
        place = candidate.place
        where = ", ".join(filter(None, (place.admin1, place.country)))
        pinned = "*" if mention.place and mention.place.id == place.id else " "
        yield f"  {pinned} {candidate.score:.2f}  {place.name} ({place.feature_code}; {where})  {place.id}"
