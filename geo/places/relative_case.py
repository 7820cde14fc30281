"""What a relative place is worked out from, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from gazetteer.models import Place
from geo.places.relative_ground import Ground
from geo.places.relative_phrases import Kind, Phrase
from geo.places.relative_points import Spot, moved
from geo.places.toponyms import Toponym

NEAR_KM: Final = 25.0
"""Up to here UCDP codes a distance from a town as near it, beyond as an area of its own."""

_GROUND: Final = frozenset({Kind.BORDER, Kind.COAST, Kind.OFFSHORE, Kind.PART})


@dataclass(frozen=True, slots=True)
class Relation:
    """Where the text moves or widens a named place.

    ``place`` has the id of the named place and the point and radius that are meant; ``where_prec`` is UCDP's; ``text``
    says how, "30 km north of Raqqa"; ``start`` to ``end`` is the phrase in the block's view. ``is_ground`` says that it
    names ground also where the name alone might be a party's: a border, a coast, the north of a country.
    """

    place: Place
    where_prec: int
    text: str
    start: int
    end: int
    is_ground: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What a name's relation is worked out with.

    ``named`` returns the places of a name. ``anchors`` are the towns that the text names, ``homes`` the countries that
    it is likely to be about, the likeliest first.
    """

    ground: Ground
    named: Callable[[str], tuple[Place, ...]]
    anchors: tuple[Place, ...] = ()
    homes: tuple[Place, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Case:
    """A name with its place, what stands beside it and the rest of the text."""

    toponym: Toponym
    place: Place
    phrase: Phrase
    scene: Scene

    @property
    def bearing(self) -> float | None:
        """Return the bearing that the phrase gives, None without a direction."""
        return self.phrase.direction.bearing if self.phrase.direction else None

    @property
    def direction(self) -> str:
        """Return the direction as a noun: "north"."""
        return self.phrase.direction.name if self.phrase.direction else ""

    @property
    def adjective(self) -> str:
        """Return the direction as an adjective: "northern"."""
        return f"{self.direction}ern" if self.direction else ""

    @property
    def name(self) -> str:
        """Return the name as written."""
        return self.toponym.text

    def answer(self, spot: Spot, precision: int, text: str) -> Relation:
        """Return the relation that puts the place at a spot."""
        words, ground = " ".join(text.split()), self.phrase.kind in _GROUND
        return Relation(moved(self.place, spot), precision, words, self.phrase.start, self.phrase.end, ground)


def is_wide(place: Place) -> bool:
    """Say whether a place is an area rather than a town or a spot."""
    return place.feature_class in {"A", "L", "H", "T"} and not place.feature_code.startswith("PPL")
