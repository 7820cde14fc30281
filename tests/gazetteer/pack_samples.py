"""Places as packs hold them, around the small gazetteer of the fixtures."""

from __future__ import annotations

from typing import Final

from gazetteer import Place, PlaceName
from gazetteer.packs import PackHead
from gazetteer.sources import SourcedPlace

WOF: Final = PackHead("whosonfirst-SY", "Who's On First", "SY", "CC0", date="2025-01-02", sha256="ab" * 32)
GEONAMES: Final = PackHead("geonames-SY", "GeoNames", "SY", "CC BY 4.0", "https://download.example/SY.zip")


def sourced(
    place_id: str, name: str, point: tuple[float, float], *names: str, kind: str = "P PPL", same_as: str = ""
) -> SourcedPlace:
    """Make a place in Syria."""
    feature_class, feature_code = kind.split()
    lon, lat = point
    told = tuple(PlaceName(text) for text in names)
    twins = tuple(same_as.split())
    return SourcedPlace(
        Place(place_id, name, lon, lat, feature_class, feature_code, 2.0, "SY", names=told, same_as=twins)
    )


TAFTANAZ: Final = sourced("whosonfirst:1", "Taftanaz", (36.785, 35.998), "تفتناز")
IDLIB: Final = sourced(
    "whosonfirst:2", "Idlib City", (36.632, 35.929), "Edlib", same_as="geonames:idlib-sy wikidata:Q1"
)
