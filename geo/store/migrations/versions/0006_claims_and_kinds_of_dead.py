"""Of whom the dead were, who claims an event and who denies it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, empty, to the events and to their features."""
    for name in ("fatalities_civilians", "fatalities_military"):
        op.add_column("event", sa.Column(name, sa.Integer))
    for name in ("claimed_by", "denied_by"):
        op.add_column("event", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.execute(
        "UPDATE event_feature SET feature = CAST(json_set(CAST(feature AS TEXT), "
        "'$.properties.fatalities_civilians', NULL, '$.properties.fatalities_military', NULL, "
        "'$.properties.claimed_by', '', '$.properties.denied_by', '') AS BLOB)"
    )


def downgrade() -> None:
    """Refuse: a store is never taken back."""
    raise NotImplementedError("restore a copy of the database instead")
