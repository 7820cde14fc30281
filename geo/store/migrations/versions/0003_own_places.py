"""Own places with polygons, twins and a history of every edit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column("user_place", sa.Column("admin2", sa.String(200), nullable=False, server_default=""))
    op.add_column("user_place", sa.Column("reference", sa.String(2000), nullable=False, server_default=""))
    op.add_column("user_place", sa.Column("polygon", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "user_place_twin",
        sa.Column("place_id", sa.String(120), sa.ForeignKey("user_place.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("twin_id", sa.String(120), primary_key=True),
    )
    op.create_index("ix_user_place_twin_twin_id", "user_place_twin", ["twin_id"])
    op.create_table(
        "user_place_edit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("group_id", sa.Integer, nullable=False),
        sa.Column("undoes", sa.Integer, nullable=False),
        sa.Column("place_id", sa.String(120), nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
    )
    op.create_index("ix_user_place_edit_group_id", "user_place_edit", ["group_id"])
    op.create_index("ix_user_place_edit_undoes", "user_place_edit", ["undoes"])
    op.create_index("ix_user_place_edit_place_id", "user_place_edit", ["place_id"])


def downgrade() -> None:
    """Refuse: a store is never taken back."""
    raise NotImplementedError("restore a copy of the database instead")
