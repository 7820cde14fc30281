"""The one kind of text that cannot be written down: lone surrogates."""

from __future__ import annotations

import re
from typing import Final

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def replace_surrogates(text: str) -> str:
    r"""Return the text with each lone surrogate as U+FFFD; offsets in code points stay right.

    JSON may hold them (``"\ud800"``), UTF-8 cannot. Every other character, NUL too, is left as it is.
    """
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
