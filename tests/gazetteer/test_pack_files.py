from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from gazetteer import Place, SourceDataError
from gazetteer.packs import PackHead
from gazetteer.packs.archives import decoded, member_contents, opened_lines
from gazetteer.packs.files import FileWish, PackFile, read_pack_file
from gazetteer.sources import SkippedRow, SourcedPlace
from tests.gazetteer.test_geonames import NAMES, ROW
from tests.gazetteer.test_whosonfirst import FEATURE, RECORD

LINE = json.dumps({**RECORD, "country": "UA"})
FEATURES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "Rukban camp", "id": "overlay:rukban-camp"},
            "geometry": {"type": "Polygon", "coordinates": [[[38, 33], [39, 33], [39, 34], [38, 33]]]},
        }
    ],
}
KML = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Atmeh camps</name>
<Point><coordinates>36.69,36.31</coordinates></Point></Placemark></Document></kml>"""


def zipped(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name.replace("__", "/").replace("_", "."))  # of 1980, not of now
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()


CONTENTS = {
    "wof.jsonl": LINE.encode(),
    "wof.jsonl.gz": gzip.compress(LINE.encode()),
    "SY.zip": zipped(readme_txt="Read me", SY_txt=ROW),
    "SY.txt": ROW.encode(),
    "repository.zip": zipped(
        whosonfirst__data__1_geojson=json.dumps({"properties": FEATURE}), whosonfirst__README_md="Read me"
    ),
    "camps.csv": b"name,lat,lon,country\nAtmeh camps,36.31,36.69,SY\n",
    "camps.tsv": b"name\tlat\tlon\tcountry\nAtmeh camps\t36.31\t36.69\tSY\n",
    "camps.geojson": json.dumps(FEATURES).encode(),
    "camps.kml": KML.encode(),
}


def read(folder: Path, name: str, content: bytes | None = None, wish: FileWish | None = None) -> PackFile:
    path = folder / name
    path.write_bytes(CONTENTS[name] if content is None else content)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return read_pack_file(path, wish)


def places(file: PackFile) -> list[Place]:
    return [entry.place for entry in file.rows if isinstance(entry, SourcedPlace)]


@pytest.mark.parametrize(
    ("name", "pack", "source", "place_id"),
    [
        ("wof.jsonl", "whosonfirst-UA", "Who's On First", "whosonfirst:101752471"),
        ("wof.jsonl.gz", "whosonfirst-UA", "Who's On First", "whosonfirst:101752471"),
        ("repository.zip", "whosonfirst-UA", "Who's On First", "whosonfirst:890426825"),
        ("SY.zip", "geonames-SY", "GeoNames", "geonames:170654"),
        ("SY.txt", "geonames-SY", "GeoNames", "geonames:170654"),
        ("camps.csv", "camps", "camps.csv", "pack:camps/2"),
        ("camps.tsv", "camps", "camps.tsv", "pack:camps/2"),
        ("camps.geojson", "camps", "camps.geojson", "pack:camps/rukban-camp"),
        ("camps.kml", "camps", "camps.kml", "pack:camps/1"),
    ],
)
def test_a_file_tells_what_it_is(tmp_path: Path, name: str, pack: str, source: str, place_id: str) -> None:
    file = read(tmp_path, name)
    assert (file.head.name, file.head.source) == (pack, source)
    assert [place.id for place in places(file)] == [place_id]
    assert places(file)[0].source == source
    assert file.head.date == "2023-11-14"
    assert file.head.sha256 == hashlib.sha256(CONTENTS[name]).hexdigest()


def test_what_the_user_says_wins(tmp_path: Path) -> None:
    head = PackHead("mine", "Census", "IQ", "ODbL", "https://example.org", "2024-05-06")
    file = read(tmp_path, "camps.kml", wish=FileWish(head))
    assert file.head == PackHead(
        "mine", "Census", "IQ", "ODbL", "https://example.org", "2024-05-06", sha256=file.head.sha256
    )
    assert (places(file)[0].id, places(file)[0].country, places(file)[0].source) == ("pack:mine/1", "IQ", "Census")


def test_columns_are_mapped_and_bad_rows_told(tmp_path: Path) -> None:
    table = b"Camp;Y;X;id\nAtmeh;36.31;36.69;geonames:5\nNowhere;;;7\n"
    wish = FileWish(PackHead("", "", "SY"), {"name": "Camp", "lat": "Y", "lon": "X"})
    file = read(tmp_path, "camps.csv", table, wish)
    (place,) = places(file)
    assert (place.id, place.name, place.same_as) == ("pack:camps/5", "Atmeh", ("geonames:5",))
    (skipped,) = [row for row in file.rows if isinstance(row, SkippedRow)]
    assert skipped.line == 3


def test_polygons_of_a_file_are_kept(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "camps.geojson").rows
    assert isinstance(entry, SourcedPlace)
    assert entry.polygon is not None
    assert entry.polygon.area == pytest.approx(0.5)
    assert entry.place.same_as == ("overlay:rukban-camp",)


def test_a_dump_is_read_with_its_alternate_names(tmp_path: Path) -> None:
    names = tmp_path / "names.zip"
    names.write_bytes(zipped(SY_txt=NAMES))
    (place,) = places(read(tmp_path, "SY.zip", wish=FileWish(alternate_names=names)))
    assert "Damaskus" in {name.text for name in place.names}
    assert "wikidata:Q3766" in place.same_as


def test_a_file_of_several_countries_names_none(tmp_path: Path) -> None:
    other = json.dumps({**RECORD, "id": 2, "country": "RU"})
    file = read(tmp_path, "wof.jsonl", f"{LINE}\n{other}\n".encode())
    assert (file.head.name, file.head.country) == ("whosonfirst", "")
    assert len(places(file)) == 2


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("wof.jsonl.gz", CONTENTS["wof.jsonl.gz"][:-9], "is damaged"),
        ("wof.jsonl.gz", b"no gzip", "is damaged"),
        ("SY.zip", b"PK no zip", "is damaged"),
        ("SY.zip", zipped(readme_txt="Read me"), "holds no file that ends in '.txt'"),
        ("wof.jsonl.gz", gzip.compress(b"[" + b" " * 40_000_000), "unpacks to more than"),
        ("SY.zip", zipped(SY_txt=" " * 40_000_000), "unpacks to more than"),
        ("r.zip", zipped(a_geojson=" " * 30_000_000, b_geojson=" " * 30_000_000), "unpacks to more than"),
        ("places.docx", b"", "a pack is made of a file that ends in one of .jsonl"),
        ("camps.csv", b"a,b\n1,2\n", "name"),
        ("camps.kml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><kml>&a;</kml>", "camps.kml"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(SourceDataError, match=message) as caught:
        read(tmp_path, name, content)
    assert str(tmp_path) not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_long_line_is_cut_where_it_can_do_no_harm(tmp_path: Path) -> None:
    file = read(tmp_path, "wof.jsonl", b"x" * 3 * 2**20 + b"\n" + LINE.encode())
    assert [place.name for place in places(file)] == ["Yalta"]
    assert all(isinstance(row, SkippedRow) for row in file.rows[:-1])


def test_one_bad_byte_costs_one_name() -> None:
    assert list(decoded([b"\xef\xbb\xbfAl Bab", b"Dara\xff"])) == ["Al Bab", "Dara�"]
    assert list(decoded([])) == []


def test_members_come_in_order_of_name(tmp_path: Path) -> None:
    path = tmp_path / "r.zip"
    path.write_bytes(zipped(b_geojson="2", a_geojson="1", c_txt="3"))
    assert list(member_contents(path, ".geojson")) == [("a.geojson", b"1"), ("b.geojson", b"2")]
    with opened_lines(path, ".txt") as lines:
        assert list(lines) == [b"3"]
