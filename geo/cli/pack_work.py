"""What the commands on packs do with files and downloads: fetch all, install all in one change, and tell of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
from tqdm import tqdm

from gazetteer.download import Download, Downloader
from gazetteer.errors import GazetteerError
from gazetteer.packs import Pack, PackHead, PackReport, Packs, PackWriter
from gazetteer.packs.archives import sha256_of
from gazetteer.packs.files import FileWish, read_pack_file
from geo.settings import Settings

_TOLD_ROWS = 20
_SHORT_DIGITS = 16


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    wish: FileWish
    download: Download | None = None


@dataclass(slots=True)
class PackWork:
    """Collects what is to be installed, then installs it; a failure is told and counted, and the others go on."""

    settings: Settings
    failed: int = 0
    _files: list[_File] = field(default_factory=list)

    def add_file(self, path: Path, wish: FileWish) -> None:
        """Plan to install a local file."""
        self._files.append(_File(path, wish))

    def add_country(self, country: str, source: str, installed: Pack | None = None) -> None:
        """Download a country, and plan to install it unless it is what is installed."""
        with self._told_failure():
            file = self._fetch(country, source)
            names = sha256_of(file.alternate_names)[:_SHORT_DIGITS] if file.alternate_names else ""
            if installed and (installed.head.sha256, installed.head.version) == (sha256_of(file.path), names):
                click.echo(f"{installed.name} is as it was", err=True)
                file.discard()
            else:
                head = PackHead("", "", country, url=file.url, date=file.date, version=names)
                self._files.append(_File(file.path, FileWish(head, alternate_names=file.alternate_names), file))

    def install(self) -> None:
        """Install all that is planned, in one change of the packs."""
        if not self._files:
            return
        with Packs(self.settings.packs).writing() as writer:
            for file in self._files:
                with self._told_failure():
                    _install(writer, file)
        for file in self._files:
            if file.download is not None:
                file.download.discard()

    def _fetch(self, country: str, source: str) -> Download:
        with tqdm(unit="B", unit_scale=True, disable=None) as bar:

            def tell(name: str, done: int, total: int | None) -> None:
                bar.set_description_str(name, refresh=False)
                bar.total, bar.n = total, done
                bar.refresh()

            folder = self.settings.packs / "downloads"
            return Downloader(folder, self.settings.geonames_address, progress=tell).fetch(country, source)

    @contextmanager
    def _told_failure(self) -> Iterator[None]:
        try:
            yield
        except GazetteerError as error:
            self.failed += 1
            click.echo(f"Error: {error}", err=True)


def _install(writer: PackWriter, file: _File) -> None:
    with tqdm(unit=" places", disable=None, desc=file.path.name) as bar:

        def tell(step: str, done: int, total: int) -> None:
            bar.set_postfix_str(step, refresh=False)
            bar.total = total or bar.total
            bar.update(max(0, done - bar.n))

        read = read_pack_file(file.path, file.wish)
        report = writer.install(read.rows, read.head, tell)
    _tell(report)


def _tell(report: PackReport) -> None:
    pack = report.pack
    click.echo(
        f"{pack.name}: {pack.places:,} places, {pack.names:,} names, {pack.merged:,} merged with what was known; "
        f"{pack.head.source}, {pack.head.licence or 'licence unknown'}, {pack.head.date}; sha256 {pack.head.sha256}",
        err=True,
    )
    for row in report.skipped_rows[:_TOLD_ROWS]:
        click.echo(f"  line {row.line}: {row.reason}", err=True)
    if report.skipped > _TOLD_ROWS:
        click.echo(f"  … and {report.skipped - _TOLD_ROWS:,} more", err=True)
    if report.skipped:
        click.echo(f"  {report.skipped:,} rows left out", err=True)
