"""What a document is found by when a name changes its meaning: the names in it, folded, and their sounds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from gazetteer.normalise import fold, fold_with_offsets
from gazetteer.spelling import skeleton
from geo.models import PlaceMention
from geo.surrogates import replace_surrogates

_SOFT_HYPHEN: Final = "\u00ad"
_WORD: Final = re.compile(r"[^\W_][\w'’‘ʼ`\-‐‑]*")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_LONGEST_RUN: Final = 5
_WIDEST_GAP: Final = 3


def sound_of(key: str) -> str:
    """Return what the spellings of a folded name share, as one word."""
    return skeleton(key).replace(" ", "")


def name_columns(name: str, place_name: str) -> dict[str, str]:
    """Return what a mention is found by: its folded name, and its sound unless the place bears this very name.

    A name of another spelling may have been placed by its sound alone, and a nearer spelling may now be known.
    """
    key = fold(replace_surrogates(name))
    return {"name_key": key, "sound": "" if key == fold(place_name) else sound_of(key)}


def columns_of_mention(mention: PlaceMention) -> dict[str, str]:
    """Return :func:`name_columns` of a mention."""
    return name_columns(mention.text, mention.place.name if mention.place else "")


def searchable(text: str) -> str:
    """Return a text as it is indexed: folded, words that a soft hyphen parts both joined and parted."""
    folded = fold_with_offsets(text).folded
    if _SOFT_HYPHEN not in text:
        return folded
    return f"{folded}  {fold_with_offsets(text.replace(_SOFT_HYPHEN, '-')).folded}"


def sounds_in(text: str, placed: Collection[str]) -> str:
    """Return the sounds of all that is written like a name, but for the folded names that have their places.

    So a name is found that the recogniser passed over, in whatever spelling.
    """
    keys = {fold(name) for name in _written_like_names(text)}
    return " ".join(sorted({sound_of(key) for key in keys.difference(placed) if key}))


def _written_like_names(text: str) -> Iterator[str]:
    """Yield the runs of words with capitals, each also less its first and less its last word."""
    for run in _runs(text):
        words = run[:_LONGEST_RUN]
        yield " ".join(words)
        yield " ".join(words[1:])
        yield " ".join(words[:-1])


def _runs(text: str) -> Iterator[list[str]]:
    run: list[str] = []
    last = 0
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        gap = text[last : match.start()]
        if run and (len(gap) > _WIDEST_GAP or not gap.isspace() or not _is_capital(word)):
            yield run
            run = []
        if _is_capital(word):
            run.append(word)
        last = match.end() if word == match[0] else -1
    if run:
        yield run


def _is_capital(word: str) -> bool:
    """Say whether a word begins with a capital, be it after an article: al-Bab."""
    return word[0].isupper() or any(part[:1].isupper() for part in word.split("-")[1:2])
