"""Finds the place names of a document: first by the gazetteer and the text alone, then with the language model.

Both looks weigh named features by logistic regression; the weights are learned by ``tools/train_recognition.py``. The
first look is all that ``--fast`` takes; otherwise it tells in which blocks the entity recogniser can make a difference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.analysis import Block
from geo.places.context import DocumentClues, add_context, document_clues
from geo.places.dated_names import is_day
from geo.places.entities import entity_spots
from geo.places.grammar_clues import NAME_LABELS, entity_features, entity_over, goes_beyond, grammar_features, span_of
from geo.places.names import Names
from geo.places.spots import Spot, SpotFinder
from geo.places.toponyms import Toponym
from geo.places.weights import load_model

if TYPE_CHECKING:
    from spacy.tokens import Doc

ACCEPTED: Final = 0.5
_SURE_NOT: Final = 0.1
_SURE: Final = 0.9
_WELL_KNOWN: Final = 0.6
_LONGER: Final = 0.15
_TOLD_REASONS: Final = 8


@dataclass(slots=True)
class FirstLook:
    """The spots of a document's blocks, weighed by the text alone.

    ``foreign`` are the languages of blocks that rules of their own read, by number; these have no spots.
    """

    blocks: Sequence[Block]
    spots: list[list[Spot]]
    clues: DocumentClues
    foreign: Mapping[int, str] = field(default_factory=dict)

    def needs_entities(self, number: int) -> bool:
        """Say whether the entity recogniser can make a difference in a block."""
        return any(_SURE_NOT < spot.in_text < _SURE for spot in self.spots[number])


class PlaceRecogniser:
    """Finds possible place names; knows the gazetteer's names but none of its tables.

    ``never`` holds names that are never places here, such as seats of government ("the Kremlin"); ``demonyms`` are the
    adjectives and nationals of countries, lower case, with the countries' codes. With ``explain`` each name comes with
    its reasons.
    """

    def __init__(
        self,
        names: Names,
        never: Iterable[str] = (),
        demonyms: Mapping[str, str] | None = None,
        *,
        explain: bool = False,
    ) -> None:
        self._explains = explain
        self._finder = SpotFinder(names)
        self._never = frozenset(name.lower().removeprefix("the ") for name in never)
        self._demonyms = {
            form: code for word, code in (demonyms or {}).items() for form in (word.title(), word.upper())
        }

    def look(self, blocks: Sequence[Block], theatre: Collection[str] = ()) -> FirstLook:
        """Return the spots of a document's blocks, weighed by the text alone."""
        model = load_model("text")
        spots = [
            [spot for spot in self._finder.find(block.view, theatre) if not self._is_never(block.view, spot)]
            for block in blocks
        ]
        clues = document_clues([block.view for block in blocks], spots, theatre, self._demonyms)
        for block, found in zip(blocks, spots, strict=True):
            add_context(block.view, found, clues)
            for spot in found:
                spot.probability = spot.in_text = model.probability(spot.features)
        return FirstLook(blocks, spots, clues)

    def look_again(self, look: FirstLook, number: int, document: Doc) -> None:
        """Weigh the spots of a block anew with what the language model says, those that only it sees included."""
        view, spots = look.blocks[number].view, look.spots[number]
        new = [spot for spot in entity_spots(document, view, spots, self._finder) if not self._is_never(view, spot)]
        if new:
            spots.extend(new)
            spots.sort(key=lambda spot: (spot.start, -spot.end))
            add_context(view, spots, look.clues)
        model = load_model("grammar")
        for spot in spots:
            span = span_of(document, spot.start, spot.end)
            if span is not None:
                spot.features |= entity_features(span, spot.facts.known) | grammar_features(span)
                spot.probability = model.probability(spot.features)
                spot.has_grammar = True

    def names(self, look: FirstLook, number: int, document: Doc | None = None) -> list[Toponym]:
        """Return the place names of a block, in order, none overlapping another.

        Well-known names inside those of people and bodies come with ``inside`` and no evidence. ``document`` are the
        block's tokens where the language model has read it.
        """
        block = look.blocks[number]
        chosen = best_spots(look.spots[number])
        inside = [spot for spot in _apart(look.spots[number], chosen) if _is_inside(spot, document)]
        found = [self._toponym(block, spot, document) for spot in (*chosen, *inside)]
        return sorted(found, key=lambda toponym: toponym.start)

    def _toponym(self, block: Block, spot: Spot, document: Doc | None) -> Toponym:
        accepted = spot.probability >= ACCEPTED
        span = document.char_span(spot.start, spot.end, alignment_mode="expand") if document is not None else None
        label = span.root.ent_type_ if span is not None else ""
        inside = not accepted or (label == "ORG" and _is_inside(spot, document))
        evidence = spot.probability if accepted else 0.0
        reasons = _reasons(spot) if self._explains else ()
        return Toponym(block, spot.start, spot.end, spot.key, label, evidence, inside, tokens=span, reasons=reasons)

    def _is_never(self, view: str, spot: Spot) -> bool:
        return view[spot.start : spot.end].lower() in self._never or is_day(view, spot.start, spot.end)


def _reasons(spot: Spot) -> tuple[tuple[str, float], ...]:
    model = load_model("grammar" if spot.has_grammar else "text")
    return model.reasons(spot.features, _TOLD_REASONS)


def best_spots(spots: Iterable[Spot], least: float = ACCEPTED) -> list[Spot]:
    """Return the likely spots, of overlapping ones the likeliest; a longer name is given a start."""
    accepted = [spot for spot in spots if spot.probability >= least]
    accepted.sort(key=lambda spot: (-(spot.probability + _LONGER * _words(spot)), spot.start, -spot.end))
    return _apart(accepted, [])


def _words(spot: Spot) -> int:
    return min(3, spot.key.count(" ")) if spot.facts.places else 0


def _apart(spots: Iterable[Spot], kept: Sequence[Spot]) -> list[Spot]:
    """Return the first of overlapping spots, those that overlap none of the kept ones."""
    taken: list[Spot] = list(kept)
    for spot in spots:
        if not any(spot.overlaps(other.start, other.end) for other in taken):
            taken.append(spot)
    return taken[len(kept) :]


def _is_inside(spot: Spot, document: Doc | None) -> bool:
    """Say whether a well-known name stands within the name of a person, a body or a work."""
    if document is None or spot.facts.known < _WELL_KNOWN:
        return False
    span = span_of(document, spot.start, spot.end)
    entity = entity_over(span) if span is not None else None
    if span is None or entity is None or entity.label_ not in NAME_LABELS:
        return False
    return bool(goes_beyond(entity, span))
