"""The online geocoders that there are: ``gazetteer/data/geocoders.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from gazetteer.online.models import GeocoderService

_TABLE: Final = Path(__file__).parent.with_name("data") / "geocoders.toml"


@cache
def services() -> tuple[GeocoderService, ...]:
    """Return every service, in the order of the file."""
    return tuple(GeocoderService(key, **row) for key, row in tomllib.loads(_TABLE.read_text("utf-8")).items())


def find_service(key: str) -> GeocoderService | None:
    """Return the service of that key, None if there is none."""
    return next((service for service in services() if service.key == key), None)
