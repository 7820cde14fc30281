"""Tells what a place name does in its sentence: a place, a party named by its place, part of another name.

The distinction is the one of Gritta, Pilehvar and Collier (Language Resources and Evaluation 54, 2020): a literal
toponym says where; an associative one ("Moscow said", "Syrian army") says who. Only countries and capitals are taken
for parties; a town is a place unless its name stands inside another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from gazetteer.models import Place
from geo.models import Role
from geo.places.toponyms import Toponym, role_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_DATELINE_TOKENS: Final = 8
_ACRONYM: Final = 3
_LONGEST_ACRONYM: Final = 6
_STEPS_UP: Final = 3
_DASHES: Final = frozenset({"-", "–"})
_TRANSPARENT: Final = frozenset({"conj", "appos"})


def can_be_party(places: tuple[Place, ...]) -> bool:
    """Say whether a name may stand for a government: a country's or a capital's."""
    return any(place.is_country or place.feature_code == "PPLC" for place in places)


def classify_role(toponym: Toponym, places: tuple[Place, ...]) -> Role:
    """Return the role of a name, given the places that it may mean."""
    if toponym.inside:
        return Role.METONYM if toponym.evidence else Role.EMBEDDED
    hyphenated = _role_by_hyphen(toponym)
    if hyphenated is not None:
        return hyphenated
    if _lends_its_name(toponym):
        return Role.EMBEDDED
    if not can_be_party(places) or is_dateline(toponym) or _is_part_of_country(toponym):
        return Role.LOCATION
    if _is_paired(toponym):
        return _role_of_pair(_next_noun(toponym))
    return _role_by_grammar(_head_of_name(toponym), toponym)


def _head_of_name(toponym: Toponym) -> Token:
    """Return the token that carries the name's place in the sentence, up a list to its first member."""
    token = toponym.span.root
    while token.dep_ in _TRANSPARENT and token.head.pos_ in {"PROPN", "NOUN"}:
        if token.dep_ == "appos" and not token.head.ent_type_:
            break
        token = token.head
    return token


def is_dateline(toponym: Toponym) -> bool:
    """Say whether a name opens its block as a dateline does: "MOSCOW — …", "DETROIT (AP) …"."""
    if toponym.span.start > _DATELINE_TOKENS:
        return False
    rest = toponym.block.view[toponym.end : toponym.end + 14].lstrip()
    before = toponym.block.view[: toponym.start]
    upper = toponym.text.isupper() and len(toponym.text) > _ACRONYM
    return (rest.startswith(("—", "–", "(", "- ", "--", "/")) and (upper or not before.strip())) or (
        upper and rest.startswith(",")
    )


def _role_by_hyphen(toponym: Toponym) -> Role | None:
    """Read "Moscow-backed" and "pro-Iran" as parties, "Khmeimim-stationed" as a place."""
    view = toponym.block.view
    suffix = view[toponym.end :]
    if suffix.startswith("-"):
        word = suffix[1:].split(" ", 1)[0].strip(".,;:'\")").lower()
        if word in role_words("party_suffixes"):
            return Role.METONYM
        if word in role_words("place_suffixes"):
            return Role.LOCATION
    if toponym.start and view[toponym.start - 1] == "-":
        prefix = view[: toponym.start - 1].rsplit(" ", 1)[-1].lower()
        if prefix in role_words("party_prefixes"):
            return Role.METONYM
    return None


def _role_by_grammar(token: Token, toponym: Toponym) -> Role:
    if _has_possessive(toponym):
        return _role_before_noun(token.head if token.dep_ == "poss" else _next_noun(toponym), possessive=True)
    if token.dep_ in {"compound", "nmod", "amod", "poss"}:
        return _role_before_noun(_phrase_head(token), possessive=_is_acronym(toponym))
    rule = _RULES.get(token.dep_)
    return rule(token.head) if rule else Role.LOCATION


def _lends_its_name(toponym: Toponym) -> bool:
    """Say whether a name only tells where a deal or a process got its own: "the Minsk accords"."""
    token = toponym.span.root
    return token.dep_ in {"compound", "nmod"} and _phrase_head(token).lower_ in role_words("named_after")


def _is_part_of_country(toponym: Toponym) -> bool:
    """Say whether a direction stands before the name, so that ground is meant: "southern Syria"."""
    before = toponym.span.doc[toponym.span.start - 1].lower_ if toponym.span.start else ""
    return before in role_words("directions")


def _is_acronym(toponym: Toponym) -> bool:
    """Say whether a name is short for a country, as "US": before a noun it is an adjective, like "American"."""
    return toponym.text.replace(".", "").isupper() and len(toponym.text) <= _LONGEST_ACRONYM


def _is_paired(toponym: Toponym) -> bool:
    """Say whether two names are joined by a hyphen: "US-Russia competition"."""
    view = toponym.block.view
    after, before = view[toponym.end : toponym.end + 2], view[max(0, toponym.start - 2) : toponym.start]
    return (after[:1] in _DASHES and after[1:].isupper()) or (before[1:] in _DASHES and before[:1].isalpha())


def _role_of_pair(noun: Token) -> Role:
    return Role.LOCATION if noun.lemma_.lower() in role_words("border_nouns") else Role.METONYM


def _has_possessive(toponym: Toponym) -> bool:
    return toponym.block.view[toponym.end : toponym.end + 2] in {"'s", "s'", "' "}


def _next_noun(toponym: Toponym) -> Token:
    document = toponym.span.doc
    following = (document[i] for i in range(toponym.span.end, min(len(document), toponym.span.end + 7)))
    return next(
        (token for token in following if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound"),
        toponym.span.root,
    )


def _phrase_head(token: Token) -> Token:
    """Climb from a modifier to the noun that it modifies."""
    head = token
    while head.dep_ in {"compound", "nmod", "amod", "poss"} and head.head != head and head.head.i > head.i:
        head = head.head
    return head


def _role_before_noun(head: Token, *, possessive: bool) -> Role:
    words = {head.lemma_.lower(), head.lower_}
    if words & role_words("place_nouns"):
        return Role.LOCATION
    if words & role_words("government_nouns"):
        return Role.METONYM
    if _modifies_party_noun(head):
        return Role.METONYM
    return Role.METONYM if possessive else Role.LOCATION


def _modifies_party_noun(head: Token) -> bool:
    return any(
        child.dep_ in {"compound", "amod"}
        and child.lemma_.lower() in {"defense", "defence", "foreign", "military", "prime", "state"}
        for child in head.children
    )


def _role_of_subject(verb: Token) -> Role:
    if verb.lemma_ in role_words("stative_verbs") and not _has_party_complement(verb):
        return Role.LOCATION
    return Role.METONYM


def _has_party_complement(verb: Token) -> bool:
    """Say whether "X is …" goes on as only a party can: "X is ready to", "X is worried"."""
    if any(child.dep_ == "prep" and "odds" in {noun.lower_ for noun in child.children} for child in verb.children):
        return True
    return verb.dep_ == "ccomp" or any(
        child.dep_ in {"acomp", "xcomp"} or child.lemma_.lower() in role_words("party_groups")
        for child in verb.children
    )


def _role_of_object(verb: Token) -> Role:
    return Role.LOCATION if verb.lemma_ in role_words("place_object_verbs") else Role.METONYM


def _role_after_preposition(preposition: Token) -> Role:
    word = preposition.lower_
    if word in role_words("locative_prepositions"):
        return Role.LOCATION
    head = preposition.head
    words = _words_before(preposition)
    if preposition.dep_ == "agent" or word in role_words("agent_prepositions") or word == "between":
        return Role.LOCATION if words & role_words("border_nouns") else Role.METONYM
    if words & role_words("party_groups") or _is_holder(head):
        return Role.METONYM
    if word in {"to", "from", "for"}:
        return _role_of_destination(words | _lemmas_above(head), word)
    return _role_of_topic(words) if word in {"of", "on"} else Role.LOCATION


def _words_before(preposition: Token) -> set[str]:
    """Return what a preposition hangs on, and the noun just before it, which a parse may have passed by."""
    head = preposition.head
    words = {head.lemma_.lower(), head.lower_}
    if preposition.i and preposition.nbor(-1).pos_ == "NOUN":
        words.add(preposition.nbor(-1).lemma_.lower())
    return words


def _lemmas_above(token: Token) -> set[str]:
    """Return the words on which a phrase hangs, a few steps up: "the journey of Afghans to X"."""
    return {above.lemma_.lower() for _, above in zip(range(_STEPS_UP), token.ancestors, strict=False)}


def _is_holder(head: Token) -> bool:
    """Say whether "of X" names who holds or does something: "under the control of X", "on the part of X"."""
    held = head.lower_ in role_words("held_under") and head.dep_ == "pobj"
    return held or (head.lower_ == "part" and head.head.lower_ == "on")


def _role_of_destination(words: set[str], preposition: str) -> Role:
    if words & role_words("motion_words") or words & role_words("place_nouns"):
        return Role.LOCATION
    if words & role_words("party_words") or words & role_words("government_nouns"):
        return Role.METONYM
    return Role.LOCATION if preposition == "from" else Role.METONYM


def _role_of_topic(words: set[str]) -> Role:
    if words & role_words("happening_nouns") or words & role_words("place_nouns"):
        return Role.LOCATION
    if words & role_words("party_words") or words & role_words("government_nouns"):
        return Role.METONYM
    return Role.LOCATION


_RULES: Final[dict[str, Callable[[Token], Role]]] = {
    "pobj": _role_after_preposition,
    "nsubj": _role_of_subject,
    "csubj": _role_of_subject,
    "nsubjpass": _role_of_object,
    "csubjpass": _role_of_object,
    "dobj": _role_of_object,
    "obj": _role_of_object,
    "dative": _role_of_object,
    "agent": lambda _: Role.METONYM,
}
