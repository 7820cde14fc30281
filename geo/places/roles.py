"""Tells what a place name does in its sentence: a place, a party named by its place, part of another name.

The distinction is the one of Gritta, Pilehvar and Collier (Language Resources and Evaluation 54, 2020): a literal
toponym says where; an associative one ("Moscow said", "Syrian army") says who. Named features of the words beside a
name, and of the parse where there is one, are weighed by a logistic regression (``tools/train_roles.py``).
"""

from __future__ import annotations

from typing import Final

from gazetteer.models import Place
from geo.models import Role
from geo.places.role_certain import certain_role, is_dateline
from geo.places.role_features import kind_of_place, with_party, word_features
from geo.places.role_grammar import grammar_features
from geo.places.role_lexicon import feature_words
from geo.places.role_model import ROLES, RoleModel, RoleReason, load_role_model
from geo.places.toponyms import Toponym, role_words
from geo.places.words import words_after, words_before

__all__ = ["can_be_party", "classify_role", "classify_role_from_words", "is_dateline", "role_features", "role_reasons"]

_WITHIN_A_NAME: Final = (Role.METONYM, Role.EMBEDDED)
_CERTAIN: Final = 10.0
_OWN_BODY: Final = 0.7
"""How likely a name inside another must be a place's own for the body to be taken for one of the place."""


def can_be_party(places: tuple[Place, ...]) -> bool:
    """Say whether a name may stand for a government: a country's or a capital's."""
    return any(place.is_country or place.feature_code == "PPLC" for place in places)


def classify_role(toponym: Toponym, places: tuple[Place, ...]) -> Role:
    """Return the role of a name, given the places that it may mean; by the words alone where no parse is to be had."""
    certain = certain_role(toponym)
    if certain is not None:
        return certain[1]
    return _settled(_model_for(toponym).role(role_features(toponym, places), _possible(toponym)), toponym)


def classify_role_from_words(toponym: Toponym, places: tuple[Place, ...]) -> Role:
    """Return the role of a name by the words beside it, without a language model."""
    certain = certain_role(toponym)
    if certain is not None:
        return certain[1]
    return _settled(load_role_model("words").role(word_features(toponym, places), _possible(toponym)), toponym)


def role_reasons(toponym: Toponym, places: tuple[Place, ...]) -> tuple[RoleReason, ...]:
    """Return why :func:`classify_role` gives a name its role: the features that count, the weightiest first."""
    certain = certain_role(toponym)
    if certain is not None:
        return (RoleReason(certain[0], _CERTAIN),)
    return _model_for(toponym).reasons(role_features(toponym, places), _possible(toponym))


def role_features(toponym: Toponym, places: tuple[Place, ...]) -> list[str]:
    """Return the names of the features that hold of a name: of its words, and of the parse if there is one."""
    features = word_features(toponym, places)
    if not _is_parsed(toponym):
        return features
    return features + with_party(grammar_features(toponym), kind_of_place(toponym, places))


def _settled(role: Role, toponym: Toponym) -> Role:
    """Take a name in that of a body which belongs to the place ("Monroe County Sheriff's Office") for the place's own.

    People and papers only borrow it ("Paris Hilton", "Kyiv Independent"): there it stays a part of their names.
    """
    if role is not Role.EMBEDDED or toponym.evidence < _OWN_BODY or toponym.label == "PERSON":
        return role
    following = words_after(toponym.block.view, toponym.end, 1)
    return role if following and following[0].lower() in feature_words("press_nouns") else Role.METONYM


def _possible(toponym: Toponym) -> tuple[Role, ...]:
    """Return the roles to choose from: a name inside another is no place, unless "in" or the like stands before it."""
    if not toponym.inside:
        return ROLES
    before = words_before(toponym.block.view, toponym.start, 1)
    return ROLES if before and before[0] in role_words("locative_prepositions") else _WITHIN_A_NAME


def _is_parsed(toponym: Toponym) -> bool:
    return toponym.tokens is not None and toponym.tokens[0].dep != 0


def _model_for(toponym: Toponym) -> RoleModel:
    return load_role_model("grammar" if _is_parsed(toponym) else "words")
