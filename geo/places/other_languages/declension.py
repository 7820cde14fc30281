"""The base forms that a declined Slavic name may have: candidates, of which the gazetteer knows the right one.

Rules of endings stand in ``geo/data/languages/*.toml``. A dictionary (pymorphy3) would be many MB a language and
still not know the villages; the gazetteer is the dictionary here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import Final

from geo.places.other_languages.vocabulary import Vocabulary

_SHORTEST_STEM, _SHORTEST_FORM = 1, 3
_MOST_COMBINATIONS: Final = 120
_ALL_CASES: Final = frozenset("ngdail")
_CACHED: Final = 20_000
_ON: Final = "-на-"


@dataclass(frozen=True, slots=True)
class BaseForm:
    """A possible base form; ``rank`` is 0 for the word as it is and more for rarer rules."""

    text: str
    rank: int
    cases: frozenset[str] = frozenset()


@lru_cache(maxsize=_CACHED)
def base_forms(word: str, vocabulary: Vocabulary) -> tuple[BaseForm, ...]:
    """Return the possible base forms of a word in lower case, the word itself first.

    Examples
    --------
    >>> from geo.places.other_languages.vocabulary import load_vocabulary
    >>> [form.text for form in base_forms("авдеевкой", load_vocabulary("ru"))]
    ['авдеевкой', 'авдеевка', 'авдеевкая', 'авдеевкойы', 'авдеевкойи']
    """
    told: dict[str, set[str]] = {}
    for text, cases in _declined(word, vocabulary):
        told.setdefault(text, set()).update(cases)
    forms = {text: BaseForm(text, rank, frozenset(cases)) for rank, (text, cases) in enumerate(told.items())}
    for form in [*forms.values()]:
        for variant in _with_other_article(form.text, vocabulary.articles):
            forms.setdefault(variant, BaseForm(variant, form.rank, form.cases))
    return tuple(forms.values())


def _declined(word: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for ending, base, cases in (*vocabulary.by_last.get("", ()), *vocabulary.by_last.get(word[-1], ())):
        stem = word.removesuffix(ending) if ending else word
        is_long = len(stem) >= _SHORTEST_STEM and len(stem) + len(base) >= _SHORTEST_FORM
        if (stem != word or not ending) and is_long:
            yield stem + base, cases
    head, on, tail = word.partition(_ON)
    if on:  # "в Ростове-на-Дону"
        yield from ((form + on + tail, cases) for form, cases in _declined(head, vocabulary))


def _with_other_article(text: str, articles: Sequence[str]) -> Iterator[str]:
    """Yield the spellings with another Arabic article: "аль-баб", "эль-баб"."""
    own = next((article for article in articles if text.startswith(article)), "")
    if own:
        yield from (article + text.removeprefix(own) for article in articles if article != own and article[1] == own[1])


def base_phrases(words: Sequence[str], vocabulary: Vocabulary) -> tuple[BaseForm, ...]:
    """Return the possible base forms of a name of several words, each declined."""
    if len(words) == 1:
        return base_forms(words[0], vocabulary)
    agreeing = (forms for forms in product(*(base_forms(word, vocabulary) for word in words)) if _cases_of(forms))
    return tuple(
        BaseForm(" ".join(form.text for form in forms), max(form.rank for form in forms), _cases_of(forms))
        for forms in islice(agreeing, _MOST_COMBINATIONS)
    )


def _cases_of(forms: Sequence[BaseForm]) -> frozenset[str]:
    """Return the cases that all words of a name share; words before the last may also stay undeclined."""
    last = forms[-1].cases if forms[-1].rank else _ALL_CASES  # as it is, a word may be one that is not declined
    return last.intersection(*(form.cases if form.rank else form.cases | last for form in forms[:-1]))


@lru_cache(maxsize=_CACHED)
def towns_of_adjective(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the towns that an adjective may come from: "бахмутском" gives "бахмут"."""
    found: dict[str, None] = {}
    for ending, base in vocabulary.towns:
        stem, middle, rest = word.rpartition(ending)
        if middle and len(rest) <= len("ого") and len(stem) >= _SHORTEST_STEM:
            found.setdefault(stem + base)
    return tuple(found)
