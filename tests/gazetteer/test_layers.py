from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import box

from gazetteer import Gazetteer, read_sources
from gazetteer.layers import PlaceLayers
from gazetteer.packs import Packs
from gazetteer.packs.store import open_packs
from gazetteer.store import GazetteerStore
from tests.gazetteer.pack_samples import GEONAMES, IDLIB, TAFTANAZ, WOF, sourced

QUARTER = box(36.60, 35.90, 36.66, 35.96)
SPELLING = sourced("whosonfirst:3", "Deir Azzor", (40.141, 35.341), "Deirazzor", same_as="geonames:deir-ez-zor-sy")


@pytest.fixture
def folder(tmp_path: Path, small_path: Path) -> Path:
    with_polygon = replace(IDLIB, polygon=QUARTER)
    Packs(tmp_path / "packs", small_path).install([TAFTANAZ, with_polygon, SPELLING], WOF)
    return tmp_path / "packs"


@pytest.fixture
def layers(folder: Path, small_path: Path) -> PlaceLayers:
    return PlaceLayers(GazetteerStore(small_path), open_packs(folder))


@pytest.fixture
def found(folder: Path, small_path: Path) -> Gazetteer:
    return Gazetteer.open(small_path, packs=folder)


def test_without_packs_the_built_file_answers(small_path: Path, tmp_path: Path) -> None:
    built = GazetteerStore(small_path)
    layers = PlaceLayers(built)
    assert open_packs(tmp_path) is None
    assert layers.by_key("idlib") == built.by_key("idlib")
    assert layers.version == built.about()["version"]
    assert layers.place("geonames:idlib-sy") == built.place("geonames:idlib-sy")
    assert layers.place("whosonfirst:1") is None
    assert layers.names("geonames:idlib-sy") == built.names("geonames:idlib-sy")


def test_prefixes_count_a_place_once_and_keep_to_limit_and_country(layers: PlaceLayers) -> None:
    hits = layers.by_prefix("deir", "", 10)
    assert [place.id for _, place in hits] == ["geonames:deir-ez-zor-sy"]
    assert [place.id for _, place in layers.by_prefix("ta", "", 10)] == ["whosonfirst:1"]
    assert layers.by_prefix("ta", "IQ", 10) == []
    assert len(layers.by_prefix("d", "", 2)) == 2


def test_a_twin_brings_spellings_for_near_names(found: Gazetteer) -> None:
    assert found.places_named("Deirazzor")[0].id == "geonames:deir-ez-zor-sy"
    assert found.search("Deirazzur")[0].place.id == "geonames:deir-ez-zor-sy"
    assert [span.key for span in found.match("in Deirazzor and Deir ez-Zor")] == ["deirazzor", "deir al zor"]


def test_a_twin_brings_a_polygon(layers: PlaceLayers) -> None:
    polygon = layers.polygon("geonames:idlib-sy")
    assert polygon is not None
    assert polygon.equals(QUARTER)
    assert layers.polygon("whosonfirst:2") == polygon
    assert layers.polygon("whosonfirst:1") is None
    assert layers.polygon("nix:1") is None
    assert layers.polygon("naturalearth:1").equals(box(36, 35, 37, 36))


def test_unknown_ids_have_nothing(layers: PlaceLayers) -> None:
    assert layers.place("nix:1") is None
    assert layers.names("nix:1") == ()


def test_nearest_places_come_from_every_layer_once(found: Gazetteer) -> None:
    near = [pair.place.id for pair in found.nearest(36.63, 35.93, 3)]
    assert near[:2] == ["geonames:idlib-sy", "whosonfirst:1"]
    assert len(set(near)) == 3


def test_sources_are_told_without_opening_the_names(folder: Path, small_path: Path) -> None:
    told = read_sources(small_path, folder)
    assert [source.name for source in told] == ["GeoNames", "Natural Earth", "Who's On First"]
    assert (told[-1].country, told[-1].date, told[-1].places) == ("SY", "2025-01-02", 3)
    assert told == Gazetteer.open(small_path, packs=folder).sources()
    assert read_sources(small_path, folder / "none") == read_sources(small_path)


def test_readers_see_whole_changes_while_packs_come_and_go(found: Gazetteer, folder: Path, small_path: Path) -> None:
    packs, wrong, done = Packs(folder, small_path), list[object](), threading.Event()
    pair = [sourced("geonames:81", "Twintown", (37.0, 35.2)), sourced("geonames:82", "Twintown", (37.5, 35.2))]

    def read() -> None:
        while not done.is_set():
            named = found.places_named("Twintown")
            if len(named) not in {0, 2} or not found.places_named("Taftanaz"):
                wrong.append(named)
            found.match("Twintown and Taftanaz")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        packs.install(pair, GEONAMES)
        packs.remove(GEONAMES.name)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert found.places_named("Twintown") == ()
