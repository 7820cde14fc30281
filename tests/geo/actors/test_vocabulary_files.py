"""The data files of actors: what is shipped is sound, and what is wrong in a file is said by file, entry and field."""

from __future__ import annotations

import pytest

from geo.actors.ambiguous import ambiguous_aliases
from geo.actors.loading import check_references, read_actor, read_leader, rows
from geo.actors.models import INTER
from geo.actors.vocabulary import load_vocabulary
from geo.errors import VocabularyError

GOOD = 'id = "red-brigade"\nname = "Red Brigade"\nkind = "Rebel group"\nsource = "own knowledge"\n'
# The wars that the vocabulary is to cover.
WARS = "SY IQ UA RU SD SS YE IL PS LB LY ML BF NE NG SO ET CD CF MM AF GE"


def entry(text: str) -> str:
    """Give a file with one actor."""
    return f"[[actor]]\n{text}"


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        (GOOD.replace("Rebel group", "Rebels"), "kind", "allowed are State forces"),
        (GOOD + 'colour = "red"\n', "colour", "is unknown"),
        (GOOD.replace('source = "own knowledge"\n', ""), "source", "is missing"),
        (GOOD.replace('name = "Red Brigade"\n', ""), "name", "is missing"),
        (GOOD + "start = 20140\n", "start", "not a year"),
        (GOOD + "start = 2014\nend = 2012\n", "end", "before the start"),
        (GOOD + "start = true\n", "start", "must be a year or a day"),
        (GOOD + 'aliases = "Red"\n', "aliases", "must be of type list"),
        (GOOD + 'aliases = ["Red", " "]\n', "aliases", "must be a list of names"),
        (GOOD + 'country = "Syria"\n', "country", "not an ISO 3166 code"),
        (GOOD.replace("red-brigade", "Red Brigade!"), "id", "small letters"),
    ],
)
def test_a_wrong_field_is_told(text: str, field: str, problem: str) -> None:
    (row,) = rows("mine.toml", entry(text), "actor", "name")
    with pytest.raises(VocabularyError, match=rf"mine\.toml, entry .*, field '{field}': .*{problem}"):
        read_actor(row)


@pytest.mark.parametrize("text", ["[[actor]\n", "[[actors]]\nid = 'x'\n", "actor = 3\n"])
def test_a_file_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(VocabularyError, match=r"mine\.toml"):
        rows("mine.toml", text, "actor", "id")


def test_ids_are_unique_and_pointers_lead_somewhere() -> None:
    twice = rows("mine.toml", entry(GOOD) + entry(GOOD), "actor", "id")
    with pytest.raises(VocabularyError, match="field 'id': is taken"):
        check_references(twice, [])
    with pytest.raises(VocabularyError, match="field 'parent': points to 'nobody'"):
        check_references(rows("mine.toml", entry(GOOD + 'parent = "nobody"\n'), "actor", "id"), [])
    leader = rows(
        "led.toml", '[[leader]]\nname = "A"\nactor = "nobody"\nstart = 2000\nsource = "x"\n', "leader", "name"
    )
    with pytest.raises(VocabularyError, match=r"led\.toml, entry 'A', field 'actor'"):
        check_references(rows("mine.toml", entry(GOOD), "actor", "id"), leader)


def test_a_leader_needs_a_side_and_a_year() -> None:
    (row,) = rows("led.toml", '[[leader]]\nname = "A"\nactor = "b"\nsource = "x"\n', "leader", "name")
    with pytest.raises(VocabularyError, match="field 'start': is missing"):
        read_leader(row)


def test_the_shipped_vocabulary_is_large_and_sourced() -> None:
    actors = load_vocabulary().actors.values()
    assert len(actors) >= 600
    assert all(actor.source for actor in actors)
    assert {actor.kind for actor in actors} == set(INTER)
    for country in WARS.split():
        assert sum(actor.country == country for actor in actors) >= 5, country


def test_no_shipped_name_means_two_actors_of_one_time_and_country() -> None:
    assert [(alias, one.id, two.id) for alias, one, two in ambiguous_aliases(load_vocabulary().actors.values())] == []


def test_countries_point_to_listed_forces_and_governments() -> None:
    vocabulary = load_vocabulary()
    for country in vocabulary.countries.values():
        assert {country.forces, country.government} - {""} <= set(vocabulary.actors), country.iso
    assert {actor.country for actor in vocabulary.actors.values()} - {""} <= set(vocabulary.countries)


def test_abbreviations_of_a_country_have_one() -> None:
    assert all(actor.country for actor in load_vocabulary().actors.values() if actor.local_aliases)


def test_leaders_are_dated() -> None:
    leaders = load_vocabulary().leaders
    assert len(leaders) >= 600
    assert all(leader.start <= leader.end and (leader.actor or leader.country) for leader in leaders)
