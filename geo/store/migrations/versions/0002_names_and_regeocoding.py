"""An index on the names in texts, and the runs that geocode documents again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geo.store.name_index import fill_index

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and index what is stored already."""
    op.add_column("document", sa.Column("read_at", sa.Text, nullable=False, server_default=""))
    op.add_column("mention", sa.Column("name_key", sa.Text, nullable=False, server_default=""))
    op.add_column("mention", sa.Column("sound", sa.Text, nullable=False, server_default=""))
    _create_text_index()
    _create_runs()
    fill_index(op.get_bind())
    _create_mention_indexes()
    op.create_table(
        "dismissed_name",
        sa.Column("name_key", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
    )


def _create_text_index() -> None:
    """Make the full-text index and the trigger that empties it (SQLite only)."""
    op.execute(
        "CREATE VIRTUAL TABLE document_words "
        "USING fts5(folded, sounds, tokenize = 'unicode61 remove_diacritics 0', columnsize = 0)"
    )
    op.execute("CREATE VIRTUAL TABLE document_word USING fts5vocab(document_words, row)")
    op.execute(
        "CREATE TRIGGER document_words_removed AFTER DELETE ON document BEGIN "
        "DELETE FROM document_words WHERE rowid = OLD.key; END"
    )


def _create_mention_indexes() -> None:
    op.create_index("mention_name", "mention", ["name_key", "document_id"], sqlite_where=sa.text("name_key <> ''"))
    op.create_index("mention_sound", "mention", ["sound", "document_id"], sqlite_where=sa.text("sound <> ''"))
    op.create_index(
        "mention_unknown",
        "mention",
        ["name_key", "document_id", "kind", "role", "place_id"],  # all that the condition asks for: the index suffices
        sqlite_where=sa.text("kind = 'place' AND role = 'location' AND place_id = ''"),
    )


def _create_runs() -> None:
    op.create_table(
        "regeocoding_run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("marks", sa.Text, nullable=False),
        sa.Column("decided_at", sa.Text),
        sa.Column("decided_by", sa.Text, nullable=False),
    )
    op.create_table(
        "regeocoding_document",
        sa.Column("run_id", sa.Integer, sa.ForeignKey("regeocoding_run.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("document_id", sa.Text, sa.ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("before", sa.LargeBinary),
        sa.Column("after", sa.LargeBinary),
        sa.Column("differences", sa.LargeBinary),
        sa.Column("listed", sa.Integer, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
    )
    op.create_index("regeocoding_document_state", "regeocoding_document", ["run_id", "state"])
    op.create_index("regeocoding_document_id", "regeocoding_document", ["document_id"])
    op.create_table(
        "regeocoding_mark",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Refuse: a store is never taken back."""
    raise NotImplementedError("restore a copy of the database instead")
