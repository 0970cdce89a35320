"""What platforms need: installations in workspaces and those under way, notes, events that were told."""

import sqlalchemy as sa
from alembic import op

from adapters.store.columns import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "installations",
        sa.Column("workspace", sa.String, primary_key=True),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("installed_at", Moment, nullable=False),
    )
    op.create_table(
        "states",
        sa.Column("state", sa.String, primary_key=True),
        sa.Column("until", Moment, nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("event", sa.String, primary_key=True),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_index("ix_events_at", "events", ["at"])
