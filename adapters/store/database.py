"""A database as the ports' implementations use it: transactions that read, and transactions that write."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import islice
from typing import TypeVar

from sqlalchemy import Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.store.address import Address
from adapters.store.failures import in_words

T = TypeVar("T")
BATCH = 500
"""How many rows one statement or transaction takes: SQLite allows 32,766 values a statement, PostgreSQL 65,535."""
UPGRADE, ADD, LEAD, SENT = (0x6E657700 + n for n in range(4))
"""What PostgreSQL's advisory locks are for; the second half of their key tells schemas or channels apart."""


class Database:
    """One database for one writer and many readers."""

    def __init__(self, address: Address, *, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self.address = address
        self.postgresql = address.postgresql
        self._writer = writer
        self._reader = reader

    @asynccontextmanager
    async def read(self, what: str = "failed") -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that reads one state of the database.

        Args:
            what: What is said of the store if this raises.

        Raises:
            StoreError: The database failed; the message says why.
        """
        with in_words(self.address.name, what):
            async with self._reader.begin() as connection:
                yield connection

    @asynccontextmanager
    async def write(self, what: str = "failed", *, patient: bool = False) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that is kept whole where the block ends, and not at all where it raises.

        Args:
            what: What is said of the store if this raises.
            patient: Whether it waits as long as an upgrade by another process takes.

        Raises:
            StoreError: The database failed; the message says why.
        """
        with in_words(self.address.name, what):
            writer = self._writer.execution_options(patient=True) if patient else self._writer
            async with writer.begin() as connection:
                yield connection

    async def lock(self, connection: AsyncConnection, purpose: int, what: str | None = None) -> None:
        """Wait until no other transaction holds this lock, and hold it to the end of this one.

        On SQLite there is nothing to do: a transaction that writes is alone from its beginning.
        """
        if self.postgresql:
            about = func.current_schema() if what is None else what
            await connection.execute(select(func.pg_advisory_xact_lock(purpose, func.hashtext(about))))

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """Return an insert that can say what happens on a conflict."""
        return postgresql.insert(table) if self.postgresql else sqlite.insert(table)

    async def close(self) -> None:
        """Close all connections."""
        await self._reader.dispose()
        await self._writer.dispose()


def batched(values: Iterable[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Yield the values in lists of at most `size`."""
    left = iter(values)
    while batch := list(islice(left, size)):
        yield batch
