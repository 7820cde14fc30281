from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from geo.exports import export_events
from geo.store import EventFilter, EventStore, open_store
from tests.geo.sample import KABUL, make_parsed

PAYLOADS = (
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\0=1",
    " =1+1",
    "＝1",
    "{{7*7}}${7*7}{% x %}",
    "</script><script>alert(1)</script>",
    "]]><x>&amp;<!--",
    "a\u2028b\u2029c",
    "nul \0 bell \x07 escape \x1b unit \x1f",
    'quote " comma , semicolon ; newline \n end',
    "عربى Кириллица 中文 \U0001f4a5 \ufffe",
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Make a store of three events: Idlib 2013, Kabul 2021, and one without place or date."""
    path = tmp_path / "atlas.sqlite"
    nowhere = {"id": "e2", "place": None, "date_start": None, "date_end": None, "date_prec": None}
    kabul = {"id": "e1", "place": KABUL, "date_start": date(2021, 8, 15), "date_end": date(2021, 8, 16)}
    with open_store(path) as store:
        store.add(make_parsed(0, {"id": "e0"}, kabul, nowhere))
    return path


@pytest.fixture
def store(database: Path) -> Iterator[EventStore]:
    with open_store(database) as opened:
        yield opened


@pytest.fixture
def exported(store: EventStore) -> Callable[..., bytes]:
    """Return the function that exports the store in a format."""

    def export(format_name: str, wanted: EventFilter = EventFilter()) -> bytes:  # noqa: B008 - frozen
        stream = BytesIO()
        export_events(store, wanted, format_name, stream)
        return stream.getvalue()

    return export


@pytest.fixture
def payload_store(tmp_path: Path) -> Iterator[EventStore]:
    """Hold one event for each payload, in every text that a stranger or a person writes."""
    with open_store(tmp_path / "payloads.sqlite") as opened:
        for number, payload in enumerate(PAYLOADS):
            parsed = make_parsed(number, {"id": f"p{number:02}"}, text=payload, title=payload, url=payload)
            opened.add(parsed)
            changes = dict.fromkeys(("location", "actor1", "actor2", "admin1"), f"{payload}")
            opened.decide(f"p{number:02}", "edited", author=payload, changes=changes)
        yield opened
