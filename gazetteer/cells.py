"""Cells of a table that no spreadsheet takes for a formula, and the way back."""

from __future__ import annotations

from typing import Final

_FORMULA_STARTS: Final = tuple("=+-@\t\r\n\0＝＋－＠")


def guard_cell(value: str | float | None) -> str | float | None:
    """Return a cell that is safe: a text that begins like a formula gets a leading apostrophe, a number stays.

    A text that begins with apostrophes before such a beginning gets one more, so that :func:`unguard_cell` gives back
    every text as it was.
    """
    return f"'{value}" if isinstance(value, str) and _is_formula(value) else value


def unguard_cell(text: str) -> str:
    """Return the text that :func:`guard_cell` was given."""
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    return text.lstrip("'").lstrip(" ").startswith(_FORMULA_STARTS)
