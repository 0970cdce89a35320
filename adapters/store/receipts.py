"""The receipt of a part, and what follows from it, in one transaction."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import RowMapping, case, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.interface import Edition
from adapters.store.archive import keep_listing
from adapters.store.columns import Moment
from adapters.store.database import SENT, Database
from adapters.store.schema import deliveries, editions, follows, shown, subscriptions
from digests.model.digest import Window

LET_GO = {"holder": None, "lease": None, "lease_until": None}
"""What an edition says that is held by nobody."""


class Receipts:
    """Keeps what a platform said of parts; see `adapters.interface.Editions.sent`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(
        self, connection: AsyncConnection, edition: Edition, number: int, message: str, now: datetime
    ) -> None:
        """Keep the receipt of a part, and what follows from it; one that is known already changes nothing."""
        await self._database.lock(connection, SENT, edition.channel)
        part = (deliveries.c.edition == edition.id) & (deliveries.c.number == number)
        receipt = update(deliveries).where(part, deliveries.c.state != "sent").returning(deliveries.c.shown)
        told = await connection.scalar(receipt.values(state="sent", message=message, sent_at=now))
        if told is None:
            return
        row = await row_of(connection, edition.id)
        await self._show(connection, row, json.loads(told), now)
        if row["kind"] == "digest" and number == 1:
            await keep_listing(connection, row["channel"], await _stories(connection, edition.id))
        if row["kind"] == "follow":
            await _tell_follow(connection, row, message, now)
        left = select(func.count()).where(deliveries.c.edition == edition.id, deliveries.c.state != "sent")
        if not await connection.scalar(left):
            await _deliver(connection, row, now)

    async def _show(
        self, connection: AsyncConnection, row: RowMapping, told: Mapping[str, Sequence[str]], now: datetime
    ) -> None:
        """Add to what a channel was shown."""
        if not told:
            return
        known = select(shown.c.story, shown.c.articles).where(
            shown.c.channel == row["channel"], shown.c.story.in_(told)
        )
        before = {kept.story: json.loads(kept.articles) for kept in await connection.execute(known)}
        own = {"channel": row["channel"], "edition": row["id"], "at": now}
        rows = [
            {**own, "story": story, "articles": json.dumps(sorted({*before.get(story, ()), *articles}))}
            for story, articles in told.items()
        ]
        new = self._database.insert(shown)
        latest = {name: new.excluded[name] for name in ("articles", "edition", "at")}
        await connection.execute(new.on_conflict_do_update(index_elements=["channel", "story"], set_=latest), rows)


async def row_of(connection: AsyncConnection, edition: int) -> RowMapping:
    """Return the row of an edition."""
    return (await connection.execute(select(editions).where(editions.c.id == edition))).mappings().one()


async def move_up(connection: AsyncConnection, row: RowMapping) -> None:
    """Move the channel's standing up to that of a digest; it never goes back."""
    if row["kind"] != "digest" or row["mark"] is None or row["window"] is None:
        return
    end = literal(Window.model_validate_json(row["window"]).end, Moment)
    mark, told_at = subscriptions.c.mark, subscriptions.c.told_at
    up = {
        "mark": case((mark < row["mark"], row["mark"]), else_=mark),
        "told_at": case((or_(told_at.is_(None), told_at < end), end), else_=told_at),
    }
    await connection.execute(update(subscriptions).where(subscriptions.c.channel == row["channel"]).values(up))


async def _stories(connection: AsyncConnection, edition: int) -> list[str]:
    """Return the stories of an edition in the order of its parts."""
    told = select(deliveries.c.shown).where(deliveries.c.edition == edition).order_by(deliveries.c.number)
    return list(
        dict.fromkeys(story for part in (await connection.execute(told)).scalars() for story in json.loads(part))
    )


async def _tell_follow(connection: AsyncConnection, row: RowMapping, message: str, now: datetime) -> None:
    followed = update(follows).where(follows.c.channel == row["channel"], follows.c.story == row["story"])
    thread = func.coalesce(follows.c.thread, row["thread"], message)
    await connection.execute(followed.values(thread=thread, told_at=now))


async def _deliver(connection: AsyncConnection, row: RowMapping, now: datetime) -> None:
    done = {"state": "delivered", "error": None, "finished_at": now, **LET_GO}
    await connection.execute(update(editions).where(editions.c.id == row["id"]).values(done))
    await move_up(connection, row)
