"""The `Feeds` port: the feeds, their health, and the entries that were read."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.interface import Feed, KnownEntry
from adapters.store.database import Database, batched
from adapters.store.rows import Rows
from adapters.store.schema import entries, feeds

_SEEN = timedelta(days=1)
"""How exactly it is known when an entry was seen last: most polls list what the one before did, and write nothing."""
_active = feeds.c.paused.is_(False)


class SqlFeeds:
    """The feeds; see `adapters.interface.Feeds` for what each method promises."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows

    async def all(self) -> list[Feed]:
        """Return the feeds by title."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(feeds))).mappings().all()
        read = [self._feed(row) for row in rows]
        return sorted((feed for feed in read if feed), key=lambda feed: (feed.title.casefold(), feed.url))

    async def get(self, url: str) -> Feed | None:
        """Return the feed of an address."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(feeds).where(feeds.c.url == url))).mappings().one_or_none()
        return self._feed(row) if row else None

    async def put(self, feed: Feed) -> None:
        """Keep a feed, replacing the one of the same address."""
        async with self._database.write() as connection:
            await self._put(connection, feed)

    async def change(self, url: str, change: Callable[[Feed], Feed]) -> Feed | None:
        """Change a feed in one transaction, its address too; `change` is handed the feed as it is by then."""
        own = select(feeds).where(feeds.c.url == url).with_for_update()
        async with self._database.write() as connection:
            row = (await connection.execute(own)).mappings().one_or_none()
            feed = self._feed(row) if row else None
            if feed is None:
                return None
            changed = change(feed)
            if changed.url != url:
                await connection.execute(delete(feeds).where(feeds.c.url == url))
            await self._put(connection, changed)
        return changed

    async def remove(self, url: str) -> bool:
        """Forget a feed; False if there was none of that address."""
        async with self._database.write() as connection:
            return (await connection.execute(delete(feeds).where(feeds.c.url == url))).rowcount > 0

    async def due(self, now: datetime, limit: int) -> list[Feed]:
        """Return feeds that are to be polled, those first that have waited longest; new ones before all.

        Damaged ones take no other's place: they would be due for good.
        """
        due = select(feeds).where(_active, or_(feeds.c.next_poll.is_(None), feeds.c.next_poll <= now))
        longest = due.order_by(feeds.c.next_poll.is_not(None), feeds.c.next_poll, feeds.c.url)
        found: list[Feed] = []
        async with self._database.read() as connection, connection.stream(longest) as rows:
            async for row in rows.mappings():
                if len(found) == limit:
                    break
                if feed := self._feed(row):
                    found.append(feed)
        return found

    async def next_due(self) -> datetime | None:
        """Return when the next poll is due."""
        upcoming = select(func.coalesce(feeds.c.next_poll, feeds.c.added_at).label("at")).where(_active).subquery()
        async with self._database.read() as connection:
            at: datetime | None = await connection.scalar(select(func.min(upcoming.c.at)))
        return at

    async def known(self, identities: Collection[str]) -> dict[str, KnownEntry]:
        """Return what is known of entries."""
        rows: list[RowMapping] = []
        async with self._database.read() as connection:
            for batch in batched(identities):
                rows += (await connection.execute(select(entries).where(entries.c.identity.in_(batch)))).mappings()
        read = {row["identity"]: self._rows.read("entries", row["identity"], entry_of, row) for row in rows}
        return {identity: entry for identity, entry in read.items() if entry}

    async def learn(self, known: Mapping[str, KnownEntry], now: datetime) -> None:
        """Keep that entries were seen; what is known already and was seen within a day is not written again."""
        rows = [
            {"identity": identity, "seen_at": now, **entry.model_dump()} for identity, entry in sorted(known.items())
        ]
        async with self._database.write() as connection:
            for batch in batched(rows):
                kept = self._database.insert(entries).values(batch)
                said = kept.excluded
                news = or_(
                    entries.c.fingerprint != said.fingerprint,
                    entries.c.feed != said.feed,
                    entries.c.article.is_distinct_from(said.article),
                    entries.c.seen_at < now - _SEEN,
                )
                fresh = {name: said[name] for name in ("article", "fingerprint", "feed", "seen_at")}
                await connection.execute(
                    kept.on_conflict_do_update(index_elements=["identity"], set_=fresh, where=news)
                )

    async def forget(self, before: datetime) -> int:
        """Forget entries that were last seen before a moment, none that was seen since.

        When an entry was seen last may be written up to `_SEEN` too early, so each is kept that much longer.
        """
        async with self._database.write() as connection:
            return (await connection.execute(delete(entries).where(entries.c.seen_at < before - _SEEN))).rowcount

    async def _put(self, connection: AsyncConnection, feed: Feed) -> None:
        row = feed.model_dump()
        kept = self._database.insert(feeds).values(row).on_conflict_do_update(index_elements=["url"], set_=row)
        await connection.execute(kept)

    def _feed(self, row: RowMapping) -> Feed | None:
        return self._rows.read("feeds", row["url"], feed_of, row)


def feed_of(row: RowMapping) -> Feed:
    """Return the feed of a row.

    Raises:
        ValueError: The row is damaged.
    """
    return Feed.model_validate(dict(row))


def entry_of(row: RowMapping) -> KnownEntry:
    """Return what is known of the entry of a row.

    Raises:
        ValueError: The row is damaged.
    """
    return KnownEntry.model_validate({name: row[name] for name in KnownEntry.model_fields})
