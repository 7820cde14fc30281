"""Importing many places: first a plan of what would change, row by row; then, if it is wanted, all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from geopy.distance import great_circle

from gazetteer.checks import NEAR_KM, Suspicion, name_keys, suspicions
from gazetteer.errors import InvalidPlaceError, PlaceConflictError
from gazetteer.gazetteer import Gazetteer
from gazetteer.importers.place_rows import BadRow, PlaceRow
from gazetteer.models import Place
from gazetteer.own_records import PLACE_FIELDS, SOURCE, OwnPlace, record_of
from gazetteer.place_values import checked_own, is_id
from gazetteer.user_places import UserPlaces, new_id

Progress = Callable[[int], None]
_OWN_PREFIX: Final = f"{SOURCE}:"


@dataclass(frozen=True, slots=True)
class PlannedPlace:
    """A row that would be written: ``before`` is None for a new place. ``suspicions`` say what looks wrong."""

    line: int
    before: OwnPlace | None
    after: OwnPlace
    suspicions: tuple[Suspicion, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; nothing is written until :meth:`apply`.

    ``same`` counts the rows that the user has already, just so. ``generation`` is the state that it was made for.
    """

    new: tuple[PlannedPlace, ...] = ()
    changed: tuple[PlannedPlace, ...] = ()
    same: int = 0
    bad: tuple[BadRow, ...] = ()
    generation: int = field(default=0)

    @property
    def suspicious(self) -> tuple[PlannedPlace, ...]:
        """Return the rows about which something looks wrong, in the order of the file."""
        planned = sorted((*self.new, *self.changed), key=lambda row: row.line)
        return tuple(row for row in planned if row.suspicions)

    def without(self, lines: Iterable[int]) -> ImportPlan:
        """Return the plan without the rows of these lines."""
        left_out = frozenset(lines)
        new = tuple(row for row in self.new if row.line not in left_out)
        changed = tuple(row for row in self.changed if row.line not in left_out)
        return replace(self, new=new, changed=changed)

    def apply(self, user_places: UserPlaces, *, author: str = "", reason: str = "") -> list[Place]:
        """Write the new and the changed places in one transaction; undoing one of its edits undoes them all.

        Raises
        ------
        PlaceConflictError
            If the user's places have changed since the plan was made.
        """
        with user_places.changing("import", author, reason) as changes:
            if changes.generation != self.generation:
                raise PlaceConflictError("Your places have changed since this import was planned: plan it again")
            for planned in (*self.changed, *self.new):
                changes.write(planned.before, planned.after)
        return [planned.after.place for planned in (*self.new, *self.changed)]


def plan_import(
    rows: Iterable[PlaceRow | BadRow],
    user_places: UserPlaces,
    gazetteer: Gazetteer,
    progress: Progress | None = None,
) -> ImportPlan:
    """Compare the rows of a file with the user's places.

    A row with the id of one of them changes what the file has columns for; one with another ``user:`` id is new under
    this id, so that an export finds its places again. Of other ids nothing is kept. A row without such an id that
    agrees in name, point and all else with an own place is the same. ``progress`` is told the number of rows read.
    """
    planner = _Planner(user_places, gazetteer)
    for number, row in enumerate(rows, 1):
        planner.take(row)
        if progress is not None:
            progress(number)
    return planner.plan()


class _Planner:
    """Sorts rows into new, changed, same and bad ones."""

    def __init__(self, user_places: UserPlaces, gazetteer: Gazetteer) -> None:
        self._generation = user_places.generation  # read first: a change in between is then a conflict, not lost
        self._gazetteer = gazetteer
        self._own: dict[str, OwnPlace] = {own.place.id: own for own in user_places.all_own()}
        self._owner = {twin: own.place.id for own in self._own.values() for twin in own.place.same_as}
        self._known_named = _by_name(self._own.values())
        self._line_of: dict[str, int] = {}
        self._new: list[PlannedPlace] = []
        self._new_named: dict[str, list[PlannedPlace]] = defaultdict(list)
        self._changed: list[PlannedPlace] = []
        self._bad: list[BadRow] = []
        self._same = 0

    def plan(self) -> ImportPlan:
        """Return what was found."""
        return ImportPlan(tuple(self._new), tuple(self._changed), self._same, tuple(self._bad), self._generation)

    def take(self, row: PlaceRow | BadRow) -> None:
        """Sort one row in."""
        if isinstance(row, BadRow):
            self._bad.append(row)
            return
        try:
            before, after = self._meant(row)
            self._refuse(row, after)
        except InvalidPlaceError as error:
            self._bad.append(BadRow(row.line, str(error), row.place.name))
            return
        self._line_of[after.place.id] = row.line
        if before == after:
            self._same += 1
            return
        found = suspicions(after.place, self._gazetteer, after.polygon)
        planned = PlannedPlace(row.line, before, after, (*found, *self._repeated(after.place)))
        (self._new if before is None else self._changed).append(planned)
        self._owner |= dict.fromkeys(after.place.same_as, after.place.id)
        for key in name_keys(after.place.names, after.place.name):
            self._new_named[key].append(planned)

    def _meant(self, row: PlaceRow) -> tuple[OwnPlace | None, OwnPlace]:
        """Return the own place that a row means, if there is one, and what is to become of it."""
        told = OwnPlace(replace(row.place, source=SOURCE, wins=True), row.polygon, row.reference)
        known = self._own.get(row.place.id)
        if known is not None:
            return known, checked_own(_overlaid(known, told, row.given))
        if row.place.id.startswith(_OWN_PREFIX):
            return None, checked_own(told)
        new = self._placed(replace(told, place=replace(told.place, id=new_id(row.place.name))))
        twin = next((own for own in self._known_named.get(row.place.name, ()) if _is_same(own, new)), None)
        return (twin, twin) if twin is not None else (None, new)

    def _placed(self, own: OwnPlace) -> OwnPlace:
        """Fill in country and division by the point where the row gives none."""
        place = own.place
        if not (place.country and place.admin1):
            country, admin1 = self._gazetteer.divisions_at(place.lon, place.lat)
            if place.country in {"", country}:
                place = replace(place, country=country, admin1=place.admin1 or admin1)
        return checked_own(replace(own, place=place))

    def _refuse(self, row: PlaceRow, after: OwnPlace) -> None:
        place = after.place
        if not is_id(place.id):
            raise InvalidPlaceError(f"Id {place.id[:40]!r}: after {_OWN_PREFIX} letters without spaces are expected")
        if (earlier := self._line_of.get(place.id)) is not None and row.place.id:
            raise InvalidPlaceError(f"{place.id} stands in line {earlier} already")
        if owner := self._owner.get(place.id):
            raise InvalidPlaceError(f"{place.id} was merged into {owner}: leave the row out, or undo the merge")
        for twin in place.same_as:
            if self._owner.get(twin, place.id) != place.id:
                raise InvalidPlaceError(f"{twin} is already replaced by {self._owner[twin]}: merge the two afterwards")

    def _repeated(self, place: Place) -> list[Suspicion]:
        """Return suspicions about earlier rows of the file with a name of this one, near to it."""
        found = {
            other.line: other.after.place
            for key in name_keys(place.names, place.name)
            for other in self._new_named.get(key, ())
            if great_circle((place.lat, place.lon), (other.after.place.lat, other.after.place.lon)).km <= NEAR_KM
        }
        return [
            Suspicion("duplicate", f"Line {line} has {other.name!r} within {NEAR_KM:g} km", (other.id,))
            for line, other in sorted(found.items())
        ]


def _by_name(places: Iterable[OwnPlace]) -> Mapping[str, list[OwnPlace]]:
    named: dict[str, list[OwnPlace]] = defaultdict(list)
    for own in places:
        named[own.place.name].append(own)
    return named


def _overlaid(known: OwnPlace, told: OwnPlace, given: frozenset[str]) -> OwnPlace:
    """Return the known place with the fields that the file has."""
    changes = {name: getattr(told.place, name) for name in PLACE_FIELDS if name in given and name != "id"}
    return OwnPlace(
        replace(known.place, **changes),
        told.polygon if "polygon" in given else known.polygon,
        told.reference if "reference" in given else known.reference,
    )


def _is_same(known: OwnPlace, told: OwnPlace) -> bool:
    return record_of(known) | {"id": ""} == record_of(told) | {"id": ""}
