"""Which page of a table is shown, the addresses of the others, and where a page stands in the menu."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from webapp.errors import FormError

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,6}")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a table; ``number`` counts from 1."""

    number: int
    rows: int

    @property
    def offset(self) -> int:
        """The number of rows before this page."""
        return (self.number - 1) * self.rows

    def count_pages(self, total: int) -> int:
        """Count the pages that ``total`` rows fill."""
        return max(1, -(-total // self.rows))


def read_page(rows: int) -> Page:
    """Read the page's number from the request."""
    given = request.args.get("page", "1")
    if not _NUMBER.fullmatch(given):
        raise FormError(f"page {given[:20]!r} is not a number from 1.", "page")
    return Page(int(given), rows)


def address_with(**changes: object) -> str:
    """Give the address of this request with some of its query's values changed."""
    values = MultiDict(request.args)
    values.poplist("done")
    for name, value in changes.items():
        values[name] = str(value)
    return f"{request.path}?{urlencode(list(values.items(multi=True)))}"


def is_under(address: str) -> bool:
    """Tell whether the page that is shown is the one at an address or belongs to it; the first page has none below."""
    return request.path == address or (address != "/" and request.path.startswith(f"{address}/"))
