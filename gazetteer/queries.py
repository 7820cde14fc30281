"""What a typed query asks for: names, the kind of place, and what contains it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gazetteer.normalise import fold

_BRACKETS = re.compile(r"\(([^()]*)\)")
_SEVERAL = re.compile(r"\s*/\s*|\s+or\s+")
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A query taken apart.

    ``whole`` is the folded text before the first comma; ``names`` the folded names in it without words of kind;
    ``codes`` the beginnings of the feature codes for which those words ask; ``at_site`` says that they name something
    at the place rather than the place ("Idlib prison"); ``containers`` are folded names of what the place lies in.
    """

    whole: str
    names: tuple[str, ...]
    codes: tuple[str, ...] = ()
    at_site: bool = False
    containers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kinds:
    codes: dict[str, tuple[str, ...]]
    sites: frozenset[str]
    all_words: frozenset[str]


@cache
def _kinds() -> _Kinds:
    content = tomllib.loads(files("gazetteer").joinpath("data", "kinds.toml").read_text(encoding="utf-8"))
    codes = {word: tuple(found) for word, found in content["kinds"].items()}
    sites, fillers = (frozenset(content[name]["words"].split()) for name in ("sites", "fillers"))
    return _Kinds(codes, sites, fillers | sites | frozenset(codes))


def read_query(text: str) -> NameQuery:
    """Take a query apart: ``NAME[ kind][, CONTAINER ...]``, with ``/`` between alternatives.

    Examples
    --------
    >>> read_query("Latakia town, Syria").names, read_query("Latakia town, Syria").containers
    (('latakia',), ('syria',))
    """
    head, *rest = _BRACKETS.sub("", text).split(",")[:_MOST_PARTS]
    kinds = _kinds()
    parts = [_without_kinds(fold(part)) for part in _SEVERAL.split(head)]
    words = {word for _, found in parts for word in found}
    containers = (_without_kinds(fold(part))[0] for part in (*rest, *_BRACKETS.findall(text)[:_MOST_PARTS]))
    return NameQuery(
        whole=fold(head),
        names=tuple(dict.fromkeys(name for name, _ in parts if name)),
        codes=tuple(sorted({code for word in words for code in kinds.codes.get(word, ())})),
        at_site=bool(words & kinds.sites),
        containers=tuple(filter(None, containers)),
    )


def _without_kinds(key: str) -> tuple[str, list[str]]:
    """Return a key without words of kind at its end, or before "of" at its beginning, and those words."""
    kinds, words, found = _kinds(), key.split(), []
    while len(words) > 1 and words[-1] in kinds.all_words:
        found.append(words.pop())
    while len(words) > 2 and words[0] in kinds.codes and words[1] == "of":  # noqa: PLR2004 - a kind, "of" and a name
        found.append(words[0])
        del words[:2]
    return " ".join(words), found
