"""Writing the file of packs: installing and removing a pack in a draft of the file."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from gazetteer.models import Place
from gazetteer.packs.models import Pack, PackHead
from gazetteer.schema import LEVEL_ADMIN1, LEVEL_ADMIN2
from gazetteer.sources import SourcedPlace
from gazetteer.writer import importance_of, write_places

_RANKS, _HASH_BITS = 100_000, 36
_REMOVE_PACK: Final = """
DELETE FROM name WHERE place IN (SELECT place FROM origin WHERE pack = :pack);
DELETE FROM area WHERE place IN (SELECT place FROM origin WHERE pack = :pack);
DELETE FROM identity WHERE place IN (SELECT place FROM origin WHERE pack = :pack);
DELETE FROM place WHERE number IN (SELECT place FROM origin WHERE pack = :pack);
DELETE FROM origin WHERE pack = :pack;
DELETE FROM pack WHERE name = :pack;
"""


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """What the answers about a place depend on."""

    values: tuple[object, ...]
    keys: frozenset[str]


def add_pack(
    connection: sqlite3.Connection, head: PackHead, entries: Sequence[SourcedPlace], twins: Sequence[str]
) -> Pack:
    """Insert a pack; ``twins`` holds for each entry the id of the place that it is a twin of, or an empty text."""
    numbers = _numbers(connection, [entry.place for entry in entries])
    numbered = sorted(zip(numbers, entries, twins, strict=True), key=lambda row: row[0])
    write_places(connection, ((number, entry) for number, entry, _ in numbered))
    connection.executemany(
        "INSERT INTO origin VALUES (?, ?, ?)", [(number, head.name, twin) for number, _, twin in numbered]
    )
    identities = {(identity, number) for number, entry, _ in numbered for identity in entry.place.same_as}
    connection.executemany("INSERT INTO identity VALUES (?, ?)", sorted(identities))
    names = sum(1 + len(entry.place.names) for entry in entries)
    merged = sum(map(bool, twins))
    pack = Pack(head, len(entries), merged, names, datetime.now(UTC).isoformat(timespec="seconds"))
    row = (*_head_row(head), pack.places, pack.merged, pack.names, pack.installed_at)
    connection.execute("INSERT INTO pack VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return pack


def remove_pack(connection: sqlite3.Connection, name: str) -> None:
    """Delete a pack's rows; what were twins of its places stay so until :func:`adopt_orphans`."""
    for statement in filter(str.strip, _REMOVE_PACK.split(";")):
        connection.execute(statement, {"pack": name})


def adopt_orphans(connection: sqlite3.Connection, is_built: Callable[[str], bool]) -> None:
    """Let the first twin of each place that is gone stand for it, and the others be its twins."""
    query = (
        "SELECT o.same_as, min(o.place) FROM origin o WHERE o.same_as <> '' AND NOT EXISTS (SELECT 1 FROM place p "
        "JOIN origin root ON root.place = p.number WHERE p.id = o.same_as AND root.same_as = '') GROUP BY o.same_as"
    )
    for gone, number in connection.execute(query).fetchall():
        if not is_built(gone):
            (heir,) = connection.execute("SELECT id FROM place WHERE number = ?", (number,)).fetchone()
            connection.execute("UPDATE origin SET same_as = '' WHERE place = ?", (number,))
            connection.execute("UPDATE origin SET same_as = ? WHERE same_as = ?", (heir, gone))


def forget_unused_sounds(connection: sqlite3.Connection) -> None:
    """Delete the sounds of names that no place has any more."""
    connection.execute("DELETE FROM sound WHERE key NOT IN (SELECT key FROM name)")


def record_change(connection: sqlite3.Connection, action: str, pack: str, keys: Iterable[str]) -> None:
    """Note what was done and whose names it touched."""
    told = zlib.compress("\n".join(sorted(keys)).encode())
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    connection.execute("INSERT INTO change (at, action, pack, keys) VALUES (?, ?, ?, ?)", (at, action, pack, told))


def keys_of(connection: sqlite3.Connection, pack: str) -> set[str]:
    """Return the folded names of a new pack."""
    query = "SELECT DISTINCT n.key FROM origin o JOIN name n ON n.place = o.place WHERE o.pack = ?"
    return {row[0] for row in connection.execute(query, (pack,))}


def told_places(connection: sqlite3.Connection, pack: str) -> dict[str, ToldPlace]:
    """Return, by id, what an answer about each place of a pack depends on, and its folded names."""
    keys: dict[int, set[str]] = defaultdict(set)
    of_names = "SELECT n.place, n.key FROM origin o JOIN name n ON n.place = o.place WHERE o.pack = ?"
    for number, key in connection.execute(of_names, (pack,)):
        keys[number].add(key)
    of_places = (
        "SELECT p.number, p.id, p.name, p.lon, p.lat, p.feature_code, p.country, p.admin1, p.population, o.same_as "
        "FROM origin o JOIN place p ON p.number = o.place WHERE o.pack = ?"
    )
    rows = connection.execute(of_places, (pack,))
    return {row[1]: ToldPlace(tuple(row[2:]), frozenset(keys[row[0]])) for row in rows}


def changed_keys(
    connection: sqlite3.Connection, before: Mapping[str, ToldPlace], after: Mapping[str, ToldPlace]
) -> set[str]:
    """Return the names of the places that came, went or changed, and those that their twins have for them."""
    nothing = ToldPlace((), frozenset())
    keys: set[str] = set()
    ids = [place_id for place_id in before.keys() | after.keys() if before.get(place_id) != after.get(place_id)]
    for place_id in ids:
        keys |= before.get(place_id, nothing).keys | after.get(place_id, nothing).keys
    query = (
        "SELECT DISTINCT n.key FROM origin o JOIN name n ON n.place = o.place "
        "WHERE o.same_as IN (SELECT value FROM json_each(?))"
    )
    return keys | {row[0] for row in connection.execute(query, (json.dumps(ids),))}


def divided_countries(connection: sqlite3.Connection, pack: str) -> list[str]:
    """Return the countries whose divisions a pack draws, if it is a boundary file."""
    query = (
        "SELECT DISTINCT p.country FROM origin o JOIN place p ON p.number = o.place JOIN area a ON a.place = o.place "
        "WHERE o.pack = ? AND a.level IN (?, ?) ORDER BY p.country"
    )
    return [row[0] for row in connection.execute(query, (pack, LEVEL_ADMIN1, LEVEL_ADMIN2))]


def _numbers(connection: sqlite3.Connection, places: Sequence[Place]) -> Iterator[int]:
    """Yield a free number for each place, in order of importance, then by a hash of the id."""
    taken = {row[0] for row in connection.execute("SELECT number FROM place")}
    for place in places:
        rank = round((1 - importance_of(place)) * _RANKS)
        digest = int.from_bytes(blake2b(place.id.encode(), digest_size=8).digest())
        number = rank << _HASH_BITS | digest >> (64 - _HASH_BITS)
        while number in taken:
            number += 1
        taken.add(number)
        yield number


def _head_row(head: PackHead) -> tuple[str, ...]:
    return (head.name, head.source, head.country, head.licence, head.url, head.date, head.version, head.sha256)
