from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from gazetteer.user_places import metadata as user_place_metadata
from geo.errors import StoreError, StoreVersionError
from geo.store import EventStore, open_store
from geo.store import migrations as shipped
from geo.store.connection import open_engine
from geo.store.tables import metadata
from tests.geo.sample import make_parsed

MIGRATIONS = Path(shipped.__file__).parent


def test_migrations_make_the_tables_that_the_code_uses(store: EventStore) -> None:
    def is_ours(_object: object, name: str | None, *_details: object) -> bool:
        return not (name or "").startswith(("event_rtree", "document_word"))

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": True})
        assert compare_metadata(context, [metadata, user_place_metadata]) == []
        assert set(metadata.tables) | set(user_place_metadata.tables) >= {"event", "document", "edit", "user_place"}


def test_known_revisions_are_the_shipped_ones() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == shipped.HEAD
    assert {script.revision for script in scripts.walk_revisions()} == shipped.KNOWN


def test_store_reopens_with_what_it_held(database: Path) -> None:
    with open_store(database) as store:
        store.add(make_parsed(0))
        stamp = store.version_stamp()
    with open_store(str(database)) as store:
        assert store.count() == 1
        assert store.version_stamp() == stamp


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10_000), ("synchronous", 2)]
)
def test_connections_are_set_up(store: EventStore, pragma: str, value: object) -> None:
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_database_of_a_newer_version_is_refused(database: Path) -> None:
    open_store(database).close()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()
    with pytest.raises(StoreVersionError, match=r"revision 0999; this one knows up to .*Upgrade") as caught:
        open_store(database)
    assert isinstance(caught.value, StoreError | RuntimeError)


def test_file_that_is_no_database_is_refused_and_left_alone(database: Path) -> None:
    database.write_text("This is a letter, not a database. " * 40)
    before = database.read_bytes()
    with pytest.raises(StoreError, match=r"not a database\. Choose another file"):
        open_store(database)
    assert database.read_bytes() == before


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot make the folder"):
        open_store(tmp_path / "file" / "atlas.sqlite")
    with pytest.raises(StoreError, match="unable to open"):
        open_store(tmp_path)


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    with open_store(tmp_path / "a" / "b" / "atlas.sqlite") as store:
        assert store.count() == 0
    assert (tmp_path / "a" / "b" / "atlas.sqlite").is_file()


def test_environment_names_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_ATLAS_DATABASE", str(tmp_path / "named.sqlite"))
    with open_store() as store:
        assert store.path == tmp_path / "named.sqlite"
    assert store.path.exists()


def test_locked_database_is_a_clear_error(database: Path) -> None:
    open_store(database).close()
    store = EventStore(open_engine(database, busy_seconds=0.05), database)
    writer = sqlite3.connect(database)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"locked\. Another program is writing") as caught:
        store.add(make_parsed(0))
    assert "INSERT" not in str(caught.value)
    writer.rollback()
    writer.close()
    assert store.add(make_parsed(0)).added
    store.close()


def test_failing_write_changes_nothing(store: EventStore) -> None:
    with pytest.raises(StoreError, match="UNIQUE"):
        store.add(make_parsed(0, {"id": "same"}, {"id": "same"}))
    assert (store.count_documents(), store.count()) == (0, 0)
    assert store.add(make_parsed(0)).events == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to every file")
def test_read_only_file_is_a_clear_error(database: Path) -> None:
    open_store(database).close()
    database.chmod(0o400)
    with open_store(database) as store, pytest.raises(StoreError, match="Allow writing"):
        store.add(make_parsed(0))
    assert database.stat().st_size > 0


def test_threads_may_share_a_store(store: EventStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda number: store.add(make_parsed(number % 10)), range(40)))
        counts = list(pool.map(lambda _: store.count(), range(20)))
    assert sum(outcome.added for outcome in outcomes) == 10
    assert set(counts) == {10}


def test_path_with_odd_characters_works(tmp_path: Path) -> None:
    with open_store(tmp_path / "50% off?#&ü.sqlite") as store:
        store.add(make_parsed(0))
        assert store.count() == 1
    assert (tmp_path / "50% off?#&ü.sqlite").exists()
