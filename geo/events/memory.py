"""What a sentence holds, and what the sentences before leave to it: a date, and a place to go on from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from geo.events.attach import choose_place, is_only_talk
from geo.events.casualties import CasualtyMention, find_casualties
from geo.events.dating import is_day_of_telling
from geo.events.drafts import MERGED_SENTENCES
from geo.events.findings import BlockFindings, FoundDate, FoundPlace
from geo.events.recall import Recent
from geo.events.triggers import Trigger
from geo.models import DateMention
from geo.places.precision import COUNTRY

if TYPE_CHECKING:
    from spacy.tokens import Span


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with what stands in it."""

    found: BlockFindings
    sentence: Span
    places: Sequence[FoundPlace]
    dates: Sequence[FoundDate]
    dead: Sequence[CasualtyMention]


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave to later ones.

    The last date holds for its paragraph, and so does a country; a narrower place holds for a few sentences.
    """

    naming_day: date | None = None
    day: DateMention | None = None
    place: FoundPlace | None = None
    place_age: int = 0
    place_of_event: bool = False
    recent: Recent = field(default_factory=Recent)

    def start_block(self, naming_day: date | None) -> None:
        """Begin a paragraph, in which actors without a dated event are named as of ``naming_day``."""
        self.naming_day = naming_day
        self.day = None
        self.recent = Recent()
        if self.place is not None and self.place.mention.where_prec >= COUNTRY:
            self.place = None

    def leave(self, scene: Scene, triggers: Sequence[Trigger], country: str) -> None:
        """Keep what a sentence leaves to the next; of a place outside the text's ``country`` only what happened there.

        Where parties talked or agreed abroad, nothing goes on.
        """
        self.place_age += 1
        told = [day for day in scene.dates if not is_day_of_telling(day, scene.sentence)]
        if told:
            self.day = told[0].mention
        place = choose_place(scene.places, triggers) if triggers else _last_narrow(scene.places)
        abroad = place is not None and bool(country) and country_of(place) not in {country, ""}
        if place is not None and not (abroad and is_agreement(triggers)):
            self.place, self.place_age, self.place_of_event = place, 0, bool(triggers)

    def carried_place(self) -> FoundPlace | None:
        """Return the place to go on from, if it is near enough."""
        return self.place if self.place_age <= MERGED_SENTENCES else None


def scene_of(found: BlockFindings, sentence: Span) -> Scene:
    """Gather what stands in a sentence; a dateline is no date of an event."""
    dates = [day for day in found.dates_in(sentence) if day.mention.rule != "dateline"]
    return Scene(found, sentence, found.places_in(sentence), dates, find_casualties(sentence.text))


def _last_narrow(places: Sequence[FoundPlace]) -> FoundPlace | None:
    """Return the last place below a country that a sentence names, but for where people only talk."""
    narrow = [place for place in places if place.mention.place and place.mention.where_prec < COUNTRY]
    return next((place for place in reversed(narrow) if not is_only_talk(place)), None)


def is_agreement(triggers: Sequence[Trigger]) -> bool:
    """Say whether nothing is told but what was agreed, which may be far from where the parties are at war."""
    return all(trigger.family == "agreement" for trigger in triggers)


def country_of(place: FoundPlace | None) -> str:
    """Return the ISO code of a place's country, or nothing."""
    return place.mention.place.country if place is not None and place.mention.place is not None else ""
