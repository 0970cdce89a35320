"""Forgets old articles, but none from which a story was told in a channel."""

import json
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store.database import BATCH, Database
from adapters.store.schema import articles, deliveries, editions, is_open, sketches, told
from adapters.store.search import search_on


async def prune(database: Database, before: datetime) -> int:
    """Forget the articles that appeared before a moment, some hundreds a transaction, and return how many."""
    search = search_on(postgresql=database.postgresql)
    old = select(articles.c.number, articles.c.id).where(articles.c.at < before)
    untold = old.where(articles.c.id.not_in(select(told.c.article))).order_by(articles.c.number).limit(BATCH)
    forgotten = after = 0
    while True:
        async with database.write() as connection:
            rows = (await connection.execute(untold.where(articles.c.number > after))).all()
            if not rows:
                return forgotten
            about_to_be = await _frozen(connection)
            numbers = [row.number for row in rows if row.id not in about_to_be]
            await search.remove(connection, numbers)
            gone = select(articles.c.id).where(articles.c.number.in_(numbers))
            await connection.execute(delete(sketches).where(sketches.c.article.in_(gone)))
            await connection.execute(delete(articles).where(articles.c.number.in_(numbers)))
        forgotten += len(numbers)
        after = rows[-1].number


async def _frozen(connection: AsyncConnection) -> set[str]:
    """Return the articles from which stories are about to be told."""
    parts = select(deliveries.c.shown).join(editions).where(is_open)
    return {
        article
        for shown in (await connection.execute(parts)).scalars()
        for articles_told in json.loads(shown).values()
        for article in articles_told
    }
