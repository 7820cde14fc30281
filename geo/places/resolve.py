"""Chooses the place that each name means, with a score and the reasons for it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from gazetteer.models import Place
from gazetteer.normalise import fold
from gazetteer.search import BEST_FUZZY
from geo.models import Candidate
from geo.places.clues import Clue, find_clues
from geo.places.features import NameTable, country_codes, make_table
from geo.places.groups import group_names
from geo.places.names import LEAST_CLOSENESS, Names
from geo.places.ranking import MAX_CANDIDATES, rank
from geo.places.toponyms import Toponym
from geo.places.weighing import Setting, Weighing, vote_of_hint

_LIKELY_SHARE: Final = 0.3
_CACHED_NAMES: Final = 20_000

_folded = lru_cache(maxsize=_CACHED_NAMES)(fold)


class PlaceResolver:
    """Chooses among the places of a name by named features with published weights."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._tables: dict[str, NameTable] = {}

    def resolve(
        self,
        toponyms: Sequence[Toponym],
        theatre: Sequence[str] = (),
        hints: Mapping[str, float] | None = None,
        choices: Mapping[str, str] | None = None,
    ) -> list[tuple[Candidate, ...]]:
        """Return the candidates of each name, best first; empty where the gazetteer knows none.

        ``hints`` are countries that the text names otherwise (by demonyms), with counts; ``choices`` what a person
        decided: folded names with the id of the place that each means here, or empty for none.
        """
        votes = {country: vote_of_hint(count) for country, count in (hints or {}).items()}
        return self.weigh(toponyms, Setting(tuple(theatre), votes), choices or {}).ranked()

    def weigh(
        self, toponyms: Sequence[Toponym], setting: Setting, choices: Mapping[str, str] | None = None
    ) -> WeighedDocument:
        """Return the names of a document in groups, with the features of all their places weighed."""
        keys = [_folded(toponym.key) for toponym in toponyms]
        tables = {key: self._table(key, choices or {}) for key in dict.fromkeys(keys)}
        document = WeighedDocument(keys, find_clues(toponyms), tables, setting)
        unsettled = {key: table for key, table in tables.items() if key not in (choices or {})}
        alike = self._alike(unsettled, frozenset(setting.theatre) or document.likely(), strict=bool(setting.theatre))
        return document.with_tables(alike) if alike else document

    def _table(self, key: str, choices: Mapping[str, str]) -> NameTable:
        if key in choices:
            return self._chosen(key, choices[key])
        places = self.names.places_named(key)
        known = self._tables.get(key)
        if known is None or known.places != places:
            known = make_table(key, places)
            if len(self._tables) >= _CACHED_NAMES:
                self._tables.clear()
            self._tables[key] = known
        return known

    def _chosen(self, key: str, place_id: str) -> NameTable:
        """Return the table of a name for which a person chose a place, or none."""
        chosen = self.names.place(place_id) if place_id else None
        others = self.names.places_named(key) if place_id else ()
        first = (replace(chosen, names=()),) if chosen else ()
        places = (*first, *(place for place in others if not chosen or place.id != chosen.id))
        return make_table(key, places, chosen=place_id)

    def _alike(
        self, tables: Mapping[str, NameTable], countries: frozenset[str], *, strict: bool
    ) -> dict[str, NameTable]:
        """Return, for names that no place in the likely countries has, their tables with what sounds so there.

        Only in a theatre, which is certain (``strict``), are names looked at that places elsewhere have.
        """
        found = {}
        for key, table in tables.items() if countries else ():
            if (table.places and not strict) or _is_named_in(countries, table.places):
                continue
            hits = self.names.places_sounding(key, countries, LEAST_CLOSENESS)[:MAX_CANDIDATES]
            if hits:
                near = [*[None] * len(table.places), *(hit.score / BEST_FUZZY for hit in hits)]
                found[key] = make_table(key, (*table.places, *(hit.place for hit in hits)), near)
        return found


class WeighedDocument:
    """The names of a document in groups; ``group_of`` tells the group of each, ``weighing`` is None without a place."""

    def __init__(
        self, keys: Sequence[str], clues: Sequence[Clue], tables: Mapping[str, NameTable], setting: Setting
    ) -> None:
        self._keys, self._clues, self._tables, self._setting = keys, clues, tables, setting
        self.groups, self.group_of = group_names(keys, clues, tables)
        known = any(table.places for table in tables.values())
        self.weighing = Weighing(self.groups, setting) if known else None

    def with_tables(self, tables: Mapping[str, NameTable]) -> WeighedDocument:
        """Return the document with other tables for some names."""
        return WeighedDocument(self._keys, self._clues, {**self._tables, **tables}, self._setting)

    def ranked(self) -> list[tuple[Candidate, ...]]:
        """Return the candidates of each name, best first."""
        if self.weighing is None:
            return [()] * len(self.group_of)
        features, scores = self.weighing.features, self.weighing.probabilities
        spans = itertools.starmap(slice, itertools.pairwise(self.weighing.bounds.tolist()))
        ranked = [
            rank(group.table, features[rows], scores[rows]) if group.table.places else ()
            for group, rows in zip(self.groups, spans, strict=True)
        ]
        return [ranked[group] for group in self.group_of]

    def likely(self) -> frozenset[str]:
        """Return the countries in which the document seems to play."""
        if self.weighing is None:
            return frozenset()
        codes, votes = country_codes(), self.weighing.country_votes()
        least = max(float(votes.sum()), 1.0) * _LIKELY_SHARE
        return frozenset(codes[number] for number in (votes >= least).nonzero()[0].tolist())


def _is_named_in(countries: frozenset[str], places: Iterable[Place]) -> bool:
    """Say whether one of the places lies in the countries, or is one that any text may speak of."""
    return any(place.country in countries or not place.country or place.is_country for place in places)
