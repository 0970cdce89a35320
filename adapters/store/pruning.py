"""Forgets old articles, but none from which a story was told in a channel."""

import json
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store.database import BATCH, Database
from adapters.store.schema import articles, deliveries, shown
from adapters.store.search import search_on


async def prune(database: Database, before: datetime) -> int:
    """Forget the articles that appeared before a moment, some hundreds a transaction, and return how many."""
    search = search_on(postgresql=database.postgresql)
    old = select(articles.c.number, articles.c.id, articles.c.story).where(articles.c.at < before)
    forgotten = after = 0
    while True:
        async with database.write() as connection:
            batch = old.where(articles.c.number > after).order_by(articles.c.number).limit(BATCH)
            rows = (await connection.execute(batch)).all()
            if not rows:
                return forgotten
            told = await _told(connection)
            numbers = [row.number for row in rows if row.id not in told]
            await search.remove(connection, numbers)
            await connection.execute(delete(articles).where(articles.c.number.in_(numbers)))
            forgotten += len(numbers)
            after = rows[-1].number


async def _told(connection: AsyncConnection) -> set[str]:
    """Return the articles from which stories were told, or are about to be."""
    told: set[str] = set()
    for text in (await connection.execute(select(shown.c.articles))).scalars():
        told.update(json.loads(text))
    for text in (await connection.execute(select(deliveries.c.shown))).scalars():
        for of_story in json.loads(text).values():
            told.update(of_story)
    return told
