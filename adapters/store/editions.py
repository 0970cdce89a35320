"""The `Editions` port: at most one digest is ever delivered for each slot of a channel."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, RowMapping, func, select, update

from adapters.interface import Brief, Edition, Ending, Frozen, Message, Plan
from adapters.store import sending
from adapters.store.briefs import briefs
from adapters.store.claiming import Claims
from adapters.store.database import Database
from adapters.store.parts import edition_of
from adapters.store.planning import announce, part_rows, schedule
from adapters.store.receipts import LET_GO, Receipts
from adapters.store.rows import Rows
from adapters.store.schema import editions, is_open


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

    async def briefs(self, channels: Sequence[str], stories: Sequence[str]) -> dict[str, Brief]:
        """Return what each of these channels was told before, as far as it is about these stories."""
        async with self._database.read() as connection:
            return await briefs(connection, self._rows, channels, stories)

    async def freeze(self, frozen: Sequence[Frozen], *, now: datetime, lease: timedelta) -> list[Edition]:
        """Keep what editions are to say, hold them for a lease from now, and return those that were still held."""
        # Nobody else writes while this does, so that what takes long is done before, and off the event loop.
        rows = await asyncio.to_thread(part_rows, [sending.begun_of(one) for one in frozen])
        async with self._database.write() as connection:
            return await sending.freeze(connection, frozen, rows, now + lease)

    async def sending(self, edition: Edition, number: int, *, now: datetime, lease: timedelta) -> None:
        """Keep that the platform is about to be called with a part."""
        async with self._database.write() as connection:
            await sending.sending(connection, edition, number, now + lease)

    async def sent(self, edition: Edition, number: int, message: str, *, now: datetime, lease: timedelta) -> bool:
        """Keep the receipt of a part, what follows from it, and that the next part is about to be sent."""
        async with self._database.write() as connection:
            going_on = await self._receipts.keep(connection, edition, number, message, now)
            return going_on and await sending.go_on(connection, edition, number + 1, now + lease)

    async def postpone(self, edition: Edition, until: datetime, reason: str, *, not_taken: bool) -> None:
        """Let go of an edition until a moment, and count the attempt."""
        async with self._database.write() as connection:
            await sending.postpone(connection, edition, until, reason, not_taken=not_taken)

    async def end(self, edition: Edition, state: Ending, reason: str, *, now: datetime) -> None:
        """End an edition that is not delivered."""
        async with self._database.write() as connection:
            await sending.end(connection, edition, state, reason, now=now)

    async def holders(self) -> list[str]:
        """Return the names of the processes that hold editions."""
        held = select(editions.c.holder).where(is_open, editions.c.holder.is_not(None)).distinct()
        async with self._database.read() as connection:
            return list((await connection.execute(held)).scalars())

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

    async def open_count(self, platform: str | None = None) -> int:
        """Return how many editions are open."""
        counted = select(func.count()).select_from(editions).where(is_open)
        if platform is not None:
            counted = counted.where(editions.c.platform == platform)
        async with self._database.read() as connection:
            return await connection.scalar(counted) or 0

    def _edition(self, row: RowMapping) -> Edition | None:
        return self._rows.read("editions", str(row["id"]), edition_of, row)


def _digests(channel: str) -> ColumnElement[bool]:
    return (editions.c.channel == channel) & (editions.c.kind == "digest") & editions.c.finished_at.is_not(None)
