"""The user's own places in the store: kept by the migration, in one transaction each, seen by other processes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from gazetteer import Place, PlaceConflictError, PlaceName, UserPlaces
from gazetteer.place_files import csv_text, read_rows
from gazetteer.place_imports import ImportPlan, plan_import
from geo.errors import StoreError
from geo.gazetteers import open_gazetteer
from geo.store import EventStore, migrations, open_store

GHAZALEH = Place("", "Khirbet Ghazaleh", 36.2, 32.73, country="SY", names=(PlaceName("Ghazala", "ar"),))


@pytest.fixture
def first_database(database: Path) -> Path:
    """Make a database as the first version left it, with a place in it."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(
            "INSERT INTO user_place VALUES ('user:x-1', 'Ghazaleh', 36.2, 32.7, 'P', 'PPL', 5, 'SY', '', 9, 'note')"
        )
        connection.execute("INSERT INTO user_place_name VALUES ('user:x-1', 0, 'Ghazala', 'ar', 'alias')")
        connection.commit()
    return database


def test_places_of_the_first_version_are_kept(first_database: Path) -> None:
    with open_store(first_database) as store:
        own = store.user_places.own("user:x-1")
        assert (own.place.name, own.place.note, own.place.names) == ("Ghazaleh", "note", (PlaceName("Ghazala", "ar"),))
        assert (own.polygon, own.reference, own.place.admin2, own.place.same_as) == (None, "", "", ())
        store.user_places.edit("user:x-1", reference="Report 1", same_as=("geonames:1",))
        store.user_places.undo(1)
        assert store.user_places.own("user:x-1") == own


def test_rows_go_with_their_place(store: EventStore) -> None:
    added = store.user_places.add(Place("", "X", 1, 1, names=(PlaceName("Y"),), same_as=("geonames:1",)))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM user_place WHERE id = ?", (added.id,))
        for table in ("user_place_name", "user_place_twin"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0  # noqa: S608 - constants
    assert store.user_places.count_edits() == 1


def test_two_writers_do_not_lose_an_edit(database: Path) -> None:
    with open_store(database) as one, open_store(database) as other:
        added = one.user_places.add(GHAZALEH)
        for number in range(5):
            one.user_places.edit(added.id, note=f"note {number}")
            other.user_places.edit(added.id, population=number + 1)
        assert one.user_places.get(added.id) == other.user_places.get(added.id)
        assert (one.user_places.get(added.id).note, one.user_places.get(added.id).population) == ("note 4", 5)
        assert one.user_places.generation == other.user_places.generation == 11


def test_a_failing_import_leaves_nothing(store: EventStore) -> None:
    elsewhere = store.user_places.add(GHAZALEH)
    text = csv_text(store.user_places.all_own()).replace(elsewhere.id, "user:other-00000001")
    plan = plan_import(read_rows(text.encode(), "a.csv"), store.user_places, open_gazetteer())
    broken = ImportPlan((*plan.new, *plan.new), generation=plan.generation)
    with pytest.raises(StoreError, match="UNIQUE"):
        broken.apply(store.user_places)
    assert store.user_places.all() == [elsewhere]
    assert store.user_places.count_edits() == 1


def test_an_import_sees_the_changes_of_another_process(database: Path) -> None:
    with open_store(database) as one, open_store(database) as other:
        added = one.user_places.add(GHAZALEH)
        text = csv_text(one.user_places.all_own()).replace("Ghazaleh", "Ghazala")
        plan = plan_import(read_rows(text.encode(), "a.csv"), one.user_places, open_gazetteer())
        other.user_places.edit(added.id, note="meanwhile")
        with pytest.raises(PlaceConflictError):
            plan.apply(one.user_places)
        assert UserPlaces(one.engine).get(added.id).note == "meanwhile"
