"""What becomes of editions that are held, each step in one transaction.

The statements are made once, see `receipts`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import Update

from adapters.interface import Edition, Ending, Frozen, LeaseLost
from adapters.store.database import batched
from adapters.store.planning import PartRows, add_deliveries
from adapters.store.receipts import LET_GO, move_up, row_of
from adapters.store.schema import deliveries, editions, is_open

_own = editions.c.id == bindparam("b_edition")
_due = select(editions.c.id, editions.c.lease).where(
    editions.c.id.in_(bindparam("b_editions", expanding=True)), editions.c.state == "due", is_open
)
_due_rows = _due.order_by(editions.c.id).with_for_update()  # in one order, so that none waits in a circle
_frozen = (
    update(editions)
    .where(_own)
    .values(
        state="frozen",
        mark=bindparam("b_mark"),
        window=bindparam("b_window"),
        lease_until=bindparam("b_until"),
        thread=func.coalesce(bindparam("b_thread", type_=String), editions.c.thread),
    )
)
_held = update(editions).where(_own, editions.c.lease == bindparam("b_lease"), is_open)
_hold = _held.values(lease_until=bindparam("b_until"))
_put_off = _held.values(
    try_at=bindparam("b_until"), error=bindparam("b_error"), attempts=editions.c.attempts + 1, **LET_GO
)
_ended = _held.values(state=bindparam("b_state"), error=bindparam("b_error"), finished_at=bindparam("b_now"), **LET_GO)
_of_edition = deliveries.c.edition == bindparam("b_edition")
_part = update(deliveries).where(_of_edition, deliveries.c.number == bindparam("b_number"))
_called = _part.where(deliveries.c.state != "sent").values(state="sending")
_called_next = _part.where(deliveries.c.state == "ready").values(state="sending")
_ready = update(deliveries).where(_of_edition, deliveries.c.state == "sending").values(state="ready")
_no_parts = delete(deliveries).where(_of_edition)
_count = select(func.count()).where(_of_edition)


async def freeze(
    connection: AsyncConnection, frozen: Sequence[Frozen], parts: PartRows, until: datetime
) -> list[Edition]:
    """Keep what due editions are to say, and return those that are held; the rows of their parts are made before."""
    held: list[Frozen] = []
    for batch in batched(frozen):
        found = await connection.execute(_due_rows, {"b_editions": [one.edition.id for one in batch]})
        leases = {row.id: row.lease for row in found}
        held += [one for one in batch if one.edition.lease and leases.get(one.edition.id) == one.edition.lease]
    if not held:
        return []
    begun = [begun_of(one) for one in held]
    rows = [
        {
            "b_edition": one.edition.id,
            "b_mark": one.mark,
            "b_window": one.window.model_dump_json(),
            "b_until": until,
            "b_thread": one.thread,
        }
        for one in held
    ]
    await connection.execute(_frozen, rows)
    # A slot that was folded and became due again may have parts of which none was sent.
    await connection.execute(_no_parts, [{"b_edition": edition.id} for edition in begun])
    await add_deliveries(connection, [row for edition in begun for row in parts[edition.id]])
    return begun


async def sending(connection: AsyncConnection, edition: Edition, number: int, until: datetime) -> None:
    """Keep that the platform is about to be called with a part that was not sent."""
    await _update(connection, _hold, edition, b_until=until)
    called = await connection.execute(_called, {"b_edition": edition.id, "b_number": number})
    if called.rowcount == 0:
        raise LeaseLost(f"part {number} of edition {edition.id} was sent by another process")


async def go_on(connection: AsyncConnection, edition: Edition, number: int, until: datetime) -> bool:
    """Keep that a part that is ready is about to be sent, if the edition is still held, and return whether it is so."""
    held = {"b_edition": edition.id, "b_lease": edition.lease, "b_until": until}
    if not (await connection.execute(_hold, held)).rowcount:
        return False
    called = await connection.execute(_called_next, {"b_edition": edition.id, "b_number": number})
    return called.rowcount > 0


async def postpone(
    connection: AsyncConnection, edition: Edition, until: datetime, reason: str, *, not_taken: bool
) -> None:
    """Let go of an edition until a moment; what the platform certainly has not taken may be sent again."""
    await _update(connection, _put_off, edition, b_until=until, b_error=reason)
    if not_taken:
        await connection.execute(_ready, {"b_edition": edition.id})


async def end(connection: AsyncConnection, edition: Edition, state: Ending, reason: str, *, now: datetime) -> None:
    """End an edition that is not delivered."""
    await _update(connection, _ended, edition, b_state=state, b_error=reason, b_now=now)
    if state == "quiet" and not await connection.scalar(_count, {"b_edition": edition.id}):
        await move_up(connection, await row_of(connection, edition.id))


def begun_of(frozen: Frozen) -> Edition:
    """Return an edition as it is once it is frozen: its first part is about to be sent."""
    first, rest = frozen.deliveries[:1], frozen.deliveries[1:]
    parts = (*(part.model_copy(update={"state": "sending"}) for part in first), *rest)
    said = {"state": "frozen", "mark": frozen.mark, "window": frozen.window, "deliveries": parts}
    said["thread"] = frozen.thread or frozen.edition.thread
    return frozen.edition.model_copy(update=said)


async def _update(connection: AsyncConnection, change: Update, edition: Edition, **values: Any) -> None:
    """Change an open edition that is held under its lease.

    Raises:
        LeaseLost: It is not.
    """
    changed = await connection.execute(change, {"b_edition": edition.id, "b_lease": edition.lease, **values})
    if changed.rowcount == 0:  # where there is no lease, NULL equals nothing
        raise LeaseLost(f"edition {edition.id} of {edition.channel} is not held any more")
