"""The command that reads JSON lines of text and writes what it finds, without a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Final

import click
import orjson

from geo.errors import ReadError
from geo.models import Document
from geo.parse_record import parsed_record
from geo.readers import parse_day
from geo.settings import load_settings
from geo.surrogates import replace_surrogates
from geo.theatre import read_theatre

if TYPE_CHECKING:
    from geo.extractor import Extractor
    from geo.fast import FastExtractor

_BATCH: Final = 64


@click.command(
    epilog="""\b
Examples:
  echo '{"id": 1, "text": "Shells hit Idlib on Tuesday.", "date": "2017-09-11"}' | conflict-atlas parse --theatre SY
  echo '{"id": 2, "text": "Moscow said that Tripoli was shelled."}' | conflict-atlas parse --explain
"""
)
@click.argument("source", type=click.File("rb"), default="-")
@click.option(
    "--theatre", metavar="SY,IQ", help="Countries that the texts are about (ISO codes); a record's own theatre wins."
)
@click.option(
    "--fast",
    is_flag=True,
    help="Places only, without a language model, for archives: no actors, dates or events, and governments are taken"
    " for places more often.",
)
@click.option(
    "--explain", is_flag=True, help="Add what was weighed: each place's candidates, and why a name has its role."
)
def parse(*, source: IO[bytes], theatre: str | None, fast: bool, explain: bool) -> None:
    """Find places, actors, dates and events in JSON lines.

    SOURCE (or standard input) holds a record a line: {"id", "text", "date"?, "theatre"?: ["SY"]}. A line with
    mentions and events is written for each, in order. A line that cannot be read is reported and passed over.
    """
    settings = load_settings()
    codes = read_theatre(settings.theatre if theatre is None else theatre)
    extractor = _open_fast() if fast else _open_full(settings.spacy_model, explain=explain)
    records = _Records(source, codes)
    output = sys.stdout.buffer
    stream = iter(records)
    while batch := list(islice(stream, _BATCH)):
        documents = [document for _, document in batch]
        for (identity, _), parsed in zip(batch, extractor.parse_many(documents), strict=True):
            output.write(_line({"id": identity, **parsed_record(parsed, explain=explain)}))
        output.flush()
    if records.failed:
        click.echo(f"{records.failed} of {records.read} lines could not be read.", err=True)
        sys.exit(1)


def _open_fast() -> FastExtractor:
    from geo.fast import FastExtractor  # noqa: PLC0415 - each way imports only what it needs

    return FastExtractor.open()


def _open_full(model: str, *, explain: bool) -> Extractor:
    from geo.extractor import Extractor  # noqa: PLC0415

    return Extractor.open(model=model, explain=explain)


def _line(record: dict[str, Any]) -> bytes:
    """Return a record as a line of JSON; ids that orjson cannot write (huge numbers, half characters) go by json."""
    try:
        return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        return json.dumps(record).encode() + b"\n"


class _Records:
    """The records of a stream, with a count of the lines that were none."""

    def __init__(self, source: IO[bytes], theatre: tuple[str, ...]) -> None:
        self._source = source
        self._theatre = theatre
        self.read = 0
        self.failed = 0

    def __iter__(self) -> Iterator[tuple[Any, Document]]:
        for number, line in enumerate(self._source, 1):
            if not line.strip():
                continue
            self.read += 1
            try:
                yield _record(line, number, self._theatre)
            except ReadError as error:
                self.failed += 1
                click.echo(f"Error: {error}", err=True)


def _record(line: bytes, number: int, theatre: tuple[str, ...]) -> tuple[Any, Document]:
    where = f"line {number}"
    try:
        record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise ReadError(f"{where}: not UTF-8 ({error.reason} at byte {error.start}).") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(f"{where}: not JSON ({error}).") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ReadError(f'{where}: wants an object with "id" and "text".')
    own = record.get("theatre") or theatre
    if not isinstance(own, (list, tuple)) or not all(isinstance(code, str) for code in own):
        raise ReadError(f'{where}: "theatre" wants a list of country codes, such as ["SY"].')
    day = parse_day(record.get("date"), where)
    return record.get("id"), Document(
        id=where, text=replace_surrogates(record["text"]), date=day, theatre=tuple(code.upper() for code in own)
    )
