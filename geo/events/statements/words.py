"""The words of geo/data/modality.toml, by which statements are told from talk of what did not happen."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def modality_words(name: str, section: str = "modality") -> frozenset[str]:
    """Return one of the word lists of ``geo/data/modality.toml``."""
    return frozenset(_table()[section][name])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("geo").joinpath("data/modality.toml").read_text(encoding="utf-8"))


@cache
def mouthpieces() -> dict[str, str]:
    """Return, by the id of an agency or channel, the id of the side that it speaks for, or a country's code."""
    return dict(_table()["mouthpieces"])


def lemma_of(token: Token) -> str:
    """Return a token's lemma in small letters."""
    return token.lemma_.lower()
