"""Opening the gazetteer as the settings have it: the built one, with the packs of the settings' folder."""

from __future__ import annotations

from gazetteer import Gazetteer, UserPlaces
from geo.settings import Settings, load_settings


def open_gazetteer(settings: Settings | None = None, user_places: UserPlaces | None = None) -> Gazetteer:
    """Open the built gazetteer with the installed packs and the user's own places.

    Raises
    ------
    GazetteerNotBuiltError
        If the built file is missing or of another version.
    """
    return Gazetteer.open(user_places=user_places, packs=(settings or load_settings()).packs)
