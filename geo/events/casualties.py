"""Finds how many a sentence says were killed and injured.

Each word of a sentence gets a one-letter tag by the part that it plays (a counted group of people, a verb of killing,
"was", "and" …); patterns over the string of tags then say which groups were killed and which injured. Groups named
after "including" are part of another and are not counted again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import add
from typing import Final

from geo.events.quantities import Count, Token, casualty_words, read_quantity, split_tokens
from geo.models import Casualties

_TAGS: Final = {
    "kill": "K",
    "killing": "k",
    "die": "D",
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
    "skip": "_",
    "phrase_break": "X",
}
_SIGNS: Final = {",": ",", ".": ".", ";": ".", ":": ".", "!": ".", "?": ".", "/": "C"}
_LONGEST_PHRASE: Final = 6
_LONGEST_GROUP: Final = 9
_ONE: Final = Count(1, 1, 1)
_NONE: Final = Count(0, 0, 0)


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A statement of a toll. ``total`` marks one that sums up others ("the death toll rose to 148")."""

    start: int
    end: int
    killed: Count | None
    injured: Count | None
    victims: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
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


def _singular(word: str) -> str:
    """Return a noun's singular, well enough to look it up."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word == "children":
        return "child"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_person(word: str) -> bool:
    return any(one in _word_set("persons") or one.endswith(("man", "ist")) for one in (word, _singular(word)))


def _tagged_phrase(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 0, -1):
        words = " ".join(token.word for token in tokens[at : at + length])
        if tag := _tag_words().get(words):
            return tag, length
    return None


def _ends_group(token: Token, tokens: Sequence[Token], at: int) -> bool:
    if not token.text[0].isalnum() and token.text not in {"'", '"', "’", "“", "”"}:
        return True
    if token.word in _word_set("bounds"):
        return True
    tagged = _tagged_phrase(tokens, at)
    return tagged is not None and tagged[0] not in "o_OJF"


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


def _counted_group(tokens: Sequence[Token], at: int) -> tuple[_Piece, int] | None:
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
    if end < len(tokens) and start == end and tokens[end].word == "of":
        tag = "g" if _words_at(tokens, end, 2) in {"of whom", "of them", "of these", "of which"} else tag
    last = tokens[max(end, start) - 1]
    victims = " ".join(token.text for token in tokens[start:end])
    return _Piece(tag, tokens[at].start, last.end, count, victims), max(end, start) - at


def _words_at(tokens: Sequence[Token], at: int, count: int) -> str:
    return " ".join(token.word for token in tokens[at : at + count])


def _group_tag(words: Sequence[str]) -> str:
    """Return a counted group's tag by its head: deaths, injuries, things or people."""
    tags = _tag_words()
    for word in words:
        if tags.get(word) in {"F", "O"}:
            return "E"
        if tags.get(word) == "J":
            return "j"
    if words and words[-1] in _word_set("things") or any(word in _word_set("things") for word in words[:1]):
        return "x"
    return "G"


_DETERMINERS: Final = frozenset({"a", "an", "another", "the", "his", "her", "their", "its", "one"})


def _single_group(tokens: Sequence[Token], at: int) -> tuple[_Piece, int] | None:
    """Read "a civilian", "the driver", "his wife", or one person's name, as one."""
    determined = tokens[at].word in _DETERMINERS
    if not determined and not tokens[at].text[0].isupper():
        return None
    start = at + determined
    end = _group_end(tokens, start)
    if end == start:
        return None
    words = _head_words(tokens[start:end])
    tag = _single_tag(words, tokens[start:end], tokens[at].word, determined=determined)
    if tag is None:
        return None
    victims = " ".join(token.text for token in tokens[start:end])
    return _Piece(tag, tokens[at].start, tokens[end - 1].end, _ONE, victims), end - at


def _single_tag(words: Sequence[str], tokens: Sequence[Token], first: str, *, determined: bool) -> str | None:
    """Return G for one person, E for one body, A for what is one person only as an object of "killed"."""
    tags = {_tag_words().get(word) for word in words}
    if tags & {"F", "J"}:
        return None
    if determined and first in {"a", "an", "another", "one"}:
        if "O" in tags:
            return "E"
        return "G" if any(_is_person(word) for word in words) and words[-1] not in _word_set("things") else "A"
    plural = words[-1].endswith("s") and _is_person(words[-1])
    if plural or words[-1] in _word_set("things"):
        return None
    if determined:
        return "A" if _is_person(words[-1]) else None
    return "A" if all(token.text[0].isupper() for token in tokens) or _is_person(words[-1]) else None


def _none_is_quantity(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].word in {"no", "zero"}


def _pieces(tokens: Sequence[Token]) -> Iterator[_Piece]:
    """Yield the sentence's tagged stretches in order; adverbs are left out."""
    at = 0
    while at < len(tokens):
        piece, length = _piece_at(tokens, at)
        if piece.tag != "_":
            yield piece
        at += length


def _piece_at(tokens: Sequence[Token], at: int) -> tuple[_Piece, int]:
    token = tokens[at]
    tagged = _tagged_phrase(tokens, at)
    found = None
    if tagged is None or tagged[0] == "_" or token.word in {"zero"}:
        found = _counted_group(tokens, at)
    if found is None and tagged is None:
        found = _single_group(tokens, at)
    if found:
        return found
    if tagged:
        return _Piece(tagged[0], token.start, tokens[at + tagged[1] - 1].end), tagged[1]
    return _Piece(_SIGNS.get(token.text, "x"), token.start, token.end), 1


_ITEM_ENDS: Final = r"(?!x{0,4}H?B*[WVDK])"
_OBJECTS: Final = rf"[GA](?:(?:,C?|C)[GA]{_ITEM_ENDS})*"
_SUBJECTS: Final = r"G(?:(?:,C?|C)G)*"
_AND: Final = r"(?:[xVW]{1,3}C)?"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern over tags; its groups ``killed`` and ``injured`` hold counted pieces."""

    tags: re.Pattern[str]
    total: bool = False


def _pattern(tags: str, *, total: bool = False) -> _Pattern:
    return _Pattern(re.compile(tags), total)


_PATTERNS: Final = (
    _pattern(rf"Tx{{0,8}}[x_]*(?P<killed>G)", total=True),
    _pattern(rf"k[xo]?(?P<killed>{_OBJECTS})"),
    _pattern(rf"w[xo]?(?P<injured>{_OBJECTS})"),
    _pattern(rf"(?<!B)(?<!B[xVW]C)(?<!CWC)K(?P<killed>{_OBJECTS})"),
    _pattern(rf"(?<!B)(?<!B[xVWK]C)(?<!KC)(?<!kC)W(?P<injured>{_OBJECTS})"),
    _pattern(rf"(?P<killed>{_SUBJECTS})[xogA,]{{0,14}}H?B+{_AND}[KD](?!C[Ww](?!x?[GA]))"),
    _pattern(rf"(?P<injured>{_SUBJECTS})[xogA,]{{0,14}}H?B+{_AND}W"),
    _pattern(rf"(?P<killed>{_SUBJECTS})[xogA]{{0,6}}H?{_AND}[KD](?!C[Ww](?!x?[GA]))"),
    _pattern(rf"(?P<injured>{_SUBJECTS})[xogA]{{0,3}}{_AND}W"),
    _pattern(rf"(?P<killed>A)[xog,]{{0,6}}H?B*{_AND}[KD](?!C[Ww])"),
    _pattern(rf"[FO]o(?P<killed>{_OBJECTS})"),
    _pattern(rf"(?P<killed>E)"),
    _pattern(rf"(?P<injured>j)"),
)
_NEGATIVE: Final = re.compile(r"N[xo]{0,3}(?P<nouns>[FUJKDW](?:,?(?:CN?|N)?x?[FUJKDW])*)")
_NO_ONE: Final = re.compile(r"(?i)\b(?:no[ -]one|nobody|none)\b[^.;]{0,40}?\b(?:was|were)\b[^.;]{0,20}?\b(killed|hurt|injured|wounded)\b")
_INCLUDED: Final = re.compile(r"I[xo]{0,4}(?P<list>[GAE](?:(?:,C?|C)[GAE](?!x{0,4}H?B*[WVK]))*)")
_CODED: Final = re.compile(
    r"(?i)\bfatal\w*\b[^.;\[\]]{0,70}?\bcoded\s+(?:as|to)\s+(?:an?\s+)?(?:additional\s+)?(?P<before>\d+)"
    r"|\bcoded\s+as\s+(?:an?\s+)?(?:additional\s+)?(?P<after>\d+)\s+fatal"
)
_PARENTHESIS: Final = re.compile(r"[(\[][^()\[\]]{0,300}[)\]]")
_MATTERS: Final = re.compile(r"(?i)kill|dead|died|fatal|death|wound|injur|casualt|hurt")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?;])[\"”’)\]]*\s+(?=[A-Z\d\"“(\[])|\n+")


def _blank(match: re.Match[str]) -> str:
    return match[0] if _MATTERS.search(match[0]) else " " * len(match[0])


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def _count_of(pieces: Sequence[_Piece]) -> Count | None:
    counts = [piece.count for piece in pieces if piece.count]
    return reduce(add, counts) if counts else None


def _mention(match: re.Match[str], pieces: Sequence[_Piece], pattern: _Pattern) -> CasualtyMention:
    name = "killed" if "killed" in pattern.tags.groupindex else "injured"
    counted = pieces[match.start(name) : match.end(name)]
    count = _count_of(counted)
    return CasualtyMention(
        pieces[match.start()].start,
        pieces[match.end() - 1].end,
        killed=count if name == "killed" else None,
        injured=count if name == "injured" else None,
        victims=next((piece.victims for piece in counted if piece.victims), ""),
        total=pattern.total,
    )


def _negative(match: re.Match[str], pieces: Sequence[_Piece]) -> CasualtyMention:
    nouns = match["nouns"]
    return CasualtyMention(
        pieces[match.start()].start,
        pieces[match.end() - 1].end,
        killed=_NONE if set(nouns) & set("FUKD") else None,
        injured=_NONE if set(nouns) & set("JUW") else None,
    )


def _silence(match: re.Match[str]) -> str:
    return match[0].replace("G", "g").replace("A", "g").replace("E", "g")


def _find_in_sentence(sentence: str) -> Iterator[CasualtyMention]:
    pieces = list(_pieces(split_tokens(_PARENTHESIS.sub(_blank, sentence))))
    tags = _INCLUDED.sub(_silence, "".join(piece.tag for piece in pieces))
    for match in _NEGATIVE.finditer(tags):
        yield _negative(match, pieces)
    tags = _NEGATIVE.sub(lambda match: "X" * len(match[0]), tags)
    for pattern in _PATTERNS:
        for match in pattern.tags.finditer(tags):
            yield _mention(match, pieces, pattern)
        tags = pattern.tags.sub(_use, tags)


def _use(match: re.Match[str]) -> str:
    """Mark a match's groups as used, so that no later pattern counts them again."""
    return re.sub("[GAEj]", "u", match[0])


def _coded(text: str) -> Iterator[CasualtyMention]:
    for match in _CODED.finditer(text):
        figure = int(match["before"] or match["after"])
        yield CasualtyMention(*match.span(), Count(figure, figure, figure), None, "coded", total=True)


def find_casualties(text: str) -> list[CasualtyMention]:
    """Find the statements of killed and injured in a text, in order; offsets are code points into it."""
    found = list(_coded(text))
    for start, sentence in _sentences(text):
        if not _MATTERS.search(sentence) and not any(word in sentence for word in _rarer_words()):
            continue
        found += (_moved(mention, start) for mention in _find_in_sentence(sentence))
    return sorted(found, key=lambda mention: (mention.start, mention.end))


@cache
def _rarer_words() -> tuple[str, ...]:
    tags = casualty_words()["tags"]
    names = ("kill", "killing", "die", "corpse")
    return tuple(word for name in names for word in tags[name] if not _MATTERS.search(word))


def _moved(mention: CasualtyMention, offset: int) -> CasualtyMention:
    return CasualtyMention(
        mention.start + offset, mention.end + offset, mention.killed, mention.injured, mention.victims, mention.total
    )


def _combine(counts: Iterable[tuple[Count | None, bool]]) -> Count | None:
    """Return the largest total that is stated, or the sum of the parts."""
    stated = [(count, total) for count, total in counts if count]
    totals = [count for count, total in stated if total]
    if totals:
        return max(totals, key=lambda count: count.best)
    return reduce(add, (count for count, _ in stated)) if stated else None


def toll_of(mentions: Iterable[CasualtyMention]) -> Casualties:
    """Combine the statements of one sentence: a stated total counts alone, separate groups add up."""
    stated = list(mentions)
    killed = _combine((mention.killed, mention.total) for mention in stated)
    injured = _combine((mention.injured, mention.total) for mention in stated)
    return Casualties(
        low=killed.low if killed else None,
        best=killed.best if killed else None,
        high=killed.high if killed else None,
        injured=injured.best if injured else None,
    )
