"""Packs of real places: what merges, what is found, and what it takes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.packs import PackReport, Packs
from gazetteer.packs.files import read_pack_file
from gazetteer.packs.merging import distance_km

IMPORT_SECONDS = 15.0  # the aim for 39,000 places, of one processor


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("real")


def install(folder: Path, shared_data: Path, *countries: str) -> list[PackReport]:
    with Packs(folder).writing() as writer:
        files = [read_pack_file(shared_data / "gazetteers" / f"whosonfirst-{code}.jsonl.gz") for code in countries]
        return [writer.install(file.rows, file.head) for file in files]


@pytest.fixture(scope="module")
def syria(folder: Path, shared_data: Path) -> tuple[PackReport, Gazetteer]:
    (report,) = install(folder, shared_data, "sy")
    return report, Gazetteer.open(packs=folder)


def test_a_country_merges_with_what_is_built(syria: tuple[PackReport, Gazetteer]) -> None:
    report, found = syria
    assert (report.places, report.skipped, report.pack.name) == (10_682, 0, "whosonfirst-SY")
    assert 330 <= report.merged <= 380
    for name, place_id in {"Aleppo": "geonames:170063", "Idlib": "geonames:169389"}.items():
        place = found.places_named(name)[0]
        full = found.place(place_id)
        assert place.id == place_id
        assert full is not None
        assert any(other.startswith("whosonfirst:") for other in full.same_as)


def test_twins_lie_where_their_places_do(syria: tuple[PackReport, Gazetteer]) -> None:
    _, found = syria
    names = ("Homs", "Hama", "Deir ez-Zor", "Raqqa", "Daraa", "Latakia", "Tartus", "Qamishli", "Manbij", "Kobani")
    for name in names:
        place = found.places_named(name)[0]
        assert place.feature_class == "P", name
        near = [other for other in found.places_named(name)[1:] if other.feature_class == "P"]
        assert all(distance_km(place, other) > 1 for other in near), name


def test_villages_are_found_in_a_text(syria: tuple[PackReport, Gazetteer]) -> None:
    _, found = syria
    text = "Shells fell on Kafr Halab and Tal Rifaat, said residents of Khan al-Asal."
    assert {text[span.start : span.end] for span in found.match(text)} >= {"Kafr Halab", "Khan al-Asal"}
    assert found.places_named("Kafr Halab")[0].country == "SY"


def test_39000_places_are_imported_in_time(tmp_path: Path, shared_data: Path) -> None:
    started = time.process_time()
    (report,) = install(tmp_path, shared_data, "ye")
    assert time.process_time() - started < IMPORT_SECONDS
    assert (report.places, report.skipped) == (39_204, 0)
    assert 300 <= report.merged <= 360
