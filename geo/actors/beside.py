"""Tells how a word stands to those beside it: whether only modifiers part two, and whether it opens a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MOST_BETWEEN: Final = 4
_MOST_TOKENS: Final = 12
_MODIFIERS: Final = frozenset({"ADJ", "NOUN", "PROPN", "PART", "PUNCT", "NUM", "VERB"})
_SEPARATORS: Final = frozenset({",", ";", "and", "(", ")", ":", '"', "."})
_DASHES: Final = frozenset({"-", "–", "—", "--"})


def opens_text(token: Token) -> bool:
    """Say whether a word has its capital from where it stands: first in its sentence, or after a dateline's dash."""
    return token.is_sent_start or (token.i > 0 and _is_dash(token.nbor(-1)))


def _between(doc: Doc, start: int, end: int) -> list[Token]:
    """Return the tokens that begin in a stretch of text, from its end backwards."""
    last = doc.char_span(end, end + 1, alignment_mode="expand")
    found: list[Token] = []
    for index in range(last.start - 1 if last is not None else -1, -1, -1):
        if doc[index].idx < start or len(found) > _MOST_TOKENS:
            break
        found.append(doc[index])
    return found


def _is_dash(token: Token) -> bool:
    """Say whether a dash with blanks round it parts two phrases, as after a dateline: "KYIV, Ukraine - Warplanes"."""
    return token.text in _DASHES and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)


def modifies(doc: Doc, owner_end: int, noun_start: int) -> bool:
    """Say whether only modifiers stand between an owner and a noun, at most four words."""
    between = _between(doc, owner_end, noun_start)
    words = [token for token in between if not token.is_space]
    if any(_is_dash(token) or (token.pos_ == "VERB" and token.nbor(-1).text != "-") for token in words):
        return False
    return len(words) <= _MOST_BETWEEN and all(
        token.pos_ in _MODIFIERS and token.lower_ not in _SEPARATORS for token in words
    )
