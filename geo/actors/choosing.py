"""Names a found actor where and when it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from geo.actors.loading import OPEN
from geo.actors.models import Actor, Leader
from geo.actors.spans import ActorSpan
from geo.actors.vocabulary import ActorVocabulary

# Who is only known by their backers is an unnamed group, not the army of the country where they fight.
_BACKED: Final = {"forces": "gunmen", "police": "gunmen", "government": "militia"}


def choose_actor(vocabulary: ActorVocabulary, found: ActorSpan, country: str, day: date | None) -> Actor:
    """Return the actor that a span means in a country (ISO code, or empty) on a day.

    An actor that no vocabulary lists comes back without ``id``.
    """
    if found.unlisted is not None:
        return _unlisted(vocabulary, found.unlisted, country)
    if found.backed:
        return _backed(vocabulary, found, country, day)
    if found.leaders:
        return _led(vocabulary, found, country, day)
    if found.actors:
        return _fitting(vocabulary, found.actors, country, day)
    return vocabulary.of_country(found.group, found.country or country, day)


def _unlisted(vocabulary: ActorVocabulary, actor: Actor, country: str) -> Actor:
    """Return an unlisted actor with the country in brackets, as the codebook names militias of a people or an area."""
    known = vocabulary.countries.get(country)
    if known is None or actor.kind != "Identity militia":
        return Actor("", actor.name, actor.kind, country, armed=actor.armed)
    return Actor("", f"{actor.name} ({known.name})", actor.kind, country, armed=actor.armed)


def _backed(vocabulary: ActorVocabulary, found: ActorSpan, country: str, day: date | None) -> Actor:
    """Return the one group that a backer is known to stand behind, or else an unnamed group."""
    clients = vocabulary.backed_by(found.actors, found.country, country, day)
    if len(clients) == 1:
        return clients[0]
    return vocabulary.generic(_BACKED.get(found.group, found.group), country)


def _led(vocabulary: ActorVocabulary, found: ActorSpan, country: str, day: date | None) -> Actor:
    """Return the side for which a person spoke on a day; out of office, the side of the last or the next term."""

    def suits(leader: Leader) -> tuple[bool, bool, int]:
        started = day is None or (leader.first_day or date(leader.start, 1, 1)) <= day
        return (day is not None and not leader.in_office_on(day), not started, -leader.start)

    leader = min(found.leaders, key=suits)
    term_day = _day_in_office(leader, day)
    if leader.actor:
        return _fitting(vocabulary, (leader.actor,), country, term_day)
    return vocabulary.of_country(found.group or "government", leader.country, term_day)


def _day_in_office(leader: Leader, day: date | None) -> date | None:
    """Return a day, moved into the term of a leader: a fallen president's forces are those that he had."""
    if day is not None and leader.in_office_on(day):
        return day
    if day is not None and day < (leader.first_day or date(leader.start, 1, 1)):
        return leader.first_day or date(leader.start, 12, 31)
    if leader.last_day is not None:
        return leader.last_day
    return None if leader.end == OPEN else date(max(leader.start, leader.end - 1), 12, 31)


def _fitting(vocabulary: ActorVocabulary, ids: Sequence[str], country: str, day: date | None) -> Actor:
    options = [vocabulary.actors[actor_id] for actor_id in ids if actor_id in vocabulary.actors]
    options.sort(
        key=lambda actor: (
            day is not None and not actor.active_on(day),
            actor.country not in {country, ""},
            -(actor.start or 0),
        )
    )
    return vocabulary.in_force(options[0].id, day) or options[0]
