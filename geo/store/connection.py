"""Opening the database: pragmas, transactions, migrations."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, inspect, text

from geo.errors import StoreError, StoreVersionError
from geo.store.migrations import HEAD, KNOWN

_LOOK_AGAIN_SECONDS: Final = 0.02
_MIGRATIONS: Final = Path(__file__).parent / "migrations"


def open_engine(path: Path, busy_seconds: float = 10.0) -> Engine:
    """Return an engine on the file, with its tables brought up to date.

    Raises
    ------
    StoreVersionError
        When a newer version of the program wrote the file.
    StoreError
        When it cannot be opened, or is no SQLite database.
    """
    engine = create_engine(URL.create("sqlite", database=str(path)))
    _prepare_connections(engine, busy_seconds)
    _explain_failures(engine, path)
    try:
        _make_folder(path.parent)
        _migrate(engine, path)
    except StoreError:
        engine.dispose()
        raise
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder of the database {folder}: {error.strerror}") from error


def _explain_failures(engine: Engine, path: Path) -> None:
    """Let the database's own errors, whoever uses the engine, come as :class:`StoreError`: without SQL and values."""

    @event.listens_for(engine, "handle_error")
    def _explain(context: ExceptionContext) -> None:
        failure = context.original_exception
        remedy = _remedy(str(failure))
        raise StoreError(f"the database {path.name} failed: {failure}. {remedy}", remedy) from failure


def _remedy(message: str) -> str:
    remedies = {
        "locked": "Another program is writing to it; try again.",
        "full": "Make room on the disk; nothing was changed.",
        "disk I/O": "Check that the disk works and has room; nothing was changed.",
        "readonly": "Allow writing to the file and its folder, or choose another with --database.",
        "not a database": "Choose another file with --database or CONFLICT_ATLAS_DATABASE.",
        "unable to open": "Check that the folder exists and may be written, or choose another with --database.",
    }
    return next((remedy for word, remedy in remedies.items() if word in message), "Nothing was changed.")


def _prepare_connections(engine: Engine, busy_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's advice: begin transactions ourselves
        for pragma in (
            f"busy_timeout = {int(busy_seconds * 1000)}",
            "foreign_keys = ON",
            "cache_size = -65536",
            "mmap_size = 1073741824",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
        _write_ahead(connection, time.monotonic() + busy_seconds)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _write_ahead(connection: sqlite3.Connection, deadline: float) -> None:
    """Switch to WAL. SQLite's own waiting does not cover the switch, which two processes may make at once."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise
            time.sleep(_LOOK_AGAIN_SECONDS)
        else:
            return


def _migrate(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        if _revision(connection, path) == HEAD:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if _revision(connection, path) != HEAD:  # another process may just have done it
            _upgrade(connection)


def _revision(connection: Connection, path: Path) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is not None and revision not in KNOWN:
        raise StoreVersionError(
            f"the database {path} was written by a newer version of conflict-atlas (revision {revision}; this one "
            f"knows up to {HEAD}). Upgrade conflict-atlas, or choose another file with --database."
        )
    return str(revision) if revision is not None else None


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - a third of a second that an up-to-date database need not wait
    from alembic.config import Config  # noqa: PLC0415 - likewise

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
