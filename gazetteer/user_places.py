"""The user's own places, kept in the user's store, which win over the built ones."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from dataclasses import fields, replace
from itertools import groupby

from sqlalchemy import (
    Column,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Connection, RowMapping

from gazetteer.errors import InvalidPlaceError, PlaceNotFoundError
from gazetteer.models import NameKind, Place, PlaceName
from gazetteer.normalise import fold

SOURCE = "user"
_LONGEST_NAME = 200
_LONGEST_NOTE = 2000
_LARGEST_RADIUS_KM = 20_000.0
_COUNTRY_CODE = re.compile("[A-Z]{2}")
_FEATURE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_CLASS_OF_CODE = {"AIRB": "S", "AIRP": "S", "NVB": "S", "INSM": "S", "RGN": "L", "AREA": "L", "CONT": "L", "MILB": "L"}

_CHANGES_HERE: Counter[str] = Counter()  # by address of the database

metadata = MetaData()
"""Holds the tables ``user_place``, ``user_place_name`` and ``user_place_generation``."""

user_place = Table(
    "user_place",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("name", String(_LONGEST_NAME), nullable=False),
    Column("lon", Float, nullable=False),
    Column("lat", Float, nullable=False),
    Column("feature_class", String(1), nullable=False),
    Column("feature_code", String(10), nullable=False),
    Column("radius_km", Float, nullable=False),
    Column("country", String(2), nullable=False),
    Column("admin1", String(_LONGEST_NAME), nullable=False),
    Column("population", Integer, nullable=False),
    Column("note", String(_LONGEST_NOTE), nullable=False),
)
user_place_name = Table(
    "user_place_name",
    metadata,
    Column("place_id", String(120), ForeignKey("user_place.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("text", String(_LONGEST_NAME), nullable=False),
    Column("language", String(8), nullable=False),
    Column("kind", String(12), nullable=False),
)
user_place_generation = Table("user_place_generation", metadata, Column("generation", Integer, primary_key=True))

_PLACE_COLUMNS = tuple(column.name for column in user_place.columns)


class UserPlaces:
    """Read and change the user's own places on one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url.render_as_string()

    @property
    def changes_here(self) -> int:
        """Return how often this process changed the user's places: a cheap hint to look at :attr:`generation`."""
        return _CHANGES_HERE[self._url]

    @property
    def generation(self) -> int:
        """Return a number that every change raises, also one by another process."""
        with self._engine.connect() as connection:
            return _generation(connection)

    def add(self, place: Place) -> Place:
        """Store a new place; its id is made here: ``user:<slug>-<8 hex>``.

        Raises
        ------
        InvalidPlaceError
            If a value is empty or out of range.
        """
        added = checked(replace(place, id=_new_id(place.name), source=SOURCE, wins=True))
        with self._engine.begin() as connection:
            connection.execute(insert(user_place).values(**_columns(added)))
            _write_names(connection, added)
            _raise_generation(connection)
        _CHANGES_HERE[self._url] += 1
        return added

    def edit(self, place_id: str, **changes: object) -> Place:
        """Change fields of a place and return it.

        Raises
        ------
        PlaceNotFoundError
            If the user has no such place.
        InvalidPlaceError
            If a field is unknown or a value out of range.
        """
        allowed = {field.name for field in fields(Place)} - {"id", "source", "wins"}
        if unknown := sorted(set(changes) - allowed):
            raise InvalidPlaceError(f"No field {unknown[0]!r} to change; allowed: {', '.join(sorted(allowed))}")
        edited = checked(replace(self.get(place_id), **changes))  # type: ignore[arg-type]  # checked() looks at each value
        with self._engine.begin() as connection:
            connection.execute(update(user_place).where(user_place.c.id == place_id).values(**_columns(edited)))
            connection.execute(delete(user_place_name).where(user_place_name.c.place_id == place_id))
            _write_names(connection, edited)
            _raise_generation(connection)
        _CHANGES_HERE[self._url] += 1
        return edited

    def delete(self, place_id: str) -> None:
        """Remove a place.

        Raises
        ------
        PlaceNotFoundError
            If the user has no such place.
        """
        with self._engine.begin() as connection:
            connection.execute(delete(user_place_name).where(user_place_name.c.place_id == place_id))
            if not connection.execute(delete(user_place).where(user_place.c.id == place_id)).rowcount:
                raise PlaceNotFoundError(_not_found(place_id))
            _raise_generation(connection)
        _CHANGES_HERE[self._url] += 1

    def get(self, place_id: str) -> Place:
        """Return a place with its names.

        Raises
        ------
        PlaceNotFoundError
            If the user has no such place.
        """
        for place in self.all():
            if place.id == place_id:
                return place
        raise PlaceNotFoundError(_not_found(place_id))

    def all(self) -> list[Place]:
        """Return the user's places in order of name."""
        ordered_names = select(user_place_name).order_by(user_place_name.c.place_id, user_place_name.c.position)
        with self._engine.connect() as connection:
            rows = connection.execute(select(user_place).order_by(user_place.c.name, user_place.c.id)).mappings().all()
            names = connection.execute(ordered_names).mappings().all()
        grouped = {place_id: tuple(group) for place_id, group in groupby(names, key=lambda row: str(row["place_id"]))}
        return [_place(row, grouped.get(str(row["id"]), ())) for row in rows]


def checked(place: Place) -> Place:
    """Return the place in its stored form.

    Raises
    ------
    InvalidPlaceError
        Naming the value and what is allowed.
    """
    name = " ".join(str(place.name).split())
    if not fold(name) or len(name) > _LONGEST_NAME:
        raise InvalidPlaceError(
            f"Name {name[:40]!r}: a name needs letters or digits, at most {_LONGEST_NAME} characters"
        )
    _check_number("Latitude", place.lat, -90, 90)
    _check_number("Longitude", place.lon, -180, 180)
    _check_number("Radius", place.radius_km, 0, _LARGEST_RADIUS_KM)
    _check_number("Population", place.population, 0, 2e9)
    country = str(place.country).strip().upper()
    if country and not _COUNTRY_CODE.fullmatch(country):
        raise InvalidPlaceError(f"Country {place.country!r}: a code of two letters is expected (ISO 3166), such as SY")
    code = str(place.feature_code).strip().upper()
    if not _FEATURE_CODE.fullmatch(code):
        raise InvalidPlaceError(
            f"Feature code {place.feature_code!r}: a GeoNames code is expected, such as PPL or AIRB"
        )
    if len(place.note) > _LONGEST_NOTE:
        raise InvalidPlaceError(f"Note of {len(place.note)} characters: at most {_LONGEST_NOTE} are kept")
    names = tuple(_checked_name(other) for other in place.names)
    feature_class = class_of_code(code)
    return replace(place, name=name, country=country, feature_code=code, feature_class=feature_class, names=names)


def class_of_code(feature_code: str) -> str:
    """Return the GeoNames feature class of a code: P for populated places, A for divisions, S for installations."""
    if feature_code.startswith("PPL"):
        return "P"
    if feature_code.startswith(("ADM", "PCL")):
        return "A"
    return _CLASS_OF_CODE.get(feature_code, "S")


def _check_number(what: str, value: float, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise InvalidPlaceError(f"{what} {value!r}: a number from {low:g} to {high:g} is expected")


def _checked_name(name: PlaceName) -> PlaceName:
    text = " ".join(name.text.split())
    if not fold(text) or len(text) > _LONGEST_NAME:
        raise InvalidPlaceError(
            f"Alias {text[:40]!r}: a name needs letters or digits, at most {_LONGEST_NAME} characters"
        )
    return replace(name, text=text)


def _new_id(name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", fold(str(name))).strip("-")[:60] or "place"
    return f"user:{slug}-{secrets.token_hex(4)}"


def _not_found(place_id: str) -> str:
    return (
        f"You have no place {place_id!r}. `gazetteer export` lists yours; a built place can only be overruled by yours."
    )


def _columns(place: Place) -> dict[str, object]:
    return {column: getattr(place, column) for column in _PLACE_COLUMNS}


def _place(row: RowMapping, names: tuple[RowMapping, ...]) -> Place:
    told = tuple(PlaceName(name["text"], name["language"], NameKind(name["kind"])) for name in names)
    return Place(**{column: row[column] for column in _PLACE_COLUMNS}, source=SOURCE, names=told, wins=True)


def _write_names(connection: Connection, place: Place) -> None:
    rows = [
        {
            "place_id": place.id,
            "position": position,
            "text": name.text,
            "language": name.language,
            "kind": name.kind.value,
        }
        for position, name in enumerate(place.names)
    ]
    if rows:
        connection.execute(insert(user_place_name), rows)


def _generation(connection: Connection) -> int:
    return connection.execute(select(user_place_generation.c.generation)).scalar() or 0


def _raise_generation(connection: Connection) -> None:
    current = _generation(connection)
    if current:
        connection.execute(update(user_place_generation).values(generation=current + 1))
    else:
        connection.execute(insert(user_place_generation).values(generation=1))
