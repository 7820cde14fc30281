"""Places and their names: the built gazetteer, the user's own entries, and the matcher of names in texts."""

from typing import TYPE_CHECKING, Any

from gazetteer.coordinates import Point, parse_coordinates
from gazetteer.errors import (
    GazetteerError,
    GazetteerNotBuiltError,
    InvalidPlaceError,
    PlaceConflictError,
    PlaceNotFoundError,
    SourceDataError,
)
from gazetteer.gazetteer import Gazetteer, read_sources
from gazetteer.models import NameKind, NameSpan, Place, PlaceName, SearchHit
from gazetteer.nearest import Divisions, Location, NearPlace, PlaceFilter
from gazetteer.normalise import fold
from gazetteer.own_records import EditGroup, OwnPlace, PlaceEdit
from gazetteer.sources import GazetteerSource

if TYPE_CHECKING:
    from gazetteer.user_places import UserPlaces

__all__ = [
    "Divisions",
    "EditGroup",
    "Gazetteer",
    "GazetteerError",
    "GazetteerNotBuiltError",
    "GazetteerSource",
    "InvalidPlaceError",
    "Location",
    "NameKind",
    "NameSpan",
    "NearPlace",
    "OwnPlace",
    "Place",
    "PlaceConflictError",
    "PlaceEdit",
    "PlaceFilter",
    "PlaceName",
    "PlaceNotFoundError",
    "Point",
    "SearchHit",
    "SourceDataError",
    "UserPlaces",
    "fold",
    "parse_coordinates",
    "read_sources",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as Python has it
    """Import the user's places when they are first asked for: SQLAlchemy takes a third of a second."""
    if name == "UserPlaces":
        from gazetteer.user_places import UserPlaces  # noqa: PLC0415

        return UserPlaces
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
