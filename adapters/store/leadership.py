"""The `Leadership` port: a lock that the operating system or the server frees as soon as its holder is gone."""

import asyncio
import fcntl
import logging
import os
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import NullPool

from adapters.errors import StoreError
from adapters.interface import Leadership
from adapters.store.address import Address
from adapters.store.database import LEAD
from adapters.store.engines import postgresql_engine
from adapters.store.failures import in_words

log = logging.getLogger(__name__)
_ANSWERS = 5.0  # seconds in which the server says that the connection that leads is alive
# The server's end of the connection: it notices within about ten seconds that a leader is gone without a word.
_NOTICE = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"


class AlwaysLeads:
    """Leadership of a store in memory: no other process sees it."""

    async def held(self) -> bool:
        """Return True."""
        return True

    async def resign(self) -> None:
        """Do nothing."""


class FileLeadership:
    """Leadership among the processes of one machine: a lock on a file beside the database.

    The file stays when nobody leads: whoever removed it could take another's lock away.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    async def held(self) -> bool:
        """Return whether this process leads, becoming the leader where there is none."""
        if self._descriptor is not None and self._in_place(self._descriptor):
            return True
        await self.resign()
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(f"the file {self._path}, by which one process leads: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # another process leads
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    async def resign(self) -> None:
        """Stop leading, so that another process can at once."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _in_place(self, descriptor: int) -> bool:
        """Return whether the locked file is the one that others would lock, for somebody may have removed it."""
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except OSError:
            return False


class AdvisoryLeadership:
    """Leadership among all processes on a PostgreSQL database: a lock of a connection that is used for nothing else."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._engine: AsyncEngine | None = None
        self._connection: AsyncConnection | None = None

    async def held(self) -> bool:
        """Return whether this process leads; where its connection is gone it does not, and tries again."""
        if self._connection is not None:
            if await self._alive(self._connection):
                return True
            log.warning("the connection that leads is gone", extra={"action": "leadership_lost"})
            await self._drop()
        return await self._try()

    async def resign(self) -> None:
        """Stop leading, so that another process can at once."""
        await self._drop()

    async def _try(self) -> bool:
        if self._engine is None:
            self._engine = postgresql_engine(self._address, _NOTICE, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with in_words(self._address.name):
            connection = await self._engine.connect()
            lock = select(func.pg_try_advisory_lock(LEAD, func.hashtext(func.current_schema())))
            if await connection.scalar(lock):
                self._connection = connection
                return True
            await connection.close()
            return False

    async def _alive(self, connection: AsyncConnection) -> bool:
        try:
            async with asyncio.timeout(_ANSWERS):
                return await connection.scalar(text("SELECT true")) is True
        except (DBAPIError, TimeoutError):
            return False

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()  # closes it, and the server frees the lock
            await connection.close()


def leadership_of(address: Address) -> Leadership:
    """Return the leadership that suits a store."""
    if address.postgresql:
        return AdvisoryLeadership(address)
    if address.path is None:
        return AlwaysLeads()
    return FileLeadership(address.path.with_name(address.path.name + ".lead"))
