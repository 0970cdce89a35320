"""What chat and command line do with feeds: add, call by name, change, look at."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from adapters.interface import Asked, Failed, Feed, Feeds, Fetched, Fetching, Outcome
from bot.addresses import same
from bot.discovery import FeedError, Several, discover, known_address, read, reason
from bot.feed_names import called, free_name
from digests.model.base import Value
from digests.model.feed import FeedRead
from digests.reading import Unreadable


class AmbiguousError(FeedError):
    """Several feeds are called so.

    Attributes:
        said: What was said.
        candidates: They.
    """

    def __init__(self, said: str, candidates: Sequence[Feed]) -> None:
        super().__init__(f"“{said}” may be any of {len(candidates)} feeds.")
        self.said = said
        self.candidates = tuple(candidates)


class Added(Value):
    """A feed that is read from now on, and what it says.

    Attributes:
        feed: The feed.
        read: What it says; None if it was there before, for then it was not asked.
    """

    feed: Feed
    read: FeedRead | None = None


class Checked(Value):
    """What was found when a feed was looked at.

    Attributes:
        feed: Which.
        problem: Why it cannot be read, in plain words, None if it can.
        read: What it says, None if it cannot be read.
        moved: Where the server has moved it for good, if it has.
    """

    feed: Feed
    problem: str | None = None
    read: FeedRead | None = None
    moved: str | None = None


class Unconnected:
    """Fetching of a desk that reads files alone."""

    async def fetch(self, asked: Asked) -> Outcome:
        """Fetch nothing."""
        del asked
        return Failed(reason="this desk fetches nothing")


@dataclass(frozen=True)
class Feeding:
    """Works on the feeds.

    Attributes:
        feeds: Where they are kept.
        fetching: What fetches them.
        clock: Gives the present moment (aware).
        changed: Called when there is something to poll.
    """

    feeds: Feeds
    fetching: Fetching
    clock: Callable[[], datetime]
    changed: Callable[[], None] = lambda: None

    async def add(
        self,
        typed: str,
        *,
        name: str = "",
        outlet: str | None = None,
        full_text: bool = False,
        owner: str | None = None,
    ) -> Added | Several:
        """Add the feed at an address; it is read for the first time as soon as may be.

        Args:
            typed: The address as it was typed.
            name: What it shall be called, its own title if empty; a feed that is there already is called so anew.
            outlet: See `Feed`, like the others.
            full_text: See `Feed`.
            owner: See `Feed`.

        Raises:
            FeedError: There is no feed, or the name is another's.
        """
        feeds = await self.feeds.all()
        if known := _known(feeds, known_address(typed).url):
            return Added(feed=await self.rename(known, name) if name else known)
        if name:
            _refuse_taken(name, feeds)
        found = await discover(self.fetching, typed)
        if isinstance(found, Several):
            return found
        feeds = await self.feeds.all()  # it took a while
        if known := _known(feeds, found.url):
            return Added(feed=await self.rename(known, name) if name else known)
        title = name or free_name(
            found.read.title or urlsplit(found.url).hostname or found.url, {one.title.casefold() for one in feeds}
        )
        feed = Feed(url=found.url, title=title, outlet=outlet, full_text=full_text, added_at=self.clock(), owner=owner)
        await self.feeds.put(feed)
        self.changed()
        return Added(feed=feed, read=found.read)

    async def named(self, said: str) -> Feed:
        """Return the feed that is called so: by its address, its name, or words of name and address.

        Raises:
            FeedError: There is none; `AmbiguousError`: there are several.
        """
        found = called(await self.feeds.all(), said)
        if not found:
            raise FeedError(f"No feed is called “{said}”.")
        if len(found) > 1:
            raise AmbiguousError(said, found)
        return found[0]

    async def rename(self, feed: Feed, name: str) -> Feed:
        """Give a feed another name and return it.

        Raises:
            FeedError: It is another feed's.
        """
        _refuse_taken(name, [one for one in await self.feeds.all() if one.url != feed.url])
        return await self.change(feed, title=name)

    async def change(self, feed: Feed, **changes: object) -> Feed:
        """Change attributes of a feed and return it.

        Raises:
            FeedError: It was removed meanwhile.
        """
        changed = await self.feeds.change(feed.url, lambda old: old.model_copy(update=changes))
        if changed is None:
            raise FeedError(f"“{feed.title}” was removed meanwhile.")
        return changed

    async def resume(self, feed: Feed) -> Feed:
        """Have a feed read again, now: whatever kept it is taken to be over."""
        resumed = await self.change(feed, paused=False, next_poll=None)
        self.changed()
        return resumed

    async def check(self, feed: Feed) -> Checked:
        """Look at a feed now, and change nothing."""
        outcome = await self.fetching.fetch(Asked(url=feed.url))
        if not isinstance(outcome, Fetched):
            return Checked(feed=feed, problem=reason(outcome))
        found = await read(outcome)
        if isinstance(found, Unreadable):
            return Checked(feed=feed, problem=f"what is there {found.reason}", moved=outcome.moved)
        return Checked(feed=feed, read=found, moved=outcome.moved)

    async def check_all(self, feeds: Sequence[Feed]) -> AsyncGenerator[Checked, None]:
        """Look at feeds, at many at once, and yield what was found as it comes."""
        tasks = [asyncio.create_task(self.check(feed)) for feed in feeds]
        try:
            for done in asyncio.as_completed(tasks):
                yield await done
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _known(feeds: Sequence[Feed], url: str) -> Feed | None:
    return next((one for one in feeds if same(one.url, url) or (one.moved_from and same(one.moved_from, url))), None)


def _refuse_taken(name: str, feeds: Sequence[Feed]) -> None:
    if taken := next((one for one in feeds if one.title.casefold() == name.casefold()), None):
        raise FeedError(f"Another feed is called “{taken.title}” already: {taken.url}")
