"""Codes a document's events: groups the triggers of a sentence, and gives each group type, sides, place, date and toll."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from geo.actors.recognise import ActorSpan, choose_actor
from geo.actors.vocabulary import Actor, ActorVocabulary
from geo.codebook import event_types
from geo.events.arguments import Sides, find_sides
from geo.events.attach import choose_date, choose_place
from geo.events.casualties import find_casualties, toll_of
from geo.events.classify import CROWD, VIOLENT, Evidence, sub_event_type
from geo.events.findings import BlockFindings, FoundDate, FoundPlace
from geo.events.triggers import Trigger, find_triggers, governing_verb, is_stated
from geo.models import ActorRole, Casualties, DateMention, Document, Event, EventActor
from geo.places.precision import COUNTRY

if TYPE_CHECKING:
    from spacy.tokens import Span

_CARRY_SENTENCES: Final = 3
_BY_FORCES: Final = VIOLENT | {"movement", "transfer", "disrupted"}
_ENOUGH: Final = 1.4
VAGUE_DATE: Final = 5
DayOf = Callable[[int], date | None]
_TYPES: Final = {kind.sub_event_type: kind.event_type for kind in event_types()}


@dataclass(frozen=True, slots=True)
class Draft:
    """An event on its way: its sentence, its triggers, and what was attached to it.

    ``own_place`` and ``own_date`` say that the sentence itself names them.
    """

    sentence: Span
    sub_type: str
    actors: tuple[EventActor, ...]
    place: FoundPlace | None
    day: DateMention | None
    toll: Casualties
    own_place: bool
    own_date: bool
    number: int


@dataclass(slots=True)
class _Memory:
    """What earlier sentences of the document leave to later ones."""

    place: FoundPlace | None = None
    place_age: int = 99
    day: DateMention | None = None
    naming_day: date | None = None

    def grow_older(self) -> None:
        self.place_age += 1


class EventCoder:
    """Codes events; it knows the vocabulary of actors and the codebook's rules."""

    def __init__(self, vocabulary: ActorVocabulary) -> None:
        self._vocabulary = vocabulary

    def code(
        self, document: Document, findings: Sequence[BlockFindings], country: str, days: tuple[DayOf, DayOf]
    ) -> tuple[Event, ...]:
        """Return a document's events in the order of their sentences.

        ``country`` is where the document mostly plays (ISO code, or empty). ``days`` are two functions of an offset into
        the stored text: the day of report, and the day by which actors are named where an event has no date.
        """
        report_day, naming_day = days
        events: list[Event] = []
        memory = _Memory()
        number = 0
        for found in findings:
            memory.day = None
            memory.naming_day = naming_day(found.block.block.offsets[0])
            drafts: list[Draft] = []
            for sentence in found.block.sentences:
                for draft in self._drafts(found, sentence, memory, country, drafts):
                    drafts.append(replace(draft, number=number))
                    number += 1
                memory.grow_older()
            events += [self._finish(document, found, draft, report_day) for draft in drafts]
        return tuple(events)

    def _drafts(
        self, found: BlockFindings, sentence: Span, memory: _Memory, country: str, earlier: list[Draft]
    ) -> Iterator[Draft]:
        places = found.places_in(sentence)
        dates = [day for day in found.dates_in(sentence) if day.mention.rule != "dateline"]
        triggers = [trigger for trigger in find_triggers(sentence) if is_stated(trigger)]
        toll = toll_of(find_casualties(sentence.text))
        groups = list(_groups(triggers, places))
        for index, group in enumerate(groups):
            draft = self._draft(
                found, sentence, group, (places, dates), memory, country, toll if index == 0 else Casualties()
            )
            if draft is not None and not _merge(draft, earlier):
                yield draft
        if not groups and earlier:
            _add_toll(toll, earlier, own_place=bool(places))
        if dates:
            memory.day = dates[0].mention
        narrow = choose_place(places, triggers) if triggers and places else (places[0] if places else None)
        if narrow is not None:
            memory.place, memory.place_age = narrow, 0

    def _draft(
        self,
        found: BlockFindings,
        sentence: Span,
        group: tuple[Trigger, ...],
        near: tuple[Sequence[FoundPlace], Sequence[FoundDate]],
        memory: _Memory,
        country: str,
        toll: Casualties,
    ) -> Draft | None:
        place, day = choose_place(near[0], group), choose_date(near[1], group)
        own_place, own_date = place is not None, day is not None
        if place is None and memory.place_age <= _CARRY_SENTENCES:
            place = memory.place
        where = place.mention.place.country if place is not None and place.mention.place is not None else ""
        home = where or country
        when = day.mention if day is not None else memory.day
        sides = find_sides(group, found.actors_in(sentence))
        families = frozenset(trigger.family for trigger in group)
        actors, evidence = self._actors(
            sides, families, sentence, home, when.last if when is not None else memory.naming_day, toll
        )
        if _substance(place if own_place else None, sides, toll, families, day) < _ENOUGH:
            return None
        sub_type = sub_event_type(evidence)
        return Draft(
            sentence, sub_type, self._complete(actors, sub_type, home), place, when, toll, own_place, own_date, 0
        )

    def _actors(
        self, sides: Sides, families: frozenset[str], sentence: Span, home: str, day: date | None, toll: Casualties
    ) -> tuple[tuple[EventActor, ...], Evidence]:
        first = [self._named(found, families, home, day) for found in sides.acting]
        second = [self._named(found, families, home, day) for found in sides.target]
        text = sentence.text.lower()
        evidence = Evidence(
            families=families,
            words=frozenset(token.lower_ for token in sentence),
            text=text,
            inter1=first[0].inter_in(home) if first else 0,
            inter2=second[0].inter_in(home) if second else 0,
            home=bool(first) and first[0].country == home and first[0].kind == "State forces",
            killed=bool(toll.best),
            two_sided=sides.two_sided,
        )
        return _event_actors(first, second, home), evidence

    def _named(self, found: ActorSpan, families: frozenset[str], home: str, day: date | None) -> Actor:
        """Name an actor; a state that is said to strike, fight or deploy does so by its forces."""
        actor = choose_actor(self._vocabulary, found, home, day)
        if not families & _BY_FORCES or not self._vocabulary.is_government(actor):
            return actor
        return self._vocabulary.of_country("forces", actor.country, day)

    def _complete(self, actors: tuple[EventActor, ...], sub_type: str, country: str) -> tuple[EventActor, ...]:
        """Add the side that the type implies and nobody names: protesters, rioters, civilians, an unidentified group."""
        kind = _TYPES[sub_type]
        names = {actor.inter for actor in actors}
        if kind in {"Protests", "Riots"}:
            group, inter = ("protesters", 6) if kind == "Protests" else ("rioters", 5)
            if inter not in names:
                crowd = self._vocabulary.generic(group, country)
                others = tuple(
                    replace(actor, role=ActorRole.ACTOR2 if index == 0 else ActorRole.ASSOCIATED)
                    for index, actor in enumerate(a for a in actors if a.inter not in {6, 7})
                )
                return (_part(crowd, ActorRole.ACTOR1, country), *others)
            return _crowd_first(actors, inter)
        if kind == "Violence against civilians" and 7 not in names:
            return (
                (*actors, _part(self._vocabulary.generic("civilians", country), ActorRole.ACTOR2, country))
                if not any(actor.role is ActorRole.ACTOR2 for actor in actors)
                else actors
            )
        return actors

    def _finish(self, document: Document, found: BlockFindings, draft: Draft, report_day: DayOf) -> Event:
        start, end = found.block.block.original(
            draft.sentence.start_char, draft.sentence.start_char + len(draft.sentence.text.rstrip())
        )
        day = draft.day or _default_day(report_day(start))
        mention = draft.place.mention if draft.place is not None else None
        identity = f"{document.id}|{start}|{draft.sub_type}|{draft.number}"
        return Event(
            id=hashlib.sha256(identity.encode()).hexdigest()[:16],
            document_id=document.id,
            event_type=_TYPES[draft.sub_type],
            sub_event_type=draft.sub_type,
            sentence_start=start,
            sentence_end=end,
            quote=document.text[start:end],
            actors=draft.actors,
            place=mention.place if mention else None,
            place_start=mention.start if mention else None,
            place_end=mention.end if mention else None,
            where_prec=mention.where_prec if mention else None,
            date_start=day.first if day else None,
            date_end=day.last if day else None,
            date_prec=day.precision if day else None,
            casualties=draft.toll,
            confidence=_confidence(draft),
        )


def _groups(triggers: Sequence[Trigger], places: Sequence[FoundPlace]) -> Iterator[tuple[Trigger, ...]]:
    """Split a sentence's triggers into events: crowds and violence each one, clauses with places of their own apart."""
    if any(trigger.family in CROWD for trigger in triggers):
        yield tuple(triggers)
        return
    violent = [trigger for trigger in triggers if trigger.family in VIOLENT]
    clauses: list[list[Trigger]] = []
    for trigger in violent:
        if clauses and not _has_own_place(trigger, clauses[-1][-1], places):
            clauses[-1].append(trigger)
        else:
            clauses.append([trigger])
    yield from (tuple(clause) for clause in clauses)
    rest = [trigger for trigger in triggers if trigger.family not in VIOLENT]
    strategic = [trigger for trigger in rest if not violent or _is_main(trigger)]
    if strategic and (not violent or strategic[0].family in {"agreement", "transfer", "arrest", "base"}):
        yield tuple(strategic)


def _has_own_place(trigger: Trigger, last: Trigger, places: Sequence[FoundPlace]) -> bool:
    """Say whether a trigger opens a clause of its own, joined by "and" or "while", that names its own place."""
    verb, before = governing_verb(trigger.token), governing_verb(last.token)
    if verb == before or verb.dep_ not in {"conj", "advcl", "parataxis"}:
        return False
    own = [
        place
        for place in places
        if verb.left_edge.idx <= place.toponym.start <= verb.right_edge.idx
        and place.toponym.span.root.is_ancestor(verb) is False
    ]
    others = [place for place in places if place not in own]
    return bool(own) and bool(others) and any(_hangs_on(place, trigger) for place in own)


def _hangs_on(place: FoundPlace, trigger: Trigger) -> bool:
    verb = governing_verb(trigger.token)
    return governing_verb(place.toponym.span.root) == verb


def _is_main(trigger: Trigger) -> bool:
    verb = governing_verb(trigger.token)
    return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


def _substance(
    place: FoundPlace | None, sides: Sides, toll: Casualties, families: frozenset[str], day: FoundDate | None
) -> float:
    """Weigh how much a statement is more than talk of violence; :data:`_ENOUGH` makes an event.

    A town or base, a date and a toll weigh most; a country, a bare year and each named side less. What is only called
    a strike or a hit needs a side or a toll besides.
    """
    narrow = place is not None and place.mention.where_prec < COUNTRY
    weight = 1.5 * narrow + 0.5 * (place is not None and not narrow)
    weight += 0.0 if day is None else (0.5 if day.mention.precision == VAGUE_DATE else 1.0)
    weight += 1.0 * (toll.best is not None or toll.injured is not None)
    weight += 0.4 * bool(sides.acting) + 0.4 * bool(sides.target)
    return weight - 1.0 * (families == {"strike"} and not sides.acting and toll.best is None)


def _event_actors(first: Sequence[Actor], second: Sequence[Actor], home: str) -> tuple[EventActor, ...]:
    parts: dict[str, EventActor] = {}
    for role, actors in ((ActorRole.ACTOR1, first), (ActorRole.ACTOR2, second)):
        for index, actor in enumerate(actors):
            parts.setdefault(actor.id, _part(actor, role if index == 0 else ActorRole.ASSOCIATED, home))
    return tuple(parts.values())


def _part(actor: Actor, role: ActorRole, home: str) -> EventActor:
    return EventActor(actor.id, actor.name, role, actor.inter_in(home))


def _crowd_first(actors: tuple[EventActor, ...], inter: int) -> tuple[EventActor, ...]:
    """Put the crowd first, as the codebook does, and its opponent second."""
    crowd = [actor for actor in actors if actor.inter == inter][:1]
    others = [actor for actor in actors if actor.inter not in {inter, 7}]
    roles = (ActorRole.ACTOR2, *(ActorRole.ASSOCIATED for _ in others[1:]))
    return (
        *(replace(actor, role=ActorRole.ACTOR1) for actor in crowd),
        *(replace(actor, role=role) for actor, role in zip(others, roles, strict=False)),
    )


def _merge(draft: Draft, earlier: list[Draft]) -> bool:
    """Fold a draft into one just before that tells of the same thing; say whether that was done."""
    for index in range(len(earlier) - 1, max(-1, len(earlier) - 1 - _CARRY_SENTENCES), -1):
        other = earlier[index]
        if _same_family(other, draft) and not _differ_in_place(other, draft) and not _differ_in_date(other, draft):
            earlier[index] = replace(other, toll=_more(other.toll, draft.toll), actors=_joined(other, draft))
            return True
    return False


def _same_family(first: Draft, second: Draft) -> bool:
    return first.sub_type == second.sub_type or (
        _TYPES[first.sub_type] == _TYPES[second.sub_type] and not second.own_place and not second.own_date
    )


def _differ_in_place(first: Draft, second: Draft) -> bool:
    if not second.own_place or first.place is None or second.place is None:
        return False
    one, other = first.place.mention.place, second.place.mention.place
    return one is not None and other is not None and one.id != other.id


def _differ_in_date(first: Draft, second: Draft) -> bool:
    if not second.own_date or first.day is None or second.day is None:
        return second.own_date and first.day is None
    return first.day.last < second.day.first or second.day.last < first.day.first


def _joined(first: Draft, second: Draft) -> tuple[EventActor, ...]:
    known = {actor.id for actor in first.actors}
    roles = {actor.role for actor in first.actors}
    added = [
        actor
        for actor in second.actors
        if actor.id not in known and actor.role not in roles and actor.role is not ActorRole.ASSOCIATED
    ]
    return (*first.actors, *added)


def _add_toll(toll: Casualties, earlier: list[Draft], *, own_place: bool) -> None:
    if not own_place and (toll.best is not None or toll.injured is not None):
        earlier[-1] = replace(earlier[-1], toll=_more(earlier[-1].toll, toll))


def _more(first: Casualties, second: Casualties) -> Casualties:
    """Keep what the first sentence stated, and take the rest from the second."""
    if first.best is None and second.best is not None:
        first = replace(first, low=second.low, best=second.best, high=second.high)
    return replace(first, injured=first.injured if first.injured is not None else second.injured)


def _default_day(report: date | None) -> DateMention | None:
    """Return the three days before a report, UCDP's reading of an event without a date (codebook 19.1, appendix 2)."""
    if report is None:
        return None
    return DateMention(0, 0, "", report - timedelta(days=3), report - timedelta(days=1), 2, "no date given")


def _confidence(draft: Draft) -> float:
    """Add up what a statement offers; a first figure, to be calibrated against checked events."""
    score = 0.3 + 0.2 * draft.own_date + (0.2 if draft.own_place else 0.05 * (draft.place is not None))
    score += 0.15 * any(actor.role is ActorRole.ACTOR1 for actor in draft.actors)
    score += 0.1 * any(actor.role is ActorRole.ACTOR2 for actor in draft.actors)
    certain = draft.place.mention.score if draft.place is not None else 0.5
    return round(min(0.99, score * (0.6 + 0.4 * certain)), 3)
