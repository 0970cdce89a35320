"""The `Feeds` port: the feeds and their health."""

from sqlalchemy import RowMapping, delete, select

from adapters.interface import Feed
from adapters.store.database import Database
from adapters.store.rows import Rows
from adapters.store.schema import feeds


class SqlFeeds:
    """The feeds; see `adapters.interface.Feeds` for what each method promises."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows

    async def all(self) -> list[Feed]:
        """Return the feeds by title."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(feeds))).mappings().all()
        read = [self._rows.read("feeds", row["url"], feed_of, row) for row in rows]
        return sorted((feed for feed in read if feed), key=lambda feed: (feed.title.casefold(), feed.url))

    async def put(self, feed: Feed) -> None:
        """Keep a feed, replacing the one of the same address."""
        row = feed.model_dump()
        kept = self._database.insert(feeds).values(row).on_conflict_do_update(index_elements=["url"], set_=row)
        async with self._database.write() as connection:
            await connection.execute(kept)

    async def remove(self, url: str) -> bool:
        """Forget a feed; False if there was none of that address."""
        async with self._database.write() as connection:
            return (await connection.execute(delete(feeds).where(feeds.c.url == url))).rowcount > 0


def feed_of(row: RowMapping) -> Feed:
    """Return the feed of a row.

    Raises:
        ValueError: The row is damaged.
    """
    return Feed.model_validate(dict(row))
