"""What the words round a name say about it, read off the text alone."""

from __future__ import annotations

import re
from typing import Final

from geo.places.name_facts import person_names
from geo.places.toponyms import role_words

_REACH: Final = 40
_MARKS: Final = "\"'()[],.;:!?*“”‘’—–…"
_INITIAL: Final = re.compile(r"[A-Z]\.")
_STATE: Final = re.compile(
    r",? \(?(?:(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Kans|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb"
    r"|Nebr|Nev|N\.H|N\.J|N\.M|N\.Y|N\.C|N\.D|Okla|Ore|Pa|R\.I|S\.C|S\.D|Tenn|Tex|Vt|Va|Wash|W\.Va|Wis|Wyo)\.|[A-Z]{2}\b)"
)
_ACRONYM: Final = 4
_CLASSES: Final = (
    ("locative", "locative_prepositions"),
    ("title", "titles"),
    ("place noun", "place_nouns"),
    ("government", "government_nouns"),
    ("direction", "directions"),
    ("name head", "name_heads"),
    ("name prefix", "name_prefixes"),
    ("saying", "saying_verbs"),
    ("goods", "goods"),
    ("place verb", "place_verb_forms"),
)

Features = dict[str, float]


def place_features(view: str, start: int, end: int) -> Features:
    """Return the features of the words before and after ``view[start:end]`` and of how it is written."""
    features: Features = {}
    _before(view, start, features)
    _after(view, end, features)
    _shape(view[start:end], features)
    return features


def stands_as_place(features: Features) -> bool:
    """Say whether the words beside a name are those beside a place: "in X", "X province", "X, Ohio"."""
    return not features.keys().isdisjoint({"before:locative", "before:of place", "after:place noun", "after:state"})


def stands_as_person(features: Features) -> bool:
    """Say whether the word before a name is a title, an initial or a given name."""
    return not features.keys().isdisjoint({"before:title", "before:given name", "before:initial"})


def _before(view: str, start: int, features: Features) -> None:
    text = view[max(0, start - _REACH) : start]
    words = text.split()
    if not words:
        features["before:block start"] = 1.0
        return
    glue = text[-1]
    if glue != " ":
        features["before:hyphen" if glue == "-" else "before:mark"] = 1.0
        if glue == "-":
            features[f"before={words[-1].strip(_MARKS).lower()}"] = 1.0
            return
    last = words[-1] if glue == " " else (words[-1][:-1] or (words[-2] if len(words) > 1 else ""))
    _word_before(last, words[-2] if len(words) > 1 else "", features)


def _word_before(last: str, second: str, features: Features) -> None:
    bare = last.strip(_MARKS)
    lower = bare.lower()
    if _INITIAL.fullmatch(last):
        features["before:initial"] = 1.0
    elif last[-1:] in {".", "!", "?"} and lower not in role_words("titles"):
        features["before:sentence end"] = 1.0
    elif last[-1:] == ",":
        features["before:comma"] = 1.0
    elif last[-1:] in {":", ";"}:
        features["before:colon"] = 1.0
    else:
        features[f"before={lower}"] = 1.0
        _classes("before:", lower, features)
        if bare[:1].isupper() and "before:locative" not in features:
            features["before:given name" if lower in person_names("given_names") else "before:capital"] = 1.0
        _word_before_that(second.strip(_MARKS), lower, features)


def _word_before_that(second: str, last: str, features: Features) -> None:
    """Tell what stands before "of", or before another small word: "the town of X", "Martyrs of X"."""
    before_of = second if last == "of" else ""
    if before_of.lower() in role_words("place_nouns") and not before_of.istitle():
        features["before:of place"] = 1.0
    elif before_of.istitle() and before_of.lower() in (role_words("name_heads") | role_words("named_after")):
        features["before:of name head"] = 1.0
    elif last in {"the", "a", "of", "and"}:
        features[f"before={second.lower()} {last}"] = 1.0


def _after(view: str, end: int, features: Features) -> None:
    mark = view[end : end + 1]
    if mark == " ":
        word = view[end + 1 : end + 1 + _REACH].split(" ", 1)[0]
        _word_after(word, features)
    elif not mark:
        features["after:block end"] = 1.0
    elif mark == "'" and view[end + 1 : end + 2] in {"s", " "}:
        features["after:possessive"] = 1.0
        rest = view[end + 2 : end + 2 + _REACH].split()
        if rest:
            features[f"owns={rest[0].strip(_MARKS).lower()}"] = 1.0
    elif mark == "-":
        word = view[end + 1 : end + 1 + _REACH].split(" ", 1)[0].strip(_MARKS).lower()
        features["after:hyphen"] = 1.0
        features[f"after=-{word}"] = 1.0
    else:
        features[f"after:{_AFTER_MARKS.get(mark, 'mark')}"] = 1.0
    if _STATE.match(view, end):
        features["after:state"] = 1.0


_AFTER_MARKS: Final = {",": "comma", ".": "stop", ";": "stop", ":": "colon", ")": "bracket", "/": "hyphen"}


def _word_after(word: str, features: Features) -> None:
    bare = word.strip(_MARKS)
    lower = bare.lower()
    if word[:1] == "(":
        features["after:opening bracket"] = 1.0
        return
    if not bare:
        features["after:dash"] = 1.0
        return
    features[f"after={lower}"] = 1.0
    capital = "capital " if bare[0].isupper() else ""
    classes: Features = {}
    _classes(f"after:{capital}", lower, classes)
    features.update(classes)
    if "after:place noun" in classes or "after:capital place noun" in classes:
        features["after:place noun"] = 1.0
    elif capital:
        features["after:capital"] = 1.0
    elif bare.isdigit():
        features["after:number"] = 1.0


def _classes(prefix: str, word: str, features: Features) -> None:
    for name, words in _CLASSES:
        if word in role_words(words):
            features[prefix + name] = 1.0


def _shape(text: str, features: Features) -> None:
    if text.isupper() and len(text) > 1:
        features["shape:acronym" if len(text.replace(".", "")) <= _ACRONYM else "shape:capitals"] = 1.0
    if "-" in text:
        features["shape:hyphen"] = 1.0
    if "." in text:
        features["shape:stop"] = 1.0


def is_headline(view: str) -> bool:
    """Say whether most words of a block begin in upper case."""
    initials = [word[0] for word in view.split()]
    words = sum(map(str.isalpha, initials))
    return words > _ACRONYM and sum(map(str.isupper, initials)) > 0.7 * words
