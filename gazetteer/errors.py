"""The errors of the gazetteer; each also derives from the standard class that a caller expects."""

from __future__ import annotations


class GazetteerError(Exception):
    """Stand at the root of every error that this package raises."""


class GazetteerNotBuiltError(GazetteerError, FileNotFoundError):
    """Report that the built file is missing or was made by another version."""


class PlaceNotFoundError(GazetteerError, KeyError):
    """Report a place id that nothing has."""

    def __str__(self) -> str:
        """Return the message without the quotes that KeyError puts round it."""
        return str(self.args[0]) if self.args else ""


class InvalidPlaceError(GazetteerError, ValueError):
    """Report a place whose values are out of range."""


class SourceDataError(GazetteerError, ValueError):
    """Report a row of a source that cannot be read, with file and line."""
