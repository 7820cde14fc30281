"""Reading and writing the rows of own places: the SQL over ``user_place`` and what hangs on it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, delete, insert, select, update

from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.own_records import SOURCE, OwnPlace, geometry_of, geometry_text
from gazetteer.own_tables import user_place, user_place_generation, user_place_name, user_place_twin

_PLACE_COLUMNS = tuple(column.name for column in user_place.columns if column.name not in {"reference", "polygon"})


def read_own_places(connection: Connection, place_id: str | None = None) -> list[OwnPlace]:
    """Return the own places in order of name, or only the one of this id."""

    def chosen(query: Select[Any], table: Table, column: str) -> Select[Any]:
        return query if place_id is None else query.where(table.c[column] == place_id)

    ordered = select(user_place).order_by(user_place.c.name, user_place.c.id)
    rows = connection.execute(chosen(ordered, user_place, "id")).mappings().all()
    names: dict[str, list[PlaceName]] = defaultdict(list)
    query = select(user_place_name).order_by(user_place_name.c.place_id, user_place_name.c.position)
    for row in connection.execute(chosen(query, user_place_name, "place_id")).mappings():
        names[row["place_id"]].append(PlaceName(row["text"], row["language"], NameKind(row["kind"])))
    twins: dict[str, list[str]] = defaultdict(list)
    query = select(user_place_twin).order_by(user_place_twin.c.twin_id)
    for owner, twin_id in connection.execute(chosen(query, user_place_twin, "place_id")):
        twins[owner].append(twin_id)
    return [_own_place(row, names[row["id"]], twins[row["id"]]) for row in rows]


def insert_own_place(connection: Connection, own: OwnPlace) -> None:
    """Write a place that is not there."""
    connection.execute(insert(user_place).values(**_columns(own)))
    _insert_lists(connection, own.place)


def update_own_place(connection: Connection, own: OwnPlace) -> None:
    """Write a place over what is there."""
    connection.execute(update(user_place).where(user_place.c.id == own.place.id).values(**_columns(own)))
    _delete_lists(connection, own.place.id)
    _insert_lists(connection, own.place)


def delete_own_place(connection: Connection, place_id: str) -> None:
    """Remove a place with its names and twins."""
    _delete_lists(connection, place_id)
    connection.execute(delete(user_place).where(user_place.c.id == place_id))


def owner_of_twin(connection: Connection, place: Place) -> tuple[str, str] | None:
    """Return (owner, id) where another own place already stands for this one's id or for one of its twins."""
    query = (
        select(user_place_twin.c.place_id, user_place_twin.c.twin_id)
        .where(user_place_twin.c.twin_id.in_([place.id, *place.same_as]), user_place_twin.c.place_id != place.id)
        .order_by(user_place_twin.c.twin_id)
    )
    found = connection.execute(query).first()
    return (found[0], found[1]) if found else None


def read_generation(connection: Connection) -> int:
    """Return the number that every change raises."""
    return connection.execute(select(user_place_generation.c.generation)).scalar() or 0


def raise_generation(connection: Connection) -> None:
    """Raise that number by one."""
    current = read_generation(connection)
    if current:
        connection.execute(update(user_place_generation).values(generation=current + 1))
    else:
        connection.execute(insert(user_place_generation).values(generation=1))


def _columns(own: OwnPlace) -> dict[str, object]:
    values: dict[str, object] = {column: getattr(own.place, column) for column in _PLACE_COLUMNS}
    return values | {"reference": own.reference, "polygon": geometry_text(own.polygon)}


def _own_place(row: RowMapping, names: list[PlaceName], twins: list[str]) -> OwnPlace:
    values = {column: row[column] for column in _PLACE_COLUMNS}
    place = Place(**values, source=SOURCE, names=tuple(names), same_as=tuple(twins), wins=True)
    return OwnPlace(place, geometry_of(row["polygon"]), row["reference"])


def _insert_lists(connection: Connection, place: Place) -> None:
    names = [
        {"place_id": place.id, "position": position, "text": name.text, "language": name.language, "kind": name.kind}
        for position, name in enumerate(place.names)
    ]
    if names:
        connection.execute(insert(user_place_name), names)
    if place.same_as:
        connection.execute(insert(user_place_twin), [{"place_id": place.id, "twin_id": twin} for twin in place.same_as])


def _delete_lists(connection: Connection, place_id: str) -> None:
    connection.execute(delete(user_place_name).where(user_place_name.c.place_id == place_id))
    connection.execute(delete(user_place_twin).where(user_place_twin.c.place_id == place_id))
