"""What people decided about documents, the countries that each seems to be about, and an index on unsure places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, the column and the index."""
    op.add_column("document", sa.Column("countries", sa.Text, nullable=False, server_default="[]"))
    op.create_table(
        "document_edit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.Text, sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("document_edit_about", "document_edit", ["document_id", "kind", "name_key"])
    op.create_index(
        "mention_unsure",
        "mention",
        ["score"],
        sqlite_where=sa.text("kind = 'place' AND role = 'location' AND place_id <> ''"),
    )


def downgrade() -> None:
    """Refuse: a store is never taken back."""
    raise NotImplementedError("restore a copy of the database instead")
