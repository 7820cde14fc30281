"""Characters that a format cannot hold, made visible."""

from __future__ import annotations

from typing import Final

_PICTURES: Final = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}
_XML_NEVER: Final = {**_PICTURES, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}


def without_nul(text: str) -> str:
    """Return the text with NUL as its picture (U+2400), for formats that end a text there."""
    return text.replace("\0", "\u2400")


def for_xml(text: str) -> str:
    """Return the text with the control characters that XML 1.0 forbids as their pictures (U+2400 and on)."""
    return text.translate(_XML_NEVER)
