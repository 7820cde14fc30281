"""The commands that install, list, update and remove gazetteer packs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from tqdm import tqdm

from gazetteer.download import GEONAMES, SOURCES, Download, Downloader
from gazetteer.errors import GazetteerError, PackNotFoundError
from gazetteer.packs import Pack, PackHead, PackReport, Packs, PackWriter
from gazetteer.packs.archives import sha256_of
from gazetteer.packs.files import FileWish, read_pack_file
from geo.cli.place_options import read_country
from geo.codebook import find_country
from geo.settings import Settings, load_settings

_TOLD_ROWS = 20
_SHOWN_DIGITS = 16
_Command = TypeVar("_Command", bound=Callable[..., None])


def _read_countries(_context: click.Context, _argument: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(read_country(_context, _argument, value) or "" for value in values)


def _read_columns(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    if wrong := [field for field, equals, column in pairs if not (field and equals and column)]:
        raise click.BadParameter(f"{wrong[0][:40]!r}: FIELD=COLUMN is expected, such as name=Settlement")
    return {field: column for field, _, column in pairs}


def _file_options(command: _Command) -> _Command:
    """Add the options that say what a local file is, each empty where it is not given."""
    options = (
        click.option(
            "--from",
            "files",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            multiple=True,
            metavar="FILE",
            help="A local file: GeoNames (zip, txt), Who's On First (jsonl, zip), CSV, GeoJSON, KML. Repeat for more.",
        ),
        click.option(
            "--alternate-names",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="GeoNames' table alternateNamesV2 (zip, txt) for the dump.",
        ),
        click.option(
            "--column", "columns", multiple=True, metavar="FIELD=COLUMN", callback=_read_columns,
            help="Which column of a table holds what, such as lat=Y_COORD.",
        ),
        click.option("--country", callback=read_country, metavar="COUNTRY", help="Where the file's places are."),
        click.option("--name", default="", help="What the pack is called, if not by its source and country."),
        click.option("--licence", default="", help="The file's licence, which exports will name."),
        click.option("--url", default="", help="Where the file comes from."),
        click.option("--date", default="", help="The date of the file's edition."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer install SY IQ
  conflict-atlas gazetteer install --from whosonfirst-sy.jsonl.gz
  conflict-atlas gazetteer install --from camps.csv --country SY --column name=Camp --licence "CC BY 4.0"
"""
)
@click.argument("countries", nargs=-1, callback=_read_countries)
@click.option("--source", type=click.Choice(SOURCES), default=GEONAMES, show_default=True, help="Where to download.")
@_file_options
def install(*, countries: Sequence[str], source: str, files: Sequence[Path], **told: Any) -> None:  # noqa: ANN401 - click's options of several types
    """Install packs: all places of COUNTRIES (SY IQ …), downloaded or from local files.

    They join the built gazetteer; a place that it has already is merged with it. Installing a pack again replaces it.
    """
    if not countries and not files:
        raise click.UsageError("Name a country, such as SY, or give a file with --from FILE")
    if told["name"] and len(files) > 1:
        raise click.UsageError("--name fits one file; install the files one by one")
    wish = _wish(told)
    with _installing(load_settings()) as installing:
        for path in files:
            installing.install(path, wish)
        for code in countries:
            installing.download(code, source)


def _wish(told: Mapping[str, Any]) -> FileWish:
    head = PackHead(told["name"], "", told["country"] or "", told["licence"], told["url"], told["date"])
    return FileWish(head, told["columns"], told["alternate_names"], _country_code)


@click.command(
    "packs",
    epilog="""\b
Examples:
  conflict-atlas gazetteer packs
""",
)
def list_packs() -> None:
    """List the installed packs with their places, dates, sources and licences."""
    packs = Packs(load_settings().packs).list()
    if not packs:
        click.echo("No packs are installed. `gazetteer install SY` installs one.", err=True)
    for pack in packs:
        head = pack.head
        where = f"  {head.url}" if head.url else ""
        click.echo(
            f"{pack.name}  {pack.places:,} places ({pack.merged:,} merged)  {head.date}  {head.source}, "
            f"{head.licence or 'licence unknown'}{where}  sha256 {head.sha256[:_SHOWN_DIGITS]}"
        )


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer remove whosonfirst-SY
"""
)
@click.argument("name")
def remove(*, name: str) -> None:
    """Remove a pack. What was read with its places stays as it was until it is read again."""
    pack = Packs(load_settings().packs).remove(name)
    click.echo(f"{pack.name} removed: {pack.places:,} places", err=True)


@click.command(
    epilog="""\b
Examples:
  conflict-atlas gazetteer update
  conflict-atlas gazetteer update geonames-SY
"""
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
def update(*, names: Sequence[str]) -> None:
    """Download packs again, by default all that were downloaded, and install those that have changed."""
    settings = load_settings()
    installed = {pack.name: pack for pack in Packs(settings.packs).list()}
    if unknown := [name for name in names if name not in installed]:
        raise PackNotFoundError(f"No pack {unknown[0]!r} is installed; there are: {', '.join(installed) or 'none'}")
    wanted = [installed[name] for name in names or installed]
    with _installing(settings) as installing:
        for pack in wanted:
            if source := _source_of(pack):
                installing.download(pack.head.country, source, pack)
            else:
                click.echo(f"{pack.name} came from a file: install its new edition with --from", err=True)


@contextmanager
def _installing(settings: Settings) -> Iterator[_Installing]:
    """Give what installs packs in one change; what failed makes the exit code, and leaves the others installed."""
    with Packs(settings.packs).writing() as writer:
        installing = _Installing(settings, writer)
        yield installing
    if installing.failed:
        sys.exit(1)


@dataclass
class _Installing:
    """Installs files and downloads, and tells of each."""

    settings: Settings
    writer: PackWriter
    failed: int = 0

    def install(self, path: Path, wish: FileWish) -> None:
        """Install a local file."""
        with self._told_failure(), tqdm(unit=" places", disable=None, desc=path.name) as bar:

            def tell(step: str, done: int, total: int) -> None:
                bar.set_postfix_str(step, refresh=False)
                bar.total = total or bar.total
                bar.update(max(0, done - bar.n))

            file = read_pack_file(path, wish)
            _tell(self.writer.install(file.rows, file.head, tell))

    def download(self, country: str, source: str, installed: Pack | None = None) -> None:
        """Download a country and install it, unless it is what is installed."""
        with self._told_failure():
            file = self._fetch(country, source)
            names = sha256_of(file.alternate_names)[:_SHOWN_DIGITS] if file.alternate_names else ""
            if installed and (installed.head.sha256, installed.head.version) == (sha256_of(file.path), names):
                click.echo(f"{installed.name} is as it was", err=True)
            else:
                head = PackHead("", "", country, url=file.url, date=file.date, version=names)
                self.install(file.path, FileWish(head, alternate_names=file.alternate_names))
            file.discard()

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


def _source_of(pack: Pack) -> str:
    return next((source for source in SOURCES if pack.head.url and pack.name == f"{source}-{pack.head.country}"), "")


def _country_code(name: str) -> str:
    country = find_country(name)
    return country.alpha2 if country else ""


def _tell(report: PackReport) -> None:
    pack = report.pack
    click.echo(
        f"{pack.name}: {pack.places:,} places, {pack.names:,} names; {pack.merged:,} places were known and are merged; "
        f"{pack.head.source}, {pack.head.licence or 'licence unknown'}, {pack.head.date}; sha256 {pack.head.sha256}",
        err=True,
    )
    for row in report.skipped_rows[:_TOLD_ROWS]:
        click.echo(f"  line {row.line}: {row.reason}", err=True)
    if report.skipped > _TOLD_ROWS:
        click.echo(f"  … and {report.skipped - _TOLD_ROWS:,} more", err=True)
    if report.skipped:
        click.echo(f"  {report.skipped:,} rows left out", err=True)


COMMANDS = (install, list_packs, remove, update)
