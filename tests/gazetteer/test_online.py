from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gazetteer.errors import (
    AddressRefusedError,
    AnswerStatusError,
    AnswerTooLargeError,
    GeocoderError,
    NetworkError,
    QuestionError,
)
from gazetteer.models import NameKind, PlaceName
from gazetteer.online import AnswerCache, OnlineGeocoder, find_service, services
from tests.geocoders import ANSWERING, GEONAMES, NOMINATIM, PHOTON, answer_json, question
from tests.local_server import LocalServer, Request, head, whole

Start = Callable[..., OnlineGeocoder]
NAME = "Khirbet Ghazaleh"


@pytest.fixture
def start(servers: list[LocalServer], tmp_path: Path) -> Start:
    """Start a server that speaks a service's JSON, or answers otherwise, and give the geocoder that asks it."""

    def start(key: str, answer: Callable[[Request], Iterable[bytes]] | None = None) -> OnlineGeocoder:
        servers.append(LocalServer(answer or ANSWERING[key]))
        service = find_service(key)
        assert service is not None
        cache = AnswerCache(tmp_path / "atlas.sqlite.online")
        return OnlineGeocoder(service, cache, servers[-1].url, "atlas", "conflict-atlas/9 (test)")

    return start


@pytest.mark.parametrize("key", ["nominatim", "photon", "geonames"])
def test_each_service_proposes_the_places_of_a_name(start: Start, key: str) -> None:
    asked = start(key).ask(NAME)
    assert (asked.name, asked.host, asked.was_kept) == (NAME, "127.0.0.1", False)
    first, second = asked.proposals
    assert (first.name, first.country, first.feature_class, first.feature_code) == (NAME, "SY", "P", "PPL")
    assert (round(first.lon, 3), round(first.lat, 3)) == (36.203, 32.733)
    assert second.country == "JO"
    assert first.label.startswith("Khirbet Ghazaleh, Daraa")
    assert first.record.startswith("https://www.")


def test_nominatim_tells_extent_names_and_record(start: Start) -> None:
    town, province = start("nominatim").ask(NAME).proposals
    assert town.bounds == (36.1833, 32.7133, 36.2233, 32.7533)
    assert (town.radius_km, province.radius_km) == (2.9, 14.6)
    assert town.record == "https://www.openstreetmap.org/node/494148318"
    assert set(town.names) == {
        PlaceName("خربة غزالة", "", NameKind.ALIAS),
        PlaceName("Ghazala", "", NameKind.HISTORIC),
        PlaceName("Ghazal", "", NameKind.HISTORIC),
    }
    assert (province.feature_class, province.feature_code) == ("A", "ADM1")


def test_photon_and_geonames_tell_what_they_have(start: Start) -> None:
    town, base = start("photon").ask(NAME).proposals
    assert town.label == "Khirbet Ghazaleh, Daraa District, Daraa Governorate, Syria"
    assert (base.feature_class, base.feature_code, base.radius_km, base.bounds) == ("S", "AIRB", 5.0, None)
    assert base.record == "https://www.openstreetmap.org/way/77"
    town, base = start("geonames").ask(NAME).proposals
    assert town.names == (PlaceName("Khirbat Ghazālah"),)
    assert town.record == "https://www.geonames.org/167263"
    assert (base.feature_class, base.feature_code) == ("S", "AIRB")


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        (
            "nominatim",
            {
                "q": NAME, "format": "json", "limit": "10", "countrycodes": "sy", "addressdetails": "1",
                "namedetails": "1", "accept-language": "en",
            },
        ),
        ("photon", {"q": NAME, "limit": "20", "lang": "en"}),
        ("geonames", {"q": NAME, "username": "atlas", "country": "SY"}),
    ],
)  # fmt: skip
def test_only_name_country_and_user_are_sent(
    start: Start, servers: list[LocalServer], key: str, sent: dict[str, str]
) -> None:
    asked = start(key).ask(f"  {NAME} ", "SY")
    assert [proposal.country for proposal in asked.proposals] == ["SY"]
    request = servers[0].requests[0]
    assert question(request) == sent
    user = "" if key == "geonames" else " (atlas)"
    assert request.headers == {
        "host": f"127.0.0.1:{servers[0].port}",
        "user-agent": f"conflict-atlas/9 (test){user}",
        "accept-encoding": "identity",
        "connection": "close",
    }


def test_an_answer_is_kept_and_not_asked_for_again(start: Start, servers: list[LocalServer]) -> None:
    geocoder = start("nominatim")
    first = geocoder.ask(NAME)
    again = replace(geocoder, cache=AnswerCache(geocoder.cache.path)).ask(NAME)
    assert again.was_kept
    assert (again.proposals, again.asked_at) == (first.proposals, first.asked_at)
    assert len(servers[0].requests) == 1
    assert not geocoder.ask(NAME, "SY").was_kept
    assert not geocoder.ask(NAME, fresh=True).was_kept
    assert len(servers[0].requests) == 3


def test_that_nothing_was_found_is_kept_too(start: Start, servers: list[LocalServer]) -> None:
    for key in ("nominatim", "photon", "geonames"):
        geocoder = start(key)
        assert geocoder.ask("Nowhere at all").proposals == ()
        assert geocoder.ask("Nowhere at all").was_kept
    assert [len(server.requests) for server in servers] == [1, 1, 1]


def test_what_was_kept_can_be_forgotten(start: Start, servers: list[LocalServer]) -> None:
    geocoder = start("nominatim")
    assert geocoder.cache.forget() == 0
    geocoder.ask(NAME)
    assert geocoder.cache.forget() == 1
    assert NAME.encode() not in geocoder.cache.path.read_bytes()
    assert not geocoder.ask(NAME).was_kept
    assert len(servers[0].requests) == 2


@pytest.mark.parametrize(
    "name", ["", "   ", "a" * 101, "two\nlines", "tab\tbed", "null\0", "\ud800", "He said: " + "word " * 30]
)
def test_only_a_name_is_sent(start: Start, servers: list[LocalServer], name: str) -> None:
    with pytest.raises(QuestionError, match="is not sent: only names are"):
        start("nominatim").ask(name)
    assert servers[0].connections == 0


@pytest.mark.parametrize("name", ["دير الزور", "Київ", "Al-Qā‘im", "100% & más?", "a" * 100, "../../etc", "{{7*7}}"])
def test_names_travel_unharmed(start: Start, servers: list[LocalServer], name: str) -> None:
    for key in ("nominatim", "photon", "geonames"):
        assert start(key).ask(name).proposals == ()
        assert question(servers[-1].requests[0])["q"] == name


@pytest.mark.parametrize("key", ["nominatim", "photon", "geonames"])
@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>Please log in</html>", b"\xff\xfe", b"[" * 100_000, b"null", b"3", b'"text"', b"[1, 2]", b"[null]",
        b"[[]]", b'{"features": [{}]}', b'{"features": 3}', b'{"geonames": [1]}', b'{"geonames": 5}', b"[{}]", b"{}",
        b'[{"lat": "x", "lon": "y", "display_name": "z"}]', b'[{"lat": "NaN", "lon": "1", "display_name": "z"}]',
        b'[{"lat": 1e999, "lon": 1, "display_name": "z"}]', b'[{"lat": "95", "lon": "1", "display_name": "z"}]',
        b'{"features": [{"geometry": {"coordinates": [1]}, "properties": {"name": "z"}}]}',
        b'{"features": [{"geometry": {"coordinates": ["a", "b"]}, "properties": {"name": 1}}]}',
        b'{"geonames": [{"lat": "1", "lng": "2", "name": 5}]}', b'{"status": 7}', b'{"status": {"value": 10}}',
        b'{"error": "Unable to geocode"}',
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Latitude normalization")  # geopy's, before it raises
def test_an_odd_answer_proposes_nothing_or_is_told(start: Start, key: str, body: bytes) -> None:
    geocoder = start(key, lambda _: whole(body))
    told = _told(geocoder)
    assert told == "nothing" or ("127.0.0.1" in told and "secret" not in told)
    assert told == "nothing" or "geocoder_address" in told or "geocoder_user" in told


def _told(geocoder: OnlineGeocoder) -> str:
    """Ask for a secret name, and return what the user is told."""
    try:
        return "something" if geocoder.ask("secret").proposals else "nothing"
    except GeocoderError as error:
        return str(error)


@pytest.mark.parametrize(
    ("key", "good", "spoils"),
    [
        ("nominatim", NOMINATIM[0], ["osm_id", "boundingbox", "class", "type", "address", "osm_type"]),
        ("photon", PHOTON[0], []),
        ("geonames", GEONAMES[0], ["geonameId", "fcl", "fcode", "countryCode", "toponymName", "adminName2"]),
    ],
)
@pytest.mark.parametrize("value", [None, 7, "\x1b[31m\n\u202e", [], {"a": 1}, ["1", "2", "3", "x"], True])
def test_one_odd_value_spoils_only_itself(
    start: Start, key: str, good: dict[str, Any], spoils: list[str], value: object
) -> None:
    records = [good | {field: value} for field in spoils]
    told = {"nominatim": records, "photon": {"features": [good]}, "geonames": {"geonames": records}}[key]
    geocoder = start(key, lambda _: answer_json(told))
    found = geocoder.ask(NAME).proposals
    assert found
    assert {(proposal.name, round(proposal.lat, 3)) for proposal in found} == {(NAME, 32.733)}
    assert all(text.isprintable() for each in found for text in (each.label, each.country, each.record))


def test_text_of_a_service_is_cleaned_and_cut(start: Start) -> None:
    told = {"lat": "1", "lon": "2", "display_name": "A\x1b[31m\nB" * 100, "name": "N\0" * 500, "namedetails": {}}
    found = start("nominatim", lambda _: answer_json([told])).ask(NAME).proposals[0]
    assert (len(found.name), len(found.label) <= 200) == (199, True)
    assert found.name.isprintable()
    assert found.label.isprintable()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ({"message": "the hourly limit of 1000 credits for x has been exceeded.", "value": 19}, "too often"),
        ({"message": "user does not exist.", "value": 10}, "does not know that user"),
        (
            {"message": "user account not enabled to use the free webservice.", "value": 10},
            "switch the web services on",
        ),
        ({"message": "something else", "value": 22}, "refuses to answer"),
    ],
)
def test_what_geonames_refuses_is_worded(start: Start, status: dict[str, object], words: str) -> None:
    geocoder = start("geonames", lambda _: answer_json({"status": status}))
    with pytest.raises(GeocoderError, match=words) as told:
        geocoder.ask(NAME)
    assert isinstance(told.value, OSError)
    assert "127.0.0.1" in str(told.value)


@pytest.mark.parametrize(
    ("status", "words"), [(401, "user name"), (403, "user name"), (429, "too often"), (503, "later")]
)
def test_a_status_that_refuses_is_worded(start: Start, status: int, words: str) -> None:
    geocoder = start("nominatim", lambda _: whole(b"blocked", status))
    with pytest.raises(AnswerStatusError, match=words):
        geocoder.ask(NAME)
    assert geocoder.cache.find(f"nominatim {geocoder.address}  {NAME}") is None


def test_geonames_without_a_user_is_not_asked(start: Start, servers: list[LocalServer]) -> None:
    geocoder = start("geonames")
    with pytest.raises(GeocoderError, match="put yours into the setting geocoder_user"):
        replace(geocoder, user="").ask(NAME)
    with pytest.raises(AnswerStatusError, match="status 401"):
        replace(geocoder, user="somebody").ask(NAME)
    assert len(servers[0].requests) == 1


@pytest.mark.parametrize("user", ["me\r\nX-Evil: 1", "mé@example.org", "a" * 101])
def test_a_user_that_fits_no_header_is_refused(start: Start, servers: list[LocalServer], user: str) -> None:
    with pytest.raises(GeocoderError, match="geocoder_user takes"):
        replace(start("nominatim"), user=user).ask(NAME)
    assert servers[0].connections == 0


def test_a_server_here_is_asked_only_as_the_own_address(start: Start, servers: list[LocalServer]) -> None:
    geocoder = start("nominatim")
    inner = replace(geocoder, own_address="", service=replace(geocoder.service, address=servers[0].url))
    with pytest.raises(AddressRefusedError):
        inner.ask(NAME)
    other = start("nominatim", lambda _: [head(302, Location=f"{servers[0].url}/search?q=x")])
    with pytest.raises(AddressRefusedError):
        other.ask(NAME)
    assert servers[0].connections == 0


@pytest.mark.parametrize(
    "address", ["localhost:8088", "ftp://127.0.0.1/", "http://user:pw@127.0.0.1/", "not an address"]
)
def test_an_own_address_that_is_none_is_refused(start: Start, address: str) -> None:
    with pytest.raises(AddressRefusedError):
        replace(start("nominatim"), own_address=address).ask(NAME)
    with pytest.raises(NetworkError):
        _ = replace(start("photon"), own_address=address).address


def test_an_own_address_may_hold_a_path(start: Start, servers: list[LocalServer]) -> None:
    geocoder = start("nominatim", lambda _: answer_json(NOMINATIM))
    assert len(replace(geocoder, own_address=f"{geocoder.own_address}/nominatim/").ask(NAME).proposals) == 2
    assert servers[0].requests[0].path.startswith("/nominatim/search?q=Khirbet+Ghazaleh&")


def test_a_public_server_is_asked_in_turns(start: Start, servers: list[LocalServer]) -> None:
    geocoder = start("nominatim")
    service = replace(geocoder.service, address="https://geocoder.test", gap_s=0.3)
    public = replace(geocoder, own_address="", service=service, resolve=lambda _host, _port: ["127.0.0.1"])
    began = time.monotonic()
    for number in range(3):
        with pytest.raises(AddressRefusedError, match=r"geocoder\.test leads to 127\.0\.0\.1"):
            public.ask(f"name {number}")
    assert time.monotonic() - began >= 0.6  # a sleep is never too short
    assert servers[0].connections == 0


def test_an_endless_answer_is_cut(start: Start) -> None:
    def answer(_request: Request) -> Iterator[bytes]:
        yield head()
        while True:
            yield b"[" * 65536

    with pytest.raises(AnswerTooLargeError, match="2 MiB"):
        start("nominatim", answer).ask(NAME)


def test_the_name_is_logged_nowhere(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for key in ("nominatim", "photon", "geonames"):
        start(key).ask("secret place")
    with pytest.raises(NetworkError):
        start("nominatim", lambda _: whole(b"secret place", 500)).ask("secret place 2")
    assert "secret" not in caplog.text


def test_every_service_names_what_a_user_must_know() -> None:
    assert [service.key for service in services()] == ["nominatim", "photon", "geonames"]
    for service in services():
        assert service.address.startswith("https://")
        assert service.terms.startswith("https://")
        assert service.gap_s >= 1
        assert all((service.title, service.licence, service.credit, service.operator, service.user))
    assert find_service("") is None
