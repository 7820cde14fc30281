"""What a sentence holds, and what the sentences before leave to it: a date, and a place to go on from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan
from geo.events.dating import is_day_of_telling
from geo.events.drafts import MERGED_SENTENCES, Draft
from geo.events.findings import BlockFindings, FoundDate, FoundPlace
from geo.events.kinds.triggers import Trigger
from geo.events.sides.recall import Recent
from geo.events.tolls.casualties import CasualtyMention, find_casualties
from geo.events.where.attach import choose_place, is_only_talk
from geo.events.where.within import in_scene
from geo.models import ActorRole, DateMention
from geo.places.precision import COUNTRY

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_BOTH: Final = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with what stands in it; of one event, without the words of the ``apart`` clauses of others."""

    found: BlockFindings
    sentence: Span
    places: Sequence[FoundPlace]
    dates: Sequence[FoundDate]
    dead: Sequence[CasualtyMention]
    apart: frozenset[int] = frozenset()

    @property
    def actors(self) -> list[ActorSpan]:
        """The actors of the sentence, in order."""
        return [actor for actor in self.found.actors_in(self.sentence) if actor.span.root.i not in self.apart]

    @property
    def words(self) -> list[Token]:
        """The words of the sentence, in order."""
        return [token for token in self.sentence if token.i not in self.apart]


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave to later ones.

    The last date holds for its paragraph, and so does a country; a narrower place holds for a few sentences.
    ``civil`` says that the document is news of courts, accidents or the like, in which few sentences tell of conflict.
    """

    civil: bool = False
    naming_day: date | None = None
    day: DateMention | None = None
    place: FoundPlace | None = None
    place_age: int = 0
    place_of_event: bool = False
    recent: Recent = field(default_factory=Recent)
    fronts: dict[frozenset[str], Draft] = field(default_factory=dict)

    def start_block(self, naming_day: date | None) -> None:
        """Begin a paragraph, in which actors without a dated event are named as of ``naming_day``."""
        self.naming_day = naming_day
        self.day = None
        self.recent = Recent()
        if self.place is not None and self.place.mention.where_prec >= COUNTRY:
            self.place = None

    def leave(self, scene: Scene, triggers: Sequence[Trigger], country: str) -> None:
        """Keep what a sentence leaves to the next; of a place outside the text's ``country`` only what happened there.

        Where parties talked or agreed abroad, a place at home stands in for that.
        """
        before = self.carried_place()
        self.place_age += 1
        told = [day for day in scene.dates if not is_day_of_telling(day, scene.sentence)]
        if told:
            self.day = told[0].mention
        chosen = choose_place(scene.places, triggers) if triggers else _last_narrow(scene.places)
        place = in_scene(chosen, before)
        if is_agreement(triggers) and country and country_of(place) not in {country, ""}:
            place = _last_narrow([one for one in scene.places if country_of(one) == country])
        if place is not None:
            self.place, self.place_age, self.place_of_event = place, 0, bool(triggers)

    def with_fronts(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return drafts of which those without a place have that where their two sides fought in the same days."""
        placed = [self._with_front(draft) for draft in drafts]
        for draft in placed:
            if draft.own_place and draft.place is not None and draft.place.mention.where_prec < COUNTRY:
                self.fronts[_parties(draft)] = draft
        return placed

    def _with_front(self, draft: Draft) -> Draft:
        front = self.fronts.get(_parties(draft))
        if front is None or draft.place is not None or len(_parties(draft)) < _BOTH or not _meet(front.day, draft.day):
            return draft
        return replace(draft, place=front.place)

    def carried_place(self) -> FoundPlace | None:
        """Return the place to go on from, if it is near enough."""
        return self.place if self.place_age <= MERGED_SENTENCES else None


def _parties(draft: Draft) -> frozenset[str]:
    return frozenset(actor.name for actor in draft.actors if actor.role is not ActorRole.ASSOCIATED)


def _meet(one: DateMention | None, other: DateMention | None) -> bool:
    return one is not None and other is not None and one.first <= other.last and other.first <= one.last


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
