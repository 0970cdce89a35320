"""How editions come to be: slots of a schedule, and messages that are ready to be sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, insert, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.interface import Delivery, Edition, Message, Plan, Slot, platform_of
from adapters.store.database import Database, batched
from adapters.store.parts import shown_json
from adapters.store.schema import deliveries, editions, subscriptions

PartRows = Mapping[int, Sequence[Mapping[str, Any]]]
"""The rows of the parts of editions, by the edition's number."""


async def schedule(database: Database, plans: Sequence[Plan], now: datetime) -> int:
    """Make slots editions, keep the plans' moments, some hundreds a transaction, and return how many are newly due."""
    new = 0
    for batch in batched(sorted(plans, key=lambda plan: plan.channel)):  # in one order, so that none waits in a circle
        async with database.write() as connection:
            new += await _add_due(database, connection, batch, now)
            await _add_folded(database, connection, batch, now)
            await _keep_moments(connection, batch, now)
    return new


async def announce(database: Database, message: Message, now: datetime) -> bool:
    """Keep a message as a frozen edition; False if its channel, day and slot have one already."""
    slot = Slot(day=message.day, name=message.slot, due_at=message.due_at)
    row = _edition(message.channel, slot, message.kind, message.deadline, now)
    row |= {"state": "frozen", "thread": message.thread, "story": message.story}
    async with database.write() as connection:
        kept = database.insert(editions).values(row).on_conflict_do_nothing().returning(editions.c.id)
        edition: int | None = await connection.scalar(kept)
        if edition is not None:
            await add_deliveries(connection, [_delivery(edition, part) for part in message.deliveries])
    return edition is not None


def part_rows(frozen: Sequence[Edition]) -> PartRows:
    """Return the rows of the parts of editions, by edition; for many this takes a while."""
    return {edition.id: [_delivery(edition.id, part) for part in edition.deliveries] for edition in frozen}


async def add_deliveries(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep the rows of parts, within a transaction."""
    if rows:
        await connection.execute(insert(deliveries), rows)


async def _add_due(database: Database, connection: AsyncConnection, plans: Sequence[Plan], now: datetime) -> int:
    rows = [
        _edition(plan.channel, plan.due, "digest", plan.deadline or plan.due.due_at, now)
        for plan in plans
        if plan.due is not None
    ]
    if not rows:
        return 0
    new = database.insert(editions)
    begun = exists().where(deliveries.c.edition == editions.c.id, deliveries.c.state != "ready")
    # Folded at a moment that is still to come: the clock was set back since. What was begun is never begun again.
    again = (editions.c.state == "folded") & (editions.c.finished_at > now) & ~begun
    afresh = ("state", "due_at", "deadline", "attempts", "try_at", "error", "finished_at", "recorded_at")
    kept = new.on_conflict_do_update(
        index_elements=["channel", "day", "slot"], set_={name: new.excluded[name] for name in afresh}, where=again
    )
    return (await connection.execute(kept.execution_options(preserve_rowcount=True), rows)).rowcount


async def _add_folded(database: Database, connection: AsyncConnection, plans: Sequence[Plan], now: datetime) -> None:
    missed = {"state": "folded", "finished_at": now, "error": "missed"}
    rows = [
        _edition(plan.channel, slot, "digest", plan.deadline or slot.due_at, now) | missed
        for plan in plans
        for slot in plan.folded
    ]
    if rows:
        await connection.execute(database.insert(editions).on_conflict_do_nothing(), rows)


async def _keep_moments(connection: AsyncConnection, plans: Sequence[Plan], now: datetime) -> None:
    """Keep up to when channels are scheduled, unless their settings were made anew since the plan was."""
    current = or_(subscriptions.c.scheduled_to <= bindparam("b_to"), subscriptions.c.next_at <= now)
    kept = update(subscriptions).where(subscriptions.c.channel == bindparam("b_channel"), current)
    rows = [{"b_channel": plan.channel, "b_to": plan.scheduled_to, "next_at": plan.next_at} for plan in plans]
    if rows:
        await connection.execute(kept.values(scheduled_to=bindparam("b_to")), rows)


def _edition(channel: str, slot: Slot, kind: str, deadline: datetime, now: datetime) -> dict[str, Any]:
    return {
        "channel": channel,
        "platform": platform_of(channel),
        "day": slot.day.isoformat(),
        "slot": slot.name,
        "kind": kind,
        "due_at": slot.due_at,
        "deadline": deadline,
        "state": "due",
        "attempts": 0,
        "try_at": None,
        "error": None,
        "recorded_at": now,
        "finished_at": None,
    }


def _delivery(edition: int, part: Delivery) -> dict[str, Any]:
    columns = part.model_dump(include={"number", "key", "state", "message"})
    columns["document"] = part.document.model_dump_json()
    return {"edition": edition, "shown": shown_json(part.shown), **columns}
