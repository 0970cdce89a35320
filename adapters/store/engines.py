"""How a database is opened: SQLite for one writer and many readers, PostgreSQL as it comes."""

import asyncio
import sqlite3
from functools import partial
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import await_only

from adapters.errors import StoreError
from adapters.store.address import Address
from adapters.store.database import Database

_READERS = 4
_BUSY = 5_000  # milliseconds to wait for another process
_AGAIN = 20  # milliseconds between attempts where SQLite itself does not wait
_UPGRADE = 600_000  # the same while that upgrades a large store
# What costs no query: SQL values are left out of errors, which end up in logs.
_QUIET = {"hide_parameters": True}
# A server that is gone without a word is noticed within about ten seconds.
KEEPALIVE = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def connect(address: Address) -> Database:
    """Return the database at an address; nothing is opened before it is used.

    Raises:
        StoreError: The folder of the file cannot be made, or PostgreSQL's driver is not installed.
    """
    if address.postgresql:
        return _postgresql(address)
    if address.path is None:
        alone = _sqlite(address, begin="BEGIN IMMEDIATE", connections=1)
        return Database(address, writer=alone, reader=alone)
    try:
        address.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        folder = address.path.parent
        raise StoreError(f"the folder of the store, {folder}, cannot be made: {error.strerror}") from error
    writer = _sqlite(address, begin="BEGIN IMMEDIATE", connections=1)
    reader = _sqlite(address, begin="BEGIN", connections=_READERS, only_reads=True)
    return Database(address, writer=writer, reader=reader)


def postgresql_engine(address: Address, settings: str = "", **options: Any) -> AsyncEngine:
    """Return an engine on a PostgreSQL server.

    Args:
        address: Where it is.
        settings: Of the server, for these connections, as its command line has them.
        options: Those of `create_async_engine`.

    Raises:
        StoreError: The driver is not installed.
    """
    query = address.url.query.get("options", "")
    said = " ".join([query] if isinstance(query, str) else query)
    arguments = {**KEEPALIVE, "application_name": "newsdesk", "options": f"{said} -c timezone=UTC {settings}".strip()}
    given = {name: value for name, value in arguments.items() if name == "options" or name not in address.url.query}
    try:
        return create_async_engine(address.url, connect_args=given, **_QUIET, **options)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"the store {address.name} needs a library that is not there: pip install 'newsdesk[postgres]'"
        ) from error


def _postgresql(address: Address) -> Database:
    writer = postgresql_engine(address, pool_pre_ping=True)
    # One snapshot for all queries of a transaction, as on SQLite.
    snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    reader = postgresql_engine(address, pool_pre_ping=True, execution_options=snapshot)
    return Database(address, writer=writer, reader=reader)


def _sqlite(address: Address, *, begin: str, connections: int, only_reads: bool = False) -> AsyncEngine:
    """Return an engine that begins its transactions so.

    Those that read before they write must take the lock first: begun plainly they fail with "database is locked" as
    soon as two overlap.
    """
    engine = create_async_engine(
        address.url, poolclass=AsyncAdaptedQueuePool, pool_size=connections, max_overflow=0, **_QUIET
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        # A text that is no UTF-8 any more is one damaged row, and no reason to fail the query.
        connection.driver_connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
        try:
            connection.cursor().execute(f"PRAGMA busy_timeout = {_BUSY}")
            _keep_log(connection)
            for statement in _pragmas(only_reads=only_reads):
                connection.cursor().execute(statement)
        except sqlite3.Error:
            connection.close()  # nobody else does, and its thread would go on
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        patient = connection.get_execution_options().get("patient")
        if patient:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {_UPGRADE}")
        connection.exec_driver_sql(begin)
        if patient:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {_BUSY}")

    return engine


def _keep_log(connection: Any) -> None:
    """Have the file keep a write-ahead log.

    Where two open a new file at once SQLite fails at this without waiting, for waiting might never end (see
    https://sqlite.org/c3ref/busy_handler.html), so it is tried for as long as any other statement would wait.
    """
    for tries_left in reversed(range(_BUSY // _AGAIN)):
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if not tries_left:
                raise
            await_only(asyncio.sleep(_AGAIN / 1_000))
        else:
            return


def _pragmas(*, only_reads: bool) -> list[str]:
    """Return what each connection is told.

    Each commit reaches the disk before it is believed (synchronous = FULL): a receipt, or the word that a message is
    about to be sent, that a power cut took back could have it posted twice.
    """
    return [
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        *(["PRAGMA query_only = ON"] if only_reads else []),
    ]
