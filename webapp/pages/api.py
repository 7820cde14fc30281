# mypy: disallow-untyped-decorators=False
"""The JSON API, described at /api/openapi.json."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from flask import Response, url_for
from flask_smorest import Blueprint
from marshmallow import EXCLUDE, Schema, fields, validate

from gazetteer.models import SearchHit
from geo.codebook import country_name
from geo.exports import attribution_text
from geo.schema import DATE_COLUMNS, EVENT_COLUMNS, INTEGER_COLUMNS, REAL_COLUMNS
from webapp.errors import NotFoundError
from webapp.filters import read_filter
from webapp.responses import send_compressed
from webapp.services import services

blueprint = Blueprint("api", __name__, url_prefix="/api", description="Events and places, read only")


_FILTER_PARAMETERS: Final = {
    "year": "Years, repeated or separated by commas",
    "actor": "Actors by id or exact name, on either side; repeatable",
    "type": "Event types or sub-event types; repeatable",
    "country": "ISO 3166 codes or English names; repeatable",
    "status": "extracted, confirmed, edited, rejected or all; repeatable",
    "claim": "claimed, denied or neither; repeatable",
    "below": "Events with less confidence than this: 0.3 or 30%",
    "bbox": "west,south,east,north in degrees",
    "since": "First day: 2013-08-21, 2013-08 or 2013",
    "until": "Last day: 2013-08-21, 2013-08 or 2013",
    "document": "Id of the document that the events come from",
    "places": "1 for events with coordinates only",
    "q": "Words in the sentence, the place, the actors or the title",
}


_TOLD: Final = ("event_id", "document_id", "source_title", "source_url", "source_date", "quote")


class PlaceQuery(Schema):
    """A search for a place."""

    class Meta:
        """Other names are left alone."""

        unknown = EXCLUDE

    q = fields.String(
        required=True, validate=validate.Length(1, 200), metadata={"description": "A name or its beginning"}
    )
    country = fields.String(validate=validate.Length(2, 2), metadata={"description": "ISO 3166-1 alpha-2 code"})
    limit = fields.Integer(load_default=10, validate=validate.Range(1, 100))


class PlaceAnswer(Schema):
    """A place that answers a search."""

    id = fields.String()
    name = fields.String()
    matched_name = fields.String()
    lat = fields.Float()
    lon = fields.Float()
    country = fields.String()
    admin1 = fields.String()
    feature_code = fields.String()
    radius_km = fields.Float()
    population = fields.Integer()
    score = fields.Float()


class PointQuery(Schema):
    """A point to ask about."""

    class Meta:
        """Other names are left alone."""

        unknown = EXCLUDE

    lat = fields.Float(required=True, validate=validate.Range(-90, 90))
    lon = fields.Float(required=True, validate=validate.Range(-180, 180))
    limit = fields.Integer(load_default=5, validate=validate.Range(0, 50))


class NearAnswer(PlaceAnswer):
    """A place and how far it is."""

    class Meta:
        """What only a search has is left out."""

        exclude = ("matched_name", "score")

    km = fields.Float()


class PointAnswer(Schema):
    """What a point lies in, and what is near it."""

    country = fields.String(metadata={"description": "ISO 3166-1 alpha-2 code, empty at sea"})
    country_name = fields.String()
    admin1 = fields.String()
    admin2 = fields.String()
    nearest = fields.List(fields.Nested(NearAnswer))


def _column_field(name: str) -> fields.Field[Any]:
    if name in DATE_COLUMNS:
        return fields.String(allow_none=True, metadata={"format": "date"})
    if name in INTEGER_COLUMNS:
        return fields.Integer(allow_none=True)
    return fields.Float(allow_none=True) if name in REAL_COLUMNS else fields.String()


_why = fields.String(metadata={"description": "Address that tells why it is where it is; empty without a place"})
_reports = fields.List(
    fields.String(), metadata={"description": "Of a merged event: the events that it stands for; empty for others."}
)
_merged_into = fields.String(metadata={"description": "Of a report: the merged event that stands for it; or empty."})
_told_by = fields.List(
    fields.Dict(), metadata={"description": "Those events with their documents, titles, dates and sentences."}
)
_copies = fields.Integer(metadata={"description": "How many copies of the report have the same sentence as an event."})
EventAnswer = Schema.from_dict(
    {
        **{name: _column_field(name) for name in EVENT_COLUMNS},
        "why": _why,
        "reports": _reports,
        "merged_into": _merged_into,
        "told_by": _told_by,
        "copies": _copies,
    },
    name="EventAnswer",
)


@blueprint.route("/events.geojson")
@blueprint.doc(
    parameters=[
        {"in": "query", "name": name, "schema": {"type": "string"}, "description": description}
        for name, description in _FILTER_PARAMETERS.items()
    ],
    responses={"200": {"description": "A FeatureCollection (RFC 7946)", "content": {"application/geo+json": {}}}},
)
def events_geojson() -> Response:
    """Give the filtered events as GeoJSON."""
    parts = services()
    wanted = read_filter()
    limit = parts.settings.map_events
    key = f"{parts.store.version_stamp()} {parts.gazetteer.version} {limit} {wanted.to_query()}"
    credit = attribution_text(parts.gazetteer.sources())
    answer = send_compressed(parts.cache, key, lambda: parts.store.geojson(wanted, limit=limit, attribution=credit))
    if parts.settings.cors_origin:
        answer.headers["Access-Control-Allow-Origin"] = parts.settings.cors_origin
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        answer.headers.add("Vary", "Origin")
    return answer


@blueprint.route("/events/<event_id>")
@blueprint.response(200, EventAnswer)
def event(event_id: str) -> dict[str, object]:
    """Give one event with all its columns."""
    row = services().store.event(event_id)
    if row is None:
        raise NotFoundError("There is no such event.")
    why = url_for("api_places.event_why", event_id=event_id) if row.place_id else ""
    copies = services().store.copies.also_in([row]).get(event_id, 0)
    return {**asdict(row), "why": why, "copies": copies, **_occurrence(event_id)}


def _occurrence(event_id: str) -> dict[str, object]:
    found = services().store.occurrences.occurrence(event_id)
    if found is None or found.row is None:
        return {"reports": [], "told_by": [], "merged_into": ""}
    reports = [report.event_id for report in found.reports]
    if event_id in reports:
        return {"reports": [], "told_by": [], "merged_into": found.id}
    told_by = [{name: getattr(report, name) for name in _TOLD} for report in found.reports]
    return {"reports": reports, "told_by": told_by, "merged_into": ""}


@blueprint.route("/places")
@blueprint.arguments(PlaceQuery, location="query")
@blueprint.response(200, PlaceAnswer(many=True))
def places(wanted: dict[str, Any]) -> list[dict[str, object]]:
    """Search the gazetteer."""
    hits = services().gazetteer.search(wanted["q"], country=wanted.get("country"), limit=wanted["limit"])
    return [_answer(hit) for hit in hits]


def _answer(hit: SearchHit) -> dict[str, object]:
    place = asdict(hit.place)
    kept = {name: place[name] for name in PlaceAnswer().fields if name in place}
    return {**kept, "matched_name": hit.matched_name, "score": hit.score}


@blueprint.route("/places/at")
@blueprint.arguments(PointQuery, location="query")
@blueprint.response(200, PointAnswer)
def place_at(wanted: dict[str, Any]) -> dict[str, object]:
    """Tell country and divisions of a point, and the nearest places."""
    here = services().gazetteer.at(wanted["lon"], wanted["lat"], wanted["limit"])
    return {
        "country": here.country,
        "country_name": country_name(here.country) if here.country else "",
        "admin1": here.admin1,
        "admin2": here.admin2,
        "nearest": [{**asdict(near.place), "km": round(near.km, 3)} for near in here.nearest],
    }
