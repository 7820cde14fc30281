"""The gazetteer: search any name or coordinates, a place with all that is known of it, one's own places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import orjson
from flask import Blueprint, Response, render_template, request
from shapely.geometry import mapping

from gazetteer.coordinates import Point, parse_coordinates
from gazetteer.models import SOURCE_SEPARATOR, Place, PlaceName, SearchHit
from gazetteer.nearest import Location
from gazetteer.normalise import fold
from gazetteer.own_records import OwnPlace
from geo.codebook import countries
from webapp import wording
from webapp.errors import FormError, NotFoundError
from webapp.paging import address_with, read_page
from webapp.places import find_place, is_own
from webapp.responses import GEOJSON
from webapp.services import services

blueprint = Blueprint("gazetteer", __name__, url_prefix="/gazetteer")

_LONGEST_QUERY: Final = 200
_SHOWN_EDITS: Final = 10
_EXPORTS: Final = {"geojson": GEOJSON, "csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; ``country`` and ``feature_class`` are codes, or empty for any."""

    query: str
    country: str
    feature_class: str


@blueprint.get("")
def index() -> str:
    """Search for a name, its beginning, a misspelling of it, or what is at coordinates."""
    wanted = _read_wanted()
    point = parse_coordinates(wanted.query) if wanted.query else None
    hits = _search(wanted) if wanted.query and not point else []
    return render_template(
        "gazetteer.html",
        wanted=wanted,
        here=_surroundings(point) if point else None,
        point=point,
        hits=hits,
        is_exact=any(not _is_guess(hit) for hit in hits),
        further=lambda hit: _matched_words(hit, wanted.query),
        countries=countries(),
        sources=services().gazetteer.sources(),
        own_count=len(services().store.user_places.all()),
    )


def _read_wanted() -> Wanted:
    values = (request.args.get(name, "").strip() for name in ("q", "country", "class"))
    query, country, feature_class = values
    if feature_class and feature_class not in dict(wording.options("feature_class")):
        raise FormError(f"class {feature_class[:20]!r} is no feature class; choose one from the list.", "class")
    return Wanted(query[:_LONGEST_QUERY], country.upper()[:2], feature_class)


def _search(wanted: Wanted) -> list[SearchHit]:
    parts = services()
    return parts.gazetteer.search(
        wanted.query,
        country=wanted.country or None,
        feature_class=wanted.feature_class or None,
        limit=parts.settings.search_hits,
    )


def _surroundings(point: Point) -> Location:
    return services().gazetteer.at(point.lon, point.lat, services().settings.search_hits)


_SURE_SCORE: Final = 0.8


def _is_guess(hit: SearchHit) -> bool:
    return hit.approximate or hit.score < _SURE_SCORE


def _matched_words(hit: SearchHit, query: str) -> str:
    """Say by which of its names a place was found, unless it is the one that is shown or that was typed."""
    known = {fold(hit.place.name), fold(query)}
    also = f"also “{hit.matched_name}”" if fold(hit.matched_name) not in known else ""
    return " · ".join(filter(None, (also, "approximate" if _is_guess(hit) else "")))


@blueprint.get("/place/<path:place_id>")
def show(place_id: str) -> str:
    """Show a place with its ids, names, divisions, source and history."""
    parts = services()
    place = find_place(place_id)
    own = parts.store.user_places.own(place.id) if is_own(place.id) else None
    return render_template(
        "place.html",
        place=place,
        own=own,
        names=_by_language(place),
        has_area=parts.gazetteer.polygon(place.id) is not None,
        licence=_licence(place),
        edits=parts.store.user_places.history(place.id, _SHOWN_EDITS) if own else [],
        asked=place_id,
    )


def _by_language(place: Place) -> list[tuple[str, list[PlaceName]]]:
    """Group the names by language, English first, then as the languages are called; unknown ones last."""
    groups: dict[str, list[PlaceName]] = {}
    for name in services().gazetteer.names(place.id) or place.names:
        groups.setdefault(name.language, []).append(name)
    order = sorted(groups, key=lambda code: (code != "en", not code, wording.language(code)))
    return [(wording.language(code) or "No language given", groups[code]) for code in order]


def _licence(place: Place) -> str:
    sources = {source.name: source for source in services().gazetteer.sources()}
    named = (sources[name] for name in place.source.split(SOURCE_SEPARATOR) if name in sources)
    return SOURCE_SEPARATOR.join(source.licence for source in named)


@blueprint.get("/area/<path:place_id>")
def area(place_id: str) -> Response:
    """Give the area of a place as a GeoJSON geometry."""
    polygon = services().gazetteer.polygon(find_place(place_id).id)
    if polygon is None:
        raise NotFoundError("This place has no borders, only a point and a radius.")
    geometry: dict[str, Any] = mapping(polygon)
    return Response(orjson.dumps(geometry), mimetype=GEOJSON)


@blueprint.get("/own")
def own() -> str:
    """List the user's own places, or those of them that a word is in."""
    parts = services()
    query = request.args.get("q", "").strip()[:_LONGEST_QUERY]
    every = parts.store.user_places.all_own()
    found = [each for each in every if _holds(each, fold(query))]
    page = read_page(parts.settings.page_rows)
    return render_template(
        "own_places.html",
        query=query,
        total=len(every),
        found=len(found),
        places=found[page.offset : page.offset + page.rows],
        page=page.number,
        pages=page.count_pages(len(found)),
        page_address=lambda number: address_with(page=number),
    )


def _holds(own: OwnPlace, key: str) -> bool:
    place = own.place
    return not key or any(key in fold(text) for text in (place.name, *(name.text for name in place.names)))
