from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gazetteer import NameKind, Place
from gazetteer.importers.whosonfirst import read_whosonfirst
from gazetteer.importers.whosonfirst_repository import read_repository
from gazetteer.packs.archives import opened_lines
from gazetteer.sources import SkippedRow, SourcedPlace

RECORD: dict[str, Any] = {
    "id": 101752471,
    "name": "Ялта",
    "placetype": "locality",
    "lat": 44.500762,
    "lon": 34.159737,
    "population": 79509,
    "country": "UA",
    "geonames_id": 688533,
    "wikidata_id": "Q128499",
    "names": {"ara": ["يالطا"], "eng": ["Yalta", "Ialta"], "rus": ["Ялта"], "und": ["Jalta"]},
}


def line(**changes: object) -> bytes:
    return json.dumps({**RECORD, **changes}).encode()


def read(*lines: bytes) -> list[Place | SkippedRow]:
    return [entry.place if isinstance(entry, SourcedPlace) else entry for entry in read_whosonfirst(lines)]


def read_one(**changes: object) -> Place:
    (place,) = read(line(**changes))
    assert isinstance(place, Place), place
    return place


def test_a_place_is_read_with_names_languages_and_ids() -> None:
    place = read_one()
    assert (place.id, place.name, place.country, place.population) == ("whosonfirst:101752471", "Yalta", "UA", 79509)
    assert (place.lon, place.lat, place.radius_km) == (34.159737, 44.500762, 2.7)
    assert place.same_as == ("geonames:688533", "wikidata:Q128499")
    told = {name.text: (name.language, name.kind) for name in place.names}
    assert told["Ялта"] == ("", NameKind.ORIGINAL)
    assert told["يالطا"] == ("ar", NameKind.ALIAS)
    assert told["Jalta"] == ("", NameKind.ALIAS)


@pytest.mark.parametrize(
    ("placetype", "kind"),
    [
        ("country", ("A", "PCLI")),
        ("region", ("A", "ADM1")),
        ("county", ("A", "ADM2")),
        ("localadmin", ("A", "ADM3")),
        ("locality", ("P", "PPL")),
        ("neighbourhood", ("P", "PPLX")),
        ("campus", ("S", "AIRP")),
    ],
)
def test_placetypes_become_feature_codes(placetype: str, kind: tuple[str, str]) -> None:
    place = read_one(placetype=placetype)
    assert (place.feature_class, place.feature_code) == kind
    assert place.radius_km > 0


@pytest.mark.parametrize(
    ("name", "names", "shown"),
    [
        ("Ain Al Arab", {"eng": ["Ayn al-'Arab"], "und": ["عين العرب"]}, "Ain Al Arab"),
        ("Керч", {"rus": ["Керчь"], "eng": ["KHC", "Kerch"]}, "Kerch"),  # a code is no name
        ("Керч", {"und": ["kerch", "Kertsch"]}, "Kertsch"),  # nor is a machine's romanisation
        ("Керч", {"rus": ["Керчь"]}, "Керч"),
        ("", {"eng": ["Kerch"]}, "Kerch"),
        ("  Al   Bab ", {}, "Al Bab"),
    ],
)
def test_the_name_shown_is_in_latin_letters_if_any_is(name: str, names: dict[str, list[str]], shown: str) -> None:
    place = read_one(name=name, names=names)
    assert place.name == shown
    assert shown not in {other.text for other in place.names}


def test_airport_codes_and_numbers_are_no_names() -> None:
    place = read_one(
        placetype="campus", name="Kamishly Airport", names={"eng": ["Qamishli Airport", "KAC", "OSKL", "7"]}
    )
    assert [name.text for name in place.names] == ["Qamishli Airport"]
    assert "airport:OSKL" in place.same_as


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"{", "no JSON"),
        (b"[1]", "a JSON object is expected"),
        (b"\xff\xfe{}", "no JSON"),
        (b"[" * 200_000, "no JSON"),
        (line(lat=91), "lat '91': a number from -90 to 90"),
        (line(lon="x"), "lon 'x': a number from -180 to 180"),
        (line(lat=None), "lat 'None'"),
        (line(lat=True), "lat 'True'"),
        (line(id="x"), "id 'x': a whole number"),
        (line(placetype="planet"), "placetype 'planet'; there are: country"),
        (line(name="", names={}), "a name is missing"),
        (line(names=["Yalta"]), "names: an object of lists by language"),
        (line(note="x" * 2**20), "the line is longer"),
    ],
)
def test_a_bad_line_is_told_and_the_next_read(row: bytes, reason: str) -> None:
    first, second = read(row, line())
    assert isinstance(first, SkippedRow)
    assert first.line == 1
    assert first.reason.startswith(reason)
    assert isinstance(second, Place)


def test_odd_values_do_no_harm() -> None:
    place = read_one(population="many", country="Ukraine", geonames_id="x", wikidata_id=None, names={"eng": "Yalta"})
    assert (place.population, place.country, place.same_as, place.name) == (0, "", (), "Yalta")
    assert read(b"", b"  \n") == []
    assert read_one(names={"eng": ["x" * 500, None, 7, "Yalta"], "fra": None, "deu": 3}).name == "Yalta"


def test_names_that_wikipedia_lends_to_places_far_apart_are_left_out() -> None:
    lent = {"eng": ["Kolomyia Raion"], "ukr": ["Коломийський район"], "und": ["Kamenka"]}
    far = line(id=2, lat=48.9, wikidata_id="Q1", names=lent)
    here, there = read(line(id=1, lat=48.6, name="Кам'янка", wikidata_id="Q1", names=lent), far)
    assert isinstance(here, Place)
    assert (here.name, [name.text for name in here.names]) == ("Kamenka", ["Кам'янка"])
    assert isinstance(there, Place)
    assert "wikidata:Q1" not in (*here.same_as, *there.same_as)
    near = read(line(id=1), line(id=2))
    assert [place.name for place in near if isinstance(place, Place)] == ["Yalta"] * 2


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"name": "Сіверськ", "names": {"eng": ["Bakhmut"], "ukr": ["Бахмут"], "ara": ["باخموت"]}}, False),
        ({"name": "Wagon", "names": {"fra": ["Chariot"], "rus": ["Телега"]}}, False),
        ({"name": "Теплогірськ", "names": {"eng": ["Irmino"], "rus": ["Теплогорск"]}}, True),  # renamed
        ({"name": "Керч", "names": {"eng": ["Kerch"]}}, True),
        ({"name": "Керч", "names": {"ara": ["كيرتش"]}}, True),  # cannot be compared
        ({"name": "Zalah", "wikidata_id": None, "names": {"kur": ["Jałe"]}}, True),  # not from Wikipedia
        ({"name": "At-Ta'mim", "placetype": "region", "names": {"eng": ["Kirkuk"]}}, True),  # no settlement
        ({"name": "Керч", "names": {"und": ["Wagon"], "eng": ["Wagon"]}}, True),
    ],
)
def test_names_that_sound_nothing_like_the_place_are_left_out(changes: dict[str, Any], *, kept: bool) -> None:
    place = read_one(**changes)
    told = {place.name, *(name.text for name in place.names)}
    given = {text for language, texts in changes["names"].items() if language != "und" for text in texts}
    assert (given <= told) is kept
    assert any(other.startswith("wikidata:") for other in place.same_as) is (
        kept and changes.get("wikidata_id", 1) == 1
    )


def test_every_line_of_a_real_file_is_read(shared_data: Path) -> None:
    with opened_lines(shared_data / "gazetteers" / "whosonfirst-ss.jsonl.gz") as lines:
        entries = list(read_whosonfirst(lines))
    places = [entry.place for entry in entries if isinstance(entry, SourcedPlace)]
    assert len(places) == len(entries) == 5339
    assert {place.country for place in places} == {"SS"}
    assert {"Juba", "Malakal", "Bentiu"} <= {place.name for place in places}


FEATURE: dict[str, Any] = {
    "wof:id": 890426825,
    "wof:name": "Тест",
    "wof:placetype": "locality",
    "wof:country": "UA",
    "wof:concordances": {"gn:id": 7, "wd:id": "Q7"},
    "lbl:latitude": 48.5,
    "lbl:longitude": 37.5,
    "geom:latitude": 1.0,
    "geom:longitude": 1.0,
    "name:eng_x_preferred": ["Test"],
    "name:eng_x_variant": ["Teste"],
    "name:ukr_x_preferred": ["Тест"],
    "edtf:deprecated": "",
    "wof:superseded_by": [],
    "mz:is_current": 1,
}


def repository(**changes: object) -> list[tuple[str, bytes]]:
    properties = {**FEATURE, **{key.replace("__", ":"): value for key, value in changes.items()}}
    return [("data/890/426/825/890426825.geojson", json.dumps({"properties": properties}).encode())]


def test_a_repository_is_read_file_by_file() -> None:
    (entry,) = read_repository([*repository(), ("data/890/426/825/890426825-alt-qs.geojson", b"{}")])
    assert isinstance(entry, SourcedPlace)
    place = entry.place
    assert (place.id, place.name, place.lat, place.lon) == ("whosonfirst:890426825", "Test", 48.5, 37.5)
    assert place.same_as == ("geonames:7", "wikidata:Q7")
    assert [(name.text, name.language) for name in place.names] == [("Тест", ""), ("Teste", "en")]


@pytest.mark.parametrize(
    "changes",
    [
        {"edtf__deprecated": "2020-01-01"},
        {"mz__is_current": 0},
        {"wof__superseded_by": [1]},
        {"wof__placetype": "venue"},
    ],
)
def test_places_that_are_gone_or_not_kept_are_left_out(changes: dict[str, Any]) -> None:
    assert list(read_repository(repository(**changes))) == []
    assert len(list(read_repository(repository(mz__is_current=-1, edtf__deprecated="uuuu")))) == 1


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"properties": []}', b'{"properties": {"wof:placetype": "county"}}']
)
def test_a_file_that_is_no_feature_is_told(content: bytes) -> None:
    (entry,) = read_repository([("x/1.geojson", content)])
    assert isinstance(entry, SkippedRow)
    assert entry.line == 1
    assert "1.geojson" in entry.reason or "'None'" in entry.reason
