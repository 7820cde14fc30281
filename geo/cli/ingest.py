"""The command that reads documents into the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import click
from tqdm import tqdm

from geo.cli.ingest_notes import tell_copies, tell_languages
from geo.errors import ReadError
from geo.extractor import Extractor
from geo.gazetteers import open_gazetteer
from geo.models import Document
from geo.readers import known_suffixes, parse_day, read_bytes, read_path
from geo.settings import load_settings
from geo.store import EventStore, open_store
from geo.store.records import IngestOutcome
from geo.theatre import read_theatre

_BAR: Final = "{l_bar}{bar}| {n_fmt}/{total_fmt} documents"


@click.command(
    epilog="""\b
Examples:
  conflict-atlas ingest report.txt --date 2017-09-11 --url https://example.org/report
  conflict-atlas ingest archive/ --theatre SY,IQ
  cat articles.jsonl | conflict-atlas ingest - --format jsonl
  conflict-atlas ingest --sample"""
)
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="Also read the sample corpus that comes with the program.")
@click.option("--title", default="", help="Title, for a single document.")
@click.option("--publisher", default="", help="Publisher of all these documents.")
@click.option("--url", default="", help="Address, for a single document.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="Publication date; relative dates are read against it.")
@click.option("--theatre", metavar="SY,IQ", help="Countries that the texts are about (ISO codes).")
@click.option(
    "--format", "suffix", metavar="SUFFIX", default="txt", show_default=True, help="What standard input holds."
)
@click.option("--again", is_flag=True, help="Extract again what is stored already; decisions by people stay.")
@click.option("--database", type=click.Path(dir_okay=False, path_type=Path), help="The store to write to.")
def ingest(  # noqa: PLR0913 - one parameter an option
    *,
    sources: tuple[Path, ...],
    sample: bool,
    title: str,
    publisher: str,
    url: str,
    day: str | None,
    theatre: str | None,
    suffix: str,
    again: bool,
    database: Path | None,
) -> None:
    """Read files, folders or standard input (-) into the store and extract their events.

    A document that is stored already (the same bytes) is left as it is. Each document is written whole or not at all,
    so an interrupted run goes on where it stopped when it is called again. A file that cannot be read is reported and
    passed over; the exit code is then 1.
    """
    known: dict[str, str | date | None] = {"title": title, "publisher": publisher, "url": url}
    known["date"] = parse_day(day, "--date")
    reading = _Reading(sources, suffix, known)
    codes = read_theatre(load_settings().theatre if theatre is None else theatre)
    if not sources and not sample:
        raise click.UsageError("Name files or folders to read, - for standard input, or --sample.")
    with open_store(database) as store:
        documents = [*reading.documents(), *(sample_documents() if sample else ())]
        _store_all(store, documents, codes, again=again)
    if reading.failed:
        click.echo(f"{reading.failed} of {reading.seen} files could not be read.", err=True)
        sys.exit(1)


def sample_documents() -> list[Document]:
    """Return the documents of the sample corpus, in the order of their dates."""
    with as_file(files("geo").joinpath("data/sample")) as folder:
        return [document for path in sorted(folder.glob("*.md")) for document in read_path(path)]


class _Reading:
    """The files to read, with a count of those that could not be."""

    def __init__(self, sources: tuple[Path, ...], suffix: str, known: dict[str, str | date | None]) -> None:
        self._sources = sources
        self._suffix = suffix.removeprefix(".")
        self._known = known
        self.seen = 0
        self.failed = 0

    def documents(self) -> Iterator[Document]:
        """Yield what can be read; report the rest."""
        for path in self._paths():
            self.seen += 1
            try:
                yield from self._read(path)
            except ReadError as error:
                self._fail(str(error))
            except OSError as error:
                self._fail(f"{str(path)!r} cannot be read: {error.strerror}.")

    def _fail(self, reason: str) -> None:
        self.failed += 1
        click.echo(f"Error: {reason}", err=True)

    def _read(self, path: Path) -> list[Document]:
        if str(path) == "-":
            return read_bytes(sys.stdin.buffer.read(), f"standard input.{self._suffix}", **self._known)
        return read_path(path, **self._known)

    def _paths(self) -> Iterator[Path]:
        for source in self._sources:
            if source.is_dir():
                yield from self._paths_in(source)
            else:
                yield source

    def _paths_in(self, folder: Path) -> Iterator[Path]:
        files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        readable = [path for path in files if path.suffix.lower() in known_suffixes()]
        if len(readable) < len(files):
            others = sorted({path.suffix.lower() or "no suffix" for path in files} - set(known_suffixes()))
            passed = _counted(len(files) - len(readable), "file")
            click.echo(f"{folder}: {passed} of other kinds passed over ({', '.join(others)}).", err=True)
        yield from readable


def _store_all(store: EventStore, documents: list[Document], theatre: Sequence[str], *, again: bool) -> None:
    wanted = documents if again else [document for document in documents if store.document(document.id) is None]
    outcomes = list(_store_each(store, wanted, theatre, again=again)) if wanted else []
    events = _counted(sum(outcome.events for outcome in outcomes), "event")
    places = _counted(sum(outcome.places for outcome in outcomes), "place name")
    tell_copies(store, outcomes)
    tell_languages(outcomes)
    skipped = len(documents) - len(wanted)
    stored = f"; {skipped} stored already" if skipped else ""
    click.echo(f"{_counted(len(wanted), 'document')} read, {events}, {places}{stored}.", err=True)


def _store_each(
    store: EventStore, documents: list[Document], theatre: Sequence[str], *, again: bool
) -> Iterator[IngestOutcome]:
    extractor = Extractor.open(open_gazetteer(user_places=store.user_places), model=load_settings().spacy_model)
    read = (replace(document, theatre=tuple(theatre) or document.theatre) for document in documents)
    parsed = extractor.parse_many(store.document_edits.recall(document) for document in read)
    for found in tqdm(parsed, total=len(documents), bar_format=_BAR, disable=None, file=sys.stderr):
        yield store.replace(found) if again else store.add(found)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
