"""Servers on this machine that speak Nominatim's, Photon's and GeoNames' JSON, with answers written for the tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.local_server import Request, whole

# What each service has of Khirbet Ghazaleh (a town in Syria, and a ruin of that name made up in Jordan).
NOMINATIM: Final[list[dict[str, Any]]] = [
    {
        "place_id": 1,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
        "osm_type": "node",
        "osm_id": 494148318,
        "boundingbox": ["32.7133", "32.7533", "36.1833", "36.2233"],
        "lat": "32.7333",
        "lon": "36.2033",
        "display_name": "Khirbet Ghazaleh, Daraa District, Daraa Governorate, Syria",
        "class": "place",
        "type": "town",
        "addresstype": "town",
        "name": "خربة غزالة",
        "importance": 0.4,
        "address": {"town": "Khirbet Ghazaleh", "country": "Syria", "country_code": "sy"},
        "namedetails": {
            "name": "خربة غزالة", "name:ar": "خربة غزالة", "name:en": "Khirbet Ghazaleh", "old_name": "Ghazala;Ghazal",
        },
    },
    {
        "osm_type": "way",
        "osm_id": 77,
        "lat": "31.9",
        "lon": "35.9",
        "boundingbox": ["31.8", "32.0", "35.8", "36.0"],
        "display_name": "Khirbet Ghazaleh, Jordan",
        "class": "boundary",
        "type": "administrative",
        "addresstype": "state",
        "name": "Khirbet Ghazaleh",
        "address": {"country_code": "jo"},
    },
]  # fmt: skip
PHOTON: Final[list[dict[str, Any]]] = [
    {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [36.2033, 32.7333]},
        "properties": {
            "osm_type": "N",
            "osm_id": 494148318,
            "osm_key": "place",
            "osm_value": "town",
            "type": "city",
            "countrycode": "SY",
            "name": "Khirbet Ghazaleh",
            "county": "Daraa District",
            "state": "Daraa Governorate",
            "country": "Syria",
            "extent": [36.1833, 32.7533, 36.2233, 32.7133],
        },
    },
    {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [35.9, 31.9]},
        "properties": {
            "osm_type": "W", "osm_id": 77, "osm_key": "military", "osm_value": "airfield", "type": "house",
            "countrycode": "JO", "name": "Khirbet Ghazaleh", "country": "Jordan",
        },
    },
]  # fmt: skip
GEONAMES: Final[list[dict[str, Any]]] = [
    {
        "geonameId": 167263,
        "name": "Khirbet Ghazaleh",
        "toponymName": "Khirbat Ghazālah",
        "lat": "32.73333",
        "lng": "36.20333",
        "countryCode": "SY",
        "countryName": "Syria",
        "adminName1": "Daraa",
        "fcl": "P",
        "fcode": "PPL",
        "population": 16240,
    },
    {"geonameId": 9, "name": "Khirbet Ghazaleh", "lat": "31.9", "lng": "35.9", "countryCode": "JO", "fcode": "AIRB"},
]


def question(request: Request) -> dict[str, str]:
    """Return the parameters of a request."""
    return {key: values[-1] for key, values in parse_qs(urlsplit(request.path).query).items()}


def answer_json(told: object, status: int = 200) -> list[bytes]:
    """Write an answer of JSON."""
    return whole(json.dumps(told, ensure_ascii=False).encode(), status, Content_Type="application/json; charset=utf-8")


def _knows(request: Request) -> bool:
    return question(request).get("q", "").casefold() == "khirbet ghazaleh"


def answer_nominatim(request: Request) -> Iterable[bytes]:
    """Answer as Nominatim's /search does."""
    if urlsplit(request.path).path != "/search":
        return answer_json({"error": {"code": 404, "message": "not found"}}, 404)
    wanted = question(request).get("countrycodes", "")
    found = [each for each in NOMINATIM if wanted in {"", each["address"]["country_code"]} and _knows(request)]
    return answer_json(found[: int(question(request)["limit"])])


def answer_photon(request: Request) -> Iterable[bytes]:
    """Answer as Photon's /api does."""
    if urlsplit(request.path).path != "/api":
        return answer_json({"message": "not found"}, 404)
    return answer_json({"type": "FeatureCollection", "features": PHOTON if _knows(request) else []})


def answer_geonames(request: Request) -> Iterable[bytes]:
    """Answer as GeoNames' /searchJSON does."""
    asked = question(request)
    if urlsplit(request.path).path != "/searchJSON":
        return answer_json({"status": {"message": "not found", "value": 12}}, 404)
    if asked.get("username") != "atlas":
        return answer_json({"status": {"message": "user does not exist.", "value": 10}}, 401)
    found = [each for each in GEONAMES if asked.get("country", "") in {"", each["countryCode"]} and _knows(request)]
    return answer_json({"totalResultsCount": len(found), "geonames": found})


ANSWERING: Final[dict[str, Callable[[Request], Iterable[bytes]]]] = {
    "nominatim": answer_nominatim,
    "photon": answer_photon,
    "geonames": answer_geonames,
}
