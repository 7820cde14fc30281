"""Opening the gazetteer as the settings have it: the built one, with the packs of the settings' folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer import Gazetteer
from geo.settings import Settings, load_settings

if TYPE_CHECKING:
    from gazetteer import UserPlaces


def open_gazetteer(settings: Settings | None = None, user_places: UserPlaces | None = None) -> Gazetteer:
    """Open the built gazetteer with the installed packs and the user's own places.

    Raises
    ------
    GazetteerNotBuiltError
        If the built file is missing or of another version.
    """
    return Gazetteer.open(user_places=user_places, packs=(settings or load_settings()).packs)
