"""Stories as channels are told them: each is worked out once, however many channels get it, and off the event loop."""

import asyncio
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from cachetools import LRUCache

from adapters.interface import Archive
from digests.building import admits, is_news
from digests.model.article import Article
from digests.model.story import Arrival, Story
from digests.model.subscription import Subscription
from digests.pipeline import story_of

T = TypeVar("T")
_KEPT = 1000  # stories; a busy day has a few hundred, a told one takes some 20 kB


@dataclass(frozen=True)
class Grown:
    """A story that grew: its id, its newest revision in the archive, and its articles."""

    id: str
    revision: int
    arrivals: tuple[Arrival, ...]


class Telling:
    """Loads stories from the archive and tells them.

    Working a story out takes tens of milliseconds of processor time, so it is done in a thread of its own, one after
    the other, while commands are answered.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._loaded: LRUCache[Hashable, Grown] = LRUCache(_KEPT)
        self._told: LRUCache[Hashable, Story] = LRUCache(_KEPT)  # touched by the thread alone
        self._loading = asyncio.Lock()  # two that need the same do not both load it
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="telling")

    async def grown(self, after: int, upto: int, since: datetime) -> list[Grown]:
        """Return the stories that grew; the arguments are those of `Archive.grown`."""
        revisions = await self._archive.grown(after, upto, since)
        async with self._loading:
            return await self._load(revisions)

    async def _load(self, revisions: Mapping[str, int]) -> list[Grown]:
        known = {key: kept for key in revisions.items() if (kept := self._loaded.get(key))}
        missing = [story for story, revision in revisions.items() if (story, revision) not in known]
        for story, arrivals in (await self._archive.stories(missing)).items():
            key = story, revisions[story]
            known[key] = self._loaded[key] = Grown(*key, tuple(arrivals))
        return [known[key] for key in revisions.items() if key in known]

    async def told(
        self,
        grown: Sequence[Grown],
        shown: Mapping[str, Collection[str]],
        *,
        zone: ZoneInfo,
        now: datetime,
        subscription: Subscription | None = None,
    ) -> list[Story]:
        """Return those of the stories that are news to a channel, told for it.

        Args:
            grown: The stories.
            shown: What the channel was told already: the ids of stories, each with those of its articles.
            zone: The zone whose days count.
            now: The moment (aware) at which the channel's mutes count.
            subscription: The channel's settings; without them every article is told from.
        """

        def tell() -> list[Story]:
            told = (self._tell(one, shown.get(one.id, ()), zone, now, subscription) for one in grown)
            return [story for story in told if story]

        return await self.run(tell)

    async def run(self, work: Callable[[], T]) -> T:
        """Return what a function returns that computes for long, called in the thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """End the thread once it has done what it is at."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _tell(
        self, grown: Grown, shown: Collection[str], zone: ZoneInfo, now: datetime, subscription: Subscription | None
    ) -> Story | None:
        arrivals = [
            arrival for arrival in grown.arrivals if not subscription or admits(subscription, arrival.article, now)
        ]
        known = frozenset(arrival.article.id for arrival in arrivals if arrival.article.id in shown)
        if len(known) == len(arrivals):
            return None
        articles = tuple(arrival.article.id for arrival in arrivals)
        key = (grown.id, grown.revision, articles, known, zone.key)
        story = self._told.get(key)
        if story is None:
            story = story_of(grown.id, arrivals, zone=zone, seen=known)
            self._told[key] = story
        return story if is_news(story, known) else None


def read_in(grown: Sequence[Grown], start: datetime, end: datetime) -> list[Article]:
    """Return the articles of the stories that were read from `start` up to `end` (aware)."""
    return [arrival.article for one in grown for arrival in one.arrivals if start <= arrival.read_at < end]
