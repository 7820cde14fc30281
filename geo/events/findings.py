"""What the earlier stages found in a block, side by side, for the event coder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.actors.recognise import ActorSpan
from geo.analysis import AnalysedBlock
from geo.models import DateMention, PlaceMention
from geo.places.toponyms import Toponym

if TYPE_CHECKING:
    from spacy.tokens import Span


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place mention with its tokens."""

    toponym: Toponym
    mention: PlaceMention


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date mention with its offsets in the block's view."""

    start: int
    end: int
    mention: DateMention


@dataclass(frozen=True, slots=True)
class BlockFindings:
    """The places that can be pinned, the actors and the dates of a block."""

    block: AnalysedBlock
    places: tuple[FoundPlace, ...]
    actors: tuple[ActorSpan, ...]
    dates: tuple[FoundDate, ...]

    def places_in(self, sentence: Span) -> list[FoundPlace]:
        """Return the places of a sentence, in order."""
        return [place for place in self.places if sentence.start_char <= place.toponym.start < sentence.end_char]

    def actors_in(self, sentence: Span) -> list[ActorSpan]:
        """Return the actors of a sentence, in order."""
        return [actor for actor in self.actors if sentence.start_char <= actor.start < sentence.end_char]

    def dates_in(self, sentence: Span) -> list[FoundDate]:
        """Return the dates of a sentence, in order."""
        return [day for day in self.dates if sentence.start_char <= day.start < sentence.end_char]
