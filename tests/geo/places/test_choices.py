"""What a person chose is carried out on names and candidates."""

from __future__ import annotations

import pytest

from gazetteer.models import Place
from geo.analysis import Block
from geo.models import Candidate, PlaceMention, Reason, Role
from geo.places.choices import CHOSEN, as_location, never_pinned, put_chosen_first, settle_names
from geo.places.toponyms import Toponym
from tests.geo.sample import ALEPPO, IDLIB, KABUL

PLACES = {place.id: place for place in (ALEPPO, IDLIB, KABUL)}
VIEW = "Idleb and Aleppo"
RANKED = [(Candidate(IDLIB, 0.7, (Reason("x", 1.0),)), Candidate(ALEPPO, 0.2)), (Candidate(ALEPPO, 0.9),)]


def _find(place_id: str) -> Place | None:
    return PLACES.get(place_id)


@pytest.fixture
def toponyms() -> list[Toponym]:
    block = Block(VIEW, tuple(range(len(VIEW))))
    return [Toponym(block, 0, 5, "Idlib", evidence=0.2), Toponym(block, 10, 16, "Aleppo", evidence=0.3)]


@pytest.mark.parametrize("key", ["idleb", "idlib"])
def test_a_chosen_name_is_certain_by_its_spelling_or_its_key(toponyms: list[Toponym], key: str) -> None:
    settled = settle_names(toponyms, {key: KABUL.id})
    assert [toponym.evidence for toponym in settled] == [1.0, 0.3]
    first, second = put_chosen_first(settled, RANKED, {key: KABUL.id}, _find)
    assert [(each.place.id, each.score) for each in first] == [(KABUL.id, 1.0), (IDLIB.id, 0.0), (ALEPPO.id, 0.0)]
    assert [reason.feature for reason in first[0].reasons] == [CHOSEN]
    assert second == RANKED[1]


def test_a_chosen_candidate_stands_there_once(toponyms: list[Toponym]) -> None:
    first, _ = put_chosen_first(toponyms, RANKED, {"idleb": ALEPPO.id}, _find)
    assert [(each.place.id, each.score) for each in first] == [(ALEPPO.id, 1.0), (IDLIB.id, 0.0)]


def test_no_place_drops_the_name(toponyms: list[Toponym]) -> None:
    assert [toponym.text for toponym in settle_names(toponyms, {"idleb": ""})] == ["Aleppo"]
    assert settle_names(toponyms, {}) == toponyms


def test_a_place_that_is_gone_changes_nothing(toponyms: list[Toponym]) -> None:
    assert put_chosen_first(toponyms, RANKED, {"idleb": "geonames:0"}, _find) == RANKED
    assert put_chosen_first(toponyms, RANKED, {}, _find) == RANKED


@pytest.mark.parametrize(
    ("roles", "choices", "names"),
    [
        ((Role.EMBEDDED, Role.METONYM), {"idlib": "x"}, {"idlib"}),
        ((Role.LOCATION, Role.METONYM), {"idlib": "x"}, set()),
        ((Role.EMBEDDED, Role.EMBEDDED), {"idlib": ""}, set()),
        ((Role.EMBEDDED, Role.EMBEDDED), {}, set()),
    ],
)
def test_a_name_that_is_pinned_nowhere_is_pinned_by_choice(
    roles: tuple[Role, ...], choices: dict[str, str], names: set[str]
) -> None:
    mentions = [PlaceMention(at, at + 5, "Idlib", role, IDLIB) for at, role in enumerate(roles)]
    assert never_pinned(mentions, choices) == names
    pinned = as_location(mentions[0])
    assert (pinned.role, pinned.place) == (Role.LOCATION, IDLIB)
