"""Everything that the running service keeps, and each article's revision and outlet."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from adapters.store.columns import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_BATCH = 500
_WAITING = {"sqlite": "active IS 1 AND paused IS NULL", "postgresql": "active IS true AND paused IS NULL"}


def upgrade() -> None:
    """Make the tables, and fill the articles' new columns from what is there."""
    _articles()
    _subscriptions()
    _follows()
    _feeds()
    _repairs()
    _editions()
    _deliveries()


def _articles() -> None:
    op.add_column("articles", sa.Column("revision", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("articles", sa.Column("outlet", sa.String))
    last = op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    _fill(last)
    op.create_index("ix_articles_revision", "articles", ["revision"])
    op.drop_index("ix_articles_read_at", "articles")
    op.create_index("ix_articles_read_at_revision", "articles", ["read_at", "revision"])
    op.create_index("ix_articles_outlet_at", "articles", ["outlet", "at"])
    op.drop_index("ix_articles_story", "articles")
    op.create_index("ix_articles_story_revision", "articles", ["story", "revision"])


def _fill(last: sa.Table) -> None:
    """Count articles by the order in which they came, and read their outlets."""
    connection = op.get_bind()
    filled = sa.text("UPDATE articles SET revision = :number, outlet = :outlet WHERE number = :number")
    for batch in _batches(connection):
        connection.execute(filled, [{"number": number, "outlet": _outlet(body)} for number, body in batch])
    newest = connection.scalar(sa.text("SELECT max(number) FROM articles"))
    connection.execute(sa.insert(last).values(id=1, last=newest or 0))


def _batches(connection: sa.Connection) -> Iterator[Any]:
    after = 0
    found = sa.text("SELECT number, body FROM articles WHERE number > :after ORDER BY number LIMIT :limit")
    while batch := connection.execute(found, {"after": after, "limit": _BATCH}).all():
        yield batch
        after = batch[-1].number


def _outlet(body: str) -> str | None:
    """Return the outlet of an article, None if it has none or is damaged."""
    try:
        outlet = json.loads(body)["outlet"]
    except (ValueError, KeyError, TypeError):
        return None
    return outlet if isinstance(outlet, str) else None


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("scheduled_to", Moment, nullable=False),
        sa.Column("next_at", Moment),
        sa.Column("mark", sa.BigInteger, nullable=False),
        sa.Column("told_at", Moment),
        sa.Column("paused", sa.Text),
        sa.Column("paused_platform", sa.Boolean, nullable=False),
    )
    waiting = sa.text(_WAITING[op.get_bind().dialect.name])
    op.create_index(
        "ix_subscriptions_waiting", "subscriptions", ["next_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_table(
        "filters",
        sa.Column("channel", sa.String, sa.ForeignKey("subscriptions.channel"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("until", Moment),
        sa.Column("asked_by", sa.String, nullable=False),
    )


def _follows() -> None:
    op.create_table(
        "follows",
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("story", sa.String, primary_key=True),
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("thread", sa.String),
        sa.Column("told_at", Moment),
        sa.Column("mark", sa.BigInteger, nullable=False),
    )


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("outlet", sa.String),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("next_poll", Moment),
        sa.Column("last_success", Moment),
        sa.Column("last_change", Moment),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
    )


def _repairs() -> None:
    op.create_table(
        "repairs",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("story", sa.String, nullable=False),
        sa.Column("other", sa.String, nullable=False),
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("undone_at", Moment),
        sqlite_autoincrement=True,
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("slot", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("deadline", Moment, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("try_at", Moment),
        sa.Column("holder", sa.String),
        sa.Column("lease", sa.String),
        sa.Column("lease_until", Moment),
        sa.Column("mark", sa.BigInteger),
        sa.Column("window", sa.Text),
        sa.Column("thread", sa.String),
        sa.Column("story", sa.String),
        sa.Column("error", sa.Text),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("finished_at", Moment),
        sa.UniqueConstraint("channel", "day", "slot"),
        sqlite_autoincrement=True,
    )
    is_open = sa.text("finished_at IS NULL")
    for name, first in (("ix_editions_open", "platform"), ("ix_editions_open_channel", "channel")):
        op.create_index(name, "editions", [first, "due_at", "id"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_index("ix_editions_channel_due_at", "editions", ["channel", "due_at"])
    untold = sa.text("state IN ('folded', 'failed')")
    op.create_index(
        "ix_editions_untold", "editions", ["channel", "due_at"], sqlite_where=untold, postgresql_where=untold
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("edition", _NUMBER, sa.ForeignKey("editions.id"), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("message", sa.String),
        sa.Column("sent_at", Moment),
    )
    op.create_table(
        "shown",
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("story", sa.String, primary_key=True),
        sa.Column("articles", sa.Text, nullable=False),
        sa.Column("edition", _NUMBER, sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_table("told", sa.Column("article", sa.String, primary_key=True))
