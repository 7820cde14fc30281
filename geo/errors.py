"""What can go wrong in this package: one base, each error also of the standard class that a caller expects."""

from __future__ import annotations


class AtlasError(Exception):
    """Stand for everything that this package raises on purpose."""


class SettingError(AtlasError, ValueError):
    """Say that a setting has a value that it cannot take."""


class VocabularyError(AtlasError, ValueError):
    """Say that a data file or a term of the codebook is not what it must be."""


class EntryError(VocabularyError):
    """Say which field of an entry of a data file is wrong, and how."""

    def __init__(self, place: str, field: str, problem: str) -> None:
        super().__init__(f"{place}, field {field!r}: {problem}.")
        self.field = field
        self.problem = problem


class ReadError(AtlasError, ValueError):
    """Say that a file or a text cannot be read as what it claims to be."""


class FetchError(AtlasError, OSError):
    """Say that an address could not be fetched, or may not be."""


class ExtractionError(AtlasError, RuntimeError):
    """Say that a stage of the extraction cannot run, for instance for want of its model."""


class FilterError(AtlasError, ValueError):
    """Say that a filter has a value that it cannot take."""


class ChangeError(AtlasError, ValueError):
    """Say that a person's change to an event cannot be taken over."""


class FrameError(AtlasError, ValueError):
    """Say that a GeoDataFrame does not hold events as the schema wants them."""


class ExportError(AtlasError, ValueError):
    """Say that events cannot be written in the form that was asked for."""


class StoreError(AtlasError, RuntimeError):
    """Say that the store could not be opened, read or written.

    ``remedy`` says what to do about it, naming no path; empty where nothing can be said.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class StoreVersionError(StoreError):
    """Say that a database was written by a newer version of this program."""


class EditConflictError(StoreError):
    """Say that an edit cannot be undone, for a later one has changed the same values."""


class RunStateError(StoreError):
    """Say that a run of re-geocoding has not come so far, or has come too far, for what was asked of it."""


class NotStoredError(StoreError, LookupError):
    """Say that no document, event or edit of that id is stored."""


class RowError(AtlasError, ValueError):
    """Say that a row of an imported file is no event, and why."""
