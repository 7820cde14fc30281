"""From news text to events on a map: read, extract, store, export, draw.

>>> import geo
>>> events = geo.extract("Shells hit Idlib on 7 September 2021, killing two.", theatre=["SY"])
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.api import extract
    from geo.extractor import Extractor
    from geo.models import Document

__all__ = ["Document", "Extractor", "extract"]
_HOMES = {"extract": "geo.api", "Extractor": "geo.extractor", "Document": "geo.models"}


def __getattr__(name: str) -> object:
    """Load the public names when they are first used, so that a command line starts fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
