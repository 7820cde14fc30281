"""Names what speaks for a place being the one where an event happened: its grammar, its order, and what it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gazetteer.models import Place
from geo.events.findings import FoundPlace
from geo.events.kinds.triggers import Trigger, cue_words, governing_verb
from geo.places.precision import COUNTRY
from geo.places.roles import is_dateline
from geo.places.toponyms import role_words
from geo.places.words import words_after, words_before

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIMBED: Final = frozenset({"appos", "conj", "compound", "nmod", "poss"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_CLAUSES: Final = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp", "parataxis", "conj"})
_STEPS: Final = (3, 7, 14)
_MOST_STEPS: Final = 4
_TOLD_STEPS: Final = 2
_WORDS_BETWEEN: Final = 2
_NOUN_OF: Final = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """An event's triggers among the places of its sentence: ``heads`` are the triggers' tokens and their verbs."""

    triggers: Sequence[Trigger]
    places: Sequence[FoundPlace]
    heads: Collection[Token]

    @classmethod
    def of(cls, triggers: Sequence[Trigger], places: Sequence[FoundPlace]) -> Setting:
        """Return the setting of an event."""
        tokens = [trigger.token for trigger in triggers]
        return cls(triggers, places, {*tokens, *map(governing_verb, tokens)})


def place_features(place: FoundPlace, setting: Setting) -> list[str]:
    """Return the names of the features that a place has for an event."""
    outer, climbed = _outer(place.toponym.span.root)
    return [
        *_of_kind(place),
        *climbed[:_TOLD_STEPS],
        *_of_words(place),
        *_of_grammar(outer, setting),
        *_of_order(place, setting),
        *_of_neighbours(place, outer, setting),
    ]


def outer_token(place: FoundPlace) -> Token:
    """Return the head of the phrase that a name stands in: "the town of X" counts as the town."""
    return _outer(place.toponym.span.root)[0]


def _outer(token: Token) -> tuple[Token, list[str]]:
    """Climb from a name to the head of its phrase; return that with what was climbed over."""
    climbed = []
    while (higher := _phrase_above(token)) is not None:
        climbed.append(_climb(token, higher))
        token = higher
    return token, climbed


def _phrase_above(token: Token) -> Token | None:
    if token.dep_ in _CLIMBED and token.head.pos_ in _NOUNS:
        return token.head
    noun = token.head.head
    is_part = token.dep_ == "pobj" and token.head.lower_ == "of" and noun.pos_ in _NOUNS
    return noun if is_part and noun.lemma_.lower() in role_words("place_nouns") else None


def _climb(token: Token, noun: Token) -> str:
    """Name a step up: "the suburb of X" is X, whoever's suburb; "the Y area of X" is Y."""
    relation = "of" if token.dep_ == "pobj" else token.dep_
    if noun.lemma_.lower() in cue_words("attachment", "settlements"):
        is_owner = relation != "of" and any(child.lower_ == "of" for child in noun.children)
        return "climbs:owner of settlement" if is_owner else f"climbs:{relation} settlement"
    is_named = relation == "of" and any(child.dep_ in {"compound", "nmod", "poss"} for child in noun.children)
    return f"climbs:{relation}{' named' if is_named else ''}"


def _of_kind(place: FoundPlace) -> Iterator[str]:
    """Name what the gazetteer knows of a place, and whether the text moves or widens its point."""
    yield "always"
    known = place.mention.place
    if known is None:
        yield "kind:unknown"
    elif known.is_country or place.mention.where_prec >= COUNTRY or known.feature_code in {"CONT", "OCN"}:
        yield "kind:country"
    else:
        yield f"kind:{known.feature_class}"
    if place.mention.relation:
        yield "related"
    if is_dateline(place.toponym):
        yield "dateline"


def _of_words(place: FoundPlace) -> Iterator[str]:
    """Name the noun that joins a name to another: "the X suburb of Y" is in Y, "X's town of Y" too."""
    view, toponym = place.toponym.block.view, place.toponym
    if _is_settlement_of(words_after(view, toponym.end, _NOUN_OF)):
        yield "has a settlement"
    if _is_settlement_of(words_before(view, toponym.start, _NOUN_OF)):
        yield "is a settlement"


def _is_settlement_of(words: Sequence[str]) -> bool:
    """Say whether "town of" or the like stands in some words."""
    settlements = cue_words("attachment", "settlements")
    return any(noun in settlements and word == "of" for noun, word in pairwise(words))


def _of_grammar(token: Token, setting: Setting) -> Iterator[str]:
    """Name the preposition, what the phrase is attached to, and the way from there to the event."""
    is_object = token.dep_ == "pobj"
    relation = f"in:{token.head.lower_}" if is_object else token.dep_
    anchor = token.head.head if is_object else token.head
    yield relation
    yield from (f"at:{kind}" for kind in _kinds_of_anchor(anchor, setting))
    steps, crossed = _way_up(token, setting.heads)
    yield f"up:{steps}"
    yield from (f"through:{clause}" for clause in sorted(crossed))
    if token.dep_ == "nsubj" and anchor.lemma_ in role_words("stative_verbs") | cue_words("attachment", "suffering"):
        yield "suffers"
    if steps == 1 + is_object:
        yield f"direct:{relation}"
    if steps < 0:
        yield from _ways_apart(token, setting)


def _kinds_of_anchor(anchor: Token, setting: Setting) -> Iterator[str]:
    lemma = anchor.lemma_.lower()
    if anchor in setting.heads:
        yield "event"
        return
    yield from (name for name in ("talk", "travel", "people") if lemma in cue_words("attachment", name))
    yield from (name for name in ("public_bodies", "place_nouns") if lemma in role_words(name))
    yield anchor.pos_


def _way_up(token: Token, heads: Collection[Token]) -> tuple[int, set[str]]:
    """Return how many steps a phrase hangs below an event's words (-1: it does not), and the clauses on the way."""
    crossed: set[str] = set()
    steps = 0
    while token not in heads:
        if token.head == token:
            return -1, set()
        if token.dep_ in _CLAUSES:
            crossed.add(f"{token.dep_}{' after' if _tells_of_another_time(token) else ''}")
        token, steps = token.head, steps + 1
    return min(steps, _MOST_STEPS), crossed


def _tells_of_another_time(clause: Token) -> bool:
    """Say whether a clause begins with "after", "as" or "while", so that it is beside the event's."""
    return clause.dep_ == "pcomp" or any(child.dep_ == "mark" for child in clause.children)


def _ways_apart(token: Token, setting: Setting) -> Iterator[str]:
    """Name how the clause of a place that does not hang on an event stands to the event's."""
    verb = governing_verb(token)
    ancestors = {above for trigger in setting.triggers for above in trigger.token.ancestors}
    if verb in ancestors:
        yield "clause:above"
        yield from ("clause:saying" for _ in (1,) if verb.lemma_.lower() in cue_words("attachment", "talk"))
    else:
        yield f"clause:{verb.dep_}"


def _of_order(place: FoundPlace, setting: Setting) -> Iterator[str]:
    """Name how near a name stands to the event's words, and whether another is nearer."""
    distances = [_distance(other, setting) for other in setting.places]
    own = _distance(place, setting)
    yield f"steps:{sum(own > limit for limit in _STEPS)}"
    yield "nearest" if own <= min(distances) else "not nearest"
    starts = [other.toponym.start for other in setting.places]
    yield from (word for word, at in (("first", min(starts)), ("last", max(starts))) if place.toponym.start == at)
    yield "before" if place.toponym.span.root.i < min(trigger.token.i for trigger in setting.triggers) else "after"


def _distance(place: FoundPlace, setting: Setting) -> int:
    at = place.toponym.span.root.i
    return min(abs(at - trigger.token.i) for trigger in setting.triggers)


def _of_neighbours(place: FoundPlace, outer: Token, setting: Setting) -> Iterator[str]:
    """Name how a place stands to the others of its sentence: within one, around one, beside one as a list's member."""
    others = [other for other in setting.places if other is not place]
    if not others:
        yield "alone"
    if any(_contains(place.mention.place, other.mention.place) for other in others):
        yield "contains another"
    if any(_contains(other.mention.place, place.mention.place) for other in others):
        yield "within another"
    near = [other for other in others if outer_token(other) == (outer.head.head if outer.dep_ == "pobj" else None)]
    if near:
        yield f"beside:{outer.head.lower_}"
    if any(_follows_comma(other, place) for other in others):
        yield "after comma"
    if any(_follows_comma(place, other) for other in others):
        yield "before comma"


def _follows_comma(first: FoundPlace, second: FoundPlace) -> bool:
    """Say whether one name follows another after nothing but a comma and perhaps an article or a direction."""
    between = first.toponym.block.view[first.toponym.end : second.toponym.start]
    return between.startswith(",") and between.count(" ") <= _WORDS_BETWEEN and between.count(",") == 1


def _contains(wide: Place | None, narrow: Place | None) -> bool:
    """Say whether a country or a first division contains another place, as far as the gazetteer says."""
    if wide is None or narrow is None or wide.country != narrow.country or narrow.is_country:
        return False
    if wide.is_country:
        return True
    same = bool(wide.admin1) and wide.admin1 == narrow.admin1
    return same and wide.feature_code == "ADM1" and narrow.feature_code != "ADM1"
