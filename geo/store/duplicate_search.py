"""The search for events that seem to be one occurrence: window by window of days, resumed where it was broken off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Final

import orjson
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from geo.duplicates.pairs import likely_pairs
from geo.duplicates.reports import Report, report_of
from geo.duplicates.weights import load_comparison
from geo.models import Status
from geo.schema import EventRow
from geo.store.documents import now
from geo.store.occurrence_tables import duplicate_search, is_merged, suggested_pair
from geo.store.tables import EVENT_FIELDS, event, imported_event
from geo.store.writing import read_stamp

_EVENTS_AT_ONCE: Final = 5000
_OUR_ROW: Final = 1
_comparable = (event.c.date_start.is_not(None), event.c.status != Status.REJECTED.value, ~is_merged())

Progress = Callable[[int, int], None]
"""Is called with how many events are compared, and of how many."""


@dataclass(frozen=True, slots=True)
class SearchState:
    """How the latest search stands: when it finished (UTC), None if it did not, and whether events changed since."""

    finished_at: str | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class _Window:
    first: str
    last: str
    events: int


def search_state(connection: Connection) -> SearchState:
    """Return how the latest search stands."""
    found = connection.execute(select(duplicate_search)).first()
    if found is None:
        return SearchState(None, is_current=False)
    is_current = (found.stamp, found.rules) == (read_stamp(connection), rules()) and found.finished_at is not None
    return SearchState(found.finished_at, is_current)


def carry_stamp(connection: Connection, before: str) -> None:
    """Let a search that was up to date stay so after a decision on duplicates, which changes no event."""
    held = update(duplicate_search).where(duplicate_search.c.stamp == before)
    connection.execute(held.values(stamp=read_stamp(connection)))


def rules() -> str:
    """Return what differs as soon as the weights do."""
    return hashlib.sha256(files("geo").joinpath("data", "duplicate_weights.toml").read_bytes()).hexdigest()[:16]


def search_duplicates(engine: Engine, progress: Progress | None = None) -> None:
    """Compare all events that have a date, and keep the pairs that seem to be one occurrence.

    Each window of days is one transaction; a search that is broken off goes on from there, unless events changed.
    """
    writer = engine.execution_options(writes=True)
    with writer.begin() as connection:
        windows, done_until = _windows(connection), _begin(connection)
    total, done = sum(window.events for window in windows), 0
    for window in windows:
        if window.last > done_until:
            with writer.begin() as connection:
                _search_window(connection, window)
        done += window.events
        if progress is not None:
            progress(done, total)
    with writer.begin() as connection:
        connection.execute(update(duplicate_search).values(finished_at=now()))


def _begin(connection: Connection) -> str:
    """Return up to which day the search at hand has come; begin it anew where events or weights have changed."""
    current = {"stamp": read_stamp(connection), "rules": rules()}
    found = connection.execute(select(duplicate_search)).first()
    if found is not None and found.finished_at is None and (found.stamp, found.rules) == tuple(current.values()):
        return str(found.done_until)
    connection.execute(delete(suggested_pair))
    connection.execute(delete(duplicate_search))
    connection.execute(insert(duplicate_search).values(id=_OUR_ROW, done_until="", **current))
    return ""


def _windows(connection: Connection) -> list[_Window]:
    """Part the days on which events begin into windows of some thousand events."""
    by_day = select(event.c.date_start, func.count()).where(*_comparable).group_by(event.c.date_start)
    windows: list[_Window] = []
    first, count = "", 0
    for day, events in connection.execute(by_day.order_by(event.c.date_start)).all():
        first, count = first or day, count + events
        if count >= _EVENTS_AT_ONCE:
            windows.append(_Window(first, day, count))
            first, count = "", 0
    if first:
        windows.append(_Window(first, "9999-12-31", count))
    return windows


def _search_window(connection: Connection, window: _Window) -> None:
    reports = _reports(connection, window)
    begin = date.fromisoformat(window.first).toordinal()
    found = [
        {
            "first": one.event_id,
            "second": other.event_id,
            "score": likeness.score,
            "reasons": orjson.dumps([(reason.feature, reason.weight) for reason in likeness.reasons]).decode(),
        }
        for one, other, likeness in likely_pairs(reports)
        if max(one.first or 0, other.first or 0) >= begin  # the others were found in the window before
    ]
    if found:
        connection.execute(insert(suggested_pair), found)
    connection.execute(update(duplicate_search).values(done_until=window.last))


def _reports(connection: Connection, window: _Window) -> Sequence[Report]:
    """Return the events of a window, and those before it that may last into it."""
    limits = load_comparison().limits
    earliest = date.fromisoformat(window.first) - timedelta(days=limits.longest_days + limits.most_days_apart)
    found = (
        select(imported_event.c.dataset, *EVENT_FIELDS)
        .select_from(event.outerjoin(imported_event, imported_event.c.event_key == event.c.key))
        .where(*_comparable, event.c.date_start >= earliest.isoformat(), event.c.date_start <= window.last)
        .order_by(event.c.date_start, event.c.event_id)
    )
    return [report_of(EventRow(*values), dataset or "") for dataset, *values in connection.execute(found)]
