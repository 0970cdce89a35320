"""The tables, and how a SQLite database is opened for one writer and many readers."""

from typing import Any

from sqlalchemy import DDL, Column, Integer, MetaData, String, Table, Text, event
from sqlalchemy.ext.asyncio import AsyncEngine

metadata = MetaData()

articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("story", String, index=True),
    # UTC, ISO 8601 with a fixed width, so that it sorts as text: when published, or read where that is unknown.
    Column("at", String, nullable=False, index=True),
    Column("read_at", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
    sqlite_autoincrement=True,
)

listings = Table(
    "listings",
    metadata,
    Column("channel", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("story", String, nullable=False),
)

# The words of an article for full-text search; rowid is the article's number.
event.listen(
    metadata,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE VIRTUAL TABLE IF NOT EXISTS article_words USING fts5(headline, body, tokenize='porter unicode61')"
    ),
)


def prepare(engine: AsyncEngine) -> None:
    """Set each connection up: a write-ahead log, and transactions that take the write lock before they read.

    Read-then-write transactions that begin without the lock fail with "database is locked" as soon as two overlap.
    """

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 5000")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
