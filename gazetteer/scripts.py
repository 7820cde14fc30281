"""What the letters of a name say: its script, and with luck its language."""

from __future__ import annotations

import re

_RANGES = (
    ("latin", r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"),
    ("cyrillic", r"\u0400-\u052f"),
    ("arabic", r"\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"),
    ("hebrew", r"\u0590-\u05ff"),
    ("greek", r"\u0370-\u03ff\u1f00-\u1fff"),
    ("armenian", r"\u0530-\u058f"),
    ("georgian", r"\u10a0-\u10ff"),
    ("burmese", r"\u1000-\u109f"),
    ("ethiopic", r"\u1200-\u137f"),
)
_LETTER = re.compile("|".join(f"(?P<{name}>[{letters}])" for name, letters in _RANGES))
_LANGUAGE_LETTERS = (
    ("fa", re.compile("[پچژگ]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[ыэъёЫЭЪЁ]")),
)
_LANGUAGE_OF_SCRIPT = {"hebrew": "he", "greek": "el", "armenian": "hy", "georgian": "ka", "burmese": "my"}
MATCHED_SCRIPTS = frozenset(name for name, _ in _RANGES)
"""Scripts whose names the matcher looks for; the others have no word boundaries to go by, or stay out of the news."""


def script_of(text: str) -> str:
    """Return the script of the first letter that has a known one, or an empty text."""
    match = _LETTER.search(text)
    return str(match.lastgroup) if match else ""


def language_of(text: str) -> str:
    """Guess a language where letters or script leave one likely choice, or return an empty text.

    Latin, Arabic (shared by Persian, Urdu, Kurdish) and Cyrillic names stay without a language unless a letter decides.
    """
    script = script_of(text)
    for language, letters in _LANGUAGE_LETTERS:
        if letters.search(text):
            return language if script in {"arabic", "cyrillic"} else ""
    return _LANGUAGE_OF_SCRIPT.get(script, "")
