"""Brings in what a feed has new.

Any step may be the last one before the process ends: articles are kept before their entries are known, under ids that
follow from the entries, so what is read again is kept again as the same article and nothing is lost.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Protocol, TypeVar

from adapters.interface import Asked, Feed, Fetched, Fetching, Store
from adapters.worker import Overrun
from bot.entries import Sorted, article_of, edit_of, sort
from bot.feed_standing import Taken
from bot.metrics import Metrics
from digests.model.article import Article
from digests.model.feed import Entry, FeedRead
from digests.model.story import Arrival
from digests.reading import Unreadable, read_feed

T = TypeVar("T")
log = logging.getLogger(__name__)

_PAGES = 10
"""How many pages of stubs are fetched at one poll."""


class Apart(Protocol):
    """Where is worked on what a server sent, apart from everything else as it may be hostile; see `adapters.worker`."""

    def run(self, function: Callable[..., T], *arguments: object) -> T | Overrun:
        """Return what a function of a module returns, or why it was given up; called in a thread, once at a time."""

    def close(self) -> None:
        """Give up what is being worked on, and end."""


@dataclass
class Taker:
    """Keeps the articles of feeds.

    Attributes:
        store: Where articles and what is known of entries are kept.
        fetching: What fetches pages.
        apart: Where feeds are read and articles made.
        clock: Gives the present moment (aware).
        zone: The zone of times that name none.
        came: Called when there are articles to be placed.
        metrics: What is counted.
    """

    store: Store
    fetching: Fetching
    apart: Apart
    clock: Callable[[], datetime]
    zone: tzinfo
    came: Callable[[], None]
    metrics: Metrics = field(default_factory=Metrics)

    def __post_init__(self) -> None:
        self._working = asyncio.Lock()
        self._taking = asyncio.Lock()  # one feed after the other, so that two with the same article bring it once

    async def read(self, fetched: Fetched) -> FeedRead | Unreadable | Overrun:
        """Return what a feed says, or why it cannot be read."""
        return await self._apart(_read, fetched.body, fetched.url, fetched.content_type, self.zone)

    async def take(self, feed: Feed, read: FeedRead, begun: datetime) -> Taken:
        """Keep what is new in a feed, then that it is known."""
        pages = await self._pages(feed, await self._sorted(feed, read, begun))
        async with self._taking:
            found = await self._sorted(feed, read, begun)
            articles = await self._made(feed, found, pages)
            edited = await self._edits(feed, found, pages)
            if articles or edited:
                read_at = self.clock()
                await self.store.archive.add([Arrival(article=one, read_at=read_at) for one in (*articles, *edited)])
                self.came()
            await self.store.feeds.learn(found.learnt, begun)
        self.metrics.articles(new=len(articles), edited=len(edited))
        stubs = sum(entry.stub for entry in found.new.values())
        return Taken(read, not feed.last_success, len(found.new), stubs, len(edited))

    async def _sorted(self, feed: Feed, read: FeedRead, begun: datetime) -> Sorted:
        identities = {name for entry in read.entries for name in entry.identities}
        return sort(feed, read.entries, await self.store.feeds.known(identities), begun)

    async def _pages(self, feed: Feed, found: Sorted) -> Mapping[str, bytes]:
        """Return the pages of stubs by the ids of their articles, as far as they can be had."""
        if not feed.full_text:
            return {}
        stubs = [(name, one) for name, one in (found.new | found.edited).items() if one.stub and one.link][:_PAGES]
        pages = await asyncio.gather(*(self._page(entry) for _, entry in stubs))
        return {name: page for (name, _), page in zip(stubs, pages, strict=True) if page}

    async def _page(self, entry: Entry) -> bytes | None:
        outcome = await self.fetching.fetch(Asked(url=entry.link or "", what="page"))
        return outcome.body if isinstance(outcome, Fetched) else None

    async def _made(self, feed: Feed, found: Sorted, pages: Mapping[str, bytes]) -> Sequence[Article]:
        """Return the articles of new entries; one that takes too long costs itself alone."""
        articles: list[Article] = []
        for name, entry in found.new.items():
            made = await self._apart(article_of, name, entry, pages.get(name), feed.outlet, self.zone)
            if isinstance(made, Article):
                articles.append(made)
            else:
                said = {"action": "entry_unreadable", "feed": feed.url}
                log.warning("the entry %s of %s %s", entry.link or name, feed.url, made.reason, extra=said)
        return articles

    async def _edits(self, feed: Feed, found: Sorted, pages: Mapping[str, bytes]) -> Sequence[Article]:
        """Return the articles of edited entries as they are now, those in which a reader sees it."""
        if not found.edited:
            return []
        edited = [
            await self._apart(edit_of, old, found.edited[old.id], pages.get(old.id), feed.outlet, self.zone)
            for old in await self.store.archive.articles(list(found.edited))
        ]
        return [one for one in edited if isinstance(one, Article)]

    async def _apart(self, function: Callable[..., T], *arguments: object) -> T | Overrun:
        async with self._working:
            return await asyncio.to_thread(self.apart.run, function, *arguments)


def _read(body: bytes, url: str, content_type: str, zone: tzinfo) -> FeedRead | Unreadable:
    try:
        return read_feed(body, url=url, content_type=content_type, zone=zone)
    except Unreadable as error:
        return error
