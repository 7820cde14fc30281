"""The types of the online geocoders: a service as it is described, and a place as it proposes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from gazetteer.models import PlaceName


@dataclass(frozen=True, slots=True)
class GeocoderService:
    """An online geocoder: who runs it, whose data it holds under which licence, and what it wants of those who ask.

    ``user`` says what the user's name or address is to it; ``gap_s`` is the least time between two requests.
    """

    key: str
    title: str
    address: str
    data: str
    licence: str
    credit: str
    terms: str
    operator: str
    user: str
    gap_s: float
    needs_user: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place as an online geocoder has it, to be checked by a person.

    ``label`` tells the place from its namesakes. ``bounds`` are west, south, east, north in degrees, None where the
    service gives none; ``radius_km`` is half their diagonal. ``record`` is the address of the record that it is from.
    """

    name: str
    label: str
    lon: float
    lat: float
    country: str = ""
    feature_class: str = "P"
    feature_code: str = "PPL"
    radius_km: float = 5.0
    bounds: tuple[float, float, float, float] | None = None
    names: tuple[PlaceName, ...] = field(default=())
    record: str = ""
