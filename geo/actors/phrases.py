"""Phrases that name an actor by its owner, its backers or its people: "Russian warplanes", "Iran-backed fighters"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from geo.actors.beside import modifies, opens_text
from geo.actors.entries import COUNTRY, LEADER, MEMBERS, NAMED, Entry
from geo.actors.spans import ActorSpan
from geo.actors.vocabulary import word_lists

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    Hit = tuple[Entry, int, int]

_FURTHEST: Final = 80
_LONGEST_PREFIX: Final = len("anti-")
# Friends of a group who fight are counted among it; those who march for it are not.
_FIGHTING: Final = frozenset({"forces", "rebels", "militia", "gunmen"})
_OF: Final = re.compile(r" of (?:the )?")
_LOYALTY: Final = frozenset({"pro", "anti"})
_AND: Final = re.compile(r"(?: and | or |, |/)(?:the )?")
_OFFICIAL: Final = frozenset({"forces", "police", "government"})
# A country beside a listed group: "Turkish and SNA fighters" are its soldiers.
_STATE: Final = "forces"
_HEADS: Final = frozenset({"forces", "police"})
_ARTICLES: Final = frozenset({"the", "a", "an", "."})


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(word_lists()[name])


@cache
def _identifying() -> re.Pattern[str]:
    cues = sorted(word_lists()["identifying"], key=len, reverse=True)
    return re.compile(rf"s? [(\[](?:{'|'.join(map(re.escape, cues))}) (?:the |a |an |members of )?")


@cache
def _backing() -> re.Pattern[str]:
    return re.compile(rf"[-–](?:{'|'.join(word_lists()['backing'])})(?!\w)")


def join_owners(doc: Doc, view: str, hits: Sequence[Hit]) -> list[ActorSpan]:
    """Join a country's adjective, name or leader, or a listed actor, with the noun that it modifies."""
    owners = sorted((hit for hit in hits if _can_own(hit[0])), key=itemgetter(2))
    ends = [end for _, _, end in owners]
    joined = []
    for noun, noun_start, noun_end in (hit for hit in hits if hit[0].names_people):
        near = owners[bisect_left(ends, noun_start - _FURTHEST) : bisect_left(ends, noun_start)]
        for owner in near:
            if actor := _owned(doc, view, owner, (noun, noun_start, noun_end)):
                joined.append(actor)
                joined += _beside(doc, view, near, actor, noun)
    return joined


def _owned(doc: Doc, view: str, owner_hit: Hit, noun_hit: Hit) -> ActorSpan | None:
    """Return what owner and noun name together, where only modifiers stand between them."""
    (owner, start, end), (noun, noun_start, noun_end) = owner_hit, noun_hit
    backs = _backs(view, start, end)
    actors = _actors_of(owner)
    if _is_loyalty(view, start, end) and not backs:
        return None
    if (noun.kind == MEMBERS and not actors) or not (_fits(owner, noun) and modifies(doc, end, noun_start)):
        return None
    friends = _before(view, start).endswith("pro-")
    start -= len("pro-") if friends else 0
    span = doc.char_span(start, noun_end, alignment_mode="expand")
    if span is None:
        return None
    backed = backs and not (friends and bool(actors) and noun.kind in _FIGHTING | {MEMBERS})
    return _of_owner(ActorSpan(start, noun_end, span, actors, country=owner.country, backed=backed), owner, noun)


def _fits(owner: Entry, noun: Entry) -> bool:
    """Say whether an owner may own: an unnamed side only its arms ("an army drone"), others people too."""
    return owner.text not in _list("owning_sides") or (noun.kind == _STATE and not _is_people(noun.text))


def _actors_of(owner: Entry) -> tuple[str, ...]:
    """Return the listed actors that an owner is, or for whom it leads."""
    return owner.actors or tuple(leader.actor for leader in owner.leaders if leader.actor)


def _of_owner(actor: ActorSpan, owner: Entry, noun: Entry) -> ActorSpan:
    """Return an actor with what its noun adds: whose people they are, or in whose name a leader's act."""
    if owner.text in _list("owning_sides"):
        return replace(actor, group=owner.kind)
    if not actor.actors:
        return replace(actor, group=noun.kind, leaders=() if actor.backed else owner.leaders)
    return replace(actor, group=noun.kind) if actor.backed else actor


def _beside(doc: Doc, view: str, owners: Sequence[Hit], actor: ActorSpan, noun: Entry) -> list[ActorSpan]:
    """Return the others of "Ukrainian and Russian forces": they share the noun and its place in the grammar."""
    found: list[ActorSpan] = []
    for owner, start, end in owners:
        gap = _AND.match(view, end)
        if gap and gap.end() == actor.start and owner.kind in {COUNTRY, NAMED}:
            whole = doc.char_span(start, actor.end, alignment_mode="expand")
            group = "" if owner.actors else (_STATE if actor.actors or actor.backed else noun.kind)
            if whole is not None:
                found.append(ActorSpan(start, end, whole, owner.actors, group, owner.country))
    return found


def join_nations(doc: Doc, view: str, hits: Sequence[Hit]) -> list[ActorSpan]:
    """Read "the army of X" as X's army, where X is a country."""
    countries = {start: (owner, end) for owner, start, end in hits if owner.kind == COUNTRY}
    joined = []
    for noun, start, end in hits:
        gap = _OF.match(view, end) if noun.kind in _OFFICIAL else None
        if gap is None or gap.end() not in countries:
            continue
        owner, owner_end = countries[gap.end()]
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            joined.append(ActorSpan(start, owner_end, span, group=noun.kind, country=owner.country))
    return joined


def join_members(view: str, spans: Sequence[ActorSpan]) -> list[ActorSpan]:
    """Read "fighters of the X" as X, where X is a listed or an unlisted group."""
    listed: dict[int, list[ActorSpan]] = {}
    for span in spans:
        if span.actors or span.unlisted is not None:
            listed.setdefault(span.start, []).append(span)
    joined = list(spans)
    for member in (span for span in spans if span.group):
        gap = _OF.match(view, member.end)
        joined += [replace(span, start=member.start) for span in (listed.get(gap.end(), ()) if gap else ())]
    return joined


def without_members(spans: Sequence[ActorSpan]) -> list[ActorSpan]:
    """Return actors of which the unlisted stand under their names alone, which is what a person reviews."""
    return [span if span.unlisted is None else replace(span, start=span.span.start_char) for span in spans]


def settle_identified(view: str, spans: Sequence[ActorSpan]) -> list[ActorSpan]:
    """Take unnamed people for whom the text takes them: "armed men (believed to be X)" are X."""
    settled = list(spans)
    for index, (people, named) in enumerate(pairwise(spans)):
        gap = _identifying().match(view, people.end)
        if people.group and gap and gap.end() == named.start:
            settled[index] = replace(named, start=people.start, end=people.end, span=people.span)
    return settled


def stands_alone(entry: Entry, span: Span) -> bool:
    """Say whether a noun of people is an actor by itself: a head noun in lower case, not a modifier or a title."""
    root = span.root
    if (
        entry.kind == MEMBERS
        or root.pos_ not in {"NOUN", "PROPN"}
        or root.dep_ in {"compound", "amod", "nmod"}
        or not _is_people(entry.text)
    ):
        return False
    if span.text[:1].isupper() and not opens_text(span[0]) and root.pos_ == "PROPN" and not _is_the_army(entry, span):
        return False
    return entry.kind != "government" or entry.text in _list("bare_government")


def is_leader_alone(entry: Entry, span: Span) -> bool:
    """Say whether a leader's name is no part of a longer name: of a street, a family member, a place."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if after is not None and (after.text[:1].isupper() or after.text in {"-", "'s", "’s"}):
        return False
    before = span.doc[span.start - 1] if span.start else None
    alone = before is None or not before.text[:1].isupper() or before.is_sent_start or before.lower_ in _list("titles")
    return alone or " " in entry.text


def is_negated_kind(span: Span) -> bool:
    """Leave out "pro-X" and "anti-X" before nothing: they say whose side, not who."""
    before = span.doc[span.start - 2 : span.start].text.lower() if span.start > 1 else ""
    return before.rstrip("-") in _LOYALTY and before.endswith("-")


def _is_the_army(entry: Entry, span: Span) -> bool:
    """Say whether a capitalised noun is the country's own body: "the Army", "the Defence Ministry"."""
    if entry.kind not in _HEADS and entry.text not in _list("bare_government"):
        return False
    before = span.doc[span.start - 1] if span.start else None
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return (before is None or not before.text[:1].isupper() or before.lower_ in _ARTICLES) and (
        after is None or not after.text[:1].isupper()
    )


def _is_people(noun: str) -> bool:
    """Say whether a noun names a side even without a country: "soldiers" and "rebel positions" do, "missiles" not."""
    return noun.split(" ", maxsplit=1)[0] in _list("sides") or not noun.rstrip("s").endswith(tuple(_list("things")))


def _can_own(entry: Entry) -> bool:
    """Say whether "X forces" are the forces of X: a country, its leader, a listed actor, or "the government"."""
    return entry.kind in {COUNTRY, LEADER, NAMED} or entry.text in _list("owning_government") | _list("owning_sides")


def _before(text: str, start: int) -> str:
    """Return the few characters before an offset in small letters."""
    return text[max(0, start - _LONGEST_PREFIX) : start].lower()


def _backs(text: str, start: int, end: int) -> bool:
    """Say whether a name only says whose friends others are: "US-backed forces", "pro-Iranian factions"."""
    return bool(_backing().match(text, end)) or _before(text, start).endswith("pro-")


def _is_loyalty(text: str, start: int, end: int) -> bool:
    """Say whether a name is half of a word that says whose side others are on."""
    after = text[end : end + 2].removeprefix(".")
    return (after[:1] in {"-", "–"} and not text.startswith(("-led", "–led"), end)) or _before(text, start).endswith(
        ("pro-", "anti-")
    )
