"""Documents, mentions, events, edits and the user's places."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    _create_documents()
    _create_events()
    _create_edits()
    _create_user_places()
    _create_point_index()


def _create_documents() -> None:
    op.create_table(
        "document",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("date", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("theatre", sa.Text, nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("original", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "mention",
        sa.Column("key", sa.Integer, primary_key=True),
        _document_reference(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("place_id", sa.Text, nullable=False),
        sa.Column("actor_id", sa.Text, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
    )
    op.create_index("mention_document", "mention", ["document_id", "start"])
    op.create_index("mention_place", "mention", ["place_id"])
    op.create_index("mention_actor", "mention", ["actor_id"])


def _create_events() -> None:
    op.create_table(
        "event",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Text, nullable=False, unique=True),
        sa.Column("year", sa.Integer),
        sa.Column("date_start", sa.Text),
        sa.Column("date_end", sa.Text),
        sa.Column("date_prec", sa.Integer),
        sa.Column("time_precision", sa.Integer),
        sa.Column("disorder_type", sa.Text, nullable=False),
        sa.Column("event_type", sa.Text, nullable=False),
        sa.Column("sub_event_type", sa.Text, nullable=False),
        sa.Column("actor1", sa.Text, nullable=False),
        sa.Column("actor1_id", sa.Text, nullable=False),
        sa.Column("inter1", sa.Integer),
        sa.Column("actor2", sa.Text, nullable=False),
        sa.Column("actor2_id", sa.Text, nullable=False),
        sa.Column("inter2", sa.Integer),
        sa.Column("assoc_actors", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("place_id", sa.Text, nullable=False),
        sa.Column("admin1", sa.Text, nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("iso", sa.Integer),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("where_prec", sa.Integer),
        sa.Column("geo_precision", sa.Integer),
        sa.Column("radius_km", sa.Float),
        sa.Column("fatalities_low", sa.Integer),
        sa.Column("fatalities_best", sa.Integer),
        sa.Column("fatalities_high", sa.Integer),
        sa.Column("injured", sa.Integer),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("source_title", sa.Text, nullable=False),
        sa.Column("source_url", sa.Text, nullable=False),
        sa.Column("source_date", sa.Text),
        sa.Column("sources", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("quote_start", sa.Integer),
        sa.Column("quote_end", sa.Integer),
        _document_reference(),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("extracted_type", sa.Text, nullable=False),
    )
    op.create_index("event_date", "event", ["date_start", "event_id", "status"])
    op.create_index("event_year", "event", ["year", "status"])
    op.create_index("event_type", "event", ["event_type", "status"])
    op.create_index("event_sub_type", "event", ["sub_event_type"])
    op.create_index("event_country", "event", ["country", "status"])
    op.create_index("event_document", "event", ["document_id"])
    op.create_index("event_place", "event", ["place_id"])
    op.create_table(
        "event_feature",
        sa.Column("event_key", sa.Integer, sa.ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("feature", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "event_actor",
        sa.Column("event_key", sa.Integer, sa.ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("actor_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("inter", sa.Integer, nullable=False),
    )
    op.create_index("event_actor_id", "event_actor", ["actor_id", "event_key"])
    op.create_index("event_actor_name", "event_actor", ["name", "event_key"])


def _create_edits() -> None:
    op.create_table(
        "edit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Text, nullable=False),
        _document_reference(),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
    )
    op.create_index("edit_event", "edit", ["event_id", "id"])
    op.create_index("edit_document", "edit", ["document_id"])
    counter = op.create_table(
        "change_counter",
        sa.Column("store_id", sa.Text, primary_key=True),
        sa.Column("changes", sa.Integer, nullable=False),
    )
    op.bulk_insert(counter, [{"store_id": uuid.uuid4().hex, "changes": 0}])


def _create_point_index() -> None:
    """Make the R*Tree and the triggers that keep it (SQLite only)."""
    op.execute("CREATE VIRTUAL TABLE event_rtree USING rtree(id, west, east, south, north)")
    op.execute(
        "CREATE TRIGGER event_point_added AFTER INSERT ON event WHEN NEW.latitude IS NOT NULL BEGIN "
        "INSERT INTO event_rtree VALUES (NEW.key, NEW.longitude, NEW.longitude, NEW.latitude, NEW.latitude); END"
    )
    op.execute(
        "CREATE TRIGGER event_point_removed AFTER DELETE ON event BEGIN "
        "DELETE FROM event_rtree WHERE id = OLD.key; END"
    )
    op.execute(
        "CREATE TRIGGER event_point_moved AFTER UPDATE OF longitude, latitude ON event BEGIN "
        "DELETE FROM event_rtree WHERE id = OLD.key; "
        "INSERT INTO event_rtree SELECT NEW.key, NEW.longitude, NEW.longitude, NEW.latitude, NEW.latitude "
        "WHERE NEW.latitude IS NOT NULL; END"
    )


def _document_reference() -> sa.Column[str]:
    return sa.Column("document_id", sa.Text, sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False)


def _create_user_places() -> None:
    op.create_table(
        "user_place",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("lon", sa.Float, nullable=False),
        sa.Column("lat", sa.Float, nullable=False),
        sa.Column("feature_class", sa.String(1), nullable=False),
        sa.Column("feature_code", sa.String(10), nullable=False),
        sa.Column("radius_km", sa.Float, nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("admin1", sa.String(200), nullable=False),
        sa.Column("population", sa.Integer, nullable=False),
        sa.Column("note", sa.String(2000), nullable=False),
    )
    op.create_table(
        "user_place_name",
        sa.Column("place_id", sa.String(120), sa.ForeignKey("user_place.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
    )
    op.create_table("user_place_generation", sa.Column("generation", sa.Integer, primary_key=True))


def downgrade() -> None:
    """Refuse: the first tables hold all there is."""
    raise NotImplementedError("there is nothing before the first tables; delete the file instead")
