"""The receipt of a part, and what follows from it, in one transaction.

Its statements are made once: making one anew each time takes SQLAlchemy longer than the database needs to run it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, RowMapping, bindparam, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.interface import Edition
from adapters.store.archive import keep_listing
from adapters.store.columns import Moment
from adapters.store.database import SENT, Database
from adapters.store.schema import deliveries, editions, follows, shown, subscriptions, told
from digests.model.digest import Window

LET_GO = {"holder": None, "lease": None, "lease_until": None}
"""What an edition says that is held by nobody."""

_part = (deliveries.c.edition == bindparam("b_edition")) & (deliveries.c.number == bindparam("b_number"))
_receive = update(deliveries).where(_part, deliveries.c.state != "sent").values(state="sent")
_received = _receive.values(message=bindparam("b_message"), sent_at=bindparam("b_now")).returning(deliveries.c.shown)
_row = select(editions).where(editions.c.id == bindparam("b_edition"))
_parts = select(deliveries.c.state, deliveries.c.shown).where(deliveries.c.edition == bindparam("b_edition"))
_in_order = _parts.order_by(deliveries.c.number)
_shown_before = select(shown.c.story, shown.c.articles).where(
    shown.c.channel == bindparam("b_channel"), shown.c.story.in_(bindparam("b_stories", expanding=True))
)
_followed = update(follows).where(follows.c.channel == bindparam("b_channel"), follows.c.story == bindparam("b_story"))
_thread = func.coalesce(follows.c.thread, bindparam("b_thread"), bindparam("b_message"))
_told = _followed.values(thread=_thread, told_at=bindparam("b_now"))
_own = update(editions).where(editions.c.id == bindparam("b_edition"))
_delivered = _own.values(state="delivered", error=None, finished_at=bindparam("b_now"), **LET_GO)
_mark, _end = bindparam("b_mark", type_=BigInteger), bindparam("b_end", type_=Moment)
_earlier = or_(subscriptions.c.told_at.is_(None), subscriptions.c.told_at < _end)
_moved_up = (
    update(subscriptions)
    .where(subscriptions.c.channel == bindparam("b_channel"))
    .values(
        mark=case((subscriptions.c.mark < _mark, _mark), else_=subscriptions.c.mark),
        told_at=case((_earlier, _end), else_=subscriptions.c.told_at),
    )
)


class Receipts:
    """Keeps what a platform said of parts; see `adapters.interface.Editions.sent`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        new = database.insert(shown)
        latest = {name: new.excluded[name] for name in ("articles", "edition", "at")}
        self._show = new.on_conflict_do_update(index_elements=["channel", "story"], set_=latest)
        self._tell = database.insert(told).on_conflict_do_nothing()

    async def keep(
        self, connection: AsyncConnection, edition: Edition, number: int, message: str, now: datetime
    ) -> bool:
        """Keep the receipt of a part, and what follows from it, and return whether parts are left to be sent.

        A receipt that is known already changes nothing.
        """
        await self._database.lock(connection, SENT, edition.channel)
        own = {"b_edition": edition.id, "b_now": now, "b_message": message}
        stories = await connection.scalar(_received, {**own, "b_number": number})
        if stories is None:
            return False
        row = await row_of(connection, edition.id)
        parts = (await connection.execute(_in_order, own)).all()
        await self._shown(connection, row, json.loads(stories), now)
        if row["kind"] == "digest" and number == 1:
            listed = dict.fromkeys(story for part in parts for story in json.loads(part.shown))
            await keep_listing(connection, row["channel"], list(listed))
        if row["kind"] == "follow":
            followed = {"b_channel": row["channel"], "b_story": row["story"], "b_thread": row["thread"]}
            await connection.execute(_told, {**own, **followed})
        if any(part.state != "sent" for part in parts):
            return True
        await connection.execute(_delivered, own)
        await move_up(connection, row)
        return False

    async def _shown(
        self, connection: AsyncConnection, row: RowMapping, stories: Mapping[str, Sequence[str]], now: datetime
    ) -> None:
        """Add to what a channel was shown."""
        if not stories:
            return
        again = {"b_channel": row["channel"], "b_stories": list(stories)}
        before = {kept.story: json.loads(kept.articles) for kept in await connection.execute(_shown_before, again)}
        own = {"channel": row["channel"], "edition": row["id"], "at": now}
        rows = [
            {**own, "story": story, "articles": json.dumps(sorted({*before.get(story, ()), *articles}))}
            for story, articles in stories.items()
        ]
        await connection.execute(self._show, rows)
        if sources := sorted({article for articles in stories.values() for article in articles}):
            await connection.execute(self._tell, [{"article": article} for article in sources])


async def row_of(connection: AsyncConnection, edition: int) -> RowMapping:
    """Return the row of an edition."""
    return (await connection.execute(_row, {"b_edition": edition})).mappings().one()


async def move_up(connection: AsyncConnection, row: RowMapping) -> None:
    """Move the channel's standing up to that of a digest; it never goes back."""
    if row["kind"] == "digest" and row["mark"] is not None and row["window"] is not None:
        end = Window.model_validate_json(row["window"]).end
        await connection.execute(_moved_up, {"b_channel": row["channel"], "b_mark": row["mark"], "b_end": end})
