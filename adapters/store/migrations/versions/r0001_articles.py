"""Articles, their stories, their words and the channels' listings: what Newsdesk made before it counted revisions."""

import sqlalchemy as sa
from alembic import op

from adapters.store.columns import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FTS5 = "CREATE VIRTUAL TABLE article_words USING fts5(headline, body, tokenize='porter unicode61')"
_GIN = (
    "CREATE TABLE article_words (number BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_article_words ON article_words USING gin (words)",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "articles",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("story", sa.String, index=True),
        sa.Column("at", Moment, nullable=False, index=True),
        sa.Column("read_at", Moment, nullable=False, index=True),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "listings",
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("story", sa.String, nullable=False),
    )
    for statement in (_FTS5,) if op.get_bind().dialect.name == "sqlite" else _GIN:
        op.execute(statement)
