"""Occurrences that several events tell of: who belongs to which, which are different, and what is suggested."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "told_event",
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("current_id", sa.Text),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("quote_hash", sa.Text, nullable=False),
        sa.Column("event_type", sa.Text, nullable=False),
        sa.Column("occurrence_id", sa.Text),
    )
    op.create_index("told_event_current", "told_event", ["current_id"], unique=True)
    op.create_index("told_event_document", "told_event", ["document_id"])
    op.create_index("told_event_occurrence", "told_event", ["occurrence_id"])
    op.create_table(
        "different_events",
        sa.Column("first", sa.Text, primary_key=True),
        sa.Column("second", sa.Text, primary_key=True),
    )
    op.create_table(
        "merged_event",
        sa.Column("event_key", sa.Integer, sa.ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("occurrence_id", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "hidden_event",
        sa.Column("event_key", sa.Integer, sa.ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("occurrence_id", sa.Text, nullable=False),
    )
    op.create_index("hidden_event_occurrence", "hidden_event", ["occurrence_id"])
    op.create_table(
        "occurrence_edit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
    )
    op.create_table(
        "occurrence_edit_event",
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column(
            "edit_id", sa.Integer, sa.ForeignKey("occurrence_edit.id", ondelete="CASCADE"), primary_key=True
        ),
    )
    op.create_table(
        "suggested_pair",
        sa.Column("first", sa.Text, primary_key=True),
        sa.Column("second", sa.Text, primary_key=True),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
    )
    op.create_index("suggested_pair_second", "suggested_pair", ["second"])
    op.create_table(
        "duplicate_search",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("stamp", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("done_until", sa.Text, nullable=False),
        sa.Column("finished_at", sa.Text),
    )


def downgrade() -> None:
    """Refuse: a store is never taken back."""
    raise NotImplementedError("restore a copy of the database instead")
