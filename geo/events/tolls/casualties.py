"""Finds how many a sentence says were killed and injured.

Patterns over the string of a sentence's tags (see ``geo.events.tolls.tagging``) say which counted groups were killed
and which injured. Groups named after "including" are part of another and are not counted again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from operator import add
from typing import Final

from geo.events.tolls.coded import coded_tolls
from geo.events.tolls.quantities import Count, casualty_words, split_tokens
from geo.events.tolls.tagging import Piece, tag_pieces
from geo.events.tolls.victims import NOT_SAID, Split, split, with_included
from geo.models import Casualties

CODED: Final = "coded"
"""The victims of a mention by which a coder fixes the figure."""
_NONE: Final = Count(0, 0, 0)


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A statement of a toll. ``total`` marks one that sums up others ("the death toll rose to 148").

    ``dead`` says who of the killed were civilians or bore arms; ``history`` marks the toll of a whole war or season.
    """

    start: int
    end: int
    killed: Count | None
    injured: Count | None
    victims: str = ""
    total: bool = False
    dead: Split = NOT_SAID
    history: bool = False


_ITEM_ENDS: Final = r"(?!x{0,4}H?B*[WVDK])"
_OBJECTS: Final = rf"[GAP](?:(?:,G|,?C[GAP]){_ITEM_ENDS}){{0,12}}"
_SUBJECTS: Final = r"G(?:(?:,C?|C)G){0,12}"
_AND: Final = r"(?:[xoVWA]{1,6}C)?"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern over tags; its groups ``killed`` and ``injured`` hold counted pieces."""

    tags: re.Pattern[str]
    total: bool = False


def _pattern(tags: str, *, total: bool = False) -> _Pattern:
    return _Pattern(re.compile(tags), total)


_PATTERNS: Final = (
    _pattern(r"T[xHVo]{0,8}(?P<killed>G)", total=True),
    _pattern(rf"k[xo]?(?P<killed>{_OBJECTS})"),
    _pattern(rf"w[xo]?(?P<injured>{_OBJECTS})"),
    _pattern(rf"L[xo]?(?P<killed>{_OBJECTS})"),
    _pattern(rf"(?<!B)(?<!B[xVW]C)(?<!CWC)K(?P<killed>{_OBJECTS})"),
    _pattern(rf"(?<!B)(?<!B[xVWK]C)(?<!KC)(?<!kC)W(?P<injured>{_OBJECTS})"),
    _pattern(rf"(?P<killed>{_SUBJECTS})[xogAPI,]{{0,14}}H?B+{_AND}[KD](?!C[Ww](?!x?[GA]))"),
    _pattern(rf"(?P<injured>{_SUBJECTS})[xogAPI,]{{0,14}}H?B+{_AND}W"),
    _pattern(rf"(?P<killed>{_SUBJECTS})[xogAPI]{{0,6}}H?{_AND}[KD](?!C[Ww](?!x?[GA]))"),
    _pattern(rf"(?P<injured>{_SUBJECTS})[xogAP]{{0,3}}{_AND}W"),
    _pattern(rf"(?P<killed>P)[xog]{{0,4}}(?:H?B+{_AND}[KD]|H?D)(?!C[Ww])"),
    _pattern(rf"(?P<killed>{_OBJECTS})x{{0,2}}d"),
    _pattern(rf"[FO]o(?P<killed>{_OBJECTS})"),
    _pattern(r"(?P<killed>E)"),
    _pattern(r"(?P<injured>j)"),
)
_NEGATIVE: Final = re.compile(r"N[xoBH]{0,4}(?P<nouns>[FUJKDWE](?:,?(?:CN?|N)?x?[FUJKDWE])*)")
_INCLUDED: Final = re.compile(
    r"(?<=[GAPE],)I[xo]{0,4}[GAPE](?!xD)(?:,C?[GAPE]){1,12}(?:C[GAPE])?|I[xo]{0,4}[GAPE](?!xD)(?:(?:,C?|C)[GAPE](?!x{0,4}H?B*[WVK])){0,12}"
)
_SUMS_UP: Final = re.compile(r"(?i)\b(?:in total|in all|altogether|overall|bringing the)\b")
_CLAUSE_END: Final = re.compile(r",\s+(?:and|while|but|with|went|when)\s|[;:()]|, (?=[a-z]+ing\b)")
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


def _count_of(pieces: Sequence[Piece]) -> Count | None:
    counts = [piece.count for piece in pieces if piece.count]
    return reduce(add, counts) if counts else None


def _mention(match: re.Match[str], pieces: Sequence[Piece], *, total: bool, included: Split) -> CasualtyMention:
    name = "killed" if "killed" in match.re.groupindex else "injured"
    counted = pieces[match.start(name) : match.end(name)]
    count = _count_of(counted)
    return CasualtyMention(
        pieces[match.start()].start,
        pieces[match.end() - 1].end,
        killed=count if name == "killed" else None,
        injured=count if name == "injured" else None,
        victims=next((piece.victims for piece in counted if piece.victims), ""),
        dead=with_included(split(counted), included, count.best) if name == "killed" and count else Split(),
        total=total or _is_bare(counted),
    )


def _is_bare(counted: Sequence[Piece]) -> bool:
    """Say whether only deaths are counted, and not whose: "12 fatalities" sums up what was said before."""
    return len(counted) == 1 and counted[0].tag == "E" and " " not in counted[0].victims


def _negative(match: re.Match[str], pieces: Sequence[Piece]) -> CasualtyMention:
    nouns = match["nouns"]
    return CasualtyMention(
        pieces[match.start()].start,
        pieces[match.end() - 1].end,
        killed=_NONE if set(nouns) & set("FUKD") else None,
        injured=_NONE if set(nouns) & set("JUW") else None,
    )


_SILENT: Final = str.maketrans("GAPEC", "ggggx")


def _silence(match: re.Match[str]) -> str:
    return match[0].translate(_SILENT)


def _find_in_sentence(sentence: str) -> Iterator[CasualtyMention]:
    pieces = list(tag_pieces(split_tokens(_PARENTHESIS.sub(_blank, sentence))))
    tags = "".join(piece.tag for piece in pieces)
    parts = [split(pieces[match.start() : match.end()]) for match in _INCLUDED.finditer(tags)]
    tags = _INCLUDED.sub(_silence, tags)
    for match in _NEGATIVE.finditer(tags):
        yield _negative(match, pieces)
    tags = _NEGATIVE.sub(lambda match: "X" * len(match[0]), tags)
    sums_up = bool(_SUMS_UP.search(sentence))
    for pattern in _PATTERNS:
        for match in pattern.tags.finditer(tags):
            included = parts[0] if len(parts) == 1 else Split()
            yield _mention(match, pieces, total=pattern.total or sums_up, included=included)
        tags = pattern.tags.sub(_use, tags)


def _use(match: re.Match[str]) -> str:
    """Mark a match's groups as used, so that no later pattern counts them again."""
    return re.sub("[KWDkw]", "Z", re.sub("[GAPEj]", "u", match[0]))


def find_casualties(text: str) -> list[CasualtyMention]:
    """Find the statements of killed and injured in a text, in order; offsets are code points into it."""
    found = [
        CasualtyMention(start, end, Count(share, share, share), None, CODED, total=True)
        for start, end, share in coded_tolls(text)
    ]
    for start, sentence in _sentences(text):
        if not _MATTERS.search(sentence) and not any(word in sentence for word in _rarer_words()):
            continue
        found += (_placed(mention, start, sentence) for mention in _find_in_sentence(sentence))
    return sorted(found, key=lambda mention: (mention.start, mention.end))


@cache
def _rarer_words() -> tuple[str, ...]:
    tags = casualty_words()["tags"]
    names = ("kill", "killing", "lose", "die", "corpse")
    return tuple(word for name in names for word in tags[name] if not _MATTERS.search(word))


def _placed(mention: CasualtyMention, offset: int, sentence: str) -> CasualtyMention:
    """Return a sentence's mention with its place in the text, marked where it sums up a war or a season."""
    history = _is_history(mention, sentence)
    return replace(mention, start=mention.start + offset, end=mention.end + offset, history=history)


def _is_history(mention: CasualtyMention, sentence: str) -> bool:
    """Say whether a mention's clause tells how many were killed "since 2011" or "so far this year"."""
    before, after = sentence[: mention.start], sentence[mention.end :]
    clause = sentence[len(before) - len(_CLAUSE_END.split(before)[-1]) : mention.end]
    return bool(_history().search(clause + _CLAUSE_END.split(after, maxsplit=1)[0]))


@cache
def _history() -> re.Pattern[str]:
    phrases = casualty_words()["history"]["phrases"]
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, phrases))})\b")


def _combine(counts: Iterable[tuple[Count | None, bool]]) -> Count | None:
    """Return the largest total that is stated, or the sum of the parts."""
    stated = [(count, total) for count, total in counts if count]
    totals = [count for count, total in stated if total]
    if totals:
        return max(totals, key=lambda count: count.best)
    return reduce(add, (count for count, _ in stated)) if stated else None


def _killed(mentions: Sequence[CasualtyMention]) -> Count | None:
    coded = [mention.killed for mention in mentions if mention.victims == CODED and mention.killed]
    if coded:
        return min(coded, key=lambda count: count.best)
    return _combine((mention.killed, mention.total) for mention in mentions)


def toll_of(mentions: Iterable[CasualtyMention]) -> Casualties:
    """Combine the statements of one sentence: a stated total counts alone, separate groups add up."""
    stated = list(mentions)
    killed = _killed(stated)
    injured = _combine((mention.injured, mention.total) for mention in stated)
    dead = reduce(add, (mention.dead for mention in stated), Split())
    return Casualties(
        low=killed.low if killed else None,
        best=killed.best if killed else None,
        high=killed.high if killed else None,
        injured=injured.best if injured else None,
        civilians=_within(dead.civilians, killed),
        military=_within(dead.military, killed),
    )


def _within(part: int | None, killed: Count | None) -> int | None:
    """Return how many of the dead are of a kind, at most as many as there are dead."""
    return None if part is None or killed is None or not killed.best else min(part, killed.best)


def is_settled(mentions: Iterable[CasualtyMention]) -> bool:
    """Say whether a toll was fixed by a coder: "unknown fatalities coded as 10"."""
    return any(mention.victims == CODED for mention in mentions)


def own_toll(mentions: Iterable[CasualtyMention]) -> Casualties:
    """Combine the statements on an event itself; totals since the beginning of a war or year are left out."""
    return toll_of(mention for mention in mentions if not mention.history)
