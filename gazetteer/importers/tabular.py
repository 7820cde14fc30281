"""Reading places from CSV, TSV and other tables with one place a line, which strangers may have made."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final

from gazetteer.cells import unguard_cell
from gazetteer.errors import SourceDataError
from gazetteer.importers.columns import find_columns
from gazetteer.importers.place_rows import BadRow, FindCountry, PlaceRow, RawRow, ReadLimits, no_country, read_places

_SEPARATORS: Final = ",;\t|"
_LARGEST_CELL: Final = 2 * 1024 * 1024  # a polygon of many corners is one cell
csv.field_size_limit(max(csv.field_size_limit(), _LARGEST_CELL))


def read_rows(
    data: bytes,
    name: str,
    columns: Mapping[str, str],
    *,
    limits: ReadLimits | None = None,
    find_country: FindCountry = no_country,
) -> Iterator[PlaceRow | BadRow]:
    """Yield the places of a table; ``columns`` maps fields to headers where these are not known ones.

    The separator (comma, semicolon, tab or bar) is the one that the header holds most of.

    Raises
    ------
    SourceDataError
        If the file as a whole cannot be read: not UTF-8, too large, or without a column that is needed.
    """
    limits = limits or ReadLimits()
    reader, headers = _opened(data, name, limits)
    found = find_columns(filter(None, headers), columns)
    return read_places(_raw_rows(reader, headers, name), found, limits, find_country)


def read_headers(data: bytes, name: str, limits: ReadLimits | None = None) -> list[str]:
    """Return the headers of a table's columns; raises as :func:`read_rows` does."""
    return [header for header in _opened(data, name, limits or ReadLimits())[1] if header]


def _opened(data: bytes, name: str, limits: ReadLimits) -> tuple[Iterator[list[str]], list[str]]:
    """Return the reader of a table, past its line of headers, and these."""
    reader = _reader(_decoded(data, name, limits))
    try:
        header = next((row for row in reader if any(row)), None)
    except csv.Error as error:
        raise SourceDataError(f"{name}, line 1: {error}") from error
    if header is None:
        raise SourceDataError(f"{name} is empty: a table with a line of headers is expected")
    return reader, [unguard_cell(cell.strip()) for cell in header]


def _reader(text: str) -> Iterator[list[str]]:
    first = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)  # of equals the first
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _decoded(data: bytes, name: str, limits: ReadLimits) -> str:
    if len(data) > limits.bytes:
        raise SourceDataError(f"{name} has {len(data):,} bytes: at most {limits.bytes:,} are read; split it")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceDataError(f"{name}, byte {error.start}: not UTF-8; save it with that encoding") from error


def _raw_rows(reader: Iterator[list[str]], headers: list[str], name: str) -> Iterator[RawRow]:
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SourceDataError(f"{name}, line {_line(reader)}: {error}") from error
        if any(cell.strip() for cell in cells):
            yield _raw_row(_line(reader), headers, cells)


def _line(reader: Iterator[list[str]]) -> int:
    return int(getattr(reader, "line_num", 0))


def _raw_row(line: int, headers: list[str], cells: list[str]) -> RawRow:
    values: dict[str, str] = {}
    for header, cell in zip(headers, cells, strict=False):
        values.setdefault(header, unguard_cell(cell))
    surplus = any(cell.strip() for cell in cells[len(headers) :])
    problem = f"{len(cells)} cells where the header has {len(headers)}" if surplus else ""
    return RawRow(line, values, problem=problem)
