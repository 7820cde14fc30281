"""Copies of articles: signatures, the buckets in which alike ones meet, groups, and what people decided about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; `conflict-atlas copies find` fills them for what is stored already."""
    op.create_table(
        "article_signature",
        sa.Column("document_key", sa.Integer, sa.ForeignKey("document.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("shingles", sa.Integer, nullable=False),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "article_bucket",
        sa.Column("bucket", sa.Integer, primary_key=True),
        sa.Column("document_key", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table("article_group", sa.Column("id", sa.Integer, primary_key=True), sa.Column("at", sa.Text, nullable=False))
    op.create_table(
        "article_copy",
        sa.Column("document_key", sa.Integer, sa.ForeignKey("document.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("group_id", sa.Integer, sa.ForeignKey("article_group.id"), nullable=False),
        sa.Column("share", sa.Float),
    )
    op.create_index("article_copy_group", "article_copy", ["group_id"])
    op.create_table(
        "article_edit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("documents", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("article_edit.id")),
    )
    op.create_table(
        "article_verdict",
        sa.Column("edit_id", sa.Integer, sa.ForeignKey("article_edit.id"), primary_key=True),
        sa.Column("document_id", sa.Text, primary_key=True),
        sa.Column("other_id", sa.Text, primary_key=True),
        sa.Column("together", sa.Integer, nullable=False),
    )
    op.create_index("article_verdict_document", "article_verdict", ["document_id"])


def downgrade() -> None:
    """Refuse: a store is never taken back."""
    raise NotImplementedError("restore a copy of the database instead")
