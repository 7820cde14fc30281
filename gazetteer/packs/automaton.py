"""The automaton of the packs' names: one file whose name says which state of the packs it belongs to."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from gazetteer.matcher import NameMatcher
from gazetteer.packs.store import PackStore
from gazetteer.schema import RANK_NAME
from gazetteer.stop_names import read_stop_names
from gazetteer.writer import build_matcher

logger = logging.getLogger(__name__)

_STOP_NAMES: Final = Path(__file__).resolve().parent.parent / "data" / "stop_names.txt"


def automaton_path(folder: Path, stamp: str) -> Path:
    """Return where the automaton of a state of the packs lies."""
    return folder / f"packs-{stamp}.automaton"


def load_matcher(folder: Path, packs: PackStore) -> NameMatcher:
    """Load the matcher of the packs' names; one that is missing or damaged is built anew, and kept if possible."""
    path = automaton_path(folder, packs.stamp)
    try:
        return NameMatcher.load(path)
    except (FileNotFoundError, ValueError):
        logger.info("The automaton of the packs is built anew")
    matcher = matcher_of(packs.matched_names())
    try:
        save_matcher(matcher, path)
    except OSError as error:
        logger.info("The automaton of the packs cannot be kept: %s", error.strerror)
    return matcher


def matcher_of(names: Iterable[tuple[str, str, int]]) -> NameMatcher:
    """Build the matcher of names, each (key, text, rank)."""
    rows = ((key, text if rank == RANK_NAME else key.title()) for key, text, rank in names)
    return build_matcher(rows, read_stop_names(_STOP_NAMES))


def save_matcher(matcher: NameMatcher, path: Path) -> None:
    """Write the automaton, which appears whole or not at all."""
    draft = path.with_suffix(".building")
    matcher.save(draft)
    draft.replace(path)


def remove_others(folder: Path, stamp: str) -> None:
    """Delete the automatons of former states."""
    kept = automaton_path(folder, stamp)
    for path in folder.glob("packs-*.automaton"):
        if path != kept:
            path.unlink(missing_ok=True)
