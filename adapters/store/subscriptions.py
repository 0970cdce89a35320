"""The `Subscriptions` port: the channels' settings and where their digests stand."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, case, delete, func, insert, literal, or_, select, update

from adapters.interface import Counts, Standing, platform_of
from adapters.store.columns import Moment
from adapters.store.database import Database, batched
from adapters.store.follows import SqlFollows
from adapters.store.revisions import placed_before
from adapters.store.rows import Rows
from adapters.store.schema import filters, subscriptions, waiting
from digests.model.subscription import Mute, Subscription

_FIRST = timedelta(hours=24)
"""What the first digest of a channel tells."""
_all = select(subscriptions)


class SqlSubscriptions(SqlFollows):
    """The settings; see `adapters.interface.Subscriptions` for what each method promises."""

    def __init__(self, database: Database, rows: Rows) -> None:
        super().__init__(database, rows)
        self._damaged: set[str] = set()  # channels that are due and cannot be read: they must not keep the clock busy

    async def get(self, channel: str) -> Standing | None:
        """Return a channel's settings and standing."""
        return next(iter(await self._standings(_all.where(subscriptions.c.channel == channel))), None)

    async def some(self, channels: Sequence[str]) -> dict[str, Standing]:
        """Return the settings and standing of those of these channels that have any, by channel."""
        found: dict[str, Standing] = {}
        for batch in batched(channels):
            standings = await self._standings(_all.where(subscriptions.c.channel.in_(batch)))
            found |= {one.subscription.channel: one for one in standings}
        return found

    async def all(self) -> list[Standing]:
        """Return those of every channel, by channel."""
        return await self._standings(_all)

    async def counts(self) -> Counts:
        """Return how many channels have settings, by what comes of them."""
        state = subscriptions.c.active.is_(True), subscriptions.c.paused.is_not(None)
        counted = select(*state, func.count()).group_by(*state)
        async with self._database.read() as connection:
            found = {(bool(on), bool(held)): number for on, held, number in await connection.execute(counted)}
        off = found.get((False, False), 0) + found.get((False, True), 0)
        return Counts(active=found.get((True, False), 0), paused=found.get((True, True), 0), off=off)

    async def paused(self, limit: int) -> list[Standing]:
        """Return at most so many of the active ones that are paused, by channel."""
        held = _all.where(subscriptions.c.active.is_(True), subscriptions.c.paused.is_not(None))
        return await self._standings(held.order_by(subscriptions.c.channel).limit(limit))

    async def due(self, now: datetime, limit: int) -> list[Standing]:
        """Return those whose next slot is due, at most so many, by channel; those longest due before all others."""
        readable = subscriptions.c.channel.not_in(self._damaged)
        due = _all.where(waiting, subscriptions.c.next_at <= now, readable)
        return await self._standings(due.order_by(subscriptions.c.next_at).limit(limit))

    async def next_due(self) -> datetime | None:
        """Return when the next slot of any channel is due."""
        next_at = select(func.min(subscriptions.c.next_at)).where(waiting)
        async with self._database.read() as connection:
            soonest = await connection.scalar(next_at.where(subscriptions.c.channel.not_in(self._damaged)))
        return soonest if isinstance(soonest, datetime) else None

    async def put(self, subscription: Subscription, *, scheduled_to: datetime, next_at: datetime | None) -> None:
        """Keep a channel's settings and end its pause."""
        channel = subscription.channel
        made = {
            "platform": platform_of(channel),
            "body": subscription.model_dump_json(exclude={"mutes"}),
            "active": subscription.schedule.active,
            "scheduled_to": scheduled_to,
            "next_at": next_at,
            "paused": None,
            "paused_platform": False,
        }
        async with self._database.write() as connection:
            mark = await placed_before(connection, scheduled_to - _FIRST)
            row = self._database.insert(subscriptions).values(channel=channel, mark=mark, **made)
            await connection.execute(row.on_conflict_do_update(index_elements=["channel"], set_=made))
            await connection.execute(delete(filters).where(filters.c.channel == channel))
            if subscription.mutes:
                rows = [_filter(channel, position, mute) for position, mute in enumerate(subscription.mutes, 1)]
                await connection.execute(insert(filters), rows)
        self._damaged.discard(channel)

    async def arm(self, next_at: Mapping[str, datetime | None], *, scheduled_to: datetime) -> None:
        """Set when the next slot of each channel is due, and lower `scheduled_to` where it lies later."""
        later = subscriptions.c.scheduled_to > scheduled_to
        lowered = case((later, literal(scheduled_to, Moment)), else_=subscriptions.c.scheduled_to)
        armed = update(subscriptions).where(subscriptions.c.channel == bindparam("b_channel"))
        rows = [{"b_channel": channel, "next_at": at} for channel, at in sorted(next_at.items())]
        for batch in batched(rows):
            async with self._database.write() as connection:
                await connection.execute(armed.values(scheduled_to=lowered), batch)

    async def pause(self, channel: str, reason: str, *, platform: bool = False) -> None:
        """Have nothing sent to a channel; a reason of its own outlasts one of the whole platform."""
        own = update(subscriptions).where(subscriptions.c.channel == channel)
        if platform:
            own = own.where(or_(subscriptions.c.paused.is_(None), subscriptions.c.paused_platform.is_(True)))
        async with self._database.write() as connection:
            await connection.execute(own.values(paused=reason, paused_platform=platform))

    async def resume(self, platform: str) -> int:
        """End the pauses whose reason was the whole platform."""
        ended = subscriptions.c.paused_platform.is_(True) & (subscriptions.c.platform == platform)
        async with self._database.write() as connection:
            resumed = update(subscriptions).where(ended).values(paused=None, paused_platform=False)
            return (await connection.execute(resumed)).rowcount

    async def _standings(self, wanted: Select[Any]) -> list[Standing]:
        async with self._database.read() as connection:
            rows = (await connection.execute(wanted)).mappings().all()
            mutes: dict[str, tuple[Mute, ...]] = {}
            for batch in batched(row["channel"] for row in rows):
                muted = select(filters).where(filters.c.channel.in_(batch)).order_by(filters.c.position)
                mutes |= self._mutes((await connection.execute(muted)).mappings().all())
        read = {row["channel"]: self._read_standing(row, mutes.get(row["channel"], ())) for row in rows}
        return [one for _, one in sorted(read.items()) if one]

    def _read_standing(self, row: RowMapping, mutes: tuple[Mute, ...]) -> Standing | None:
        standing = self._rows.read("subscriptions", row["channel"], partial(standing_of, mutes=mutes), row)
        if standing is None:
            self._damaged.add(row["channel"])
        return standing

    def _mutes(self, rows: Sequence[RowMapping]) -> dict[str, tuple[Mute, ...]]:
        mutes: dict[str, tuple[Mute, ...]] = {}
        for row in rows:
            mute = self._rows.read("filters", f"{row['channel']} {row['position']}", mute_of, row)
            if mute:
                mutes[row["channel"]] = (*mutes.get(row["channel"], ()), mute)
        return mutes


def standing_of(row: RowMapping, mutes: tuple[Mute, ...]) -> Standing:
    """Return the settings of a row, with their mutes, and the standing.

    Raises:
        ValueError: The row is damaged.
    """
    settings = Subscription.model_validate_json(row["body"]).model_copy(update={"mutes": mutes})
    own = ("scheduled_to", "next_at", "mark", "told_at", "paused")
    return Standing.model_validate({"subscription": settings, **{name: row[name] for name in own}})


def mute_of(row: RowMapping) -> Mute:
    """Return the mute of a row.

    Raises:
        ValueError: The row is damaged.
    """
    return Mute.model_validate({"by": row["asked_by"], **{name: row[name] for name in ("kind", "text", "until")}})


def _filter(channel: str, position: int, mute: Mute) -> dict[str, Any]:
    own = {"kind": mute.kind, "text": mute.text, "until": mute.until, "asked_by": mute.by}
    return {"channel": channel, "position": position, **own}
