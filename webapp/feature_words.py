"""Puts what was weighed for a name into words; the vocabulary is data/features.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

_SEPARATOR: Final = re.compile(r"(pair>:|[:=<>~])")
_OF_PARTIES: Final = "party&"
_SEEMS_NEW: Final = "_"


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("webapp").joinpath("data", "features.toml").read_text(encoding="utf-8"))


def feature_label(code: str) -> str:
    """Word what was weighed: ``after=city`` by the words for its parts, a code without words by itself."""
    if code.startswith(_OF_PARTIES):
        return f"{feature_label(code.removeprefix(_OF_PARTIES))} (a name that may stand for a government)"
    known = _words()["feature"].get(code)
    if known:
        return known
    part, *rest = _SEPARATOR.split(code, maxsplit=1)
    if not rest:
        return code.replace("_", " ").capitalize()
    head = _words()["part"].get(part or rest[0].rstrip(":"), part.replace("_", " ").capitalize())
    return f"{head} {_value(rest[1])}"


def feature_help(code: str) -> str:
    """Explain what was weighed, where its name does not say enough."""
    return _words()["help"].get(code, "")


def _value(code: str) -> str:
    """Word the further parts of a code; a single word that has no words is meant itself."""
    parts = [part for part in re.split(r"[<>,]", code) if part.strip()]
    told = [_words()["value"].get(part.strip(), part.strip()) for part in parts]
    if len(parts) == 1 and told == parts and code.isalpha() and code.islower():
        return f"“{code}”"
    return ", ".join(word.replace(_SEEMS_NEW, " ") for word in told)
