"""The packs: what is installed with its licence and date, installing from a file, removing."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import orjson
from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from gazetteer.packs import PackHead, PackReport
from gazetteer.packs.files import ENDINGS, FileWish, read_pack_file
from geo.codebook import countries, find_country
from webapp.errors import FormError, NotFoundError
from webapp.jobs import Progress
from webapp.pages.work import follow
from webapp.services import services
from webapp.uploads import Upload, plain_name
from webapp.wording import is_web_address

blueprint = Blueprint("packs", __name__, url_prefix="/gazetteer/packs")

_FIELDS: Final = ("name", "country", "licence", "url", "date", "columns")
_LONGEST: Final = 200
_SHOWN_ROWS: Final = 200
_ALONE: Final = "packs"


@blueprint.get("")
def index() -> str:
    """List the installed packs, and show how to install more."""
    return _show({})


def _show(values: Mapping[str, str], error: str = "") -> str:
    parts = services()
    return render_template(
        "packs.html",
        packs=parts.packs.list(),
        values={name: values.get(name, "") for name in _FIELDS},
        error=error,
        countries=countries(),
        endings=ENDINGS,
        limits=parts.settings,
    )


@blueprint.post("")
def install() -> Response | tuple[str, int]:
    """Install a pack from an uploaded file; one of the same name gives way to it."""
    values = {name: request.form.get(name, "").strip()[:_LONGEST] for name in _FIELDS}
    try:
        upload, alternates = _read_file("file"), _read_file("alternate_names")
        if upload is None:
            raise FormError("Choose a file first.", "file")  # noqa: TRY301 - one place words every mistake of the form
        wish = FileWish(_read_head(values), _read_columns(values["columns"]), find_country=_code_of)
    except FormError as error:
        return _show(values, str(error)), 400
    return follow(_begin(upload, alternates, wish))


def _read_file(field: str) -> Upload | None:
    sent = request.files.get(field)
    name = plain_name(sent.filename or "") if sent else ""
    if sent is None or not name:
        return None
    if not name.lower().endswith(ENDINGS):
        raise FormError(f"{name[:80]!r} is not one of {', '.join(ENDINGS)}.", field)
    return Upload(name, sent.read())


def _read_head(values: Mapping[str, str]) -> PackHead:
    if values["url"] and not is_web_address(values["url"]):
        raise FormError(f"The address {values['url'][:60]!r} must begin with http:// or https://.", "url")
    if values["country"] and not _code_of(values["country"]):
        raise FormError(f"{values['country'][:20]!r} is no country code of ISO 3166.", "country")
    return PackHead(values["name"], "", values["country"], values["licence"], values["url"], values["date"])


def _read_columns(text: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    if wrong := [field for field, equals, column in pairs if not (field.strip() and equals and column.strip())]:
        raise FormError(f"{wrong[0].strip()[:40]!r}: FIELD=COLUMN is expected, such as name=Settlement.", "columns")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _code_of(name: str) -> str:
    country = find_country(name)
    return country.alpha2 if country else ""


def _begin(upload: Upload, alternates: Upload | None, wish: FileWish) -> str:
    parts = services()
    report_address = url_for("packs.report", report_id="x").removesuffix("x")

    def work(progress: Progress) -> str:
        with tempfile.TemporaryDirectory() as folder:
            path = _written(Path(folder), upload)
            other = _written(Path(folder), alternates) if alternates else None
            file = read_pack_file(path, FileWish(wish.head, wish.columns, other, wish.find_country))
        done = parts.packs.install(file.rows, file.head, lambda _step, count, total: progress(count, total))
        return report_address + parts.uploads.put(Upload("report", _packed(done)))

    title = f"Installing {upload.name}"
    return parts.jobs.start(title, work, back=url_for("packs.index"), alone=_ALONE)


def _written(folder: Path, upload: Upload) -> Path:
    """Write an upload into a folder of its own under its plain name, by whose ending its format is told."""
    path = Path(tempfile.mkdtemp(dir=folder)) / upload.name
    path.write_bytes(upload.content)
    return path


def _packed(done: PackReport) -> bytes:
    rows = [[row.line, row.reason] for row in done.skipped_rows[:_SHOWN_ROWS]]
    counts = {name: getattr(done, name) for name in ("places", "names", "merged", "skipped")}
    return orjson.dumps({"pack": done.pack.name, "rows": rows, **counts})


@blueprint.get("/report/<report_id>")
def report(report_id: str) -> str:
    """Show what an installation did, and which rows it left out."""
    told = orjson.loads(services().uploads.get(report_id).content)
    return render_template("pack_report.html", told=told)


@blueprint.get("/remove/<name>")
def ask_remove(name: str) -> str:
    """Ask whether a pack is to go."""
    found = next((pack for pack in services().packs.list() if pack.name == name), None)
    if found is None:
        raise NotFoundError(f"No pack {name[:80]!r} is installed.")
    return render_template("pack_remove.html", pack=found)


@blueprint.post("/remove/<name>")
def remove(name: str) -> Response:
    """Remove a pack."""
    packs, back = services().packs, url_for("packs.index")

    def work(progress: Progress) -> str:
        progress(0, 0)
        packs.remove(name)
        return f"{back}?done=pack_removed"

    return follow(services().jobs.start(f"Removing {name[:80]}", work, back=back, alone=_ALONE))
