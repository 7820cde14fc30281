"""Downloading the country files of GeoNames and Who's On First, which go on where they broke off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from gazetteer.errors import AnswerStatusError, NetworkError
from gazetteer.network import Limits, Network
from gazetteer.saving import Saved, save

GEONAMES_ADDRESS: Final = "https://download.geonames.org/export/dump"
WHOSONFIRST_ADDRESS: Final = "https://github.com/whosonfirst-data"
GEONAMES, WHOSONFIRST = "geonames", "whosonfirst"
SOURCES: Final = (GEONAMES, WHOSONFIRST)
_LIMITS: Final = Limits(size_bytes=2 * 1024**3, seconds=3600.0, silent_seconds=60.0)
_NOT_FOUND: Final = 404

Progress = Callable[[str, int, int | None], None]
"""Is called with the name of a file, the bytes of it that are there, and all that it has if that is known."""


@dataclass(frozen=True, slots=True)
class Download:
    """A country's file on this machine, with its table of alternate names if it has one.

    ``url`` is where it was asked for, ``date`` that of the edition or empty.
    """

    path: Path
    url: str
    date: str
    alternate_names: Path | None = None

    def discard(self) -> None:
        """Delete the files."""
        self.path.unlink(missing_ok=True)
        if self.alternate_names is not None:
            self.alternate_names.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Downloader:
    """Fetches country files into a folder; ``geonames`` and ``whosonfirst`` are where from."""

    folder: Path
    geonames: str = GEONAMES_ADDRESS
    whosonfirst: str = WHOSONFIRST_ADDRESS
    progress: Progress | None = None

    def fetch(self, country: str, source: str = GEONAMES) -> Download:
        """Download the file of a country (ISO 3166-1 alpha-2 code).

        Raises
        ------
        NetworkError
            Saying what to do without a connection.
        """
        if source == WHOSONFIRST:
            repository = f"{self.whosonfirst}/whosonfirst-data-admin-{country.lower()}"
            saved = self._save(f"{repository}/archive/refs/heads/master.zip", f"whosonfirst-{country}.zip")
            return Download(saved.path, saved.url, _date_of(saved))
        url = f"{self.geonames.rstrip('/')}/{country.upper()}.zip"
        saved = self._save(url, f"geonames-{country}.zip")
        return Download(saved.path, url, _date_of(saved), self._alternate_names(country))

    def _alternate_names(self, country: str) -> Path | None:
        """Download the names by language, which not every mirror has."""
        url = f"{self.geonames.rstrip('/')}/alternatenames/{country.upper()}.zip"
        try:
            return self._save(url, f"geonames-{country}-names.zip").path
        except AnswerStatusError as error:
            if error.status == _NOT_FOUND:
                return None
            raise

    def _save(self, url: str, name: str) -> Saved:
        network = Network(limits=_LIMITS, configured=self._configured())
        tell = self.progress

        def told(done: int, total: int | None) -> None:
            if tell is not None:
                tell(name, done, total)

        try:
            return save(network, url, self.folder / name, told)
        except AnswerStatusError as error:
            raise AnswerStatusError(f"{error}. {_advice(url)}", error.status, error.headers) from error
        except NetworkError as error:
            raise NetworkError(f"{error}. {_advice(url)}") from error

    def _configured(self) -> str:
        """Return the address that the user gave, which alone may be in the user's own network."""
        given = {GEONAMES_ADDRESS: self.geonames, WHOSONFIRST_ADDRESS: self.whosonfirst}
        return next((address for default, address in given.items() if address != default), "")


def _advice(url: str) -> str:
    name = urlsplit(url).path.rpartition("/")[2]
    remedy = f"Or download {url} elsewhere, and install it with `gazetteer install --from {name}`"
    return f"What broke off goes on when it is run again. {remedy}"


def _date_of(saved: Saved) -> str:
    """Return the day of the edition that the server tells, or an empty text."""
    try:
        return parsedate_to_datetime(saved.headers.get("last-modified", "")).date().isoformat()
    except ValueError:
        return ""
