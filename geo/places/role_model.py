"""Weighs the features of a place name for each role, by the numbers of ``geo/data/role_weights.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from geo.models import Role

Weights = tuple[float, float, float]

ROLES: Final = (Role.LOCATION, Role.METONYM, Role.EMBEDDED)
"""The roles that are weighed, in the order of the weights; demonyms are known by their words."""


@dataclass(frozen=True, slots=True)
class RoleReason:
    """Why a name has its role: a feature, and how far it speaks for the role rather than for the next likeliest."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class RoleModel:
    """A multinomial logistic regression over named features; features without weights do not count."""

    weights: Mapping[str, Weights]

    def scores(self, features: Iterable[str]) -> list[float]:
        """Return the sum of the features' weights for each of :data:`ROLES`."""
        location = metonym = embedded = 0.0
        get = self.weights.get
        for feature in features:
            weight = get(feature)
            if weight is not None:
                location += weight[0]
                metonym += weight[1]
                embedded += weight[2]
        return [location, metonym, embedded]

    def role(self, features: Iterable[str], among: Collection[Role] = ROLES) -> Role:
        """Return the likeliest of some roles."""
        scores = self.scores(features)
        allowed = [number for number, role in enumerate(ROLES) if role in among]
        return ROLES[max(allowed, key=scores.__getitem__)]

    def reasons(self, features: Collection[str], among: Collection[Role] = ROLES) -> tuple[RoleReason, ...]:
        """Return the features that count, the weightiest first."""
        best, second = (ROLES.index(role) for role in self._ranked(features, among)[:2])
        found = [
            RoleReason(feature, round(self.weights[feature][best] - self.weights[feature][second], 3))
            for feature in features
            if feature in self.weights
        ]
        return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.feature)))

    def _ranked(self, features: Iterable[str], among: Collection[Role]) -> list[Role]:
        scores = dict(zip(ROLES, self.scores(features), strict=True))
        return sorted((role for role in ROLES if role in among), key=lambda role: -scores[role])


@cache
def load_role_model(section: str) -> RoleModel:
    """Return the weights of a section: "words" for the words alone, "grammar" for these with a parse."""
    content = tomllib.loads(files("geo").joinpath("data/role_weights.toml").read_text(encoding="utf-8"))
    return RoleModel({name: (float(a), float(b), float(c)) for name, (a, b, c) in content[section].items()})
