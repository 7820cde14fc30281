"""Events told beside one another: each keeps its own sides, place, toll and date."""

from __future__ import annotations

from datetime import date

from geo.extractor import Extractor
from geo.models import ActorRole, Document, Event

DAY = date(2024, 5, 15)


def _parse(extractor: Extractor, text: str) -> tuple[Event, ...]:
    return extractor.parse(Document("x", text, date=DAY)).events


def _places(events: tuple[Event, ...]) -> list[str]:
    return [event.place.name for event in events if event.place is not None]


def _acting(event: Event) -> list[str]:
    return [actor.name for actor in event.actors if actor.role is ActorRole.ACTOR1]


def test_a_clause_with_while_leaves_its_side_to_itself(extractor: Extractor) -> None:
    text = "The Rapid Support Forces shelled Kosti on Monday while the army carried out airstrikes on Nyala."
    shelling, strike = _parse(extractor, text)
    assert [actor.name for actor in shelling.actors] == ["RSF: Rapid Support Forces"]
    assert [actor.name for actor in strike.actors] == ["Military Forces of Sudan (2019-)"]


def test_they_of_the_sentence_before_take_ground_and_others_leave_it(extractor: Extractor) -> None:
    text = "The M23 rebels captured Bukavu on 2 May 2024. They also took Goma, and the army withdrew from Beni."
    events = _parse(extractor, text)
    assert _places(events) == ["Bukavu", "Goma", "Beni"]
    assert [event.sub_event_type for event in events][1:] == [
        "Non-state actor overtakes territory",
        "Non-violent transfer of territory",
    ]
    assert _acting(events[1]) == _acting(events[0]) != _acting(events[2])


def test_what_is_only_counted_has_its_own_place(extractor: Extractor) -> None:
    text = "Ukrainian forces repelled nine attacks near Kupiansk and four near Bakhmut on Monday."
    assert _places(_parse(extractor, text)) == ["Kupiansk", "Bakhmut"]


def test_what_happened_when_it_was_last_so_bad(extractor: Extractor) -> None:
    text = "It was the deadliest attack there since 2015, when rebels killed 40 people in Beni."
    (event,) = _parse(extractor, text)
    assert event.date_start == date(2015, 1, 1)
    assert event.casualties.best == 40
    assert "Rebels" in _acting(event)[0]


def test_both_sides_who_deny_are_the_parties_of_the_event(extractor: Extractor) -> None:
    (event,) = _parse(extractor, "Soldiers and rebels clashed near Wau on Monday, elders said. Both sides denied it.")
    assert event.denied_by == "; ".join(actor.name for actor in event.actors)


def test_both_sides_without_names_are_nobody(extractor: Extractor) -> None:
    (event,) = _parse(extractor, "A rocket killed two people in Kherson on Monday. Both sides denied firing it.")
    assert event.denied_by == ""
