"""The `Archive` port on SQLite."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Row, Select, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from adapters.errors import StoreError
from adapters.store.schema import articles, listings, metadata, prepare
from digests.model.article import Article
from digests.model.digest import Window
from digests.model.story import Arrival, Group

# SQLite takes at most 32,766 values a statement; a batch of this many rows stays well below.
_BATCH = 500


class SqlArchive:
    """An archive in a SQLite database; see `adapters.interface.Archive` for what each method promises."""

    def __init__(self, engine: AsyncEngine, url: str) -> None:
        self._engine = engine
        self._url = url

    async def add(self, arrivals: Sequence[Arrival]) -> int:
        """Keep the articles, replacing those of the same id, and return how many were new."""
        async with self._begin() as connection:
            before = await connection.scalar(select(func.count()).select_from(articles))
            for arrival in arrivals:
                row = _row(arrival)
                changed = {"body": row["body"], "at": row["at"]}
                kept = upsert(articles).values(row).on_conflict_do_update(index_elements=["id"], set_=changed)
                number = await connection.scalar(kept.returning(articles.c.number))
                words = {"number": number, "headline": arrival.article.headline, "body": arrival.article.text}
                await connection.execute(text("DELETE FROM article_words WHERE rowid = :number"), words)
                await connection.execute(
                    text("INSERT INTO article_words (rowid, headline, body) VALUES (:number, :headline, :body)"), words
                )
            after = await connection.scalar(select(func.count()).select_from(articles))
        return (after or 0) - (before or 0)

    async def unplaced(self) -> list[Arrival]:
        """Return the articles that belong to no story yet, in order of arrival."""
        async with self._begin() as connection:
            rows = await connection.execute(_in_order().where(articles.c.story.is_(None)))
            return [_arrival(row) for row in rows]

    async def open_stories(self, since: datetime, until: datetime) -> dict[str, list[Arrival]]:
        """Return the stories with an article published or read in between."""
        low, high = _stamp(since), _stamp(until)
        touched = articles.c.at.between(low, high) | articles.c.read_at.between(low, high)
        return await self._stories(select(articles.c.story).where(touched))

    async def place(self, groups: Sequence[Group]) -> None:
        """Keep which article belongs to which story."""
        async with self._begin() as connection:
            for group in groups:
                for start in range(0, len(group.articles), _BATCH):
                    members = articles.c.id.in_(group.articles[start : start + _BATCH])
                    await connection.execute(update(articles).where(members).values(story=group.id))

    async def stories_in(self, window: Window) -> dict[str, list[Arrival]]:
        """Return the stories with an article of the window, each whole."""
        within = (articles.c.at >= _stamp(window.start)) & (articles.c.at < _stamp(window.end))
        return await self._stories(select(articles.c.story).where(within))

    async def stories_with(self, words: Sequence[str], limit: int) -> dict[str, list[Arrival]]:
        """Return the stories of the articles that match any of the words best, best first."""
        query = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
        if not query:
            return {}
        ranked = text(
            "SELECT articles.story FROM article_words JOIN articles ON articles.number = article_words.rowid "
            "WHERE article_words MATCH :query ORDER BY bm25(article_words, 3.0, 1.0), articles.number LIMIT :limit"
        )
        async with self._begin() as connection:
            found = (await connection.execute(ranked, {"query": query, "limit": limit})).scalars().all()
        order = list(dict.fromkeys(story for story in found if story))
        stories = await self._stories(order)
        return {story: stories[story] for story in order}

    async def story(self, identity: str) -> list[Arrival]:
        """Return the articles of a story as they joined."""
        return (await self._stories([identity])).get(identity, [])

    async def last_published(self) -> datetime | None:
        """Return when the newest article was published."""
        async with self._begin() as connection:
            newest = await connection.scalar(select(func.max(articles.c.at)))
        return datetime.fromisoformat(newest) if newest else None

    async def remember_listing(self, channel: str, stories: Sequence[str]) -> None:
        """Keep the story ids of a channel's last digest in order."""
        rows = [{"channel": channel, "position": n, "story": story} for n, story in enumerate(stories, 1)]
        async with self._begin() as connection:
            await connection.execute(delete(listings).where(listings.c.channel == channel))
            if rows:
                await connection.execute(insert(listings), rows)

    async def listing(self, channel: str) -> list[str]:
        """Return the story ids of the channel's last digest."""
        own = select(listings.c.story).where(listings.c.channel == channel).order_by(listings.c.position)
        async with self._begin() as connection:
            return list((await connection.execute(own)).scalars())

    async def _stories(self, wanted: Select[tuple[str]] | Sequence[str]) -> dict[str, list[Arrival]]:
        async with self._begin() as connection:
            rows = (await connection.execute(_in_order().where(articles.c.story.in_(wanted)))).all()
        stories: dict[str, list[Arrival]] = {}
        for row in rows:
            stories.setdefault(row.story, []).append(_arrival(row))
        return stories

    @asynccontextmanager
    async def _begin(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise StoreError(f"the store {self._url} failed: {error.orig}") from error


@asynccontextmanager
async def open_archive(url: str) -> AsyncIterator[SqlArchive]:
    """Open the archive at a URL (``sqlite:///path/to/file.db``), creating it where it is missing.

    Raises:
        StoreError: The URL is no SQLite URL, or the database cannot be opened; the message says why.
    """
    engine = create_async_engine(_driver_url(url))
    prepare(engine)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        yield SqlArchive(engine, url)
    except DBAPIError as error:
        raise StoreError(f"the store {url} cannot be opened: {error.orig}") from error
    finally:
        await engine.dispose()


def _driver_url(url: str) -> str:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{url!r} is no store URL; write it as sqlite:///path/to/newsdesk.db") from error
    if parsed.drivername != "sqlite":
        raise StoreError(f"the store {url!r} is not SQLite; write it as sqlite:///path/to/newsdesk.db")
    if parsed.database and parsed.database != ":memory:":
        folder = Path(parsed.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the folder of the store, {folder}, cannot be made: {error.strerror}") from error
    return parsed.set(drivername="sqlite+aiosqlite").render_as_string(hide_password=False)


def _in_order() -> Select[tuple[str, str, str]]:
    return select(articles.c.story, articles.c.read_at, articles.c.body).order_by(articles.c.number)


def _row(arrival: Arrival) -> dict[str, str]:
    published = arrival.article.published.at
    return {
        "id": arrival.article.id,
        "at": _stamp(published or arrival.read_at),
        "read_at": _stamp(arrival.read_at),
        "body": arrival.article.model_dump_json(exclude_defaults=True),
    }


def _arrival(row: Row[tuple[str, str, str]]) -> Arrival:
    try:
        article = Article.model_validate_json(row.body)
    except ValidationError as error:
        raise StoreError(f"an article in the store is damaged: {error.errors()[0]['msg']}") from error
    return Arrival(article=article, read_at=datetime.fromisoformat(row.read_at))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
