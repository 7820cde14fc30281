"""Events from elsewhere: the files that they came in, and what they were there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "import_file",
        sa.Column("document_id", sa.Text, sa.ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("columns", sa.Text, nullable=False),
    )
    op.create_table(
        "imported_event",
        sa.Column("event_key", sa.Integer, sa.ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("original_id", sa.Text, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("original", sa.LargeBinary, nullable=False),
    )
    op.create_index("imported_event_id", "imported_event", ["dataset", "original_id"], unique=True)
    _let_imports_index_points()


def _let_imports_index_points() -> None:
    """Let an import write its points to the R*Tree all at once: a trigger takes three times as long (SQLite only)."""
    op.create_table("import_writes", sa.Column("now", sa.Integer, primary_key=True))
    op.execute("DROP TRIGGER event_point_added")
    op.execute(
        "CREATE TRIGGER event_point_added AFTER INSERT ON event "
        "WHEN NEW.latitude IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_writes) BEGIN "
        "INSERT INTO event_rtree VALUES (NEW.key, NEW.longitude, NEW.longitude, NEW.latitude, NEW.latitude); END"
    )


def downgrade() -> None:
    """Refuse: a store is never taken back."""
    raise NotImplementedError("restore a copy of the database instead")
