"""Finds how many a sentence says were killed and injured.

Patterns over the string of a sentence's tags (see ``geo.events.tolls.tagging``) say which counted groups were killed
and which injured. Groups named after "including" are part of another and are not counted again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from operator import add
from typing import Final

from geo.events.tolls.asides import blank_asides, matters
from geo.events.tolls.coded import coded_tolls
from geo.events.tolls.quantities import Count, casualty_words, split_tokens
from geo.events.tolls.rivals import is_rival, other_figures
from geo.events.tolls.summing import CODED, CasualtyMention, is_settled, other_accounts, own_toll, toll_of
from geo.events.tolls.tagging import Piece, tag_pieces
from geo.events.tolls.victims import Split, split, with_included

__all__ = ["CasualtyMention", "find_casualties", "is_settled", "other_accounts", "own_toll", "toll_of"]

_NONE: Final = Count(0, 0, 0)


_ITEM_ENDS: Final = r"(?!x{0,4}H?B*[WVDK])"
_OBJECTS: Final = rf"[GAP](?:(?:,G|,P(?=,?C[GAP])|,?C[GAP]){_ITEM_ENDS}){{0,12}}"
_SUBJECTS: Final = r"(?:G|P(?=,P,?CG))(?:(?:,C?|C)G|,P(?=,?CG)){0,12}"
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
    _pattern(r"(?P<killed>G)oxWH?B*D"),
    _pattern(r"(?P<killed>G),g?[xogI]{1,6},H?D"),
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
_AS_MANY: Final = re.compile(r"(?i)\b(?:wound|injur)(?:ed|ing)\s(?P<twice>twice\s)?as\smany\b(?!\sas\s)")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?;])[\"”’)\]]*\s+(?=[A-Z\d\"“(\[])|\n+")


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
    pieces = list(tag_pieces(split_tokens(blank_asides(sentence))))
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
        if not matters(sentence) and not any(word in sentence for word in _rarer_words()):
            continue
        found += (_placed(mention, start, sentence) for mention in _find_in_sentence(sentence))
    found = [*_with_other_figures(text, found), *_as_many(text, found)]
    return _with_rivals(text, sorted(found, key=lambda mention: (mention.start, mention.end)))


def _as_many(text: str, found: Sequence[CasualtyMention]) -> Iterator[CasualtyMention]:
    """Yield the injured of "killed seven and wounded as many" and "… twice as many"."""
    for match in _AS_MANY.finditer(text):
        told = [mention.killed for mention in found if mention.killed and mention.end <= match.start() + 1]
        if told:
            yield CasualtyMention(*match.span(), None, told[-1] + told[-1] if match["twice"] else told[-1])


def _with_other_figures(text: str, found: Sequence[CasualtyMention]) -> Iterator[CasualtyMention]:
    """Yield statements with the bare figures that others give; a toll that another puts "at 21" becomes a rival."""
    figures = list(other_figures(text))
    for mention in found:
        inside = (
            mention.killed
            and mention.total
            and any(mention.start < end and start < mention.end for start, end, _ in figures)
        )
        yield replace(mention, rival=True) if inside and mention.victims != CODED else mention
    for start, end, count in figures:
        if not any(mention.start < end and start < mention.end for mention in found):
            yield CasualtyMention(start, end, count, None, rival=True)


def _with_rivals(text: str, found: Sequence[CasualtyMention]) -> list[CasualtyMention]:
    """Mark the figures that tell of the same dead as the one before, by another's word."""
    marked: list[CasualtyMention] = []
    before: CasualtyMention | None = None
    for mention in found:
        rival = before is not None and mention.killed is not None and is_rival(text, before, mention)
        marked.append(replace(mention, rival=mention.rival or rival))
        before = mention if mention.killed else before
    return marked


@cache
def _rarer_words() -> tuple[str, ...]:
    tags = casualty_words()["tags"]
    names = ("kill", "killing", "lose", "die", "corpse")
    return tuple(word for name in names for word in tags[name] if not matters(word))


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
