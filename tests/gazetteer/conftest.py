"""A small gazetteer from hand-written places, a store of the user's own, and the real one where it is built."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely.geometry import box
from sqlalchemy import create_engine

from gazetteer import Gazetteer, NameKind, Place, PlaceName, UserPlaces
from gazetteer.sources import GazetteerSource, SourcedPlace
from gazetteer.user_places import metadata
from gazetteer.writer import write_gazetteer


def _names(*texts: str) -> tuple[PlaceName, ...]:
    return tuple(PlaceName(text, "", NameKind.ALIAS) for text in texts)


def _town(name: str, point: tuple[float, float], population: int, *aliases: str, kind: str = "PPL SY") -> SourcedPlace:
    code, country = kind.split()
    identity = f"geonames:{name.lower().replace(' ', '-')}-{country.lower()}"
    lon, lat = point
    place = Place(identity, name, lon, lat, "P", code, 3.0, country, "", population, "GeoNames", _names(*aliases))
    return SourcedPlace(place)


SMALL = (
    SourcedPlace(
        Place("naturalearth:SY", "Syria", 38.5, 35.0, "A", "PCLI", 244, "SY", source="Natural Earth"),
        box(36, 32, 42, 37),
    ),
    SourcedPlace(
        Place("naturalearth:1", "Idlib", 36.7, 35.8, "A", "ADM1", 44, "SY", "Idlib", source="Natural Earth"),
        box(36, 35, 37, 36),
    ),
    _town("Idlib", (36.63, 35.93), 128_840, "Idleb", "إدلب", kind="PPLA SY"),
    _town("Deir ez-Zor", (40.14, 35.34), 242_565, "Deir Ezzor", "Dayr az Zawr", kind="PPLA SY"),
    _town("Daraa", (36.10, 32.62), 97_969, "Dar‘ā", kind="PPLA SY"),
    _town("Al Hasakah", (40.75, 36.50), 188_160, kind="PPLA SY"),
    _town("Kyiv", (30.52, 50.45), 2_797_553, "Kiev", "Київ", kind="PPLC UA"),
    _town("Hit", (42.83, 33.64), 31_000, kind="PPL IQ"),
    _town("Damascus", (36.29, 33.51), 1_569_394, "Dimashq", kind="PPLC SY"),
    _town("Damascus", (-77.2, 39.29), 15_257, kind="PPL US"),
    _town("Daraa al-Balad", (36.1, 32.61), 0, kind="PPLX SY"),
    _town("Nahr al Bārid", (35.97, 34.51), 30_000, "southern Lebanon", kind="PPL LB"),
    _town("El Paso", (-106.49, 31.76), 681_124, kind="PPL US"),
)
SOURCES = (
    GazetteerSource("GeoNames", "CC BY 4.0", "https://www.geonames.org/", ""),
    GazetteerSource("Natural Earth", "public domain", "https://www.naturalearthdata.com/", ""),
)


@pytest.fixture(scope="session")
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small gazetteer once."""
    path = tmp_path_factory.mktemp("gazetteer") / "gazetteer.sqlite"
    write_gazetteer(path, SMALL, SOURCES, stop_names=frozenset({"hit"}))
    return path


@pytest.fixture(scope="session")
def rebuilt_without_idlib(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small gazetteer as a later edition would be that has dropped a town."""
    path = tmp_path_factory.mktemp("rebuilt") / "gazetteer.sqlite"
    write_gazetteer(path, [entry for entry in SMALL if entry.place.id != "geonames:idlib-sy"], SOURCES)
    return path


@pytest.fixture
def small(small_path: Path) -> Gazetteer:
    """Open the small gazetteer."""
    return Gazetteer.open(small_path)


@pytest.fixture
def user_places(tmp_path: Path) -> UserPlaces:
    """Give an empty store of the user's own places."""
    engine = create_engine(f"sqlite:///{tmp_path / 'atlas.sqlite'}")
    metadata.create_all(engine)
    return UserPlaces(engine)


@pytest.fixture
def small_with_own(small_path: Path, user_places: UserPlaces) -> Gazetteer:
    """Open the small gazetteer with the user's own places."""
    return Gazetteer.open(small_path, user_places)
