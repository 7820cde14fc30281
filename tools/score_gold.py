"""Score the extractor on the gold of our own pen (tests/accuracy/gold), by default on the half kept for testing.

Example: .venv/bin/python tools/score_gold.py places roles --packs build/packs
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import event_golds
import languages_scoring
import places_scoring
import relative_scoring
import role_gold
import roles_scoring

from gazetteer import Gazetteer
from geo.extractor import Extractor
from geo.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("arabic", "russian", "ukrainian")
Rows = Mapping[str, Mapping[str, float]]


def places(extractor: Extractor, split: str) -> Rows:
    """Return the figures of names of places, by kind of text, and all under "all"."""
    scores = places_scoring.score_records(extractor, places_scoring.read_gold(role_gold.GOLD / "places.jsonl", split))
    return {kind or "all": score.figures() for kind, score in scores.items()}


def roles(extractor: Extractor, split: str) -> Rows:
    """Return the figures of roles."""
    sentences = [sentence for sentence in role_gold.read_gold("roles.jsonl") if sentence.split == split]
    return {"roles": roles_scoring.figures(roles_scoring.judge(extractor, sentences))}


def relative(extractor: Extractor, split: str) -> Rows:
    """Return the figures of relative places."""
    return {"relative": relative_scoring.figures(extractor, relative_scoring.read_gold(split))}


def languages(extractor: Extractor, split: str) -> Rows:
    """Return the figures of places in other languages, by language."""
    golds = {name: languages_scoring.read_gold(name, split) for name in LANGUAGES}
    return {name: languages_scoring.score(extractor, gold).figures() for name, gold in golds.items()}


def reliability(extractor: Extractor, path: Path, split: str) -> Rows:
    """Return, a tenth of the scale of scores, how many pins there are, what they say, and how many are right."""
    scores = places_scoring.score_records(extractor, places_scoring.read_gold(path, split))
    return event_golds.tenths(places_scoring.reliability(scores[""].pins))


GOLDS: dict[str, Callable[[Extractor, str], Rows]] = {
    "places": places,
    "roles": roles,
    "relative": relative,
    "languages": languages,
    **event_golds.OWN,
}


def main() -> None:
    """Print the figures, one line a row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ", ".join(GOLDS), ", ".join(event_golds.OF_OTHERS)
    parser.add_argument(
        "golds",
        nargs="*",
        choices=[*GOLDS, *event_golds.OF_OTHERS, []],
        help=f"of {names[0]}, all of which where none is named; or, of the data in --shared, {names[1]}",
    )
    parser.add_argument("--split", default="test", help="the half to read")
    parser.add_argument("--packs", type=Path, default=load_settings().packs, help="folder of installed packs")
    parser.add_argument("--reliability", type=Path, metavar="FILE", help="only what scores are worth, on this gold")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with data/ and tools/")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    extractor = Extractor.open(Gazetteer.open(packs=given.packs))
    golds = () if given.reliability else given.golds or GOLDS
    figures = {
        gold: GOLDS[gold](extractor, given.split)
        if gold in GOLDS
        else event_golds.OF_OTHERS[gold](extractor, given.shared)
        for gold in golds
    }
    if given.reliability:
        figures["reliability"] = reliability(extractor, given.reliability, given.split)
    if given.json:
        json.dump(figures, sys.stdout)
        return
    for gold, rows in figures.items():
        for name, row in rows.items():
            print(f"{gold} {name}:", "  ".join(f"{figure} {value:.3g}" for figure, value in row.items()))


if __name__ == "__main__":
    main()
