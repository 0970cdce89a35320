"""Polls the feeds that are due, on the one process that leads, and keeps what that tells of their health.

What is due is read from the store, so that a process that was down only has to look. A feed that two processes poll at
once costs its server a request and nothing else.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from adapters.errors import StoreError
from adapters.interface import Answered, Asked, Failed, Feed, Fetched, Fetching, Gone, Outcome, Store
from adapters.worker import Overrun
from bot.feed_standing import News, Taken, failed, news, stopped, succeeded, told
from bot.metrics import Metrics
from bot.taking import Taker
from digests.reading import Unreadable

log = logging.getLogger(__name__)

AT_ONCE = 250
"""How many feeds are on their way at once; most of them wait for their host's turn."""


@dataclass
class Poller:
    """Polls feeds while this process leads.

    Attributes:
        store: Where feeds are kept.
        fetching: What fetches them.
        taker: What keeps their articles.
        clock: Gives the present moment (aware).
        chance: Gives a number from 0 up to 1, by which polls drift apart.
        leads: Whether this process polls.
        tell: Tells a feed's owner something of it.
        beat: How often it looks at what is due if nobody calls, in seconds.
        metrics: What is counted.
    """

    store: Store
    fetching: Fetching
    taker: Taker
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    leads: Callable[[], bool]
    tell: Callable[[Feed, News], Awaitable[None]]
    beat: float = 5.0
    metrics: Metrics = field(default_factory=Metrics)

    def __post_init__(self) -> None:
        self._called = asyncio.Event()
        self._under_way: dict[str, asyncio.Task[None]] = {}

    def call(self) -> None:
        """Have it look at once, for a feed was added or changed."""
        self._called.set()

    async def run(self) -> None:
        """Poll what is due, until cancelled.

        Raises:
            StoreError: The store fails.
        """
        try:
            while True:
                self._called.clear()
                if self.leads():
                    await self.look()
                await self._rest()
        finally:
            for task in (tasks := list(self._under_way.values())):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self.beat):
                await self._called.wait()
        except TimeoutError:
            pass

    async def look(self) -> None:
        """Begin to poll what is due."""
        at_it = set(self._under_way)  # what ends while the store is asked is due in its answer
        for feed in await self.store.feeds.due(self.clock(), AT_ONCE):
            if len(self._under_way) >= AT_ONCE:
                return
            if feed.url not in at_it:
                task = self._under_way[feed.url] = asyncio.create_task(self.poll(feed))
                task.add_done_callback(partial(self._ended, feed.url))

    def _ended(self, url: str, task: "asyncio.Task[None]") -> None:
        del self._under_way[url]
        if len(self._under_way) == AT_ONCE - 1:
            self.call()  # others may wait
        if not task.cancelled() and (error := task.exception()):
            log.error("%s could not be polled: %s", url, error, extra={"action": "poll_broke", "feed": url})

    async def poll(self, feed: Feed) -> None:
        """Poll one feed; whatever happens is its own trouble, but for a store that fails.

        Raises:
            StoreError: The store fails; the feed is due still.
        """
        begun = self.clock()
        try:
            settle = await self._polled(feed, begun)
        except StoreError:
            raise
        except Exception as error:
            log.exception("%s cannot be polled", feed.url, extra={"action": "poll_broke", "feed": feed.url})
            settle = self._failure(Failed(reason=f"reading it broke here ({type(error).__name__})"), begun)
        await self._settle(feed, settle, begun)

    async def _polled(self, feed: Feed, begun: datetime) -> Callable[[Feed], Feed]:
        """Return what the poll makes of the feed."""
        asked = Asked(url=feed.url, etag=feed.etag, last_modified=feed.last_modified)
        outcome: Outcome = await self.fetching.fetch(asked)
        if isinstance(outcome, Gone):
            self.metrics.polled("gone")
            return lambda now: stopped(now, outcome, begun)
        if isinstance(outcome, Failed):
            return self._failure(outcome, begun)
        if not isinstance(outcome, Fetched):
            self.metrics.polled("unchanged")
            return self._success(outcome, begun)
        read = await self.taker.read(outcome)
        if isinstance(read, Unreadable | Overrun):
            return self._failure(Failed(reason=f"what the server sent {read.reason}"), begun)
        taken = await self.taker.take(feed, read, begun)
        self.metrics.polled("read")
        return self._success(outcome, begun, taken)

    def _failure(self, failure: Failed, begun: datetime) -> Callable[[Feed], Feed]:
        self.metrics.polled("failed")
        return lambda feed: failed(feed, failure, begun, self.chance())

    def _success(self, answered: Answered, begun: datetime, taken: Taken | None = None) -> Callable[[Feed], Feed]:
        return lambda feed: succeeded(feed, answered, begun, self.chance(), taken)

    async def _settle(self, feed: Feed, settle: Callable[[Feed], Feed], begun: datetime) -> None:
        """Keep what came of a poll in the feed as it is by now, unless it was removed meanwhile, and tell its owner."""
        now = await self.store.feeds.change(feed.url, settle)
        if now is None:
            return
        if now.url != feed.url:
            log.info("%s has moved to %s", feed.url, now.url, extra={"action": "feed_moved", "feed": now.url})
        what = news(now, begun)
        if what:
            await self.tell(now, what)
            await self.store.feeds.change(now.url, lambda kept: told(kept, what))
