"""The tables of copies of articles: signatures, buckets, groups, and what people decided about them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, Text

from geo.store.tables import metadata

article_signature: Final = Table(
    "article_signature",
    metadata,
    Column("document_key", Integer, ForeignKey("document.key", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("shingles", Integer, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
)
"""What an article is compared by; without hashes where it is too short."""

article_bucket: Final = Table(
    "article_bucket",
    metadata,
    Column("bucket", Integer, primary_key=True),
    Column("document_key", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""The index of signatures: alike articles share buckets. A row may outlive its document, which then is passed over."""

article_group: Final = Table(
    "article_group", metadata, Column("id", Integer, primary_key=True), Column("at", Text, nullable=False)
)

article_copy: Final = Table(
    "article_copy",
    metadata,
    Column("document_key", Integer, ForeignKey("document.key", ondelete="CASCADE"), primary_key=True),
    Column("group_id", Integer, ForeignKey("article_group.id"), nullable=False),
    Column("share", Float),
    Index("article_copy_group", "group_id"),
)
"""In which group an article is. ``share`` is what it had in common with the one it was found by; none if put there."""

article_edit: Final = Table(
    "article_edit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("action", Text, nullable=False),
    Column("documents", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("article_edit.id")),
)
"""What people decided about groups; ``before`` and ``after`` are the group of each document touched, as JSON."""

article_verdict: Final = Table(
    "article_verdict",
    metadata,
    Column("edit_id", Integer, ForeignKey("article_edit.id"), primary_key=True),
    Column("document_id", Text, primary_key=True),
    Column("other_id", Text, primary_key=True),
    Column("together", Integer, nullable=False),
    Index("article_verdict_document", "document_id"),
)
"""What an edit says of two documents, both ways; the latest counts. By id: it outlives deletion and a new ingest."""
