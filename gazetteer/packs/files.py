"""Reading the files that packs are made of: which format one has, what is in it, and what its pack is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gazetteer.errors import SourceDataError
from gazetteer.importers import geonames, whosonfirst, whosonfirst_repository
from gazetteer.importers.place_rows import BadRow, FindCountry, PlaceRow, ReadLimits, no_country
from gazetteer.packs.archives import decoded, has_member, member_contents, opened_lines, read_whole, sha256_of
from gazetteer.packs.models import PackHead
from gazetteer.place_files import FILE_KINDS, read_rows
from gazetteer.sources import SkippedRow, SourcedPlace

Rows = list[SourcedPlace | SkippedRow]

_TABLE_BYTES: Final = 256 * 1024 * 1024
_TABLE_ROWS: Final = 1_000_000
_TABS_OF_GEONAMES: Final = 18
_WEIGHT_OF_COUNTRY: Final = 0.9
_LINES: Final = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
ENDINGS: Final = (*_LINES, ".zip", *FILE_KINDS)
"""The endings of the files that a pack can be made of."""


@dataclass(frozen=True, slots=True)
class FileWish:
    """What the user says of a file: what is empty is found out.

    ``columns`` maps fields to columns of a table; ``alternate_names`` is the table of GeoNames that belongs to a dump.
    """

    head: PackHead = field(default_factory=lambda: PackHead("", ""))
    columns: Mapping[str, str] = field(default_factory=dict)
    alternate_names: Path | None = None
    find_country: FindCountry = no_country


@dataclass(frozen=True, slots=True)
class PackFile:
    """What a file holds, and the head of the pack that it makes."""

    head: PackHead
    rows: Rows


@dataclass(frozen=True, slots=True)
class _Format:
    """A format: its short name in names of packs, its source and licence, and its reader."""

    name: str
    source: str
    licence: str
    read: Callable[[Path, FileWish], Iterator[SourcedPlace | SkippedRow]]


def read_pack_file(path: Path, wish: FileWish | None = None) -> PackFile:
    """Read a file whose format its name and its first line tell.

    Raises
    ------
    SourceDataError
        If the file as a whole cannot be read.
    """
    wish = wish or FileWish()
    kind = _format_of(path)
    rows = list(kind.read(path, wish))
    head = wish.head
    country = head.country or _country_of(rows)
    stem = kind.name or _slug(path)
    head = replace(
        head,
        name=head.name or "-".join(filter(None, (stem, country if kind.name else ""))),
        source=head.source or kind.source or path.name,
        country=country,
        licence=head.licence or kind.licence,
        date=head.date or datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat(),
        sha256=sha256_of(path),
    )
    return PackFile(head, rows if kind.name else _numbered(rows, head))


def _format_of(path: Path) -> _Format:
    name = path.name.lower()
    if name.endswith(_LINES):
        return _Format("whosonfirst", whosonfirst.SOURCE, whosonfirst.LICENCE, _read_whosonfirst)
    if name.endswith(".zip") and has_member(path, ".geojson"):
        return _Format("whosonfirst", whosonfirst.SOURCE, whosonfirst.LICENCE, _read_repository)
    if name.endswith(".zip") or (name.endswith((".txt", ".tsv")) and _is_geonames(path)):
        return _Format("geonames", geonames.SOURCE, geonames.LICENCE, _read_geonames)
    if name.endswith(FILE_KINDS):
        return _Format("", "", "", _read_table)
    raise SourceDataError(f"{path.name}: a pack is made of a file that ends in one of {', '.join(ENDINGS)}")


def _is_geonames(path: Path) -> bool:
    with opened_lines(path) as lines:
        first = next(lines, b"")
    return first.count(b"\t") == _TABS_OF_GEONAMES and first.split(b"\t")[0].isdigit()


def _read_whosonfirst(path: Path, _wish: FileWish) -> Iterator[SourcedPlace | SkippedRow]:
    with opened_lines(path) as lines:
        yield from whosonfirst.read_whosonfirst(lines)


def _read_repository(path: Path, _wish: FileWish) -> Iterator[SourcedPlace | SkippedRow]:
    yield from whosonfirst_repository.read_repository(member_contents(path, ".geojson"))


def _read_geonames(path: Path, wish: FileWish) -> Iterator[SourcedPlace | SkippedRow]:
    alternates: geonames.Alternates = {}
    if wish.alternate_names is not None:
        with opened_lines(wish.alternate_names, ".txt") as lines:
            alternates = geonames.read_alternate_names(decoded(lines))
    with opened_lines(path, ".txt") as lines:
        yield from geonames.read_geonames(decoded(lines), alternates)


def _read_table(path: Path, wish: FileWish) -> Iterator[SourcedPlace | SkippedRow]:
    data = read_whole(path, _TABLE_BYTES)
    limits = ReadLimits(bytes=_TABLE_BYTES, rows=_TABLE_ROWS)
    for row in read_rows(data, path.name, wish.columns, limits=limits, find_country=wish.find_country):
        yield SkippedRow(row.line, row.reason) if isinstance(row, BadRow) else _sourced(row, wish.head.country)


def _sourced(row: PlaceRow, country: str) -> SourcedPlace:
    place = row.place
    identity = place.id or f"line:{row.line}"
    note = " ".join(filter(None, (place.note, row.reference and f"Reference: {row.reference}")))
    return SourcedPlace(replace(place, id=identity, country=place.country or country, note=note), row.polygon)


def _numbered(rows: Sequence[SourcedPlace | SkippedRow], head: PackHead) -> Rows:
    """Give the places of a table ids of their pack, with the file's own beside them where it has any."""
    return [row if isinstance(row, SkippedRow) else _with_pack_id(row, head) for row in rows]


def _with_pack_id(entry: SourcedPlace, head: PackHead) -> SourcedPlace:
    prefix, _, own = entry.place.id.rpartition(":")
    told = (entry.place.id,) if prefix in _ID_PREFIXES else ()
    same_as = tuple(dict.fromkeys((*told, *entry.place.same_as)))
    place = replace(entry.place, id=f"pack:{head.name}/{own}", source=head.source, same_as=same_as)
    return replace(entry, place=place)


_ID_PREFIXES: Final = frozenset({"geonames", "whosonfirst", "naturalearth", "airport", "overlay", "wikidata"})


def _country_of(rows: Sequence[SourcedPlace | SkippedRow]) -> str:
    """Return the country that nine in ten places lie in, or an empty text."""
    counts = Counter(row.place.country for row in rows if isinstance(row, SourcedPlace))
    country, count = counts.most_common(1)[0] if counts else ("", 0)
    return country if count >= counts.total() * _WEIGHT_OF_COUNTRY else ""


def _slug(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.name.lower().partition(".")[0]).strip("-") or "places"
