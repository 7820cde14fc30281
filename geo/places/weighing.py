"""Weighs all places that the names of one document may mean, together.

Each distinct name, with what stands beside it, is a group of rows of one matrix. A conditional logit over the rows of a
group, with one further alternative for "no place that is known", gives each place a probability. What speaks for a
place in the rest of the document (its country, its division, towns nearby) is weighed by the probabilities of the other
names' places, so these are worked out a few times, each time from the last.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from geo.places.features import (
    COLUMN,
    FACTS,
    FEATURES,
    LARGEST_LOG_POPULATION,
    OF_PLACE,
    Counts,
    Floats,
    country_number,
    weight_vector,
)
from geo.places.groups import Group

_ROUNDS: Final = 2
_SETTLED: Final = 0.02
_NEAR_KM: Final = 150.0
_AROUND_KM: Final = 400.0
_SAME_TOWN_KM: Final = 40.0
_EARTH_RADIUS_KM: Final = 6371.0
_DOUBT: Final = 0.5  # votes for no country and no division in particular
_LEAST_ANCHOR: Final = 0.3
_TOWN_LOG_POPULATION: Final = 4.0
_DIVISION_FAME: Final = 0.7
_NOUN_KINDS: Final = {
    "division_noun": ("first_division", "lower_division"),
    "settlement_noun": ("settlement", "quarter"),
    "facility_named": ("facility",),
    "water_noun": ("water",),
}
_FACT: Final = {name: number for number, name in enumerate(FACTS)}


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a document beside its names.

    ``theatre`` are the countries that a person says it is about; ``votes`` how many names a country counts more, for
    the nationalities that the text names; ``weights`` those of the features.
    """

    theatre: tuple[str, ...] = ()
    votes: Mapping[str, float] = field(default_factory=dict)
    weights: Floats = field(default_factory=weight_vector)


class Weighing:
    """The features and probabilities of all rows; ``bounds[i]`` to ``bounds[i + 1]`` are the rows of group ``i``."""

    def __init__(self, groups: Sequence[Group], setting: Setting) -> None:
        self._groups = groups
        self._hints = {country_number(country): votes for country, votes in sorted(setting.votes.items())}
        self._weights = setting.weights
        sizes = [len(group.table.places) for group in groups]
        self.bounds = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self._group = np.repeat(np.arange(len(groups)), sizes)
        self._facts: Counts = np.concatenate([group.table.facts for group in groups])
        self._points: Floats = np.concatenate([group.table.points for group in groups])
        self.features: Floats = np.zeros((len(self._group), len(FEATURES)))
        self.features[:, : len(OF_PLACE)] = np.concatenate([group.table.static for group in groups])
        self._name = np.array([group.name for group in groups])[self._group]
        self._share = np.array([group.weight for group in groups])[self._group]
        self._add_nouns()
        self._add_theatre(setting.theatre)
        self._divisions, self._local_division = np.unique(self._fact("division"), return_inverse=True)
        self.probabilities = self._probabilities()
        for _ in range(_ROUNDS):
            former = self.probabilities
            self._add_shares()
            self._add_distances()
            self._add_containers()
            self.probabilities = self._probabilities()
            if np.abs(self.probabilities - former).max() < _SETTLED:
                break

    @property
    def totals(self) -> Floats:
        """The sum of the weighted features of each row."""
        totals: Floats = self.features @ self._weights
        return totals

    def country_votes(self) -> Floats:
        """Return how many names and nationalities speak for each country, by its number."""
        votes = _sum_by(self._fact("country"), self._votes * self._share, self._countries())
        for country, count in self._hints.items():
            votes[country] += count
        votes[0] = 0.0
        return votes

    def _countries(self) -> int:
        return max(int(self._fact("country").max(initial=0)), *self._hints, 0) + 1

    def _fact(self, name: str) -> Counts:
        return self._facts[:, _FACT[name]]

    def _column(self, name: str) -> Floats:
        return self.features[:, COLUMN[name]]

    def rows(self, group: int) -> slice:
        """Return where the rows of a group are."""
        return slice(int(self.bounds[group]), int(self.bounds[group + 1]))

    def _probabilities(self) -> Floats:
        """Return the softmax of each group, with a total of 0 for "none of these".

        What a name of which no place is likely says for the other names counts more than that, its places among
        themselves being as likely as they are: votes lie half-way (in the logarithm) to what they would be without
        "none".
        """
        totals, filled = self.totals, self.bounds[:-1] < self.bounds[1:]
        starts = self.bounds[:-1][filled]
        place = np.cumsum(filled)[self._group] - 1
        highest = np.maximum(np.maximum.reduceat(totals, starts), 0.0)
        powers = np.exp(totals - highest[place])
        whole = np.add.reduceat(powers, starts) + np.exp(-highest)
        probabilities: Floats = powers / whole[place]
        sums = np.add.reduceat(probabilities, starts)
        self._votes: Floats = probabilities / np.sqrt(sums)[place]
        return probabilities

    def _add_nouns(self) -> None:
        for number, group in enumerate(self._groups):
            rows = self.rows(number)
            for noun in group.nouns:
                self._column(noun)[rows] = sum(self._column(kind)[rows] for kind in _NOUN_KINDS[noun])

    def _add_theatre(self, theatre: Sequence[str]) -> None:
        if not theatre:
            return
        country = self._fact("country")
        inside = np.isin(country, [country_number(code) for code in theatre])
        outside, is_country = ~inside & (country > 0), self._fact("is_country") > 0
        self._column("theatre")[:] = inside
        exact = self._column("other_spelling") == 0.0
        rivalled = (
            _sum_by(self._group, np.asarray(inside & exact, dtype=np.float64), len(self._groups))[self._group] > 0
        )
        strange = np.where(rivalled, 1.0, 1.0 - self._fame())
        self._column("outside_theatre")[:] = strange * (outside & ~is_country)
        self._column("country_outside_theatre")[:] = outside & is_country

    def _fame(self) -> Floats:
        """Return how well known each place is the world over, 0 to 1: any text may speak of Oslo, few of a village."""
        people = self._column("population") * LARGEST_LOG_POPULATION
        by_people = np.clip((people - _TOWN_LOG_POPULATION) / 2.0, 0.0, 1.0)
        marked = np.maximum(self._column("capital"), np.maximum(self._column("curated"), self._column("sea")))
        fame: Floats = np.maximum(by_people, np.maximum(marked, _DIVISION_FAME * self._column("first_division")))
        return fame

    def _add_shares(self) -> None:
        """Add how much of what the other names mean lies in the same country, and in the same division."""
        votes = self.country_votes()
        self._column("document_country")[:] = self._share_of(self._fact("country"), votes)
        kinds, local = self._divisions, self._local_division
        votes = _sum_by(local, self._votes * self._share, len(kinds))
        for group in self._groups:
            for number in group.divisions:
                votes += (kinds == number) * group.weight
        votes[kinds == 0] = 0.0
        self._column("document_division")[:] = self._share_of(local, votes) * (kinds > 0)[local]

    def _share_of(self, label: Counts, votes: Floats) -> Floats:
        """Return the share of the votes that each row's label has from names other than its own."""
        mass = self._votes * self._share * (votes[label] > 0)
        both = self._name * len(votes) + label
        own = _sum_by(both, mass)[both]
        own_all = _sum_by(self._name, mass)[self._name]
        others = np.maximum(votes[label] - own, 0.0)
        shares: Floats = others / (np.maximum(votes.sum() - own_all, 0.0) + _DOUBT)
        return shares

    def _add_distances(self) -> None:
        is_point = self._fact("is_point") > 0
        anchors = np.flatnonzero(is_point & (self._votes > _LEAST_ANCHOR))
        rows = np.flatnonzero(is_point | (self._column("lower_division") > 0))
        if not len(anchors) or not len(rows):
            return
        cosines = self._points[rows] @ self._points[anchors].T
        km = _EARTH_RADIUS_KM * np.sqrt(np.maximum(2.0 - 2.0 * cosines, 0.0))
        sure = self._votes[anchors] * (self._name[rows][:, None] != self._name[anchors])
        self._column("near_resolved")[rows] = (sure * np.maximum(1.0 - km / _NEAR_KM, 0.0)).max(axis=1)
        around = (sure * np.exp(-km / _AROUND_KM)).sum(axis=1)
        self._column("among_others")[rows] = around / (sure.sum(axis=1) + _DOUBT)

    def _add_containers(self) -> None:
        contained, contains = self._column("container"), self._column("contains_other")
        contained[:] = contains[:] = 0.0
        for number, group in enumerate(self._groups):
            rows = self.rows(number)
            for division in group.divisions:
                contained[rows] = np.maximum(contained[rows], self._fact("division")[rows] == division)
            for other in group.containers:
                outer = self.rows(other)
                inside = self._inside(rows, outer)
                within = (inside * self._votes[outer]).sum(axis=1)
                contained[rows] = np.maximum(contained[rows], within)
                holds = (inside * self._votes[rows][:, None]).sum(axis=0)
                contains[outer] = np.maximum(contains[outer], holds)
            if group.divisions or group.containers:
                local = self._fact("is_local")[rows] > 0
                self._column("not_contained")[rows] = local * (1.0 - contained[rows])

    def _inside(self, rows: slice, outer: slice) -> Floats:
        """Return, for each row and each row that may hold it, whether it does."""
        inner, holder = self._facts[rows][:, None, :], self._facts[outer][None, :, :]
        part = holder[..., _FACT["as_division"]]
        divided = (inner[..., _FACT["division"]] == part) | (inner[..., _FACT["lower_division"]] == part)
        cosines = self._points[rows] @ self._points[outer].T
        km = _EARTH_RADIUS_KM * np.sqrt(np.maximum(2.0 - 2.0 * cosines, 0.0))
        town = (holder[..., _FACT["is_town"]] > 0) & (km < _SAME_TOWN_KM) & (km > 0.0)
        country = inner[..., _FACT["country"]]
        same = (country == holder[..., _FACT["country"]]) & (country > 0)
        other = inner[..., _FACT["as_division"]] != np.where(part > 0, part, -1)
        held = (holder[..., _FACT["is_country"]] > 0) & (inner[..., _FACT["is_country"]] == 0)
        inside: Floats = (same & other & (held | ((part > 0) & divided) | town)).astype(np.float64)
        return inside


def _sum_by(label: Counts, values: Floats, length: int = 0) -> Floats:
    """Return the sum of the values of each label, from 0 on."""
    return np.asarray(np.bincount(label, values, length), dtype=np.float64)


def vote_of_hint(count: float) -> float:
    """Return how many names a nationality is worth that a text names so often."""
    return 0.5 * math.sqrt(count)
