"""Codes a document's events: each group of triggers gets its type, its sides, its place, its date and its toll."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.actors.vocabulary import Actor, ActorVocabulary
from geo.events.dating import choose_date
from geo.events.drafts import (
    MERGED_SENTENCES,
    Draft,
    add_other_accounts,
    add_toll,
    both_sides,
    default_day,
    merge_draft,
)
from geo.events.findings import BlockFindings
from geo.events.headline import fold_headline
from geo.events.kinds.classify import NO_CONFLICT, sub_event_type
from geo.events.kinds.evidence import Evidence, subjects_of, targets_of
from geo.events.kinds.grouping import clauses_apart, group_triggers, own_places
from geo.events.kinds.triggers import Trigger
from geo.events.memory import Memory, Scene, country_of, is_agreement, scene_of
from geo.events.sides.arguments import find_sides
from geo.events.sides.casting import Casting, cast
from geo.events.sides.owned_up import is_owned_up
from geo.events.sides.recall import Recent, subject_of
from geo.events.sides.sequels import answer_to, is_toll_of_crowd, met, with_dead
from geo.events.stated import stated_triggers
from geo.events.statements.claims import Voice, find_claimant, find_responsible
from geo.events.statements.denials import ANSWER_TOKENS, BOTH_SIDES, find_denier
from geo.events.statements.register import is_civil, speaks_of_conflict
from geo.events.statements.telling import weight_of_telling
from geo.events.substance import is_enough, substance, weight_of_context
from geo.events.tolls.casualties import is_settled, other_accounts, own_toll
from geo.events.tolls.sharing import fitting, tolls
from geo.events.where.attach import choose_place
from geo.events.where.listed import places_of
from geo.events.where.within import in_scene
from geo.models import Casualties, Document, Event

DayOf = Callable[[int], date | None]


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a document as a whole.

    ``country`` is where it mostly plays (ISO code, or empty). ``report_day`` gives the day of report for an offset of
    the stored text; ``naming_day`` the day by which actors are named where an event has no date.
    """

    document: Document
    country: str
    report_day: DayOf
    naming_day: DayOf


class EventCoder:
    """Codes events; it knows the vocabulary of actors and the codebook's rules."""

    def __init__(self, vocabulary: ActorVocabulary) -> None:
        self._casting = Casting(vocabulary)

    def code(self, report: Report, findings: Sequence[BlockFindings]) -> tuple[Event, ...]:
        """Return a document's events in the order of their sentences."""
        told: list[tuple[BlockFindings, list[Draft]]] = []
        memory = Memory(civil=is_civil(report.document.text))
        seen: Counter[str] = Counter()
        for found in findings:
            memory.start_block(report.naming_day(found.block.block.offsets[0]))
            drafts: list[Draft] = []
            for sentence in found.block.sentences:
                new = self._drafts(scene_of(found, sentence), memory, report.country, drafts)
                drafts.extend(memory.with_fronts(new))
            told.append((found, drafts))
        fold_headline([drafts for _, drafts in told])
        return tuple(_finish(report, found, draft, seen) for found, drafts in told for draft in drafts)

    def _drafts(self, scene: Scene, memory: Memory, country: str, earlier: list[Draft]) -> list[Draft]:
        """Return the new events of a sentence; those that go on about an earlier one are folded into it."""
        beside_conflict = memory.civil and not speaks_of_conflict(scene.sentence)
        if is_owned_up(scene, earlier, self._casting) or self._goes_on(scene, earlier) or beside_conflict:
            memory.leave(scene, (), country)
            return []
        triggers = stated_triggers(scene, memory, earlier[-1].sub_type if earlier else "")
        groups = list(group_triggers(triggers, scene.places, scene.dates))
        new = self._new(scene, groups, memory, country, earlier)
        if not new and not scene.places and not scene.dates:
            add_toll(own_toll(scene.dead), earlier, settled=is_settled(scene.dead))
            add_other_accounts(other_accounts(scene.dead), earlier)
        memory.leave(scene, triggers, country)
        self._remember(scene, groups, memory)
        return self._with_answers(scene, new, earlier)

    def _new(
        self, scene: Scene, groups: Sequence[tuple[Trigger, ...]], memory: Memory, country: str, earlier: list[Draft]
    ) -> list[Draft]:
        """Return the events of a sentence's groups of triggers that are not folded into others, one for each place."""
        new: list[Draft] = []
        for group, toll in zip(groups, tolls(scene.dead, groups, scene.sentence.start_char), strict=True):
            own = replace(scene, places=own_places(scene.places, group, groups), apart=clauses_apart(group, groups))
            draft = self._draft(own, group, memory, country, toll)
            if draft is not None and not (merge_draft(draft, new) or merge_draft(draft, earlier)):
                first, *others = places_of(draft.place, scene.places)
                new.append(replace(draft, place=first))
                new += [replace(draft, place=place, toll=Casualties()) for place in others]
        return new

    def _remember(self, scene: Scene, groups: Sequence[tuple[Trigger, ...]], memory: Memory) -> None:
        """Keep who acted in a sentence for the one after it; where nobody did, who acted before."""
        found = scene.found.actors_in(scene.sentence)
        acting = find_sides(groups[0], found, memory.recent).acting if groups else subject_of(scene.sentence, found)
        if acting:
            memory.recent = Recent(acting, self._casting.is_state(acting[0]))

    def _goes_on(self, scene: Scene, earlier: list[Draft]) -> bool:
        """Fold a sentence on how a crowd was met into the crowd's event; say whether it is one."""
        found = scene.found.actors_in(scene.sentence)
        last = earlier[-1] if earlier else None
        opposing = answer_to(last, found, scene.places, dated=bool(scene.dates)) if last is not None else ()
        if last is not None and not opposing and is_toll_of_crowd(last, scene):
            earlier[-1] = with_dead(last, own_toll(scene.dead))
            return True
        if last is None or not opposing:
            return False
        home = country_of(last.place)
        day = last.day.last if last.day is not None else None
        named = [self._casting.name(one, frozenset({"attack"}), home, day) for one in opposing]
        earlier[-1] = met(last, named, scene.sentence.text, own_toll(scene.dead), home)
        return True

    def _draft(
        self, scene: Scene, group: tuple[Trigger, ...], memory: Memory, country: str, toll: Casualties
    ) -> Draft | None:
        place = in_scene(choose_place(scene.places, group), memory.carried_place())
        day = choose_date(scene.dates, group)
        sides = find_sides(group, scene.actors, memory.recent)
        families = frozenset(trigger.family for trigger in group)
        unknown = _names_unknown_place(scene)
        carried = None if unknown else memory.carried_place()
        weight = substance(place, day, sides, toll)
        if place is None or unknown:
            age = memory.place_age if memory.place_of_event else MERGED_SENTENCES
            weight += weight_of_context(group, carried, age, unknown=unknown)
        if not is_enough(weight + weight_of_telling(group, scene.sentence), families):
            return None
        where = place or carried
        when = day.mention if day is not None else memory.day
        home = (country if is_agreement(group) else "") or country_of(where) or country
        named_on = when.last if when is not None else memory.naming_day
        first = [self._casting.name(found, families, home, named_on) for found in sides.acting]
        second = [self._casting.name(found, families, home, named_on) for found in sides.target]
        sub_type = sub_event_type(_evidence(scene, group, (first, second), home, toll, two_sided=sides.two_sided))
        if sub_type == NO_CONFLICT:
            return None
        toll = fitting(toll, sub_type)
        draft = Draft(
            scene.sentence, sub_type, (), where, when, toll, own_place=place is not None, own_date=day is not None
        )
        actors = self._casting.complete(cast(first, second, home), draft.event_type, home)
        voice = find_claimant(group, scene.found.actors_in(scene.sentence), memory.recent.acting)
        return replace(draft, actors=actors, claimed_by=self._casting.name_voice(voice, home, named_on))

    def _with_answers(self, scene: Scene, new: list[Draft], earlier: list[Draft]) -> list[Draft]:
        """Return a sentence's new events with who denies them; a denial or claim alone is of the event before it."""
        actors = scene.found.actors_in(scene.sentence)
        if new:
            return [self._answered(draft, find_denier(scene.sentence, actors), None) for draft in new]
        if earlier and scene.sentence.start - earlier[-1].sentence.end <= ANSWER_TOKENS:
            voices = find_denier(scene.sentence, actors), find_responsible(scene.sentence, actors)
            earlier[-1] = self._answered(earlier[-1], *voices)
        return new

    def _answered(self, draft: Draft, denier: Voice | None, claimant: Voice | None) -> Draft:
        home, day = country_of(draft.place), draft.day.last if draft.day is not None else None
        claimed = self._casting.name_voice(claimant, home, day)
        denied = both_sides(draft) if denier is BOTH_SIDES else self._casting.name_voice(denier, home, day)
        return replace(draft, denied_by=denied or draft.denied_by, claimed_by=claimed or draft.claimed_by)


def _names_unknown_place(scene: Scene) -> bool:
    """Say whether a sentence names a place that the gazetteer lacks, so that none from before may stand in for it."""
    return any(place.mention.place is None for place in scene.places)


def _evidence(  # noqa: PLR0913 - one value for each thing that decides a type
    scene: Scene,
    group: Sequence[Trigger],
    sides: tuple[Sequence[Actor], Sequence[Actor]],
    home: str,
    toll: Casualties,
    *,
    two_sided: bool,
) -> Evidence:
    first, second = sides
    return Evidence(
        families=frozenset(trigger.family for trigger in group),
        words=frozenset(form for token in scene.words for form in (token.lower_, token.lemma_.lower())),
        text="".join(token.text_with_ws for token in scene.words).lower(),
        inter1=first[0].inter_in(home) if first else 0,
        inter2=second[0].inter_in(home) if second else 0,
        home=bool(first) and first[0].kind == "State forces" and home in {first[0].country, ""},
        killed=bool(toll.best),
        two_sided=two_sided,
        subjects=subjects_of(group),
        targets=targets_of(group),
    )


def _finish(report: Report, found: BlockFindings, draft: Draft, seen: Counter[str]) -> Event:
    first = draft.sentence.start_char
    start, end = found.block.block.original(first, first + len(draft.sentence.text.rstrip()))
    day = draft.day or default_day(report.report_day(start))
    mention = draft.place.mention if draft.place is not None else None
    identity = f"{report.document.id}|{start}|{draft.sub_type}"
    seen[identity] += 1
    return Event(
        id=hashlib.sha256(f"{identity}|{seen[identity]}".encode()).hexdigest()[:16],
        document_id=report.document.id,
        event_type=draft.event_type,
        sub_event_type=draft.sub_type,
        sentence_start=start,
        sentence_end=end,
        quote=report.document.text[start:end],
        actors=draft.actors,
        place=mention.place if mention else None,
        place_start=mention.start if mention else None,
        place_end=mention.end if mention else None,
        where_prec=mention.where_prec if mention and mention.place else None,
        date_start=day.first if day else None,
        date_end=day.last if day else None,
        date_prec=day.precision if day else None,
        casualties=draft.toll,
        relation=mention.relation if mention else "",
        claimed_by=draft.claimed_by,
        denied_by=draft.denied_by,
    )
