"""The part of the `Subscriptions` port that keeps the stories which channels follow."""

from sqlalchemy import ColumnElement, RowMapping, and_, delete, select, update

from adapters.interface import Follow
from adapters.store.database import Database
from adapters.store.rows import Rows
from adapters.store.schema import follows


class SqlFollows:
    """The stories that are followed; see `adapters.interface.Subscriptions`."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows

    async def follow(self, follow: Follow) -> bool:
        """Keep that a channel follows a story."""
        row = {"asked_by": follow.by, **follow.model_dump(exclude={"by"})}
        async with self._database.write() as connection:
            kept = self._database.insert(follows).values(row).on_conflict_do_nothing()
            return (await connection.execute(kept.returning(follows.c.story))).first() is not None

    async def unfollow(self, channel: str, story: str) -> bool:
        """Forget that a channel follows a story."""
        async with self._database.write() as connection:
            return (await connection.execute(delete(follows).where(_one(channel, story)))).rowcount > 0

    async def follows(self, channel: str | None = None) -> list[Follow]:
        """Return what a channel follows, or what all do, oldest first."""
        found = select(follows).order_by(follows.c.since, follows.c.channel, follows.c.story)
        if channel is not None:
            found = found.where(follows.c.channel == channel)
        async with self._database.read() as connection:
            rows = (await connection.execute(found)).mappings().all()
        read = (self._rows.read("follows", f"{row['channel']} {row['story']}", follow_of, row) for row in rows)
        return [follow for follow in read if follow]

    async def looked(self, channel: str, story: str, mark: int) -> None:
        """Keep up to which revision a followed story was looked for news; it never goes back."""
        looked = update(follows).where(_one(channel, story), follows.c.mark < mark)
        async with self._database.write() as connection:
            await connection.execute(looked.values(mark=mark))


def follow_of(row: RowMapping) -> Follow:
    """Return the follow of a row.

    Raises:
        ValueError: The row is damaged.
    """
    values = dict(row)
    return Follow.model_validate({"by": values.pop("asked_by"), **values})


def _one(channel: str, story: str) -> ColumnElement[bool]:
    return and_(follows.c.channel == channel, follows.c.story == story)
