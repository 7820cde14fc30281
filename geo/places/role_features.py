"""Names what can be read off the words round a place name about its role, without a language model."""

from __future__ import annotations

from typing import Final

from gazetteer.models import Place
from geo.places.role_lexicon import base_forms, class_features, feature_words
from geo.places.toponyms import Toponym
from geo.places.words import words_after, words_before

_WORDS_BEFORE, _WORDS_AFTER = 5, 6
_NOUN_REACH: Final = 3
_ACRONYM: Final = 3
_STOPS: Final = frozenset('.!?:;"([-–—*|')
_DASHES: Final = frozenset("-–—")
_LIST_MARKS: Final = frozenset({",", "and", "or", "&", "/"})
_GOVERNED: Final = frozenset(
    {"of", "to", "from", "on", "for", "with", "against", "between", "by", "in", "over", "towards"}
)
_PARTY_KINDS: Final = frozenset({"country", "capital", "seat"})


def kind_of_place(toponym: Toponym, places: tuple[Place, ...]) -> str:
    """Return what a name may stand for: "country", "capital", "seat" (of power), "division", "place" or "unknown"."""
    if any(place.is_country for place in places):
        return "country"
    if any(place.feature_code == "PPLC" for place in places):
        return "capital"
    if toponym.text.lower() in feature_words("seats_of_power"):
        return "seat"
    if not places:
        return "unknown"
    return "division" if places[0].feature_code == "ADM1" else "place"


def word_features(toponym: Toponym, places: tuple[Place, ...]) -> list[str]:
    """Return the names of the features that hold of a place name, by the words beside it.

    Each context feature also stands with "party&" before it where the name is a country's, a capital's or a seat of
    power's, for the same words say another thing of a town.
    """
    view = toponym.block.view
    before = words_before(view, toponym.start, _WORDS_BEFORE)
    after = words_after(view, toponym.end, _WORDS_AFTER)
    kind = kind_of_place(toponym, places)
    context = [*_features_before(before), *_features_after(after), *_features_of_shape(toponym)]
    return ["always", f"is={kind}", *with_party(context, kind)]


def with_party(context: list[str], kind: str) -> list[str]:
    """Double the features of a name that may be a party's, so that they can weigh otherwise there."""
    if kind not in _PARTY_KINDS:
        return context
    return [*context, *[f"party&{feature}" for feature in context]]


def _features_before(words: list[str]) -> list[str]:
    """Name what stands before: its lists, the word itself if it is a small one, and what that hangs on."""
    if words and words[-1] in feature_words("articles"):
        return ["article_before", *_features_before(words[:-1])]
    while words and words[-1].lower() in feature_words("passed_over"):
        words = words[:-1]
    if not words or words[-1] in _STOPS:
        return ["opens", *joined_before(words)]
    lower = words[-1].lower()
    features = _features_of_last(words[-1])
    if lower in _GOVERNED:
        features += _governors(words[:-1], lower)
    if lower == "between":
        features.append(_between_what(words))
    if lower in _LIST_MARKS:
        features += _list_before(words[:-1])
    return features


def _features_of_last(word: str) -> list[str]:
    """Name the lists of the word before a name, and the word itself if it is a small one."""
    lower, is_capital = word.lower(), word[0].isupper()
    features = list(class_features("before=", lower))
    if is_capital and "before=titles" in features:
        features.append("title_before")
    if lower in feature_words("function_words"):
        features.append(f"before:{lower}")
    if is_capital and not features:
        features.append("capital_before")
    return features


def joined_before(words: list[str]) -> list[str]:
    """Read the first part of "pro-Iran" and "France-Algeria"."""
    prefix, dash = words[-2:] if words[1:] else ("", "")
    if dash not in _DASHES:
        return []
    if prefix.lower() in feature_words("party_prefixes"):
        return ["prefix=party"]
    return ["joined_before"] if prefix[0].isupper() else []


def _governors(words: list[str], preposition: str) -> list[str]:
    """Name the lists of the word that a preposition hangs on: "sanctions on X", "the president of X"."""
    while words and words[-1].lower() in feature_words("passed_over"):
        words = words[:-1]
    if not words:
        return [f"{preposition}<nothing"]
    if preposition == "of" and words[-3:] == ["on", "the", "part"]:
        return ["of<holder"]
    return [*class_features(f"{preposition}<", words[-1].lower())] or [f"{preposition}<other"]


def _list_before(words: list[str]) -> list[str]:
    """Name what stands before the first member of a list: "between Ankara and Athens", "in Homs, Hama and Idlib"."""
    at = len(words)
    while at and (words[at - 1][0].isupper() or words[at - 1].lower() in _LIST_MARKS):
        at -= 1
    if not at or words[at - 1] in _STOPS:
        return ["list_opens"]
    first = words[at - 1].lower()
    if first not in feature_words("function_words"):
        return [*class_features("list<", first)]
    governors = _governors(words[: at - 1], first) if first in _GOVERNED else []
    return [f"list<{first}", *governors, *([_between_what(words)] if first == "between" else [])]


def _between_what(words: list[str]) -> str:
    """Say whether ground lies between two names, as a border or a road does, or something that parties share."""
    ground = any(not feature_words("border_nouns").isdisjoint(base_forms(word.lower())) for word in words)
    return "between>ground" if ground else "between>parties"


def _features_after(words: list[str]) -> list[str]:
    if not words or words[0] in {".", ";", "?", "!"}:
        return ["ends"]
    first = words[0]
    if first == "'":
        rest = words[2:] if words[1:2] == ["s"] else words[1:]
        return ["possessive", *_noun_after("possessive>", rest)]
    if first in _DASHES:
        return joined_after(words[1:])
    if first in {",", "and", "&", "("}:
        return [f"after:{first}", *_beyond_pair(words[1:])]
    return [*_features_of_next(first), *_noun_after("then>", words[1:])]


def _features_of_next(first: str) -> list[str]:
    lower = first.lower()
    if lower in feature_words("calendar_words"):
        return ["after:calendar"]
    features = [*class_features("after=", lower)]
    if lower in feature_words("function_words"):
        features.append(f"after:{lower}")
    if first[0].isupper():
        return ["capital_after", *[f"capital_{feature}" for feature in features]]
    if not features and first[0].isalpha():
        features.append("after~ed" if lower.endswith("ed") else "after~s" if lower.endswith("s") else "after~word")
    return features


def _noun_after(relation: str, words: list[str]) -> list[str]:
    """Name the lists of the first words that stand in any, of the few that follow: "X's southern border"."""
    for word in words[:_NOUN_REACH]:
        if not word[0].isalpha():
            break
        features = class_features(relation, word.lower())
        if features:
            return [*features]
    return [f"{relation}other"]


def joined_after(words: list[str]) -> list[str]:
    """Read the second part of "Moscow-backed", "Khmeimim-stationed" and "US-Russia"."""
    if not words:
        return []
    lower = words[0].lower()
    if lower in feature_words("party_suffixes"):
        return ["suffix=party"]
    if lower in feature_words("place_suffixes"):
        return ["suffix=place"]
    return ["joined_after"] if words[0][0].isupper() else ["suffix=other"]


def _beyond_pair(words: list[str]) -> list[str]:
    """Name the lists of the verb that follows "X and Y" or "X, Y": "France and Germany called"."""
    capitals = 0
    while capitals < len(words) and (words[capitals][0].isupper() or words[capitals] in _LIST_MARKS):
        capitals += 1
    if not capitals or capitals >= len(words):
        return ["pair>nothing"]
    follower = words[capitals].lower()
    if follower in feature_words("function_words"):
        return [f"pair>:{follower}"]
    return [*class_features("pair>", follower)] or ["pair>other"]


def _features_of_shape(toponym: Toponym) -> list[str]:
    features = []
    view = toponym.block.view
    if view[max(0, toponym.start - 1) : toponym.start] == view[toponym.end : toponym.end + 1] == '"':
        features.append("quoted")
    letters = toponym.text.replace(".", "")
    if letters.isupper():
        features.append("acronym" if len(letters) <= _ACRONYM else "capitals")
    return features
