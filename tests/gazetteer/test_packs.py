from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gazetteer import Gazetteer, GazetteerError, GazetteerNotBuiltError, PlaceName, SourceDataError
from gazetteer.errors import PackError, PackNotFoundError
from gazetteer.packs import PackReport, Packs
from gazetteer.sources import SkippedRow, SourcedPlace
from tests.gazetteer.pack_samples import GEONAMES, IDLIB, TAFTANAZ, WOF, sourced

Opener = Callable[[], Gazetteer]


@pytest.fixture
def packs(tmp_path: Path, small_path: Path) -> Packs:
    return Packs(tmp_path / "packs", small_path, wait_seconds=0.2)


@pytest.fixture
def opened(tmp_path: Path, small_path: Path) -> Opener:
    return lambda: Gazetteer.open(small_path, packs=tmp_path / "packs")


def test_a_pack_adds_places_in_every_way_of_asking(packs: Packs, opened: Opener) -> None:
    report = packs.install([TAFTANAZ], WOF)
    found = opened()
    assert (report.places, report.merged, report.names) == (1, 0, 2)
    assert [place.id for place in found.places_named("تفتناز")] == ["whosonfirst:1"]
    assert found.search("Taftan")[0].place.id == "whosonfirst:1"
    assert found.search("Taftanez")[0].place.id == "whosonfirst:1"
    assert [span.key for span in found.match("Jets hit Taftanaz and Idlib.")] == ["taftanaz", "idlib"]
    assert found.nearest(36.785, 35.998, 1)[0].place.id == "whosonfirst:1"
    assert found.place("whosonfirst:1").admin1 == "Idlib"  # by polygon


def test_the_same_place_is_answered_once_with_all_names_and_ids(packs: Packs, opened: Opener) -> None:
    report = packs.install([IDLIB], WOF)
    found = opened()
    merged = found.place("whosonfirst:2")
    assert report.merged == 1
    assert merged.id == "geonames:idlib-sy" == found.place("wikidata:Q1").id
    assert merged.same_as == ("whosonfirst:2", "wikidata:Q1")
    assert {"Edlib", "Idleb", "إدلب"} <= {name.text for name in merged.names}
    assert [place.id for place in found.places_named("Edlib")] == ["geonames:idlib-sy"]
    assert [hit.place.id for hit in found.search("Edli")].count("geonames:idlib-sy") == 1
    assert merged.name == "Idlib"
    assert sum(name.kind.value == "preferred" for name in merged.names) == 1


def test_important_places_come_first_whatever_the_layer(packs: Packs, opened: Opener) -> None:
    packs.install([sourced("whosonfirst:9", "Damascus", (38.0, 34.0)), TAFTANAZ], WOF)
    named = opened().places_named("Damascus")
    assert [place.id for place in named] == ["geonames:damascus-sy", "geonames:damascus-us", "whosonfirst:9"]
    assert [hit.place.id for hit in opened().search("damas", limit=2)] == [place.id for place in named[:2]]


def test_a_removed_pack_is_gone(packs: Packs, opened: Opener) -> None:
    packs.install([TAFTANAZ, IDLIB], WOF)
    removed = packs.remove(WOF.name)
    found = opened()
    assert removed.places == 2
    assert packs.list() == []
    assert found.places_named("Taftanaz") == ()
    assert found.match("Taftanaz") == []
    assert found.place("geonames:idlib-sy").same_as == ()
    assert found.search("Taftanez") == []


def test_a_pack_replaces_its_former_edition(packs: Packs, opened: Opener) -> None:
    packs.install([TAFTANAZ, IDLIB], WOF)
    moved = replace(TAFTANAZ, place=replace(TAFTANAZ.place, lat=35.9))
    packs.install([moved, IDLIB], replace(WOF, date="2026-01-01"))
    assert [pack.head.date for pack in packs.list()] == ["2026-01-01"]
    assert opened().place("whosonfirst:1").lat == 35.9
    assert packs.list()[0].head == replace(WOF, date="2026-01-01")


def test_a_list_tells_source_licence_and_date(packs: Packs, opened: Opener) -> None:
    assert packs.list() == []
    packs.install([TAFTANAZ], WOF)
    packs.install([IDLIB], GEONAMES)
    told = opened().sources()[-2:]
    assert [pack.name for pack in packs.list()] == ["geonames-SY", "whosonfirst-SY"]
    assert [(source.name, source.country, source.licence) for source in told] == [
        ("GeoNames", "SY", "CC BY 4.0"),
        ("Who's On First", "SY", "CC0"),
    ]
    assert told[1].date == "2025-01-02"


def test_an_open_gazetteer_sees_what_is_installed_and_removed(packs: Packs, opened: Opener) -> None:
    found = opened()
    before = found.version
    packs.install([TAFTANAZ], WOF)
    assert [place.id for place in found.places_named("Taftanaz")] == ["whosonfirst:1"]
    assert found.match("Taftanaz")
    assert found.version != before
    packs.remove(WOF.name)
    assert found.places_named("Taftanaz") == ()
    assert found.match("Taftanaz") == []


def test_twins_of_a_pack_that_goes_stand_for_themselves(packs: Packs, opened: Opener) -> None:
    packs.install([sourced("geonames:7", "Taftanaz", (36.785, 35.998), "Teftenaz")], GEONAMES)
    report = packs.install([replace(TAFTANAZ, place=replace(TAFTANAZ.place, same_as=("geonames:7",)))], WOF)
    other = sourced("pack:mine/1", "Taftanaz", (36.786, 35.998))
    packs.install([other], replace(WOF, name="mine"))
    assert report.merged == 1
    assert opened().place("whosonfirst:1").id == opened().place("pack:mine/1").id == "geonames:7"
    packs.remove(GEONAMES.name)
    named = opened().places_named("Taftanaz")
    assert [place.id for place in named] == [opened().place("pack:mine/1").id] == [opened().place("whosonfirst:1").id]
    assert opened().places_named("Teftenaz") == ()


def test_an_update_keeps_the_id_that_stands_for_twins(packs: Packs, opened: Opener) -> None:
    geonames = [sourced("geonames:7", "Taftanaz", (36.785, 35.998))]
    packs.install(geonames, GEONAMES)
    packs.install([replace(TAFTANAZ, place=replace(TAFTANAZ.place, same_as=("geonames:7",)))], WOF)
    packs.install(geonames, GEONAMES)
    assert opened().place("whosonfirst:1").id == "geonames:7"
    assert packs.list()[0].merged == 0


def test_a_twin_whose_place_a_new_build_lacks_stands_for_itself(
    packs: Packs, tmp_path: Path, rebuilt_without_idlib: Path
) -> None:
    packs.install([IDLIB], WOF)
    found = Gazetteer.open(rebuilt_without_idlib, packs=tmp_path / "packs")
    assert [place.id for place in found.places_named("Edlib")] == ["whosonfirst:2"]
    assert found.place("geonames:idlib-sy").id == "whosonfirst:2"


def test_changes_tell_whose_names_they_touched(packs: Packs) -> None:
    packs.install([TAFTANAZ, IDLIB], WOF)
    moved = replace(TAFTANAZ, place=replace(TAFTANAZ.place, lat=35.9))
    packs.install([moved, IDLIB], WOF)
    packs.remove(WOF.name)
    first, second, third = packs.changes()
    assert [change.action for change in (first, second, third)] == ["install", "update", "remove"]
    assert first.keys == third.keys == {"taftanaz", "تفتناز", "idlib city", "edlib"}
    assert second.keys == {"taftanaz", "تفتناز"}  # Idlib stayed as it was
    assert packs.changes(second.id) == [third]
    assert {change.pack for change in packs.changes()} == {WOF.name}


def test_changes_tell_the_names_that_twins_have_for_a_place(packs: Packs) -> None:
    town = sourced("geonames:7", "Taftanaz", (36.785, 35.998))
    packs.install([town], GEONAMES)
    packs.install([replace(TAFTANAZ, place=replace(TAFTANAZ.place, same_as=("geonames:7",)))], WOF)
    packs.install([replace(town, place=replace(town.place, lat=35.9))], GEONAMES)
    packs.remove(GEONAMES.name)
    assert [change.keys for change in packs.changes(since=2)] == [{"taftanaz", "تفتناز"}] * 2
    assert len(packs.changes()) == 4


def test_bad_rows_are_told_and_the_rest_installed(packs: Packs) -> None:
    rows: list[SourcedPlace | SkippedRow] = [SkippedRow(3, "no name"), TAFTANAZ, TAFTANAZ]
    report = packs.install(rows, WOF)
    assert (report.places, report.skipped) == (1, 1)
    assert report.skipped_rows == (SkippedRow(3, "no name"),)
    with pytest.raises(SourceDataError, match="not one place could be read: no name, line 3"):
        packs.install(rows[:1], GEONAMES)
    assert [pack.name for pack in packs.list()] == [WOF.name]


def test_nothing_appears_of_a_change_that_fails(packs: Packs, opened: Opener, tmp_path: Path) -> None:
    def breaking() -> Iterator[SourcedPlace]:
        yield TAFTANAZ
        raise SourceDataError("the file is damaged")

    packs.install([IDLIB], GEONAMES)
    with pytest.raises(SourceDataError, match="damaged"):
        packs.install(breaking(), WOF)
    assert [pack.name for pack in packs.list()] == [GEONAMES.name]
    assert opened().places_named("Taftanaz") == ()
    assert not list((tmp_path / "packs").glob("*.building"))


def test_an_unknown_pack_is_named_with_the_known_ones(packs: Packs) -> None:
    packs.install([TAFTANAZ], WOF)
    with pytest.raises(PackNotFoundError, match="'nix' is installed; there are: whosonfirst-SY"):
        packs.remove("nix")
    with pytest.raises(GazetteerError):
        packs.remove("")


def test_two_changes_do_not_clash(packs: Packs) -> None:
    with packs.writing() as writer:
        writer.install([TAFTANAZ], WOF)
        with pytest.raises(PackError, match="Another installation"):
            packs.install([IDLIB], GEONAMES)
    packs.install([IDLIB], GEONAMES)
    assert [pack.name for pack in packs.list()] == [GEONAMES.name, WOF.name]


def test_several_packs_appear_together(packs: Packs) -> None:
    with packs.writing() as writer:
        writer.install([TAFTANAZ], WOF)
        writer.install([IDLIB], GEONAMES)
        assert packs.list() == []
    assert len(packs.list()) == 2


def test_an_automaton_that_is_gone_or_damaged_is_built_anew(packs: Packs, opened: Opener, tmp_path: Path) -> None:
    packs.install([TAFTANAZ], WOF)
    (automaton,) = (tmp_path / "packs").glob("*.automaton")
    automaton.unlink()
    assert opened().match("Taftanaz")
    assert automaton.exists()
    automaton.write_bytes(b"none of ours")
    assert opened().match("Taftanaz")


def test_only_the_automaton_of_the_present_packs_is_kept(packs: Packs, tmp_path: Path) -> None:
    packs.install([TAFTANAZ], WOF)
    before = list((tmp_path / "packs").glob("*.automaton"))
    packs.install([IDLIB], GEONAMES)
    after = list((tmp_path / "packs").glob("*.automaton"))
    assert len(before) == len(after) == 1
    assert before != after


def test_a_file_of_another_version_is_told_and_replaced(packs: Packs, opened: Opener, tmp_path: Path) -> None:
    packs.install([TAFTANAZ], WOF)
    (tmp_path / "packs" / "packs.sqlite").write_bytes(b"SQLite format 2")
    with pytest.raises(GazetteerNotBuiltError, match="Install the packs again"):
        opened()
    packs.install([IDLIB], GEONAMES)
    assert [pack.name for pack in packs.list()] == [GEONAMES.name]


def test_order_of_installation_does_not_matter_for_the_order_of_places(tmp_path: Path, small_path: Path) -> None:
    heads = {"a": replace(WOF, name="a"), "b": replace(WOF, name="b")}
    far = sourced("whosonfirst:5", "Taftanaz", (38.0, 34.0))
    orders = []
    for order in ("ab", "ba"):
        packs = Packs(tmp_path / order, small_path)
        for name in order:
            packs.install([TAFTANAZ if name == "a" else far], heads[name])
        found = Gazetteer.open(small_path, packs=tmp_path / order)
        orders.append([place.id for place in found.places_named("Taftanaz")])
    assert orders[0] == orders[1]
    assert sorted(orders[0]) == ["whosonfirst:1", "whosonfirst:5"]


def test_names_without_folded_letters_are_no_keys(packs: Packs) -> None:
    odd = replace(TAFTANAZ, place=replace(TAFTANAZ.place, names=(PlaceName("…"), PlaceName("Taftanaz"))))
    report: PackReport = packs.install([odd], WOF)
    assert report.places == 1
    assert packs.changes()[0].keys == {"taftanaz"}


def _install_for_ever(folder: Path, built: Path, started: multiprocessing.synchronize.Event) -> None:
    packs = Packs(folder, built)
    for number in range(10_000):
        places = [sourced(f"whosonfirst:{number}{place}", f"Place {place}", (36.5, 35.5)) for place in range(300)]
        packs.install(places, replace(WOF, version=str(number)))
        started.set()


def test_a_killed_installation_leaves_the_former_packs(tmp_path: Path, small_path: Path) -> None:
    folder = tmp_path / "packs"
    context = multiprocessing.get_context("spawn")
    for wait_seconds in (0.0, 0.02, 0.05):
        started = context.Event()
        process = context.Process(target=_install_for_ever, args=(folder, small_path, started))
        process.start()
        assert started.wait(60)
        process.join(wait_seconds)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        assert [pack.places for pack in Packs(folder, small_path).list()] == [300]
        assert len(Gazetteer.open(small_path, packs=folder).match("Place 7 and Place 299")) == 2
