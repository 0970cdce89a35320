"""What becomes of an edition that is held, each step in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.interface import Delivery, Edition, Ending, LeaseLost
from adapters.store.planning import add_deliveries
from adapters.store.receipts import LET_GO, move_up, row_of
from adapters.store.schema import deliveries, editions, is_open
from digests.model.digest import Window


async def freeze(
    connection: AsyncConnection, edition: Edition, *, mark: int, window: Window, parts: Sequence[Delivery]
) -> Edition:
    """Keep what a due edition is to say, and return it so."""
    said = {"state": "frozen", "mark": mark, "window": window.model_dump_json()}
    await _update_held(connection, edition, said, editions.c.state == "due")
    # A slot that was folded and became due again may have parts of which none was sent.
    await connection.execute(delete(deliveries).where(deliveries.c.edition == edition.id))
    await add_deliveries(connection, edition.id, parts)
    frozen = {"state": "frozen", "mark": mark, "window": window, "deliveries": tuple(parts)}
    return edition.model_copy(update=frozen)


async def sending(
    connection: AsyncConnection, edition: Edition, number: int, *, now: datetime, lease: timedelta
) -> None:
    """Keep that the platform is about to be called with a part that was not sent."""
    await _update_held(connection, edition, {"lease_until": now + lease})
    called = update(deliveries).where(_part(edition, number), deliveries.c.state != "sent")
    if (await connection.execute(called.values(state="sending"))).rowcount == 0:
        raise LeaseLost(f"part {number} of edition {edition.id} was sent by another process")


async def not_sent(connection: AsyncConnection, edition: Edition, number: int) -> None:
    """Keep that a part is ready again; by now another process may be sending it, and then this says nothing of that."""
    held = exists().where(editions.c.id == edition.id, editions.c.lease == edition.lease, is_open)
    ready = update(deliveries).where(_part(edition, number), deliveries.c.state == "sending", held)
    await connection.execute(ready.values(state="ready"))


async def postpone(connection: AsyncConnection, edition: Edition, until: datetime, reason: str) -> None:
    """Let go of an edition until a moment."""
    put_off = {"try_at": until, "error": reason, "attempts": editions.c.attempts + 1, **LET_GO}
    await _update_held(connection, edition, put_off)


async def end(connection: AsyncConnection, edition: Edition, state: Ending, reason: str, *, now: datetime) -> None:
    """End an edition that is not delivered."""
    await _update_held(connection, edition, {"state": state, "error": reason, "finished_at": now, **LET_GO})
    if state != "quiet":
        return
    parts = await connection.scalar(select(func.count()).where(deliveries.c.edition == edition.id))
    if not parts:
        await move_up(connection, await row_of(connection, edition.id))


async def _update_held(connection: AsyncConnection, edition: Edition, values: Mapping[str, Any], *also: Any) -> None:
    """Change an open edition that is held under its lease.

    Raises:
        LeaseLost: It is not.
    """
    held = update(editions).where(editions.c.id == edition.id, editions.c.lease == edition.lease, is_open, *also)
    if edition.lease is None or (await connection.execute(held.values(values))).rowcount == 0:
        raise LeaseLost(f"edition {edition.id} of {edition.channel} is not held any more")


def _part(edition: Edition, number: int) -> ColumnElement[bool]:
    return and_(deliveries.c.edition == edition.id, deliveries.c.number == number)
