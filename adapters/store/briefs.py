"""What channels were told before, and what they were not."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.interface import Brief
from adapters.store.database import batched
from adapters.store.rows import Rows
from adapters.store.schema import editions, moves, shown, untold

_STORIES = 5000  # a query
_later = editions.alias("later")
_was_told = (_later.c.kind == "digest") & _later.c.state.in_(["delivered", "quiet"])
# Looked up from each missed one on: as "there is none later" PostgreSQL would join all with all first.
_told_since = (
    select(_later.c.id)
    .where(_later.c.channel == editions.c.channel, _later.c.due_at >= editions.c.due_at, _was_told)
    .order_by(_later.c.due_at)
    .limit(1)
    .scalar_subquery()
)
_MISSED = (
    select(editions.c.channel, editions.c.due_at)
    .where(editions.c.channel.in_(bindparam("b_channels", expanding=True)), editions.c.kind == "digest", untold)
    .where(_told_since.is_(None))
    .order_by(editions.c.due_at, editions.c.id)
)


async def briefs(
    connection: AsyncConnection, rows: Rows, channels: Sequence[str], stories: Sequence[str]
) -> dict[str, Brief]:
    """Return the brief of each channel; see `adapters.interface.Editions.briefs`."""
    told: dict[str, dict[str, frozenset[str]]] = {channel: {} for channel in channels}
    missed: dict[str, list[datetime]] = {channel: [] for channel in channels}
    for some in batched(told):
        for about in batched(dict.fromkeys(stories), _STORIES):
            now = await _as_of_now(connection, about)
            for those in batched(now, _STORIES):
                found = select(shown).where(shown.c.channel.in_(some), shown.c.story.in_(those))
                for row in (await connection.execute(found)).mappings():
                    articles = rows.read("shown", f"{row['channel']} {row['story']}", articles_of, row)
                    if articles is not None:
                        own = told[row["channel"]]
                        own |= {story: articles.union(own.get(story, ())) for story in now[row["story"]]}
        for row in (await connection.execute(_MISSED, {"b_channels": some})).mappings():
            at: object = row["due_at"]
            if isinstance(at, datetime):  # one that is damaged was nobody's to miss
                missed[row["channel"]].append(at)
    return {channel: _brief(told[channel], missed[channel]) for channel in told}


async def _as_of_now(connection: AsyncConnection, stories: Sequence[str]) -> dict[str, list[str]]:
    """Return for these stories, and for each from which they had articles, which of them may have its articles now."""
    now = {story: [story] for story in stories}
    for row in await connection.execute(select(moves.c.story, moves.c.into).where(moves.c.into.in_(stories))):
        now.setdefault(row.story, []).append(row.into)
    return now


def _brief(told: dict[str, frozenset[str]], missed: list[datetime]) -> Brief:
    return Brief(shown=told, missed=tuple(missed))


def articles_of(row: RowMapping) -> frozenset[str]:
    """Return the articles that a story was told from in a channel.

    Raises:
        ValueError: The row is damaged.
    """
    articles = json.loads(row["articles"])
    if not isinstance(articles, list) or not all(isinstance(article, str) for article in articles):
        raise ValueError("these are no ids of articles")
    return frozenset(articles)
