"""The `Archive` port: articles, their grouping into stories, and what numbers mean in a channel."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.interface import Grouped, OutletCount, Version
from adapters.store.adding import add
from adapters.store.database import Database, batched
from adapters.store.grouping import grouped, place
from adapters.store.revisions import placed_upto, placings
from adapters.store.rows import Rows
from adapters.store.schema import articles, listings, moves
from adapters.store.search import search_on
from digests.model.article import Article
from digests.model.digest import Window
from digests.model.story import Arrival, Glance, Group

_PER_STORY = 8
"""How many articles are looked at for each story that is wanted."""


class SqlArchive:
    """The archive; see `adapters.interface.Archive` for what each method promises."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows
        self._search = search_on(postgresql=database.postgresql)

    async def add(self, arrivals: Sequence[Arrival]) -> int:
        """Keep the articles, replacing those of the same id, and return how many were new."""
        return await add(self._database, self._search, arrivals)

    async def articles(self, identities: Sequence[str]) -> list[Article]:
        """Return these articles, those there are."""
        rows: list[RowMapping] = []
        async with self._database.read() as connection:
            for batch in batched(identities):
                rows += (await connection.execute(_in_order().where(articles.c.id.in_(batch)))).mappings().all()
        return [arrival.article for row in rows if (arrival := self._arrival(row))]

    async def unplaced(self) -> list[Arrival]:
        """Return the articles that belong to no story yet, in order of arrival."""
        async with self._database.read() as connection:
            rows = (await connection.execute(_in_order().where(articles.c.story.is_(None)))).mappings().all()
        return [arrival for row in rows if (arrival := self._arrival(row))]

    async def waiting(self) -> dict[str, datetime]:
        """Return the articles that belong to no story yet, in order of appearance, and when each appeared."""
        found = select(articles.c.id, articles.c.at).where(articles.c.story.is_(None))
        async with self._database.read() as connection:
            rows = (await connection.execute(found.order_by(articles.c.at, articles.c.number))).all()
        return {row.id: row.at for row in rows if isinstance(row.at, datetime)}

    async def homes(self, identities: Sequence[str]) -> dict[str, str]:
        """Return the stories that these articles are in, those that are in one, by the articles' ids."""
        homes: dict[str, str] = {}
        placed = select(articles.c.id, articles.c.story).where(articles.c.story.is_not(None))
        async with self._database.read() as connection:
            for batch in batched(identities):
                found = await connection.execute(placed.where(articles.c.id.in_(batch)))
                homes |= {row.id: row.story for row in found}
        return homes

    async def formerly(self, identity: str) -> list[str]:
        """Return the ids for which a story answers besides its own."""
        whole = select(moves.c.story).where(moves.c.into == identity, moves.c.whole.is_(True))
        async with self._database.read() as connection:
            return list((await connection.execute(whole.order_by(moves.c.story))).scalars())

    async def placings(self) -> int:
        """Return how often the grouping was changed."""
        async with self._database.read() as connection:
            return await placings(connection)

    async def grouped(self, spans: Sequence[tuple[datetime, datetime]]) -> Grouped:
        """Return how the stories are grouped of which an article appeared in any of some spans of time."""
        async with self._database.read() as connection:
            return await grouped(connection, self._rows, spans)

    async def place(
        self, groups: Sequence[Group], *, sketches: Mapping[str, bytes] | None = None, after: int | None = None
    ) -> int | None:
        """Keep which article belongs to which story."""
        return await place(self._database, groups, sketches or {}, after)

    async def stories_in(self, window: Window) -> dict[str, Version]:
        """Return the stories with an article of the window."""
        within = (articles.c.at >= window.start) & (articles.c.at < window.end)
        return await self._versions(select(articles.c.story).where(within))

    async def stories_with(self, words: Sequence[str], limit: int) -> dict[str, Version]:
        """Return the stories of the articles that match any of the words best, best first."""
        async with self._database.read() as connection:
            found = dict.fromkeys(await self._search.stories(connection, words, limit))
        versions = await self.versions(list(found))
        return {story: versions[story] for story in found if story in versions}

    async def stories_called(self, typed: str, limit: int) -> dict[str, Version]:
        """Return the stories of articles that have all the words typed, the newest where no word is typed."""
        newest = select(articles.c.story).where(articles.c.story.is_not(None)).order_by(articles.c.at.desc())
        async with self._database.read() as connection:
            found = await self._search.called(connection, typed, limit * _PER_STORY)
            if not typed.strip():
                found = list((await connection.execute(newest.limit(limit * _PER_STORY))).scalars())
        versions = await self.versions(list(dict.fromkeys(found))[:limit])
        return {story: versions[story] for story in dict.fromkeys(found) if story in versions}

    async def versions(self, identities: Sequence[str]) -> dict[str, Version]:
        """Return which version these stories have by now."""
        versions: dict[str, Version] = {}
        for batch in batched(identities):
            versions |= await self._versions([*batch, *(await self._went_into(batch))])
        return versions

    async def _went_into(self, identities: Sequence[str]) -> list[str]:
        """Return the stories into which those of these went that are there no more."""
        whole = select(moves.c.into).where(moves.c.story.in_(identities), moves.c.whole.is_(True))
        async with self._database.read() as connection:
            return list((await connection.execute(whole)).scalars())

    async def stories(self, identities: Sequence[str]) -> dict[str, list[Arrival]]:
        """Return these stories, those there are, by id."""
        rows: list[RowMapping] = []
        async with self._database.read() as connection:
            for batch in batched(identities):
                rows += (await connection.execute(_in_order().where(articles.c.story.in_(batch)))).mappings().all()
        return await asyncio.to_thread(self._grouped, rows)  # a large story takes a tenth of a second to read

    async def glances(self, identities: Sequence[str]) -> dict[str, list[Glance]]:
        """Return what can be seen of these stories without reading them."""
        columns = articles.c.story, articles.c.id, articles.c.outlet, articles.c.at, articles.c.read_at
        stories: dict[str, list[Glance]] = {}
        async with self._database.read() as connection:
            for batch in batched(identities):
                found = select(*columns).where(articles.c.story.in_(batch)).order_by(articles.c.number)
                for row in await connection.execute(found):
                    glance = Glance(row.id, row.outlet or row.id, row.at, row.read_at)
                    stories.setdefault(row.story, []).append(glance)
        return stories

    async def mark(self) -> int:
        """Return the revision up to which every article is placed in a story."""
        async with self._database.read() as connection:
            return await placed_upto(connection)

    async def grown(self, after: int, upto: int, since: datetime) -> dict[str, Version]:
        """Return the stories that grew between two revisions."""
        between = (articles.c.revision > after) & (articles.c.revision <= upto) & (articles.c.at >= since)
        return await self._versions(select(articles.c.story).where(between))

    async def last_published(self) -> datetime | None:
        """Return when the newest article was published."""
        async with self._database.read() as connection:
            newest: datetime | None = await connection.scalar(select(func.max(articles.c.at)))
        return newest

    async def outlets(self) -> list[OutletCount]:
        """Return the outlets by name."""
        columns = articles.c.outlet, func.count().label("articles"), func.max(articles.c.at).label("newest")
        counted = select(*columns).where(articles.c.outlet.is_not(None)).group_by(articles.c.outlet)
        async with self._database.read() as connection:
            rows = (await connection.execute(counted)).mappings().all()
        read = [self._rows.read("articles", row["outlet"], OutletCount.model_validate, row) for row in rows]
        return sorted((one for one in read if one), key=lambda one: (one.outlet.casefold(), one.outlet))

    async def remember_listing(self, channel: str, stories: Sequence[str]) -> None:
        """Keep the story ids of a channel's last digest in order; the same again waits for no other writer."""
        if await self.listing(channel) == list(stories):
            return
        async with self._database.write() as connection:
            await keep_listing(connection, channel, stories)

    async def listing(self, channel: str) -> list[str]:
        """Return the story ids of the channel's last digest."""
        now = func.coalesce(moves.c.into, listings.c.story)
        went = listings.outerjoin(moves, (moves.c.story == listings.c.story) & moves.c.whole.is_(True))
        own = select(now).select_from(went).where(listings.c.channel == channel).order_by(listings.c.position)
        async with self._database.read() as connection:
            return list((await connection.execute(own)).scalars())

    async def _versions(self, wanted: Select[Any] | Sequence[str]) -> dict[str, Version]:
        newest = func.max(articles.c.revision).label("newest")
        found = select(articles.c.story, func.count().label("articles"), newest).where(articles.c.story.in_(wanted))
        async with self._database.read() as connection:
            rows = await connection.execute(found.group_by(articles.c.story).order_by(newest, articles.c.story))
            return {row.story: Version(row.articles, row.newest) for row in rows}

    def _grouped(self, rows: Sequence[RowMapping]) -> dict[str, list[Arrival]]:
        stories: dict[str, list[Arrival]] = {}
        for row in rows:
            if arrival := self._arrival(row):
                stories.setdefault(row["story"], []).append(arrival)
        return stories

    def _arrival(self, row: RowMapping) -> Arrival | None:
        return self._rows.read("articles", row["id"], arrival_of, row)


async def keep_listing(connection: AsyncConnection, channel: str, stories: Sequence[str]) -> None:
    """Replace what numbers mean in a channel, within a transaction."""
    await connection.execute(delete(listings).where(listings.c.channel == channel))
    rows = [{"channel": channel, "position": n, "story": story} for n, story in enumerate(stories, 1)]
    if rows:
        await connection.execute(insert(listings), rows)


def arrival_of(row: RowMapping) -> Arrival:
    """Return the article of a row and when it was read.

    Raises:
        ValueError: The row is damaged.
    """
    return Arrival.model_validate({"article": Article.model_validate_json(row["body"]), "read_at": row["read_at"]})


def _in_order() -> Select[Any]:
    columns = articles.c.id, articles.c.story, articles.c.read_at, articles.c.body
    return select(*columns).order_by(articles.c.number)
