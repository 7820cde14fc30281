"""The online geocoder of the settings: none, unless the user has switched one on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Final

from gazetteer.errors import NetworkError
from gazetteer.online import AnswerCache, OnlineGeocoder, Proposal, find_service
from geo.errors import SettingError
from geo.settings import Settings

_CACHE_SUFFIX: Final = ".online"
_PROJECT: Final = "conflict-atlas"


def open_geocoder(settings: Settings) -> OnlineGeocoder | None:
    """Return the geocoder that the settings switch on, None when they switch on none.

    Raises
    ------
    SettingError
        When its address or user cannot be used.
    """
    service = find_service(settings.geocoder)
    if service is None:
        return None
    cache = AnswerCache(settings.database.with_name(settings.database.name + _CACHE_SUFFIX))
    address, user = settings.geocoder_address.strip(), settings.geocoder_user.strip()
    geocoder = OnlineGeocoder(service, cache, address, user, _program())
    try:
        geocoder.check()
    except NetworkError as error:
        raise SettingError(f"CONFLICT_ATLAS_GEOCODER={service.key}: {error}") from error
    return geocoder


def require_geocoder(settings: Settings) -> OnlineGeocoder:
    """Return the geocoder that the settings switch on.

    Raises
    ------
    SettingError
        When they switch on none.
    """
    geocoder = open_geocoder(settings)
    if geocoder is None:
        raise SettingError(
            "No online geocoder is switched on, so nobody is asked. CONFLICT_ATLAS_GEOCODER=nominatim switches one on;"
            " docs/gazetteer.md says what it is then sent"
        )
    return geocoder


def told_source(geocoder: OnlineGeocoder, proposal: Proposal) -> str:
    """Word where a proposal comes from, with its licence, for the source of a place."""
    record = proposal.record or f"{geocoder.service.title} at {geocoder.address.host}"
    return f"{record} ({geocoder.service.credit}, {geocoder.service.licence})"


def _program() -> str:
    try:
        return f"{_PROJECT}/{version(_PROJECT)}"
    except PackageNotFoundError:  # run from a checkout that was never installed
        return _PROJECT
