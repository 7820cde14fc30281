# mypy: disallow-untyped-decorators=False
"""The part of the JSON API that explains where names are pinned, lists unsure places, and takes decisions on them."""

from __future__ import annotations

from typing import Any, Final

from flask_smorest import Blueprint
from marshmallow import EXCLUDE, Schema, fields, validate

from geo.explanations import explain_mention, explanation_record, find_event_mention
from geo.parse_record import country_shares, mention_record
from geo.store.document_edits import DocumentEdit
from geo.theatre import read_theatre
from webapp.errors import NotFoundError
from webapp.services import services

blueprint = Blueprint("api_places", __name__, url_prefix="/api", description="Where names are pinned, and why")

_LONGEST: Final = 200
_TELLS_WHO: Final = ("author", "reason")


class _Told(Schema):
    class Meta:
        """Other names are left alone."""

        unknown = EXCLUDE


class UnsureQuery(_Told):
    """Which unsure places are asked for."""

    q = fields.String(
        load_default="", validate=validate.Length(0, _LONGEST), metadata={"description": "Part of a name"}
    )
    document = fields.String(
        load_default="", validate=validate.Length(0, _LONGEST), metadata={"description": "Id of the only document"}
    )
    limit = fields.Integer(load_default=25, validate=validate.Range(1, 500))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, 10_000_000))


class Decision(_Told):
    """Who decides, and why."""

    author = fields.String(load_default="", validate=validate.Length(0, 80), metadata={"description": "Who decides"})
    reason = fields.String(load_default="", validate=validate.Length(0, 1000), metadata={"description": "Why"})


class Choice(Decision):
    """Which place a name means in a document."""

    name = fields.String(required=True, validate=validate.Length(1, _LONGEST))
    place_id = fields.String(
        required=True,
        allow_none=True,
        validate=validate.Length(0, _LONGEST),
        metadata={"description": "Id of a place; empty for no place; null to leave it to the program"},
    )


class Theatre(Decision):
    """Which countries a document is about."""

    countries = fields.List(
        fields.String(validate=validate.Length(1, 80)),
        required=True,
        validate=validate.Length(0, 250),
        metadata={"description": "ISO 3166 codes or English names; none for the text's own"},
    )


class CountryShare(Schema):
    """A country's share of a text."""

    country = fields.String()
    share = fields.Float()


class DocumentAnswer(Schema):
    """What a document was read as being about, and what people decided on it."""

    id = fields.String()
    title = fields.String()
    publisher = fields.String()
    url = fields.String()
    date = fields.String(allow_none=True, metadata={"format": "date"})
    language = fields.String()
    theatre = fields.List(fields.String())
    countries = fields.List(fields.Nested(CountryShare))
    choices = fields.Dict(keys=fields.String(), values=fields.String())
    unsure = fields.Integer(metadata={"description": "How many of its names are pinned at unsure places"})


class Sentence(Schema):
    """A sentence, from and up to which code point of the text."""

    start = fields.Integer()
    end = fields.Integer()
    text = fields.String()


class WhyAnswer(Schema):
    """Why a name is pinned where it is: ``mention`` is as ``parse --explain`` writes it."""

    document_id = fields.String()
    sentence = fields.Nested(Sentence)
    mention = fields.Dict()
    how_sure = fields.String(metadata={"description": "sure, likely, unsure, or empty without a place"})
    chosen = fields.String(allow_none=True)
    theatre = fields.List(fields.String())
    countries = fields.List(fields.Nested(CountryShare))


class UnsureAnswer(Schema):
    """A name in a document that is pinned at an unsure place; ``mention`` is the least sure one."""

    document_id = fields.String()
    title = fields.String()
    mentions = fields.Integer()
    mention = fields.Dict()


class EditAnswer(Schema):
    """A decision about a document, which was read again."""

    id = fields.Integer()
    kind = fields.String()
    name = fields.String()
    before = fields.String(allow_none=True)
    after = fields.String(allow_none=True)
    at = fields.String()
    author = fields.String()
    reason = fields.String()


@blueprint.route("/documents/<document_id>")
@blueprint.response(200, DocumentAnswer)
def document(document_id: str) -> dict[str, object]:
    """Give what a document was read as being about, and what people decided on it."""
    store = services().store
    found = store.document(document_id)
    if found is None:
        raise NotFoundError("There is no such document.")
    return {
        **{
            name: getattr(found, name) for name in ("id", "title", "publisher", "url", "language", "theatre", "choices")
        },
        "date": found.date.isoformat() if found.date else None,
        "countries": country_shares(store.countries(document_id)),
        "unsure": store.unsure_places.count(document_id=document_id),
    }


@blueprint.route("/documents/<document_id>/mentions/<int:start>/why")
@blueprint.response(200, WhyAnswer)
def why(document_id: str, start: int) -> dict[str, Any]:
    """Tell why the place name that begins at a code point of a document is pinned where it is."""
    return _explained(document_id, start)


def _explained(document_id: str, start: int) -> dict[str, Any]:
    found = explain_mention(services().store, document_id, start)
    if found is None:
        raise NotFoundError("No place name begins there.")
    return explanation_record(found)


@blueprint.route("/events/<event_id>/why")
@blueprint.response(200, WhyAnswer)
def event_why(event_id: str) -> dict[str, Any]:
    """Tell why an event is where it is: by the name in its sentence."""
    store = services().store
    row = store.event(event_id)
    mention = find_event_mention(store, row) if row else None
    if row is None or mention is None:
        raise NotFoundError("There is no such event, or no name in its sentence put it where it is.")
    return _explained(row.document_id, mention.start)


@blueprint.route("/unsure")
@blueprint.arguments(UnsureQuery, location="query")
@blueprint.response(200, UnsureAnswer(many=True))
def unsure(wanted: dict[str, Any]) -> list[dict[str, object]]:
    """List the names that are pinned at unsure places, with the places that they may mean."""
    names = services().store.unsure_places.names(
        wanted["limit"], wanted["offset"], query=wanted["q"], document_id=wanted["document"]
    )
    return [
        {
            "document_id": name.document_id,
            "title": name.title,
            "mentions": name.mentions,
            "mention": mention_record(name.mention, explain=True),
        }
        for name in names
    ]


@blueprint.route("/documents/<document_id>/choices", methods=["POST"])
@blueprint.arguments(Choice)
@blueprint.response(200, EditAnswer, description="The decision, empty where it was decided so already")
def choose(wanted: dict[str, Any], document_id: str) -> dict[str, object]:
    """Say which place a name means in a document; the document is read again."""
    corrections, who = services().corrections, {name: wanted[name] for name in _TELLS_WHO}
    return _edit(corrections.choose(document_id, wanted["name"], wanted["place_id"], **who))


@blueprint.route("/documents/<document_id>/theatre", methods=["PUT"])
@blueprint.arguments(Theatre)
@blueprint.response(200, EditAnswer, description="The decision, empty where it was decided so already")
def set_theatre(wanted: dict[str, Any], document_id: str) -> dict[str, object]:
    """Say which countries a document is about; the document is read again."""
    countries, who = read_theatre(",".join(wanted["countries"])), {name: wanted[name] for name in _TELLS_WHO}
    return _edit(services().corrections.set_theatre(document_id, countries, **who))


def _edit(edit: DocumentEdit | None) -> dict[str, object]:
    return {name: getattr(edit, name) for name in EditAnswer().fields} if edit else {}
