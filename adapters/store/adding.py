"""Takes articles into the store, each under a revision, and into the search index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store.database import ADD, Database, batched
from adapters.store.revisions import keep_revision, last_revision
from adapters.store.schema import articles
from adapters.store.search import Search
from digests.model.article import Article
from digests.model.story import Arrival


@dataclass(frozen=True)
class _Kept:
    number: int
    body: str
    read_at: datetime


async def add(database: Database, search: Search, arrivals: Sequence[Arrival]) -> int:
    """Keep articles in one transaction and return how many were new; what has not changed stays as it is."""
    new = 0
    async with database.write() as connection:
        await database.lock(connection, ADD)  # so that revisions are seen in the order in which they are given
        last = await last_revision(connection)
        for batch in batched(_latest(arrivals)):
            kept = await _kept(connection, [arrival.article.id for arrival in batch])
            fresh, changed = _rows(batch, kept, last)
            last += len(fresh) + len(changed)
            new += len(fresh)
            await _write(connection, fresh, changed)
            await _index(connection, search, batch, [row["id"] for row in fresh], [row["b_number"] for row in changed])
        await keep_revision(database, connection, last)
    return new


def _latest(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Return one arrival an article: what it says last, read when it was read first."""
    latest: dict[str, Arrival] = {}
    for arrival in arrivals:
        earlier = latest.get(arrival.article.id, arrival)
        latest[arrival.article.id] = arrival.model_copy(update={"read_at": earlier.read_at})
    return list(latest.values())


async def _kept(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, _Kept]:
    known = select(articles.c.id, articles.c.number, articles.c.body, articles.c.read_at).where(articles.c.id.in_(ids))
    return {row.id: _Kept(row.number, row.body, row.read_at) for row in await connection.execute(known)}


def _rows(
    batch: Sequence[Arrival], kept: Mapping[str, _Kept], last: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of the new articles, and those of the changed ones, each with the next revision."""
    fresh: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for arrival in batch:
        article, known = arrival.article, kept.get(arrival.article.id)
        body = article.model_dump_json(exclude_defaults=True)
        if known and known.body == body:
            continue
        last += 1
        read_at = known.read_at if known else arrival.read_at
        row = {"at": article.published.at or read_at, "body": body, "outlet": article.outlet, "revision": last}
        if known:
            changed.append({"b_number": known.number, **row})
        else:
            fresh.append({"id": article.id, "read_at": read_at, **row})
    return fresh, changed


async def _write(
    connection: AsyncConnection, fresh: Sequence[dict[str, Any]], changed: Sequence[dict[str, Any]]
) -> None:
    if fresh:
        await connection.execute(insert(articles), fresh)
    if changed:
        await connection.execute(update(articles).where(articles.c.number == bindparam("b_number")), changed)


async def _index(
    connection: AsyncConnection,
    search: Search,
    batch: Sequence[Arrival],
    fresh: Sequence[str],
    changed: Sequence[int],
) -> None:
    await search.remove(connection, changed)
    touched = articles.c.id.in_(fresh) | articles.c.number.in_(changed)
    found = await connection.execute(select(articles.c.id, articles.c.number).where(touched))
    numbers = {row.id: row.number for row in found}
    said: list[tuple[int, Article]] = [
        (numbers[arrival.article.id], arrival.article) for arrival in batch if arrival.article.id in numbers
    ]
    await search.put(connection, said)
