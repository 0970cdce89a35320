"""Looks at a store without making, upgrading or writing it."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from adapters.interface.inspection import Inspection
from adapters.store.address import Address, address
from adapters.store.engines import postgresql_engine
from adapters.store.failures import in_words
from adapters.store.upgrading import HEAD, revision_of

_SQLITE = f"SQLite {sqlite3.sqlite_version}"


async def inspect_store(url: str) -> Inspection:
    """Return what can be known of the store at a URL.

    Raises:
        StoreError: The URL is none, or what is there cannot be read or is no store; the message says why.
    """
    named = address(url)
    if named.postgresql:
        return await _looked_at(named, postgresql_engine(named, poolclass=NullPool))
    if named.path is None:
        return Inspection(name=named.name, engine=_SQLITE, revision=HEAD, current=HEAD)
    if not named.path.exists():
        return Inspection(name=named.name, engine=_SQLITE, path=named.path, current=HEAD)
    return await _looked_at(named, _read_only(named.path))


def _read_only(path: Path) -> AsyncEngine:
    """Return an engine that leaves the file and its folder as they are.

    A database that no process has open has no log beside it, and reading it would make one, unless it is taken for
    one that never changes.
    """
    log = path.with_name(f"{path.name}-wal")
    mode = {"mode": "ro"} if log.exists() else {"immutable": "1"}
    url = URL.create("sqlite+aiosqlite", database=f"file:{quote(str(path))}", query={**mode, "uri": "true"})
    return create_async_engine(url, poolclass=NullPool)


async def _looked_at(named: Address, engine: AsyncEngine) -> Inspection:
    try:
        with in_words(named.name, "cannot be opened"):
            async with engine.connect() as connection:
                return await connection.run_sync(_facts, named)
    finally:
        await engine.dispose()


def _facts(connection: Connection, named: Address) -> Inspection:
    revision = revision_of(connection, named.name)
    seen = Inspection(name=named.name, engine=_SQLITE, path=named.path, revision=revision, current=HEAD)
    if not named.postgresql:
        return seen
    version = connection.scalar(text("SHOW server_version"))
    clock = connection.scalar(text("SELECT clock_timestamp()"))
    return seen.model_copy(update={"engine": f"PostgreSQL {version}", "clock": clock})
