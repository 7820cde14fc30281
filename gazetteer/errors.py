"""The errors of the gazetteer; each also derives from the standard class that a caller expects."""

from __future__ import annotations

from collections.abc import Mapping


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


class NetworkError(GazetteerError, OSError):
    """Report that another machine could not be asked, naming its host, never what it was asked."""


class AddressRefusedError(NetworkError, PermissionError):
    """Report an address that is not asked: no web address, or one that is not on the public internet."""


class NetworkTimeoutError(NetworkError, TimeoutError):
    """Report that the time for an answer is over."""


class AnswerTooLargeError(NetworkError):
    """Report an answer with more bytes than are allowed, counted after decompression."""


class AnswerStatusError(NetworkError):
    """Report an answer that is no success; ``status`` and ``headers`` (names in small letters) are the answer's."""

    def __init__(self, message: str, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


class PackNotFoundError(GazetteerError, LookupError):
    """Report a pack that is not installed."""


class PackError(GazetteerError, OSError):
    """Report that the packs could not be changed: another change is under way, or the disk refused."""


class PlaceConflictError(GazetteerError, RuntimeError):
    """Report that an edit cannot be undone, or an import applied, for a later edit has changed the same places."""


class AnswerCacheError(GazetteerError, RuntimeError):
    """Report that the file with the answers of online geocoders cannot be used."""


class GeocoderError(NetworkError):
    """Report that an online geocoder refuses, or does not answer as it is known to."""


class QuestionError(GazetteerError, ValueError):
    """Report a name that is not sent to an online geocoder."""
