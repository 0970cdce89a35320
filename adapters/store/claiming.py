"""How processes share editions: each is held by one of them, under a lease."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from sqlalchemy import Integer, RowMapping, Select, and_, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.interface import Edition
from adapters.store.columns import Moment
from adapters.store.database import Database
from adapters.store.parts import edition_of
from adapters.store.receipts import LET_GO
from adapters.store.rows import Rows
from adapters.store.schema import deliveries, editions, is_open

_SKEW = timedelta(minutes=1)
"""By how much the clocks of two processes may differ before one of them counts as set back."""
_LONGEST_WAIT = timedelta(days=1)
"""Nothing is put off for longer; what is so was put off before the clock was set back."""


class Claims:
    """Takes editions for a process."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows

    async def claim(self, platform: str, holder: str, *, now: datetime, lease: timedelta, limit: int) -> list[Edition]:
        """Take open editions of a platform under a lease; see `adapters.interface.Editions.claim`."""
        token = uuid4().hex
        until = {"b_longest_lease": now + lease + _SKEW, "b_longest_wait": now + _LONGEST_WAIT}
        asked = {"b_platform": platform, "b_now": now, "b_limit": limit, **until}
        async with self._database.write() as connection:
            found = (await connection.execute(_FREE, asked)).mappings().all()
            if not found:
                return []
            ids = [row["id"] for row in found]
            held = {"holder": holder, "lease": token, "lease_until": now + lease}
            await connection.execute(update(editions).where(editions.c.id.in_(ids)).values(held))
            parts = await deliveries_of(connection, ids)
            read = {row["id"]: self._edition(row, parts.get(row["id"], []), token) for row in found}
            await _give_up(connection, [id_ for id_, edition in read.items() if edition is None], now)
        return [edition for edition in read.values() if edition]

    def _edition(self, row: RowMapping, parts: Sequence[RowMapping], token: str) -> Edition | None:
        return self._rows.read("editions", str(row["id"]), partial(edition_of, parts=parts, lease=token), row)


async def deliveries_of(connection: AsyncConnection, ids: Sequence[int]) -> dict[int, list[RowMapping]]:
    """Return the rows of the editions' parts in order, by edition."""
    found = select(deliveries).where(deliveries.c.edition.in_(ids)).order_by(deliveries.c.edition, deliveries.c.number)
    parts: dict[int, list[RowMapping]] = {}
    for row in (await connection.execute(found)).mappings():
        parts.setdefault(row["edition"], []).append(row)
    return parts


def _free() -> Select[Any]:
    """Return the query for what may be taken; on PostgreSQL rows that another process is taking are passed over."""
    # Looked up row by row, for as many as are taken: as "there is none older" PostgreSQL would join all with all first.
    other = editions.alias("other")
    in_channel = (other.c.channel == editions.c.channel) & other.c.finished_at.is_(None)
    oldest = select(other.c.id).where(in_channel).order_by(other.c.due_at, other.c.id).limit(1).scalar_subquery()
    now, until, try_at = bindparam("b_now", type_=Moment), editions.c.lease_until, editions.c.try_at
    unheld = or_(until.is_(None), until <= now, until > bindparam("b_longest_lease"))
    not_put_off = or_(try_at.is_(None), try_at <= now, try_at > bindparam("b_longest_wait"))
    free = and_(is_open, editions.c.platform == bindparam("b_platform"), unheld, not_put_off, editions.c.id == oldest)
    longest_due = select(editions).where(free).order_by(editions.c.due_at, editions.c.id)
    return longest_due.limit(bindparam("b_limit", type_=Integer)).with_for_update(skip_locked=True, of=editions)


_FREE = _free()  # made once, see `receipts`


async def _give_up(connection: AsyncConnection, ids: Sequence[int], now: datetime) -> None:
    """End what cannot be read: nobody will be able to."""
    if ids:
        ended = {"state": "failed", "finished_at": now, **LET_GO}
        said = "it cannot be read in the store; newsdesk store check says why"
        await connection.execute(update(editions).where(editions.c.id.in_(ids)).values(error=said, **ended))
