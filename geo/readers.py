"""Reads files and texts into documents: plain text, Markdown, HTML and JSON lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final

import frontmatter
from charset_normalizer import from_bytes
from yaml import YAMLError

from geo.dates import find_datelines
from geo.errors import ReadError
from geo.models import Document

Reader = Callable[[bytes, str], list[Document]]
MEDIA_TYPES: Final = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
}
_FIELDS: Final = frozenset({"title", "publisher", "url", "date", "language"})
_TITLE_LENGTH: Final = 200
_SOURCE_GROUP: Final = "conflict_atlas.readers"


def read_path(path: Path, **overrides: str | date | None) -> list[Document]:
    """Return the documents of a file.

    Raises
    ------
    ReadError
        The file is of no known kind, or not what its suffix says.
    OSError
        The file cannot be opened.
    """
    return read_bytes(path.read_bytes(), path.name, **overrides)


def read_bytes(data: bytes, name: str, **overrides: str | date | None) -> list[Document]:
    """Return the documents of some bytes whose kind the suffix of ``name`` says.

    ``overrides`` (title, publisher, url, date, language) win over what the bytes say, where they are not empty.

    Raises
    ------
    ReadError
        The suffix is unknown, or the bytes are not of that kind; for JSON lines it names the line.
    """
    suffix = Path(name).suffix.lower()
    reader = _readers().get(suffix)
    if reader is None:
        raise ReadError(
            f"{name!r} cannot be read: the suffix {suffix!r} is not one of {', '.join(sorted(_readers()))}."
        )
    return [_overridden(document, overrides) for document in reader(data, name)]


def read_text(text: str, *, title: str = "", publisher: str = "", url: str = "", date: date | None = None) -> Document:
    """Return a document of pasted text.

    Without a title the first line stands in; without a date the text's first dateline.
    """
    document = _plain(text.encode("utf-8", "surrogatepass"), "pasted.txt")[0]
    return _overridden(document, {"title": title, "publisher": publisher, "url": url, "date": date})


def _overridden(document: Document, overrides: dict[str, Any]) -> Document:
    unknown = set(overrides) - _FIELDS
    if unknown:
        raise TypeError(f"Unknown fields {sorted(unknown)}; allowed are {sorted(_FIELDS)}.")
    given = {name: value for name, value in overrides.items() if value}
    return _document(document.original, document.text, document.media_type, **{**_known(document), **given})


def _known(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "date": document.date,
        "language": document.language,
    }


def _document(original: bytes, text: str, media_type: str, **known: Any) -> Document:  # noqa: ANN401 - the fields of Document
    return Document(
        id=hashlib.sha256(original).hexdigest(),
        text=text,
        title=str(known.get("title") or _first_line(text)),
        publisher=str(known.get("publisher") or ""),
        url=str(known.get("url") or ""),
        date=known.get("date") or _first_dateline(text),
        language=str(known.get("language") or ""),
        original=original,
        media_type=media_type,
    )


def _first_line(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "")
    title = line.strip().lstrip("#").strip()
    return title if len(title) <= _TITLE_LENGTH else title[: _TITLE_LENGTH - 1].rstrip() + "…"


def _first_dateline(text: str) -> date | None:
    datelines = find_datelines(text)
    return datelines[0].day if datelines else None


def _decode(data: bytes, name: str) -> str:
    """Decode bytes as UTF-8, else as the encoding that they look like most."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
    if best is None or (b"\x00" in data[:4096] and best.encoding in {"ascii", "cp1252", "latin_1"}):
        raise ReadError(f"{name!r} is not text in any known encoding. Save it as UTF-8 and try again.")
    return str(best)


def _plain(data: bytes, name: str) -> list[Document]:
    text = _without_controls(_decode(data, name))
    if not text.strip():
        raise ReadError(f"{name!r} holds no text.")
    return [_document(data, text, "text/plain")]


def _without_controls(text: str) -> str:
    """Take out NUL, which no store keeps, and unify line ends; offsets count in the result, which is what is stored."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _markdown(data: bytes, name: str) -> list[Document]:
    source = _without_controls(_decode(data, name))
    try:
        post = frontmatter.loads(source)
    except YAMLError as error:
        raise ReadError(
            f"{name!r} has a head between --- lines that is not YAML: {str(error).splitlines()[0]}."
        ) from error
    if not post.content.strip():
        raise ReadError(f"{name!r} holds no text below its head.")
    known = {key: value for key, value in post.metadata.items() if key in _FIELDS}
    known["date"] = parse_day(known.get("date"), name)
    return [_document(data, post.content, "text/markdown", **known)]


def _html(data: bytes, name: str) -> list[Document]:
    import trafilatura  # noqa: PLC0415 - a second, for which only those wait who read HTML
    from htmldate import find_date  # noqa: PLC0415

    source = _decode(data, name)
    found: Any = trafilatura.bare_extraction(source, include_comments=False, include_tables=True, with_metadata=True)
    text = _without_controls((found.text if found is not None else "") or "")
    if not text.strip():
        raise ReadError(f"{name!r} holds no article text. Paste the text itself instead.")
    day = find_date(source, outputformat="%Y-%m-%d", original_date=True)
    known = {
        "title": found.title,
        "publisher": found.sitename,
        "url": found.url,
        "date": parse_day(day, name),
    }
    return [_document(data, text, "text/html", **known)]


def _json_lines(data: bytes, name: str) -> list[Document]:
    return list(_json_documents(_decode(data, name), name))


def _json_documents(source: str, name: str) -> Iterator[Document]:
    for number, line in enumerate(source.split("\n"), 1):
        if line.strip():
            yield _json_document(line, f"{name}, line {number}")


def _json_document(line: str, where: str) -> Document:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(f"{where}: not JSON ({error}).") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not record["text"].strip():
        raise ReadError(f'{where}: wants an object with a "text", such as {{"text": "…", "date": "2017-09-11"}}.')
    known: dict[str, Any] = {key: value for key, value in record.items() if key in _FIELDS and isinstance(value, str)}
    known["date"] = parse_day(record.get("date"), where)
    return _document(
        line.encode("utf-8", "surrogatepass"), _without_controls(record["text"]), "application/json", **known
    )


def parse_day(value: object, where: str) -> date | None:
    """Return a day from a date, or from text as YYYY-MM-DD, with or without a time.

    Raises
    ------
    ReadError
        The value is no date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError as error:
        raise ReadError(f"{where}: the date {str(value)[:40]!r} is not of the form 2017-09-11.") from error


_BUILT_IN: Final[dict[str, Reader]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}


def _readers() -> dict[str, Reader]:
    """Return the readers by suffix: the built-in ones and those that other packages register as entry points."""
    return _BUILT_IN | {f".{entry.name}": entry.load() for entry in entry_points(group=_SOURCE_GROUP)}


def known_suffixes() -> tuple[str, ...]:
    """Return the suffixes of files that can be read."""
    return tuple(sorted(_readers()))
