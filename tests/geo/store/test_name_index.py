"""The index on names: what a document is found by, in whatever spelling, and when it no longer is."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer
from gazetteer.normalise import fold
from geo.models import PlaceMention, Role
from geo.store import EventStore, migrations, name_index, open_store
from geo.store.affected import Touched
from geo.store.connection import open_engine
from geo.store.names import columns_of_mention, searchable, sound_of, sounds_in
from tests.geo.sample import IDLIB, make_parsed

ALWAYS = "9999"
NEVER = "2000"


def affected(store: EventStore, *names: str, before: str = ALWAYS, **touched: object) -> int:
    """Return how many documents a change to some names touches."""
    keys = frozenset(map(fold, names))
    return len(store.runs.affected([Touched(before, keys, **touched)])[0])  # type: ignore[arg-type]  # places or everything


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fighting in Deir ez-Zor went on.", "Dayr az Zawr"),
        ("Fighting in Deir ez-Zor went on.", "deir al-zor"),
        ("They took Ash-Shaddadi.", "al-Shaddadi"),
        ("They took Shaddadi.", "Al Shaddādī"),
        ("Raqqa's bridges fell.", "Ar-Raqqah"),
        ("Sana‘a was quiet", "Sanaa"),
        ("in Khan\nShaykhun on Tuesday", "Khan Shaykhun"),
        ("in Mazar-e Sharif", "Mazar-i-Sharif"),
        ("near Shad\u00addadi", "Shad Dadi"),
        ("near Shad\u00addadi", "Shaddadi"),
        ("In Łódź, Kraków.", "Lodz"),
        ("قصفت الباب", "باب"),
        ("обстрел Луганска Луганск", "Луганск"),
    ],
)
def test_a_text_is_found_by_its_names(store: EventStore, text: str, name: str) -> None:
    store.add(make_parsed(0, text=text))
    store.add(make_parsed(1, text="Nothing happened in the capital."))
    assert affected(store, name) == 1
    assert affected(store, f"{name} of nowhere") == 0


@pytest.mark.parametrize("text", ["Deir and az-Zor", "Zor. Deir", "Dei rezzor", "Zalabiya"])
def test_parts_of_names_are_not_the_name(store: EventStore, text: str) -> None:
    store.add(make_parsed(0, text=text))
    assert affected(store, "Deir Abu Zor") == 0
    assert affected(store, "lab") == 0


def test_any_name_of_the_gazetteer_is_found_in_a_text(gazetteer: Gazetteer, tmp_path: Path) -> None:
    hits = [hit for town in ("Aleppo", "Kyiv", "Mekelle", "Yangon") for hit in gazetteer.search(town, limit=2)]
    names = sorted({name.text for hit in hits for name in gazetteer.names(hit.place.id)})
    with open_store(tmp_path / "names.sqlite") as store:
        for number, name in enumerate(names):
            store.add(make_parsed(number, text=f"Shells fell on {name}, killing two."))
        missed = [name for name in names if fold(name) and not affected(store, name)]
    assert len(names) > 100
    assert missed == []


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_can_be_indexed_and_any_name_asked_for(text: str) -> None:
    assert isinstance(searchable(text), str)
    assert sounds_in(text, ()) == " ".join(sorted(set(sounds_in(text, ()).split())))
    assert " " not in sound_of(fold(text))


def test_odd_names_can_be_asked_for(store: EventStore) -> None:
    store.add(make_parsed(0))
    dice = random.Random(7)  # noqa: S311 - no secret
    odd = "\"'*():^+-{}[]%_\\\0\u200f\u0301\ud800 aالКည𒀀AND OR NOT NEAR"
    names = ["".join(dice.choices(odd, k=dice.randrange(1, 12))) for _ in range(500)]
    assert affected(store, *names) in {0, 1}
    assert affected(store, 'Idlib" OR "x') == 0


@pytest.mark.parametrize(
    ("text", "placed", "sounds"),
    [
        ("Fighters in Khirbat Zalabiyah", (), {"khirbat zalabiyah", "zalabiyah", "khirbat", "fighters"}),
        ("the town of al-Bab.", ("al bab",), set()),
        ("the town of al-Bab.", (), {"al bab"}),
        ("Raqqa's market, Homs", ("raqqa",), {"homs"}),
        ("no names here", (), set()),
    ],
)
def test_sounds_are_those_of_names_without_a_place(text: str, placed: tuple[str, ...], sounds: set[str]) -> None:
    assert set(sounds_in(text, placed).split()) == {sound_of(key) for key in sounds}
    assert sounds_in("", placed) == ""


@pytest.mark.parametrize(
    ("name", "place", "sound"),
    [
        ("Idlib", IDLIB, ""),
        ("IDLIB", IDLIB, ""),
        ("Idleb", IDLIB, sound_of("idleb")),
        ("Idlib", None, sound_of("idlib")),
        ("\ud800", None, sound_of(fold("\ufffd"))),
    ],
)
def test_mentions_sound_unless_their_place_bears_the_name(name: str, place: object, sound: str) -> None:
    mention = PlaceMention(0, len(name), name, Role.LOCATION, place)  # type: ignore[arg-type]  # a place or none
    assert columns_of_mention(mention)["sound"] == sound
    assert columns_of_mention(mention)["name_key"] == fold(name.replace("\ud800", "\ufffd"))


def test_deleting_a_document_empties_the_index_of_it(store: EventStore) -> None:
    parsed = make_parsed(0, text="A secret meeting in Zalabiya.")
    store.add(parsed)
    assert affected(store, "Zalabiya") == 1
    store.delete_document(parsed.document.id)
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM document_words").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM document_word WHERE term = 'zalabiya'").scalar() == 0


def test_replacing_a_document_replaces_its_words(store: EventStore) -> None:
    parsed = make_parsed(0, text="First Zalabiya.")
    store.add(parsed)
    store.replace(make_parsed(0, text="Then Qaramanli.", id=parsed.document.id))
    assert affected(store, "Zalabiya") == 0
    assert affected(store, "Qaramanli") == 1


def test_placed_mentions_are_found_by_their_place(store: EventStore) -> None:
    store.add(make_parsed(0))
    assert affected(store, place_ids=frozenset({IDLIB.id})) == 1
    assert affected(store, place_ids=frozenset({"user:none"})) == 0


def test_only_documents_read_before_the_change_count(store: EventStore) -> None:
    store.add(make_parsed(0))
    assert affected(store, "Idlib", before=NEVER) == 0
    assert affected(store, everything=True) == 1
    assert affected(store, everything=True, before=NEVER) == 0


def test_many_names_are_asked_for_at_once(store: EventStore) -> None:
    store.add(make_parsed(0))
    names = [f"Nowhere {number}" for number in range(5000)]
    assert affected(store, *names) == 0
    assert affected(store, *names, "Idlib") == 1


def test_other_rules_of_folding_index_everything_anew(store: EventStore) -> None:
    store.add(make_parsed(0))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM document_words")
        connection.exec_driver_sql("UPDATE mention SET name_key = 'x' WHERE kind = 'place'")
        connection.exec_driver_sql("UPDATE regeocoding_mark SET value = 'older'")
        assert name_index.is_outdated(connection)
    assert affected(store, "Monday") == 1
    with store.engine.connect() as connection:
        assert not name_index.is_outdated(connection)
        assert set(connection.exec_driver_sql("SELECT name_key FROM mention").scalars()) == {"", "idlib"}


def test_a_store_of_before_is_indexed_when_it_is_opened(database: Path) -> None:
    """The first revision had neither index nor columns for it."""
    with open_store(database) as store:
        store.add(make_parsed(0, text="Government forces shelled  Idlib and Zalabiya."))
    _take_back(database)
    with open_store(database) as store:
        assert affected(store, "Zalabiya") == 1
        assert affected(store, place_ids=frozenset({IDLIB.id})) == 1
        assert store.count_documents() == 1


def _take_back(database: Path) -> None:
    """Bring a store to its first revision: a new one of that revision takes over the documents and mentions."""
    new = database.with_name("first.sqlite")
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = open_engine(new)
    engine.dispose()
    new.unlink()
    with sqlite3.connect(database) as old:
        shapes = {
            table: [row[1] for row in old.execute(f"PRAGMA table_info({table})")] for table in ("document", "mention")
        }
    old.close()
    from sqlalchemy import create_engine  # noqa: PLC0415 - only this helper speaks to a bare database

    bare = create_engine(f"sqlite:///{new}")
    with bare.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with bare.connect() as connection:
        connection.exec_driver_sql("ATTACH ? AS full", (str(database),))
        for table, columns in shapes.items():
            kept = ", ".join(
                f'"{name}"' for name in columns if name not in {"read_at", "name_key", "sound", "countries"}
            )
            connection.exec_driver_sql(f"INSERT INTO {table} ({kept}) SELECT {kept} FROM full.{table}")  # noqa: S608 - our own tables
        connection.commit()
    bare.dispose()
    for path in (database, Path(f"{database}-wal"), Path(f"{database}-shm")):
        path.unlink(missing_ok=True)
    new.rename(database)
