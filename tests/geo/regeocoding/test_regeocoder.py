"""Re-geocoding from the change of the gazetteer to the undo, with the real extractor."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely.geometry import box, mapping

from gazetteer import NameKind, PlaceName
from gazetteer.boundary_packs import install_boundaries
from gazetteer.importers.boundary_files import BoundaryHead, read_boundaries
from gazetteer.packs import PackHead
from geo.errors import NotStoredError, RunStateError
from geo.models import PlaceMention
from geo.regeocoding import Change, Kind, RunState, difference_counts
from geo.rows import event_rows
from geo.store.images import image_of
from tests.geo.regeocoding.desk import BOMBED, QUIET, ZALABIYA, Desk


def test_nothing_is_pending_in_a_store_that_knows_the_gazetteer(desk: Desk) -> None:
    desk.read(BOMBED, QUIET)
    assert not desk.regeocoder.pending()
    assert desk.regeocoder.prepare() is None
    assert desk.regeocoder.runs() == []


def test_an_added_place_is_pending_for_the_documents_that_name_it(desk: Desk) -> None:
    desk.read(BOMBED, QUIET)
    desk.add()
    pending = desk.regeocoder.pending()
    assert pending.changes == ("Khirbet Zalabiya added by Ada",)
    assert (pending.documents, pending.run) == (1, None)
    assert desk.prepare().total == 1
    assert desk.regeocoder.pending().run == desk.regeocoder.runs()[0]


def test_the_diff_tells_the_mention_and_the_event_that_would_be_placed(desk: Desk) -> None:
    (document_id,) = desk.read(BOMBED)
    place = desk.add()
    diff = desk.diff()
    mention, event = diff.items
    assert diff.counts == {(Kind.MENTION, Change.PLACED): 1, (Kind.EVENT, Change.PLACED): 1}
    assert (diff.total, diff.titles) == (2, {document_id: BOMBED[:30]})
    assert (mention.text, mention.sentence, mention.sentence_start) == ("Khirbet Zalabiya", BOMBED, 0)
    assert BOMBED[mention.start : mention.end] == "Khirbet Zalabiya"
    assert (event.event_id, event.text) == (desk.store.events()[0].event_id, "Air/drone strike")
    for item in diff.items:
        assert item.before is None
        assert item.after is not None
        assert (item.after.id, item.after.lon, item.after.country) == (place.id, 39.8, "SY")


def test_nothing_is_written_before_a_run_is_applied(desk: Desk) -> None:
    desk.read(BOMBED)
    before, stamp = desk.contents(), desk.store.version_stamp()
    desk.add()
    desk.prepare()
    assert desk.contents() == before
    assert desk.store.version_stamp() == stamp


def test_applying_equals_reading_anew(desk: Desk) -> None:
    ids = desk.read(BOMBED, QUIET, f"{QUIET}\n\n{BOMBED} Aleppo and Khirbet Zalabiya were quiet on Tuesday.")
    desk.add()
    run = desk.regeocode()
    assert (run.state, run.applied, run.passed) == (RunState.APPLIED, 2, 0)
    for document_id in ids:
        fresh, found = desk.read_afresh(document_id), desk.store.runs.findings(document_id)
        assert found is not None
        assert found.image.mentions == image_of(fresh).mentions
        assert {row for row, _ in found.image.events} == set(event_rows(fresh))
    assert not desk.regeocoder.pending()


def test_undo_gives_everything_back_to_the_letter(desk: Desk) -> None:
    desk.read(BOMBED, QUIET)
    before = desk.contents()
    desk.add()
    run = desk.regeocode()
    assert desk.contents() != before
    undone = desk.regeocoder.undo(run.id, author="Bo")
    assert desk.contents() == before
    assert (undone.state, undone.applied, undone.decided_by) == (RunState.UNDONE, 0, "Bo")


def test_an_undone_run_can_be_applied_again(desk: Desk) -> None:
    desk.read(BOMBED)
    desk.add()
    run = desk.regeocode()
    applied = desk.contents()
    desk.regeocoder.undo(run.id)
    assert desk.regeocoder.apply(run.id).state is RunState.APPLIED
    assert desk.contents() == applied


def test_keeping_settles_the_change_and_leaves_the_documents(desk: Desk) -> None:
    desk.read(BOMBED)
    before = desk.contents()
    desk.add()
    kept = desk.regeocoder.keep(desk.prepare().id, author="Bo")
    assert (kept.state, kept.decided_by) == (RunState.KEPT, "Bo")
    assert not desk.regeocoder.pending()
    assert desk.contents() == before
    assert desk.regeocoder.apply(kept.id).applied == 1


@pytest.mark.parametrize(
    ("step", "states", "message"),
    [
        ("apply", ("applied",), "is applied and cannot be applied"),
        ("undo", (), "is ready and cannot be undone"),
        ("undo", ("kept",), "is kept and cannot be undone"),
        ("keep", ("applied",), "is applied and cannot be kept"),
        ("keep", ("applied", "undone"), "is undone and cannot be kept"),
    ],
)
def test_steps_out_of_turn_are_refused(desk: Desk, step: str, states: tuple[str, ...], message: str) -> None:
    desk.read(BOMBED)
    desk.add()
    run = desk.prepare()
    steps = {"applied": desk.regeocoder.apply, "undone": desk.regeocoder.undo, "kept": desk.regeocoder.keep}
    for state in states:
        assert steps[state](run.id).state == state
    before = desk.contents()
    with pytest.raises(RunStateError, match=message):
        getattr(desk.regeocoder, step)(run.id)
    assert desk.contents() == before


def test_a_run_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(NotStoredError, match="no run 7 is stored"):
        desk.regeocoder.diff(7)
    with pytest.raises(LookupError):
        desk.regeocoder.apply(7)


def test_a_change_that_changes_nothing_is_settled_at_once(desk: Desk) -> None:
    desk.read(QUIET, "The mayor of Idlib spoke on Monday.")
    idlib = next(place for place in desk.gazetteer.places_named("Idlib") if place.country == "SY")
    desk.install(replace(idlib, names=(PlaceName("Idlib", "", NameKind.PREFERRED),), same_as=(idlib.id,)))
    run = desk.prepare()
    assert (run.state, run.total, run.differing) == (RunState.KEPT, 2, 0)
    assert not desk.regeocoder.pending()


def test_a_change_that_touches_no_document_is_not_pending(desk: Desk) -> None:
    desk.read(QUIET)
    desk.add()
    assert not desk.regeocoder.pending()
    assert desk.regeocoder.prepare() is None
    assert desk.store.runs.marks(["own places"]) == {"own places": "1"}


def test_an_old_run_taken_back_does_not_bring_settled_changes_back(desk: Desk) -> None:
    desk.read(BOMBED)
    place = desk.add()
    first = desk.regeocode()
    desk.store.user_places.edit(place.id, lat=36.1)
    second = desk.regeocode()
    desk.regeocoder.undo(second.id)
    desk.regeocoder.undo(first.id)
    assert not desk.regeocoder.pending()
    assert desk.store.events()[0].latitude is None


def test_documents_read_after_a_change_are_not_affected_by_it(desk: Desk) -> None:
    place = desk.add()
    desk.store.runs.set_marks({"own places": "0"})
    edit = desk.store.user_places.edits_since(0)[0]
    (document_id,) = desk.read(BOMBED)
    assert desk.places(document_id)["Khirbet Zalabiya"] == place.id
    later = edit.at[:10].replace(edit.at[:4], str(int(edit.at[:4]) + 1))
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE document SET read_at = ?", (later,))
    assert desk.regeocoder.pending().documents == 0


def test_an_alias_makes_the_other_spelling_known(desk: Desk) -> None:
    (document_id,) = desk.read("Rebels shelled the village of Tell Qaramanli on Monday, killing four people.")
    place = desk.add("Khirbet Zalabiya")
    assert desk.regeocoder.prepare() is None
    desk.store.user_places.edit(place.id, names=(PlaceName("Tell Qaramanli", "", NameKind.ALIAS),))
    assert desk.regeocode().counts["event placed"] == 1
    assert desk.places(document_id)["Tell Qaramanli"] == place.id


def test_a_moved_place_moves_its_mentions_and_events(desk: Desk) -> None:
    desk.read(BOMBED)
    place = desk.add()
    desk.regeocode()
    desk.store.user_places.edit(place.id, lat=36.5)
    diff = desk.diff()
    assert diff.counts == {(Kind.MENTION, Change.MOVED): 1, (Kind.EVENT, Change.MOVED): 1}
    assert [(item.before.lat, item.after.lat) for item in diff.items if item.before and item.after] == [
        (35.7, 36.5)
    ] * 2


def test_a_deleted_place_unpins_what_it_pinned(desk: Desk) -> None:
    (document_id,) = desk.read(BOMBED)
    place = desk.add()
    desk.regeocode()
    desk.store.user_places.delete(place.id, author="Bo")
    assert desk.regeocoder.pending().changes == ("Khirbet Zalabiya deleted by Bo",)
    assert desk.regeocode().counts == {"mention unplaced": 1, "event unplaced": 1}
    assert desk.places(document_id)["Khirbet Zalabiya"] == ""
    assert desk.store.events()[0].latitude is None


def test_a_place_that_replaces_a_built_one_takes_over_its_mentions(desk: Desk) -> None:
    (document_id,) = desk.read(QUIET)
    built = desk.places(document_id)["Idlib"]
    own = desk.store.user_places.add(replace(ZALABIYA, name="Idlib city", same_as=(built,)))
    diff = desk.diff()
    assert desk.regeocode().applied == 1
    assert desk.places(document_id)["Idlib"] == own.id
    assert (Kind.EVENT, Change.MOVED) in diff.counts


def test_packs_are_read_in_and_out_again(desk: Desk) -> None:
    (document_id,) = desk.read(BOMBED)
    before = desk.contents()
    desk.install(replace(ZALABIYA, id="pack:test/1", source="test"))
    assert desk.regeocoder.pending().changes == ("pack test installed",)
    assert desk.regeocode().counts == {"mention placed": 1, "event placed": 1}
    assert desk.places(document_id)["Khirbet Zalabiya"] == "pack:test/1"
    desk.packs.remove("test")
    assert desk.regeocode().counts == {"mention unplaced": 1, "event unplaced": 1}
    assert desk.contents() == before


def test_a_name_that_the_recogniser_passed_over_is_found(desk: Desk) -> None:
    """It stands where the model sees a person: no mention of it is stored, only the words of the text."""
    text = "Fighters of the Shamiya Front entered. Barren Kurtuba fell silent, said General Barren Kurtuba."
    (document_id,) = desk.read(text)
    named = {mention.text for mention in desk.store.mentions(document_id) if isinstance(mention, PlaceMention)}
    assert not any("Kurtuba" in name for name in named)
    desk.add("Kurtuba")
    assert desk.regeocoder.pending().documents == 1


def test_a_name_in_another_spelling_is_found_by_its_sound(desk: Desk) -> None:
    (document_id,) = desk.read("Government forces shelled the village of Khirbat Zalabiyah on Monday, killing four.")
    place = desk.add("Khirbet Zalabiya")
    assert desk.regeocoder.pending().documents == 1
    desk.regeocode()
    fresh = desk.read_afresh(document_id)
    assert desk.store.mentions(document_id) == list(fresh.mentions)
    assert desk.places(document_id)["Khirbat Zalabiyah"] == place.id


def test_changes_while_a_run_waits_make_a_new_run_of_both(desk: Desk) -> None:
    desk.read(BOMBED, BOMBED.replace("Khirbet Zalabiya", "Tell Qaramanli"))
    desk.add()
    first = desk.prepare()
    desk.add("Tell Qaramanli")
    assert desk.regeocoder.pending().run is None
    second = desk.prepare()
    assert (second.total, len(second.changes)) == (2, 2)
    assert [run.id for run in desk.regeocoder.runs()] == [second.id]
    with pytest.raises(NotStoredError):
        desk.regeocoder.apply(first.id if first.id != second.id else 99)


def test_pages_of_a_diff_are_the_whole_diff(desk: Desk) -> None:
    desk.read(*(BOMBED.replace("nine", number) for number in ("two", "three", "four")))
    desk.add()
    whole = desk.diff()
    pages = [desk.regeocoder.diff(whole.run.id, 1, offset) for offset in range(whole.total + 1)]
    assert [item for page in pages for item in page.items] == list(whole.items)
    assert {page.total for page in pages} == {6}
    assert difference_counts(whole.run) == whole.counts
    assert desk.regeocoder.diff(whole.run.id, 4, 1).items == whole.items[1:5]


def test_progress_is_told_from_none_to_all(desk: Desk) -> None:
    desk.read(BOMBED, QUIET.replace("Idlib", "Khirbet Zalabiya"))
    desk.add()
    told: list[tuple[int, int]] = []
    run = desk.regeocoder.prepare(lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((0, 2), (2, 2))
    assert run is not None
    told.clear()
    desk.regeocoder.apply(run.id, lambda done, total: told.append((done, total)))
    assert told == [(2, 2)]


def test_another_built_gazetteer_may_touch_every_document(desk: Desk) -> None:
    desk.read(BOMBED, QUIET)
    assert not desk.regeocoder.pending()
    desk.store.runs.set_marks({"built": "the build of last year"})
    _date_back(desk)
    pending = desk.regeocoder.pending()
    assert (pending.changes, pending.documents) == (("the built gazetteer was replaced",), 2)
    desk.prepare()
    assert not desk.regeocoder.pending()


def test_loaded_boundaries_touch_the_documents_placed_in_their_country(desk: Desk) -> None:
    (document_id, _) = desk.read(QUIET, "Officials met in Oslo on Monday and agreed on nothing.")
    assert not desk.regeocoder.pending()
    around_idlib = mapping(box(36.0, 35.2, 37.0, 36.4))
    feature = {"type": "Feature", "properties": {"adm1_name": "Idleb of ours"}, "geometry": around_idlib}
    file = read_boundaries([feature], BoundaryHead("governorates", "SY", 1))
    install_boundaries(file, PackHead("governorates", "test", "SY", "CC0"), desk.packs)
    pending = desk.regeocoder.pending()
    assert "boundaries governorates loaded" in pending.changes
    assert pending.documents == 1
    desk.regeocode()
    assert desk.store.mentions(document_id) == list(desk.read_afresh(document_id).mentions)
    assert desk.store.events()[0] in event_rows(desk.read_afresh(document_id))
    desk.packs.remove("governorates")
    assert "boundaries governorates removed" in desk.regeocoder.pending().changes


def _date_back(desk: Desk) -> None:
    """Let all documents have been read long ago."""
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE document SET read_at = '2000-01-01T00:00:00.000+00:00'")
