"""The stretches of a text that fold to something of their own: apostrophes, articles, runs of spaces, abbreviations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator, Iterator

APOSTROPHES = "'’‘ʼʾʿ`´ʹʻˈ՚′ʽ"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640"
_EXPANSIONS = {
    "ß": "ss",
    "ẞ": "ss",
    "æ": "ae",
    "Æ": "ae",
    "œ": "oe",
    "Œ": "oe",
    "þ": "th",
    "Þ": "th",
    "ﬁ": "fi",
    "ﬂ": "fl",
}
_MARK_RANGES = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
)

_GAP = r"(?:[-‐‑]\s{0,3}|\s{1,3})"
_LETTER = r"[^\W\d_]"
# Every branch begins with a class of characters and says its kind in an empty group at its end: this halves the time.
# The Arabic article takes the sound of a following "sun letter" (ash-Shaddadi); al- and el- stand before any letter.
_EDIT = re.compile(
    rf"[{_MARK_RANGES}{_INVISIBLE}]+(?P<drop>)"
    rf"|[{APOSTROPHES}](?![sS](?!{_LETTER}))(?P<quote>)"
    r"|\s{2,}(?P<space>)"
    r"|[-‐‑]\s*\n\s*(?P<wrap>)"
    rf"|[-‐‑](?<={_LETTER}.)[eiEI][-‐‑ ](?={_LETTER})(?P<ezafe>)"
    rf"|[{''.join(_EXPANSIONS)}](?P<expand>)"
    r"|[SsMF](?<![^\W_].)[tT]e?\.\s?(?P<saint>)"
    rf"|[aeuiAEUI](?<![^\W_].)(?:[lL]{_GAP}(?=[{APOSTROPHES}]?{_LETTER})(?P<article>)"
    rf"|(?:[sctdSCTD][hH]|[dtnrzsDTNRZS])(?P<gap>{_GAP})(?=[{APOSTROPHES}]?(?P<next>{_LETTER}))(?P<sun>))"
)
_PLAIN_GAP = r"(?:-\s{0,3}|\s{1,3})"
_SUN = rf"{_PLAIN_GAP})(?=['`]?(?i:(?P="
# In plain ASCII, nearly all of every English text, what is edited begins after a letter or digit ends: the search leaps
# from one such place to the next.
_PLAIN_EDIT = re.compile(
    r"[^A-Za-z0-9](?:(?<=['`])(?![sS](?![A-Za-z]))(?P<quote>)"
    r"|(?<=\s)\s+(?P<space>)"
    r"|(?<=-)(?:\s*\n\s*(?P<wrap>)|(?<=[A-Za-z]-)[eiEI][- ](?=[A-Za-z])(?P<ezafe>))"
    r"|(?=[SsMF][tT]|[aeuiAEUI][lsctdnrzLSCTDNRZ][hH \-\s])(?P<word>))"
)
_PLAIN_WORD = re.compile(
    rf"[SsMF][tT]e?\.\s?(?P<saint>)|[aeuiAEUI](?:[lL]{_PLAIN_GAP}(?=['`]?[A-Za-z])(?P<article>)"
    rf"|(?P<hushed>[sctdSCTD])[hH](?P<wide>{_SUN}hushed)))(?P<sun>)"
    rf"|(?P<plain>[dtnrzsDTNRZS])(?P<gap>{_SUN}plain)))(?P<bare>)"
    r"|(?:[sctdSCTD][hH]|[dtnrzsDTNRZS])(?:-\s{0,3}|\s{2,3}|[^\S ])(?=['`]?[A-Za-z])(?P<none>))"
)
_LONGEST_WORD = 30
_TEXT_OF_KIND = {"drop": "", "quote": "", "space": " ", "wrap": " ", "ezafe": " i ", "article": "al "}
_ENGLISH_WORDS = frozenset({"as", "at", "an", "us", "in", "it", "is", "ash", "ad", "each", "etc", "id"})

Edit = tuple[int, int, str]
"""Where a stretch of the original begins and ends, and its folded form."""


def find_edits(text: str) -> Iterator[Edit]:
    """Yield the edits of a text, in order, none overlapping another."""
    return _plain_edits(text) if text.isascii() else _edits(text)


def _edits(text: str) -> Iterator[Edit]:
    for match in _EDIT.finditer(text):
        kind = str(match.lastgroup)
        if kind != "sun" or _is_article(text, match.start(), match.start("gap"), match.end()):
            yield match.start(), match.end(), _folded(match, kind)


def _plain_edits(text: str) -> Iterator[Edit]:
    """Yield the same for a text of ASCII characters alone, in a third of the time."""
    position = yield from _words_at(text, 0)
    while (match := _PLAIN_EDIT.search(text, position)) is not None:
        kind = str(match.lastgroup)
        if kind != "word":
            yield match.start(), match.end(), _folded(match, kind)
        position = yield from _words_at(text, match.end())


def _words_at(text: str, position: int) -> Generator[Edit, None, int]:
    """Yield the articles and abbreviations that stand at the beginning of a word; return where they end."""
    while (match := _PLAIN_WORD.match(text, position)) is not None:
        kind, end = str(match.lastgroup), match.end()
        if kind in {"saint", "article"}:
            yield position, end, _folded(match, kind)
        elif kind != "none" and _is_article(text, position, match.start("wide" if kind == "sun" else "gap"), end):
            yield position, end, "al "
        position = end
    return position


def _folded(match: re.Match[str], kind: str) -> str:
    if kind == "saint":
        return match[0].rstrip().rstrip(".") + " "
    if kind == "expand":
        return _EXPANSIONS[match[0]]
    if kind == "space" and match[0].count("\n") > 1:
        return "  "
    return "al " if kind == "sun" else _TEXT_OF_KIND[kind]


def _is_article(text: str, start: int, gap: int, end: int) -> bool:
    """Say whether a short word is an Arabic article: by its hyphen, or by case and the letter that follows."""
    word, following = text[start:gap], text[end + 1 if text[end] in APOSTROPHES else end]
    sound = unicodedata.normalize("NFKD", following)[0].lower()
    if sound != word[1].lower():
        return False
    if not text[gap:end].isspace():
        return True
    return following.isupper() and (word[0].isupper() or word not in _ENGLISH_WORDS or _follows_capital(text, start))


def _follows_capital(text: str, start: int) -> bool:
    """Say whether the word before begins in upper case: "Ghariyah ash Sharqiyah", but not "such as Syria"."""
    before = text[max(0, start - _LONGEST_WORD) : start].split()
    return bool(before) and before[-1][:1].isupper()
