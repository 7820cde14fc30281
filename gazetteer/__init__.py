"""Places and their names: the built gazetteer, the user's own entries, and the matcher of names in texts."""

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
from gazetteer.normalise import fold
from gazetteer.own_records import EditGroup, OwnPlace, PlaceEdit
from gazetteer.sources import GazetteerSource
from gazetteer.user_places import UserPlaces

__all__ = [
    "EditGroup",
    "Gazetteer",
    "GazetteerError",
    "GazetteerNotBuiltError",
    "GazetteerSource",
    "InvalidPlaceError",
    "NameKind",
    "NameSpan",
    "OwnPlace",
    "Place",
    "PlaceConflictError",
    "PlaceEdit",
    "PlaceName",
    "PlaceNotFoundError",
    "SearchHit",
    "SourceDataError",
    "UserPlaces",
    "fold",
    "read_sources",
]
