"""What becomes of an edition that is held, each step in one transaction.

The statements are made once, see `receipts`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import Update

from adapters.interface import Delivery, Edition, Ending, LeaseLost
from adapters.store.planning import add_deliveries
from adapters.store.receipts import LET_GO, move_up, row_of
from adapters.store.schema import deliveries, editions, is_open
from digests.model.digest import Window

_is_held = (editions.c.id == bindparam("b_edition")) & (editions.c.lease == bindparam("b_lease")) & is_open
_held = update(editions).where(_is_held)
_frozen = _held.where(editions.c.state == "due").values(
    state="frozen", mark=bindparam("b_mark"), window=bindparam("b_window")
)
_hold = _held.values(lease_until=bindparam("b_until"))
_put_off = _held.values(
    try_at=bindparam("b_until"), error=bindparam("b_error"), attempts=editions.c.attempts + 1, **LET_GO
)
_ended = _held.values(state=bindparam("b_state"), error=bindparam("b_error"), finished_at=bindparam("b_now"), **LET_GO)
_parts = delete(deliveries).where(deliveries.c.edition == bindparam("b_edition"))
_part = (deliveries.c.edition == bindparam("b_edition")) & (deliveries.c.number == bindparam("b_number"))
_called = update(deliveries).where(_part, deliveries.c.state != "sent").values(state="sending")
_ready = (
    update(deliveries).where(_part, deliveries.c.state == "sending", exists().where(_is_held)).values(state="ready")
)
_count = select(func.count()).where(deliveries.c.edition == bindparam("b_edition"))


async def freeze(
    connection: AsyncConnection, edition: Edition, *, mark: int, window: Window, parts: Sequence[Delivery]
) -> Edition:
    """Keep what a due edition is to say, and return it so."""
    await _update(connection, _frozen, edition, b_mark=mark, b_window=window.model_dump_json())
    # A slot that was folded and became due again may have parts of which none was sent.
    await connection.execute(_parts, {"b_edition": edition.id})
    await add_deliveries(connection, edition.id, parts)
    frozen = {"state": "frozen", "mark": mark, "window": window, "deliveries": tuple(parts)}
    return edition.model_copy(update=frozen)


async def sending(
    connection: AsyncConnection, edition: Edition, number: int, *, now: datetime, lease: timedelta
) -> None:
    """Keep that the platform is about to be called with a part that was not sent."""
    await _update(connection, _hold, edition, b_until=now + lease)
    called = await connection.execute(_called, {"b_edition": edition.id, "b_number": number})
    if called.rowcount == 0:
        raise LeaseLost(f"part {number} of edition {edition.id} was sent by another process")


async def not_sent(connection: AsyncConnection, edition: Edition, number: int) -> None:
    """Keep that a part is ready again; by now another process may be sending it, and then this says nothing of that."""
    await connection.execute(_ready, {"b_edition": edition.id, "b_number": number, "b_lease": edition.lease})


async def postpone(connection: AsyncConnection, edition: Edition, until: datetime, reason: str) -> None:
    """Let go of an edition until a moment."""
    await _update(connection, _put_off, edition, b_until=until, b_error=reason)


async def end(connection: AsyncConnection, edition: Edition, state: Ending, reason: str, *, now: datetime) -> None:
    """End an edition that is not delivered."""
    await _update(connection, _ended, edition, b_state=state, b_error=reason, b_now=now)
    if state == "quiet" and not await connection.scalar(_count, {"b_edition": edition.id}):
        await move_up(connection, await row_of(connection, edition.id))


async def _update(connection: AsyncConnection, change: Update, edition: Edition, **values: Any) -> None:
    """Change an open edition that is held under its lease.

    Raises:
        LeaseLost: It is not.
    """
    changed = await connection.execute(change, {"b_edition": edition.id, "b_lease": edition.lease, **values})
    if changed.rowcount == 0:  # where there is no lease, NULL equals nothing
        raise LeaseLost(f"edition {edition.id} of {edition.channel} is not held any more")
