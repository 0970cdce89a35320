"""Revisions: numbers that only grow, by which articles are told apart from those that came later."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store.database import Database
from adapters.store.schema import articles, revisions


async def last_revision(connection: AsyncConnection) -> int:
    """Return the last revision that was given, also if the article that had it is forgotten."""
    counted = await connection.scalar(select(revisions.c.last))
    given = await connection.scalar(select(func.max(articles.c.revision)))
    return max(counted or 0, given or 0)


async def keep_revision(database: Database, connection: AsyncConnection, last: int) -> None:
    """Keep which revision was given last."""
    counted = database.insert(revisions).values(id=1, last=last)
    lower = revisions.c.last < last
    await connection.execute(counted.on_conflict_do_update(index_elements=["id"], set_={"last": last}, where=lower))


async def placings(connection: AsyncConnection) -> int:
    """Return how often the grouping was changed."""
    return await connection.scalar(select(revisions.c.placings)) or 0


async def count_placing(connection: AsyncConnection) -> None:
    """Keep that the grouping was changed once more."""
    await connection.execute(update(revisions).values(placings=revisions.c.placings + 1))


async def placed_upto(connection: AsyncConnection) -> int:
    """Return the revision up to which every article is placed in a story."""
    waiting = select(func.min(articles.c.revision)).where(articles.c.story.is_(None))
    unplaced: int | None = await connection.scalar(waiting)
    return await last_revision(connection) if unplaced is None else unplaced - 1


async def placed_before(connection: AsyncConnection, moment: datetime) -> int:
    """Return the revision up to which every article was read before a moment and is placed in a story."""
    since: int | None = await connection.scalar(
        select(func.min(articles.c.revision)).where(articles.c.read_at >= moment)
    )
    upto = await placed_upto(connection)
    return upto if since is None else min(upto, since - 1)
