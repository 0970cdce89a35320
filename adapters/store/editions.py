"""The `Editions` port: at most one digest is ever delivered for each slot of a channel."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, RowMapping, func, select, update

from adapters.interface import Delivery, Edition, Ending, Message, Plan
from adapters.store import sending
from adapters.store.claiming import Claims
from adapters.store.database import Database
from adapters.store.parts import edition_of
from adapters.store.planning import announce, schedule
from adapters.store.receipts import LET_GO, Receipts
from adapters.store.rows import Rows
from adapters.store.schema import editions, is_open, shown
from digests.model.digest import Window


class SqlEditions:
    """The editions; see `adapters.interface.Editions` for what each method promises."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows
        self._claims = Claims(database, rows)
        self._receipts = Receipts(database)

    async def schedule(self, plans: Sequence[Plan], now: datetime) -> int:
        """Make slots editions, once each, and return how many editions are newly due."""
        return await schedule(self._database, plans, now)

    async def announce(self, message: Message, now: datetime) -> bool:
        """Keep a message as a frozen edition."""
        return await announce(self._database, message, now)

    async def claim(self, platform: str, holder: str, *, now: datetime, lease: timedelta, limit: int) -> list[Edition]:
        """Take open editions of a platform under a lease, longest due first."""
        return await self._claims.claim(platform, holder, now=now, lease=lease, limit=limit)

    async def freeze(
        self, edition: Edition, *, mark: int, window: Window, deliveries: Sequence[Delivery], now: datetime
    ) -> Edition:
        """Keep what the edition is to say, and return it so."""
        del now
        async with self._database.write() as connection:
            return await sending.freeze(connection, edition, mark=mark, window=window, parts=deliveries)

    async def sending(self, edition: Edition, number: int, *, now: datetime, lease: timedelta) -> None:
        """Keep that the platform is about to be called with a part."""
        async with self._database.write() as connection:
            await sending.sending(connection, edition, number, now=now, lease=lease)

    async def sent(self, edition: Edition, number: int, message: str, *, now: datetime) -> None:
        """Keep the receipt of a part, and what follows from it."""
        async with self._database.write() as connection:
            await self._receipts.keep(connection, edition, number, message, now)

    async def not_sent(self, edition: Edition, number: int, *, now: datetime) -> None:
        """Keep that the platform certainly has not taken a part."""
        del now
        async with self._database.write() as connection:
            await sending.not_sent(connection, edition, number)

    async def postpone(self, edition: Edition, until: datetime, reason: str, *, now: datetime) -> None:
        """Let go of an edition until a moment, and count the attempt."""
        del now
        async with self._database.write() as connection:
            await sending.postpone(connection, edition, until, reason)

    async def end(self, edition: Edition, state: Ending, reason: str, *, now: datetime) -> None:
        """End an edition that is not delivered."""
        async with self._database.write() as connection:
            await sending.end(connection, edition, state, reason, now=now)

    async def release(self, holder: str, now: datetime) -> int:
        """Let go of everything that a process holds."""
        del now
        held = update(editions).where(is_open, editions.c.holder == holder)
        async with self._database.write() as connection:
            return (await connection.execute(held.values(LET_GO))).rowcount

    async def latest(self, channel: str) -> Edition | None:
        """Return the channel's newest digest by slot that has ended, without its deliveries."""
        newest = select(editions).where(_digests(channel)).order_by(editions.c.due_at.desc(), editions.c.id.desc())
        async with self._database.read() as connection:
            row = (await connection.execute(newest.limit(1))).mappings().first()
        return None if row is None else self._edition(row)

    async def missed(self, channel: str) -> list[Edition]:
        """Return the channel's folded and failed digests since its last delivered or quiet one, oldest first."""
        told = editions.c.state.in_(("delivered", "quiet"))
        last = select(func.max(editions.c.due_at)).where(_digests(channel), told)
        async with self._database.read() as connection:
            since = await connection.scalar(last)
            later = editions.c.due_at > since if since else ~told
            found = select(editions).where(_digests(channel), ~told, later).order_by(editions.c.due_at, editions.c.id)
            rows = (await connection.execute(found)).mappings().all()
        return [edition for row in rows if (edition := self._edition(row))]

    async def open_count(self, platform: str | None = None) -> int:
        """Return how many editions are open."""
        counted = select(func.count()).select_from(editions).where(is_open)
        if platform is not None:
            counted = counted.where(editions.c.platform == platform)
        async with self._database.read() as connection:
            return await connection.scalar(counted) or 0

    async def shown(self, channel: str) -> dict[str, frozenset[str]]:
        """Return the stories that a channel was shown, each with the ids of the articles it was told from."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(shown).where(shown.c.channel == channel))).mappings().all()
        read = {row["story"]: self._rows.read("shown", f"{channel} {row['story']}", articles_of, row) for row in rows}
        return {story: articles for story, articles in read.items() if articles is not None}

    def _edition(self, row: RowMapping) -> Edition | None:
        return self._rows.read("editions", str(row["id"]), edition_of, row)


def articles_of(row: RowMapping) -> frozenset[str]:
    """Return the articles that a story was told from in a channel.

    Raises:
        ValueError: The row is damaged.
    """
    articles = json.loads(row["articles"])
    if not isinstance(articles, list) or not all(isinstance(article, str) for article in articles):
        raise ValueError("these are no ids of articles")
    return frozenset(articles)


def _digests(channel: str) -> ColumnElement[bool]:
    return (editions.c.channel == channel) & (editions.c.kind == "digest") & editions.c.finished_at.is_not(None)
