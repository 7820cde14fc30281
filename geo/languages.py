"""Which language a text is written in: by script, then by letters of one language, then by its short words.

A prefix is enough for news prose, and keeps the cost of a document of any length below 50 µs. The letters and words
are data (``geo/data/languages/detection.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

ENGLISH: Final = "en"
OWN_FINDERS: Final = frozenset({"ar", "ru", "uk"})
"""The languages whose names :mod:`geo.places.other_languages` finds; the English model must not read them."""

_PREFIX: Final = 600
_BLOCK_PREFIX: Final = 300
_LEAST_WORDS: Final = 2
_LEAST_LEAD: Final = 1.25
_LEAST_SHARE: Final = 0.3
_SISTER_SHARE: Final = 0.5
_NO_LATIN: Final = re.compile(r"[^\W\d_a-zA-Z\u00aa-\u024f\u1e00-\u1eff]")
_LATIN: Final = re.compile(r"[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")
_SCRIPTS: Final[Mapping[str, re.Pattern[str]]] = {
    "arabic": re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06d5\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
    "hebrew": re.compile(r"[\u05d0-\u05ea]"),
    "greek": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "armenian": re.compile(r"[\u0530-\u058f]"),
    "georgian": re.compile(r"[\u10a0-\u10ff]"),
    "burmese": re.compile(r"[\u1000-\u109f]"),
    "ethiopic": re.compile(r"[\u1200-\u137f]"),
}
_SPACES: Final = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class _Tables:
    """The content of ``detection.toml``, ready for use."""

    least: float
    letters: Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]
    default: Mapping[str, str]
    languages_of_word: Mapping[str, tuple[str, ...]]
    script_of: Mapping[str, str]


@cache
def _tables() -> _Tables:
    text = files("geo").joinpath("data/languages/detection.toml").read_text(encoding="utf-8")
    content: dict[str, Any] = tomllib.loads(text)
    letters = {
        script: [(language, re.compile(f"[{which}]", re.IGNORECASE)) for language, which in rows]
        for script, rows in content["letters"].items()
        if script != "least"
    }
    languages: dict[str, list[str]] = {}
    for language, words in content["words"].items():
        for word in words.split():
            languages.setdefault(word, []).append(language)
    scripts = {language: script for script, language in content["default"].items()}
    scripts |= {language: script for script, rows in letters.items() for language, _ in rows}
    return _Tables(
        content["letters"]["least"],
        letters,
        content["default"],
        {word: tuple(told) for word, told in languages.items()},
        scripts | {"bg": "cyrillic"},
    )


def detect_language(text: str) -> str:
    """Return the language of a text as an ISO 639-1 code (639-3 where there is none), ``en`` where nothing tells.

    A document of several languages has that of most letters at its beginning.

    Examples
    --------
    >>> detect_language("Жителі Харкова чули вибухи."), detect_language("Deux personnes ont été tuées à Bambari.")
    ('uk', 'fr')
    """
    return _language(text[:_PREFIX], "")


def block_language(view: str, document_language: str) -> str:
    """Return the language of a paragraph: the document's, unless the script is another.

    Examples
    --------
    >>> block_language("Battle of Kharkiv", "uk"), block_language("Бахмут", "uk")
    ('en', 'uk')
    """
    if view.isascii() and _script_of(document_language) == "latin":
        return document_language or ENGLISH
    return _language(view[:_BLOCK_PREFIX], document_language)


def foreign_blocks(views: Sequence[str], document_language: str) -> dict[int, str]:
    """Return the numbers of the paragraphs in a language of :data:`OWN_FINDERS`, with the language."""
    if document_language not in OWN_FINDERS and all(map(str.isascii, views)):
        return {}
    languages = (block_language(view, document_language) for view in views)
    return {number: language for number, language in enumerate(languages) if language in OWN_FINDERS}


def _language(text: str, expected: str) -> str:
    script = _main_script(text, expected)
    if expected and script == _script_of(expected) and not _is_close_sister(text, expected):
        return expected
    return (
        _by_letters(text, script)
        or _by_words(text, script)
        or (expected if expected and script == _script_of(expected) else _tables().default.get(script, ENGLISH))
    )


def _is_close_sister(text: str, expected: str) -> bool:
    """Say whether the letters of a text are those of another language of the same script (Ukrainian in Russian)."""
    found = _by_letters(text, _script_of(expected))
    return bool(found) and found != expected


def _script_of(language: str) -> str:
    return _tables().script_of.get(language, "latin")


def _main_script(text: str, expected: str) -> str:
    """Return the script of most letters; with no letters at all that of the expected language."""
    if text.isascii() or not _NO_LATIN.search(text):
        return "latin" if not expected or any(map(str.isalpha, text)) else _script_of(expected)
    counts = {script: len(letters.findall(text)) for script, letters in _SCRIPTS.items()}
    best = max(counts, key=lambda script: counts[script])
    others = len(_LATIN.findall(text))
    return best if counts[best] and counts[best] >= _LEAST_SHARE * (counts[best] + others) else "latin"


def _by_letters(text: str, script: str) -> str:
    tables = _tables()
    if script not in tables.letters:
        return ""
    whole = len(_SCRIPTS[script].findall(text))
    counts = {language: len(letters.findall(text)) for language, letters in tables.letters[script]}
    least = max(1, tables.least * whole, _SISTER_SHARE * max(counts.values()))
    return next((language for language, count in counts.items() if count >= least), "")


def _by_words(text: str, script: str) -> str:
    """Return the language of most short words; "" where too few are known or two languages come close."""
    tables = _tables()
    known = tables.languages_of_word
    counts = Counter(language for word in _SPACES.split(text.lower()) if word in known for language in known[word])
    of_script = [(count, language) for language, count in counts.items() if _script_of(language) == script]
    if not of_script:
        return ""
    count, best = min(of_script, key=lambda row: (-row[0], row[1]))
    default = tables.default.get(script, "")
    rival = counts[default] if default != best else 0
    return best if count >= _LEAST_WORDS and count >= _LEAST_LEAD * rival else default
