"""The names that are pinned at a place of which nobody can be sure: counted, and listed for review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Float, Integer, RowMapping, Select, Text, func, literal_column, select, text

from gazetteer.normalise import fold
from geo.models import PlaceMention
from geo.places.confidence import UNSURE_BELOW
from geo.store import tables
from geo.store.mentions import mention_of

_UNSURE = text(tables.UNSURE_PLACE)  # word for word as in the index, which holds no others
_UNSURE_MENTIONS = text("mention INDEXED BY mention_unsure")
_key = literal_column("name_key", Text)
_mention_key = literal_column("mention.key", Integer)
_document_id = literal_column("document_id", Text)
_score = literal_column("score", Float)


@dataclass(frozen=True, slots=True)
class UnsureName:
    """A name in a document that is pinned at an unsure place; ``mention`` is the least sure of its ``mentions``.

    ``text`` is the document's.
    """

    document_id: str
    title: str
    text: str
    name_key: str
    mentions: int
    mention: PlaceMention


class UnsurePlaceStore:
    """Read the unsure places of a store: those whose score is below a threshold."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count(self, query: str = "", document_id: str = "", below: float = UNSURE_BELOW) -> int:
        """Return how many names in documents are unsure: a name in two documents counts twice."""
        names = _names(query, document_id, below).subquery()
        with self._engine.connect() as connection:
            return int(connection.scalars(select(func.count()).select_from(names)).one())

    def names(
        self,
        limit: int | None = None,
        offset: int = 0,
        *,
        query: str = "",
        document_id: str = "",
        below: float = UNSURE_BELOW,
    ) -> list[UnsureName]:
        """Return the unsure names, those of the latest document first, and in it the least sure first.

        ``query`` is a part of the name; ``document_id`` names the only document to look at.
        """
        names = _names(query, document_id, below).subquery().c
        document, mention = tables.document.c, tables.mention
        found = (
            select(mention, document.title, document.text.label("document_text"), names.mentions)
            .where(mention.c.key == names.first, document.id == names.document_id)
            .order_by(document.key.desc(), names.score, mention.c.start)
        )
        with self._engine.connect() as connection:
            return [_unsure(row) for row in connection.execute(found.limit(limit).offset(offset)).mappings()]


def _names(query: str, document_id: str, below: float) -> Select[*tuple[Any, ...]]:
    """Return the query for unsure names by document, each with its least sure mention (SQLite: a bare column)."""
    columns = (_document_id, _key, func.min(_score).label("score"), _mention_key.label("first"))
    found = select(*columns, func.count().label("mentions")).select_from(_UNSURE_MENTIONS)
    found = found.where(_UNSURE, _score < below, _key != "").group_by(_document_id, _key)
    if document_id:
        found = found.where(_document_id == document_id)
    return found.where(func.instr(_key, fold(query)) > 0) if fold(query) else found


def _unsure(row: RowMapping) -> UnsureName:
    mention = mention_of(row)
    if not isinstance(mention, PlaceMention):
        raise TypeError(f"a mention of the kind {row['kind']!r} is no place")
    return UnsureName(
        row["document_id"], row["title"], row["document_text"], row["name_key"], row["mentions"], mention
    )  # fmt: skip
