"""The filter form that the map, the events table and the export page share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import request

from geo.store import EventFilter, Facet, Facets
from geo.store.filters import CLAIMS
from webapp import wording

_BOUNDS: Final = (0.1, 0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to tick, with the number of events that have it, where that is counted."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one field of the filter."""

    name: str
    legend: str
    choices: tuple[Choice, ...]
    starts_open: bool

    @property
    def chosen(self) -> int:
        """Count the ticked choices."""
        return sum(choice.chosen for choice in self.choices)

    @property
    def is_open(self) -> bool:
        """Tell whether the group is shown unfolded."""
        return self.starts_open or self.chosen > 0


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in use, and the query string of the filter without it."""

    text: str
    query: str


@dataclass(frozen=True, slots=True)
class FilterForm:
    """All that the filter form shows."""

    filter: EventFilter
    groups: tuple[Group, ...]
    chips: tuple[Chip, ...]

    @property
    def below_options(self) -> list[tuple[float | str, str]]:
        """The bounds of confidence to choose from, that in use among them."""
        bounds = sorted({*_BOUNDS, *([] if self.filter.below is None else [self.filter.below])})
        return [("", "any"), *((bound, wording.percent(bound)) for bound in bounds)]

    @property
    def query(self) -> str:
        """The filter as a query string."""
        return self.filter.to_query()


def read_filter() -> EventFilter:
    """Read the filter from the request's query string."""
    return EventFilter.from_mapping(request.args.to_dict(flat=False))


def _choices(facets: Iterable[Facet], chosen: Sequence[str]) -> tuple[Choice, ...]:
    offered = list(facets)
    missing = set(chosen) - {facet.value for facet in offered}
    offered += [Facet(value, value, 0) for value in sorted(missing)]
    # A comma separates values in a query string, so one within a value is escaped.
    return tuple(
        Choice(facet.value.replace(",", "\\,"), facet.label, facet.count, facet.value in chosen) for facet in offered
    )


def _groups(wanted: EventFilter, facets: Facets, *, starts_open: bool) -> tuple[Group, ...]:
    statuses = [Facet(facet.value, wording.status(facet.value), facet.count) for facet in facets.statuses]
    years = [str(year) for year in wanted.years]
    return (
        Group("year", "Year", _choices(facets.years, years), starts_open),
        Group("actor", "Actor", _choices(facets.actors, wanted.actors), starts_open),
        Group("type", "Type of event", _choices(facets.types, wanted.types), starts_open=False),
        Group("country", "Country", _choices(facets.countries, wanted.countries), starts_open=False),
        Group("claim", "How sure", _claims(wanted), starts_open=False),
        Group("status", "Status", _choices(statuses, wanted.statuses), starts_open=False),
    )


def _claims(wanted: EventFilter) -> tuple[Choice, ...]:
    """Offer what may be said of events; it is not counted, since that would read every row of a large store."""
    return tuple(Choice(value, wording.label("claim", value), None, value in wanted.claims) for value in CLAIMS)


def _value_chips(wanted: EventFilter, field: str, labels: dict[str, str]) -> Iterator[Chip]:
    values = getattr(wanted, field)
    for value in values:
        rest = tuple(other for other in values if other != value)
        change: dict[str, Any] = {field: rest}
        changed = replace(wanted, **change)
        yield Chip(labels.get(str(value), str(value)), changed.to_query())


def _labels(facets: Iterable[Facet]) -> dict[str, str]:
    return {facet.value: facet.label for facet in facets}


def _chips(wanted: EventFilter, facets: Facets) -> Iterator[Chip]:
    yield from _value_chips(wanted, "years", {})
    yield from _value_chips(wanted, "actors", _labels(facets.actors))
    yield from _value_chips(wanted, "types", {})
    yield from _value_chips(wanted, "countries", _labels(facets.countries))
    yield from _value_chips(wanted, "statuses", dict(wording.options("status")))
    yield from _value_chips(wanted, "claims", dict(wording.options("claim")))
    if wanted.below is not None:
        yield Chip(f"confidence below {wording.percent(wanted.below)}", replace(wanted, below=None).to_query())
    if wanted.since:
        yield Chip(f"from {wording.day(wanted.since)}", replace(wanted, since=None).to_query())
    if wanted.until:
        yield Chip(f"to {wording.day(wanted.until)}", replace(wanted, until=None).to_query())
    if wanted.bbox:
        yield Chip("within a box on the map", replace(wanted, bbox=None).to_query())
    if wanted.document_id:
        yield Chip("one document", replace(wanted, document_id=None).to_query())
    if wanted.places_only:
        yield Chip("with a place", replace(wanted, places_only=False).to_query())
    if wanted.query:
        yield Chip(f"“{wanted.query}”", replace(wanted, query="").to_query())


def build_form(wanted: EventFilter, facets: Facets, *, starts_open: bool = False) -> FilterForm:
    """Lay out the filter form for a filter and the values that the store offers for it."""
    return FilterForm(wanted, _groups(wanted, facets, starts_open=starts_open), tuple(_chips(wanted, facets)))
