"""Bulk import: a plan first, nothing written until it is applied, one undo for all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import create_engine

from gazetteer import Gazetteer, Place, PlaceConflictError, PlaceName, UserPlaces
from gazetteer.own_tables import metadata
from gazetteer.place_files import csv_text, geojson_text, read_rows
from gazetteer.place_imports import ImportPlan, plan_import

HEAD = "id,name,lat,lon,country,note\n"
KAFR = "user:kafr-test-00000001,Kafr Test,35.5,36.5,SY,by the road\n"
Plan = Callable[..., ImportPlan]


@pytest.fixture
def plan(user_places: UserPlaces, small_with_own: Gazetteer) -> Plan:
    """Plan the import of a text."""

    def make(text: str, name: str = "places.csv") -> ImportPlan:
        return plan_import(read_rows(text.encode(), name), user_places, small_with_own)

    return make


def counts(plan: ImportPlan) -> tuple[int, int, int, int, int]:
    return len(plan.new), len(plan.changed), plan.same, len(plan.bad), len(plan.suspicious)


def test_nothing_is_written_until_it_is_applied(plan: Plan, user_places: UserPlaces) -> None:
    planned = plan(f"{HEAD}{KAFR},Bab Test,35.6,36.6,,\nx,Bad,95,36,,\n")
    assert counts(planned) == (2, 0, 0, 1, 0)
    assert (user_places.all(), user_places.count_edits()) == ([], 0)
    assert [(bad.line, bad.reason.split(":")[0]) for bad in planned.bad] == [(4, "Latitude 95.0")]
    written = planned.apply(user_places, author="amal")
    assert [place.name for place in written] == ["Kafr Test", "Bab Test"]
    assert {place.id for place in user_places.all()} == {place.id for place in written}


def test_country_and_division_are_found_where_none_is_given(plan: Plan) -> None:
    planned = plan("name,lat,lon,country,admin1\nA,35.5,36.5,,\nB,35.5,36.5,SY,Other\nC,35.5,36.5,IQ,\n")
    assert [(row.after.place.country, row.after.place.admin1) for row in planned.new] == [
        ("SY", "Idlib"), ("SY", "Other"), ("IQ", ""),
    ]  # fmt: skip
    assert [row.line for row in planned.suspicious] == [4]


def test_one_undo_takes_an_import_back(plan: Plan, user_places: UserPlaces) -> None:
    kept = user_places.add(Place("", "Kept", 36.9, 35.9, country="SY"))
    before = user_places.all_own()
    changed = f"{HEAD}{kept.id},Kept too,35.9,36.9,SY,changed\n{KAFR}"
    plan(changed).apply(user_places, author="amal", reason="survey")
    group = user_places.groups(limit=1)[0]
    assert (group.action, group.edits, group.author, group.reason) == ("import", 2, "amal", "survey")
    user_places.undo(user_places.last_edit_id)
    assert user_places.all_own() == before


def test_the_same_file_twice_changes_nothing(plan: Plan, user_places: UserPlaces) -> None:
    text = f"{HEAD}{KAFR},Bab Test,35.6,36.6,,\n"
    plan(text).apply(user_places)
    again = plan(text)
    assert counts(again) == (0, 0, 2, 0, 0)
    assert again.apply(user_places) == []
    assert user_places.count_edits() == 2


def test_a_row_changes_what_the_file_has_columns_for(plan: Plan, user_places: UserPlaces) -> None:
    own = user_places.add(
        Place("", "Kafr Test", 36.5, 35.5, country="SY", note="old", radius_km=2, names=(PlaceName("Alias"),)),
        reference="Report 1",
    )
    planned = plan(f"id,name,lat,lon,note\n{own.id},Kafr New,35.5,36.5,\n")
    assert counts(planned) == (0, 1, 0, 0, 0)
    assert planned.changed[0].before == user_places.own(own.id)
    planned.apply(user_places)
    assert user_places.get(own.id) == replace(own, name="Kafr New", note="")
    assert user_places.own(own.id).reference == "Report 1"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (KAFR, "user:kafr-test-00000001 stands in line 2 already"),
        ("user: x,Name,35,36,SY,\n", "Id 'user: x'"),
        ("user:,Name,35,36,SY,\n", "Id 'user:'"),
        ("user:gone-00000001,Gone,35,36,SY,\n", "was merged into"),
    ],
)
def test_rows_that_cannot_be_taken(plan: Plan, user_places: UserPlaces, row: str, reason: str) -> None:
    user_places.add(Place("", "Kept", 37, 36.5, same_as=("user:gone-00000001",)))
    planned = plan(HEAD + KAFR + row)
    assert [reason in bad.reason for bad in planned.bad] == [True], planned.bad
    assert planned.bad[0].line == 3
    assert len(planned.new) == 1


def test_one_twin_cannot_be_replaced_twice(plan: Plan, user_places: UserPlaces) -> None:
    user_places.add(Place("", "Idlib City", 36.63, 35.93, same_as=("geonames:idlib-sy",)))
    head = "name,lat,lon,same_as\n"
    planned = plan(f"{head}A,35.5,36.5,geonames:idlib-sy\nB,35.5,36.5,geonames:hit-iq\nC,35.5,36.5,geonames:hit-iq\n")
    assert [(bad.line, "already replaced by user:" in bad.reason) for bad in planned.bad] == [(2, True), (4, True)]
    assert [row.after.place.name for row in planned.new] == ["B"]


def test_suspicious_rows_are_told_and_can_be_left_out(plan: Plan, user_places: UserPlaces) -> None:
    text = f"{HEAD},Kafr Swapped,36.5,35.5,SY,\n,Idleb,35.93,36.63,SY,\n{KAFR},Kafr Test,35.5,36.501,SY,again\n"
    planned = plan(text)
    found = [(row.line, suspicion.code) for row in planned.suspicious for suspicion in row.suspicions]
    assert found == [(2, "swapped"), (3, "duplicate"), (5, "duplicate")]
    assert "Line 4 has 'Kafr Test' within 2 km" in planned.suspicious[2].suspicions[0].message
    rest = planned.without([2, 3, 5])
    assert counts(rest) == (1, 0, 0, 0, 0)
    assert [place.name for place in rest.apply(user_places)] == ["Kafr Test"]


def test_an_outdated_plan_is_refused(plan: Plan, user_places: UserPlaces) -> None:
    planned = plan(HEAD + KAFR)
    user_places.add(Place("", "Meanwhile", 1, 1))
    with pytest.raises(PlaceConflictError, match="plan it again"):
        planned.apply(user_places)
    assert [place.name for place in user_places.all()] == ["Meanwhile"]
    assert plan(HEAD + KAFR).apply(user_places)


def test_progress_is_told(user_places: UserPlaces, small: Gazetteer) -> None:
    told: list[int] = []
    plan_import(read_rows((HEAD + KAFR * 3).encode(), "a.csv"), user_places, small, told.append)
    assert told == [1, 2, 3]
    assert plan_import([], user_places, small) == ImportPlan()


@pytest.mark.parametrize(("name", "write"), [("a.csv", csv_text), ("a.geojson", geojson_text)])
def test_another_installation_imports_an_export_without_loss(
    user_places: UserPlaces, small: Gazetteer, name: str, write: Callable[..., str]
) -> None:
    first = user_places.add(Place("", "No country", 36.5, 35.5, names=(PlaceName("=x", "ar"),), note="'=a\n-b"))
    user_places.merge(
        [first.id, "geonames:hit-iq"], Place("", "Merged", 36.5, 35.5, country="IQ"), reason="wrong country"
    )
    user_places.add(Place("", "Other", 2, 3), reference="Report; 1", polygon=None)
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    elsewhere = UserPlaces(engine)
    planned = plan_import(read_rows(write(user_places.all_own()).encode(), name), elsewhere, small)
    assert not planned.bad
    planned.apply(elsewhere)
    assert elsewhere.all_own() == user_places.all_own()
    engine.dispose()
