"""Tags the words of a sentence by the part that they play in stating a toll, one letter each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from geo.events.tolls.quantities import Count, Token, casualty_words, read_quantity

_TAGS: Final = {
    "kill": "K",
    "killing": "k",
    "die": "D",
    "lose": "L",
    "wound": "W",
    "wounding": "w",
    "be": "B",
    "have": "H",
    "and": "C",
    "include": "I",
    "none": "N",
    "fatality": "F",
    "corpse": "O",
    "injury": "J",
    "casualty": "U",
    "toll": "T",
    "act": "V",
    "of": "o",
    "pause": ".",
    "to_death": "d",
    "skip": "_",
    "phrase_break": "X",
}
_SIGNS: Final = {",": ",", ".": ".", ";": ".", ":": ".", "!": ".", "?": ".", "/": "C"}
_LONGEST_PHRASE: Final = 6
_LONGEST_GROUP: Final = 9
_LONGEST_ACRONYM: Final = 3
_ONE: Final = Count(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A tagged stretch of the sentence; ``count`` is how many people it names, where it does."""

    tag: str
    start: int
    end: int
    count: Count | None = None
    victims: str = ""


@cache
def _tag_words() -> dict[str, str]:
    return {word: _TAGS[name] for name, words in casualty_words()["tags"].items() for word in words}


@cache
def _word_set(name: str) -> frozenset[str]:
    return frozenset(casualty_words()[name]["words"])


def singular(word: str) -> str:
    """Return a noun's singular, well enough to look it up."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word == "children":
        return "child"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_person(word: str) -> bool:
    forms = (word, singular(word), word.removeprefix("co-"))
    return any(form in _word_set("persons") or form.endswith(("man", "ist")) for form in forms)


def _is_acronym(token: Token) -> bool:
    """Say whether a short word is written in capitals: IS is a group and "is" is not."""
    return token.text.isupper() and 1 < len(token.text) <= _LONGEST_ACRONYM


def _tagged_phrase(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    shortest = 2 if _is_acronym(tokens[at]) else 1
    for length in range(min(_LONGEST_PHRASE, len(tokens) - at), shortest - 1, -1):
        words = " ".join(token.word for token in tokens[at : at + length])
        if tag := _tag_words().get(words):
            return tag, length
    return None


def _ends_group(token: Token, tokens: Sequence[Token], at: int) -> bool:
    if token.text == "/" and at and tokens[at - 1].end == token.start:
        return False
    if not token.text[0].isalnum() and token.text not in {"'", '"', "’", "“", "”"}:
        return True
    if token.word in _word_set("bounds") and not _is_acronym(token):
        return True
    tagged = _tagged_phrase(tokens, at)
    if tagged is None or tagged[0] in "oOJF":
        return False
    return not (tagged[0] == "V" and at + 1 < len(tokens) and _is_person(tokens[at + 1].word))


def _group_end(tokens: Sequence[Token], at: int) -> int:
    """Return where the noun phrase that begins at a token ends."""
    end = at
    while end < min(len(tokens), at + _LONGEST_GROUP) and not _ends_group(tokens[end], tokens, end):
        end += 1
    while end > at and tokens[end - 1].word in {"of", "the", "reported", "reportedly"}:
        end -= 1
    return end


def _head_words(tokens: Sequence[Token]) -> list[str]:
    """Return a noun phrase's words up to "of" (its head is the last of them)."""
    words = [token.word for token in tokens]
    return words[: words.index("of")] if "of" in words else words


_MONTHS: Final = re.compile(r"(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|may|%|percent")


def _is_no_count(tokens: Sequence[Token], at: int, length: int) -> bool:
    """Say whether a figure is part of a date, a calibre, a share or a name."""
    after = tokens[at + length].word if at + length < len(tokens) else ""
    before = tokens[at - 1].word if at else ""
    last = tokens[at + length - 1].text
    if not last[-1].isdigit() and last[0].isdigit():
        return True
    return bool(_MONTHS.fullmatch(after) or (last.isdigit() and _MONTHS.fullmatch(before))) or before in {"$", "-", "€"}


_HEADS: Final = {"F": "E", "O": "E", "J": "j"}
_VERBS: Final = frozenset("BHKDW")
_PART_OF: Final = frozenset({"of whom", "of them", "of these", "of those"})


def _counted_group(tokens: Sequence[Token], at: int) -> tuple[Piece, int] | None:
    quantity = read_quantity(tokens, at)
    if quantity is None or _is_no_count(tokens, at, quantity[1]):
        return None
    count, length = quantity
    start = at + length
    end = _group_end(tokens, start)
    words = _head_words(tokens[start:end])
    tag = _group_tag(words)
    if tag == "x":
        return None
    if start == end and _words_at(tokens, end, 2) in _PART_OF:
        tag, end = "G" if _tag_after(tokens, end + 2) in _VERBS else "g", end + 2
    last = tokens[max(end, start) - 1]
    victims = " ".join(token.text for token in tokens[at if start >= end else start : max(end, start)])
    return Piece(tag, tokens[at].start, last.end, count, victims), max(end, start) - at


def _tag_after(tokens: Sequence[Token], at: int) -> str:
    """Return the tag of the first word from a token on that is no adverb: "of whom later died"."""
    while at < len(tokens):
        tagged = _tagged_phrase(tokens, at)
        if tagged is None or tagged[0] != "_":
            return tagged[0] if tagged else ""
        at += tagged[1]
    return ""


def _words_at(tokens: Sequence[Token], at: int, count: int) -> str:
    return " ".join(token.word for token in tokens[at : at + count])


def _group_tag(words: Sequence[str]) -> str:
    """Return a counted group's tag by its head: deaths, injuries, things or people."""
    for word in words:
        if tag := _HEADS.get(_tag_words().get(word, "")):
            return tag
    if (words and words[-1] in _word_set("things")) or any(word in _word_set("things") for word in words[:1]):
        return "x"
    return "G"


_ALONE: Final = frozenset({"another", "himself", "herself"})
_DETERMINERS: Final = frozenset(
    {"a", "an", "another", "the", "his", "her", "their", "its", "one", "himself", "herself"}
)


def _single_group(tokens: Sequence[Token], at: int) -> tuple[Piece, int] | None:
    """Read "a civilian", "the driver", "his wife", or one person's name, as one."""
    determined = tokens[at].word in _DETERMINERS
    if not determined and not tokens[at].text[0].isupper():
        return None
    start = at + determined
    end = _group_end(tokens, start)
    if end == start:
        return (Piece("G", tokens[at].start, tokens[at].end, _ONE), 1) if tokens[at].word in _ALONE else None
    words = _head_words(tokens[start:end])
    tag = _single_tag(words, tokens[start:end], tokens[at].word, determined=determined)
    if tag is None:
        return None
    victims = " ".join(token.text for token in tokens[start:end])
    return Piece(tag, tokens[at].start, tokens[end - 1].end, _ONE, victims), end - at


def _single_tag(words: Sequence[str], tokens: Sequence[Token], first: str, *, determined: bool) -> str | None:
    """Return G or P for one person, E for one body, A for what is a person only as an object of "killed"."""
    tags = {_tag_words().get(word) for word in words}
    if tags & {"F", "J"}:
        return None
    thing = words[-1] in _word_set("things")
    if determined and first in {"a", "an", "another", "one"}:
        person = any(map(_is_person, words)) and not thing
        return "E" if "O" in tags else "G" if person else "A"
    return None if thing else _tag_of_phrase(words[-1], tokens, determined=determined)


def _tag_of_phrase(last: str, tokens: Sequence[Token], *, determined: bool) -> str | None:
    """Return P for a phrase without "a" or "one" that is one person: "the driver", or a name."""
    plural = last.endswith("s")
    if determined or _is_person(last):
        return "P" if _is_person(last) and not plural else None
    return "P" if not plural and all(token.text[0].isupper() for token in tokens) else None


def tag_pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    """Yield the sentence's tagged stretches in order; adverbs are left out.

    A stretch is a counted group of people, a verb of killing, "was", "and" … each with a letter of its own.
    """
    at = 0
    while at < len(tokens):
        piece, length = _piece_at(tokens, at)
        if piece.tag != "_":
            yield piece
        at += length


def _piece_at(tokens: Sequence[Token], at: int) -> tuple[Piece, int]:
    token = tokens[at]
    tagged = _tagged_phrase(tokens, at)
    found = None
    if tagged is None or tagged[0] == "_" or token.word == "zero":
        found = _counted_group(tokens, at)
    if found is None and tagged is None:
        found = _single_group(tokens, at)
    if found:
        return found
    if tagged:
        return Piece(tagged[0], token.start, tokens[at + tagged[1] - 1].end), tagged[1]
    return Piece(_SIGNS.get(token.text, "x"), token.start, token.end), 1
