r"""Names with language and kind in one cell: ``إدلب|ar|original; Idleb; Old \; name||historic``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from gazetteer.errors import InvalidPlaceError
from gazetteer.models import NameKind, PlaceName

_ESCAPED: Final = re.compile(r"\\([\\|;])")
_SPECIAL: Final = re.compile(r"([\\|;])")
_LOOSE: Final = re.compile(r"[;|\n،؛]")
_FIELDS: Final = 3


def write_names(names: Iterable[PlaceName]) -> str:
    """Write names in one cell; a backslash stands before a backslash, ``|`` or ``;`` of a name."""
    return "; ".join(_write(name) for name in names)


def read_names(cell: str | list[Any]) -> Iterator[PlaceName]:
    """Yield the names of :func:`write_names`, or of a list of texts and of ``{"text", "language", "kind"}``.

    Raises
    ------
    InvalidPlaceError
        If a kind is unknown, or an entry of a list is something else.
    """
    if isinstance(cell, str):
        for part in _split(cell, ";"):
            fields = [_ESCAPED.sub(r"\1", value.strip()) for value in _split(part, "|")]
            if any(fields):
                text, language, kind = (*fields, "", "")[:_FIELDS]
                yield PlaceName(text, language, kind_of(kind))
        return
    for entry in cell:
        if isinstance(entry, dict):
            told = [str(entry.get(name) or "") for name in ("text", "language", "kind")]
            yield PlaceName(told[0], told[1], kind_of(told[2]))
        elif isinstance(entry, str):
            yield PlaceName(entry)
        else:
            raise InvalidPlaceError(f"Name {str(entry)[:40]!r}: a text, or an object with a text, is expected")


def read_loose_names(cell: str) -> list[str]:
    """Return the names of a cell that another program wrote, with ``;``, ``|`` or else commas between them."""
    parts = _LOOSE.split(cell) if _LOOSE.search(cell) else cell.split(",")
    return [part.strip() for part in parts if part.strip()]


def kind_of(text: str) -> NameKind:
    """Return the kind of a name; ``alias`` for an empty text.

    Raises
    ------
    InvalidPlaceError
        If there is no such kind.
    """
    try:
        return NameKind(text.strip().lower() or "alias")
    except ValueError as error:
        allowed = ", ".join(kind.value for kind in NameKind)
        raise InvalidPlaceError(f"Kind of name {text[:20]!r}: one of {allowed} is expected") from error


def _write(name: PlaceName) -> str:
    kind = "" if name.kind is NameKind.ALIAS else name.kind.value
    fields = [_SPECIAL.sub(r"\\\1", value) for value in (name.text, name.language, kind)]
    return "|".join(fields).rstrip("|") if not fields[0].endswith("|") else "|".join(fields)


def _split(text: str, separator: str) -> Iterator[str]:
    """Yield the parts between separators that no backslash stands before."""
    start, position = 0, 0
    while position < len(text):
        if text[position] == "\\":
            position += 2
            continue
        if text[position] == separator:
            yield text[start:position]
            start = position + 1
        position += 1
    yield text[start:]
