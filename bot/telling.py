"""Stories as they are told: each is loaded and worked out once for all who are told the same, off the event loop."""

import asyncio
import threading
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from cachetools import LRUCache

from adapters.interface import Archive, Version
from digests.building import admits, is_news
from digests.model.digest import Window
from digests.model.story import Arrival, Glance, Story
from digests.model.subscription import Subscription
from digests.pipeline import story_in, story_of

T = TypeVar("T")
S = TypeVar("S", bound=Story | None)
_LOADED = 600  # articles; each takes some 100 kB
_TOLD = 600  # stories; each takes some 30 kB
_SEEN = 30_000  # articles, as they are seen; each takes some 400 bytes


@dataclass(frozen=True)
class Kept:
    """A story as it is kept: its id, its version and its articles."""

    id: str
    version: Version
    arrivals: tuple[Arrival, ...]

    def admitted(self, subscription: Subscription | None, now: datetime) -> tuple[Arrival, ...]:
        """Return the articles that it is told from to a channel with these settings at a moment (aware)."""
        if subscription is None:
            return self.arrivals
        return tuple(arrival for arrival in self.arrivals if admits(subscription, arrival.article, now))


@dataclass(frozen=True)
class Seen:
    """A story as it is seen without being read: its id, its version and what can be seen of its articles."""

    id: str
    version: Version
    articles: tuple[Glance, ...]


class Telling:
    """Loads stories from the archive and tells them.

    Working a story out takes tens of milliseconds of processor time. Digests are worked out in a thread of their own,
    one after the other, so that commands, which have theirs, are answered meanwhile.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._loaded: LRUCache[Hashable, Kept] = LRUCache(_LOADED, getsizeof=lambda kept: len(kept.arrivals))
        self._seen: LRUCache[Hashable, Seen] = LRUCache(_SEEN, getsizeof=lambda seen: len(seen.articles))
        self._loading = asyncio.Lock()  # two that need the same do not both load it
        self._told: LRUCache[Hashable, Story | None] = LRUCache(_TOLD)
        self._telling = threading.Lock()  # commands tell in threads of their own
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="telling")

    async def load(self, versions: Mapping[str, Version]) -> list[Kept]:
        """Return stories in the order of their versions; one that has gone since is left out."""
        async with self._loading:
            known = {key: kept for key in versions.items() if (kept := self._loaded.get(key))}
            missing = [story for story, version in versions.items() if (story, version) not in known]
            for story, arrivals in (await self._archive.stories(missing)).items():
                key = story, versions[story]
                known[key] = Kept(*key, tuple(arrivals))
                if len(arrivals) <= _LOADED:
                    self._loaded[key] = known[key]
        return [known[key] for key in versions.items() if key in known]

    async def look(self, versions: Mapping[str, Version]) -> list[Seen]:
        """Return what can be seen of stories, in the order of their versions; one that has gone since is left out."""
        async with self._loading:
            known = {key: seen for key in versions.items() if (seen := self._seen.get(key))}
            missing = [story for story, version in versions.items() if (story, version) not in known]
            for story, glances in (await self._archive.glances(missing)).items():
                key = story, versions[story]
                known[key] = Seen(*key, tuple(glances))
                if len(glances) <= _SEEN:
                    self._seen[key] = known[key]
        return [known[key] for key in versions.items() if key in known]

    async def grown(self, after: int, upto: int, since: datetime) -> list[Seen]:
        """Return the stories that grew, as they are seen; the arguments are those of `Archive.grown`."""
        return await self.look(await self._archive.grown(after, upto, since))

    def news(
        self,
        kept: Kept,
        shown: Collection[str],
        *,
        zone: ZoneInfo,
        now: datetime,
        subscription: Subscription | None = None,
    ) -> Story | None:
        """Return a story if it is news to a channel, told for it; it computes for long.

        Args:
            kept: The story.
            shown: The ids of those of its articles that the channel was told of.
            zone: The zone whose days count.
            now: The moment (aware) at which the channel's mutes count.
            subscription: The channel's settings; without them every article is told from.
        """
        arrivals = kept.admitted(subscription, now)
        known = frozenset(arrival.article.id for arrival in arrivals if arrival.article.id in shown)
        if len(known) == len(arrivals):
            return None
        story = self.of(kept, arrivals, zone, known)
        return story if is_news(story, known) else None

    def of(self, kept: Kept, arrivals: Sequence[Arrival], zone: ZoneInfo, seen: Collection[str] | None = None) -> Story:
        """Return a story as `digests.pipeline.story_of` tells it from some of its articles; it computes for long."""
        known = None if seen is None else frozenset(seen)
        key = kept.id, kept.version, _ids(arrivals), known, zone.key
        return self._once(key, lambda: story_of(kept.id, arrivals, zone=zone, seen=seen))

    def within(self, kept: Kept, arrivals: Sequence[Arrival], zone: ZoneInfo, window: Window) -> Story | None:
        """Return a story as `digests.pipeline.story_in` tells it from some of its articles; it computes for long."""
        key = kept.id, kept.version, _ids(arrivals), window, zone.key
        return self._once(key, lambda: story_in(kept.id, arrivals, zone=zone, window=window))

    async def run(self, work: Callable[[], T]) -> T:
        """Return what a function returns that computes for long, called in the thread of the digests."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """End the thread once it has done what it is at."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _once(self, key: Hashable, tell: Callable[[], S]) -> S:
        with self._telling:
            if key in self._told:
                return self._told[key]  # type: ignore[return-value]
        story = tell()
        with self._telling:
            self._told[key] = story
        return story


def read_in(stories: Sequence[Seen], start: datetime, end: datetime) -> list[Glance]:
    """Return the articles of the stories that were read from `start` up to `end` (aware)."""
    return [article for one in stories for article in one.articles if start <= article.read_at < end]


def _ids(arrivals: Sequence[Arrival]) -> tuple[str, ...]:
    return tuple(arrival.article.id for arrival in arrivals)
