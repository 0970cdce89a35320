"""What polling needs: how each feed is read and how it is, and the entries that were read."""

import sqlalchemy as sa
from alembic import op

from adapters.store.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and make the table."""
    for column in (
        sa.Column("full_text", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("failing_since", Moment),
        sa.Column("notified", sa.String),
        sa.Column("owner", sa.String),
        sa.Column("moved_from", sa.String),
        sa.Column("interval", sa.Float),
        sa.Column("gap", sa.Float),
        sa.Column("read", sa.Integer, nullable=False, server_default="0"),
        sa.Column("stubs", sa.Integer, nullable=False, server_default="0"),
    ):
        op.add_column("feeds", column)
    op.create_index("ix_feeds_next_poll", "feeds", ["next_poll"])
    op.create_table(
        "entries",
        sa.Column("identity", sa.String, primary_key=True),
        sa.Column("article", sa.String),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("feed", sa.String, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
    )
    op.create_index("ix_entries_seen_at", "entries", ["seen_at"])
