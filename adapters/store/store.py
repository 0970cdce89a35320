"""The `Store` port: everything together, with what looks after it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import update

from adapters.interface import (
    Archive,
    Editions,
    Events,
    Feeds,
    Finding,
    Installations,
    Leadership,
    Notes,
    Presence,
    Repairs,
    Subscriptions,
)
from adapters.store.address import address
from adapters.store.archive import SqlArchive
from adapters.store.checking import check
from adapters.store.database import Database
from adapters.store.editions import SqlEditions
from adapters.store.engines import connect
from adapters.store.events import SqlEvents
from adapters.store.feeds import SqlFeeds
from adapters.store.installations import SqlInstallations
from adapters.store.leadership import leadership_of
from adapters.store.notes import SqlNotes
from adapters.store.presence import presence_of
from adapters.store.pruning import prune
from adapters.store.repairs import SqlRepairs
from adapters.store.rows import Rows
from adapters.store.schema import revisions
from adapters.store.subscriptions import SqlSubscriptions
from adapters.store.upgrading import bring_up_to_date


class SqlStore:
    """A store in a database; see `adapters.interface.Store`."""

    def __init__(self, database: Database) -> None:
        rows = Rows()
        self._database = database
        self.archive: Archive = SqlArchive(database, rows)
        self.subscriptions: Subscriptions = SqlSubscriptions(database, rows)
        self.editions: Editions = SqlEditions(database, rows)
        self.feeds: Feeds = SqlFeeds(database, rows)
        self.repairs: Repairs = SqlRepairs(database, rows)
        self.installations: Installations = SqlInstallations(database, rows)
        self.events: Events = SqlEvents(database)
        self.notes: Notes = SqlNotes(database)
        self.leadership: Leadership = leadership_of(database.address)
        self.presence: Presence = presence_of(database.address)

    async def ping(self) -> None:
        """Return if the store can be read and written."""
        async with self._database.write() as connection:
            await connection.execute(update(revisions).values(last=revisions.c.last))

    async def check(self) -> Sequence[Finding]:
        """Look at everything that is kept and return what is wrong."""
        return await check(self._database)

    async def prune(self, before: datetime) -> int:
        """Forget the articles that appeared before a moment, but those that were told from, and return how many."""
        return await prune(self._database, before)


@asynccontextmanager
async def open_store(url: str) -> AsyncIterator[SqlStore]:
    """Open the store at a URL, making it where it is missing and upgrading it where it is older.

    Args:
        url: ``sqlite:///path/to/file.db`` or ``postgresql://user:password@host/database``.

    Raises:
        StoreError: It cannot be opened; the message says why, and never the password.
    """
    database = connect(address(url))
    try:
        await bring_up_to_date(database)
        store = SqlStore(database)
        try:
            yield store
        finally:
            await store.leadership.resign()
            await store.presence.leave()
    finally:
        await database.close()
