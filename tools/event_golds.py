"""Figures of events: on the gold of our own pen, and on sentences and notes of others in ../shared/data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

import argument_scoring
import article_scoring
import event_examples
import event_place_scoring
import places_scoring
import statements_scoring
import subtype_scoring
from role_gold import GOLD

from geo.extractor import Extractor

Rows = Mapping[str, Mapping[str, float]]
SNIPPETS: Final = "events/case2021_subtypes_dev.tsv"
MARKED: Final = "places/Halterman-EventLocation.jsonl.gz"


def tenths(rows: Iterable[tuple[int, float, float]]) -> Rows:
    """Return, a tenth of the scale of scores, how many there are, what they say, and how many are right."""
    return {f"{said:.2f}": {"scores": count, "said": said, "right": right} for count, said, right in rows}


def statements(extractor: Extractor, split: str) -> Rows:
    """Return the figures of what is an event, and who claims and denies it."""
    return {"statements": statements_scoring.figures(statements_scoring.judge(extractor, _statements(split)))}


def _statements(split: str) -> list[statements_scoring.Statement]:
    return statements_scoring.read_gold("test" if split == "test" else "dev")


def types(extractor: Extractor, split: str) -> Rows:
    """Return the share of sentences whose sub-type is right."""
    gold = [one for one in subtype_scoring.read_gold() if (one.half == "test") == (split == "test")]
    return {"sub-types": {"right": subtype_scoring.accuracy(subtype_scoring.judge(extractor, gold))}}


def arguments(extractor: Extractor, split: str) -> Rows:
    """Return the figures of sides, places and tolls."""
    gold = [one for one in argument_scoring.read_arguments() if (one.split == "test") == (split == "test")]
    return {"sides and tolls": argument_scoring.figures(extractor, gold)}


def event_places(extractor: Extractor, split: str) -> Rows:
    """Return the figures of the event's place among several."""
    gold = event_place_scoring.read_marked(GOLD / "event_places.jsonl", "test" if split == "test" else "train")
    return {"event's place": event_place_scoring.figures(extractor, gold)}


def articles(extractor: Extractor, split: str) -> Rows:
    """Return the figures of events in whole articles."""
    gold = [one for one in article_scoring.read_articles() if (one.split == "test") == (split == "test")]
    return {"articles": article_scoring.figures([article_scoring.judge(extractor, one) for one in gold])}


def snippets(extractor: Extractor, shared: Path) -> Rows:
    """Return the figures of CASE 2021's snippets: those that rules were tuned on, the others, and all."""
    judged = subtype_scoring.judge(extractor, subtype_scoring.read_snippets(shared / "data" / SNIPPETS))
    parts = {part: [pair for pair in judged if part in {pair[0].half, "all"}] for part in ("tune", "check", "all")}
    return {f"CASE 2021, {part}": subtype_scoring.figures(pairs) for part, pairs in parts.items()}


def marked(extractor: Extractor, shared: Path) -> Rows:
    """Return the figures of sentences in which somebody marked the event's place: even rows were tuned on, odd not."""
    return {
        f"Halterman, {rows} rows": event_place_scoring.figures(
            extractor, event_place_scoring.read_marked(shared / "data" / MARKED, rows)
        )
        for rows in ("even", "odd")
    }


def confidence(extractor: Extractor, shared: Path) -> Rows:
    """Return what confidences are worth: the notes of the scorecard's sample, with theatre."""
    notes = event_examples.read_notes(shared, scored=True)
    found = event_examples.examples(extractor, notes, event_examples.load_scorer(shared), theatre=True)
    return tenths(places_scoring.reliability((one.confidence, one.right) for one in found))


def article_confidence(extractor: Extractor, split: str) -> Rows:
    """Return the same of the articles of our own."""
    found = event_examples.article_examples(extractor, split)
    return tenths(places_scoring.reliability((one.confidence, one.right) for one in found))


OWN: Final[dict[str, Callable[[Extractor, str], Rows]]] = {
    "statements": statements,
    "types": types,
    "arguments": arguments,
    "event-places": event_places,
    "articles": articles,
    "article-confidence": article_confidence,
}
OF_OTHERS: Final[dict[str, Callable[[Extractor, Path], Rows]]] = {
    "snippets": snippets,
    "marked": marked,
    "confidence": confidence,
}
