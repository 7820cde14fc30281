"""The offline basemap as built: borders by ISO 3166, lines and labels, and its size."""

from __future__ import annotations

import json
from typing import Any

import pytest
from shapely.geometry import Point, Polygon
from shapely.ops import unary_union

from geo.map_page import BASEMAP, read_asset, static_folder


def basemap(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(read_asset(BASEMAP[name]))
    return loaded


def decoded(steps: list[int], scale: int) -> list[tuple[float, float]]:
    points, x, y = [], 0, 0
    for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x / scale, y / scale))
    return points


def country_shape(code: str) -> Any:  # noqa: ANN401 - a shapely geometry of any kind
    files = basemap("countries")
    arcs = [decoded(arc, files["scale"]) for arc in files["arcs"]]
    country = next(entry for entry in files["countries"] if entry["code"] == code)
    rings = [[ring(arcs, numbers) for numbers in polygon] for polygon in country["polygons"]]
    return unary_union([Polygon(outer, holes).buffer(0) for outer, *holes in rings])


def ring(arcs: list[list[tuple[float, float]]], numbers: list[int]) -> list[tuple[float, float]]:
    return [point for number in numbers for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [
        ("UA", 34.1, 44.95),  # Simferopol
        ("UA", 33.53, 44.6),  # Sevastopol
        ("UA", 37.8, 48.0),
        ("SY", 40.14, 35.34),
        ("SY", 36.1, 32.63),
        ("SD", 25.35, 13.63),
        ("GE", 43.97, 42.23),  # Tskhinvali
        ("RU", 37.6, 55.75),
    ],
)
def test_a_place_lies_in_its_country(code: str, lon: float, lat: float) -> None:
    shape = country_shape(code)
    assert shape.contains(Point(lon, lat))
    assert shape.is_valid


def test_crimea_is_not_in_russia() -> None:
    russia = country_shape("RU")
    assert not russia.contains(Point(34.1, 44.95))
    assert russia.area > 2500


def test_countries_carry_names_and_numeric_codes() -> None:
    named = {entry["code"]: (entry["name"], entry["numeric"]) for entry in basemap("countries")["countries"]}
    assert named["SY"] == ("Syria", 760)
    assert named["UA"] == ("Ukraine", 804)
    assert len(named) > 230


def test_every_border_is_written_once() -> None:
    arcs = [tuple(arc) for arc in basemap("countries")["arcs"]]
    assert len(set(arcs)) == len(arcs)
    assert all(len(arc) >= 4 for arc in arcs)


def test_labels_are_few_and_the_capitals_are_there() -> None:
    labels = basemap("labels")
    capitals = {name for name, _, _, _, is_capital in labels["cities"] if is_capital}
    assert len(labels["cities"]) <= 3000
    assert {"Damascus", "Kyiv", "Khartoum", "Kabul", "Tbilisi"} <= capitals
    assert {"Idlib", "Deir ez-Zor", "North Darfur"} <= {name for name, *_ in labels["admin1"]}


def test_the_basemap_is_small() -> None:
    total = sum((static_folder() / path).stat().st_size for path in BASEMAP.values())
    assert total < 2_500_000
    assert {line[0] for line in basemap("admin1")["lines"]} == {5, 7, 9}
