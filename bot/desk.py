"""The news desk: loads what a command needs from the store and hands it to the core.

What the core computes for long it computes in a thread, for the event loop has digests to deliver meanwhile.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from adapters.interface import Archive, Fetching, Standing, Store
from bot.choosing import admitted, choose
from bot.feeding import Feeding, Unconnected
from bot.placing import Placing
from bot.repairing import Repairing
from bot.slots import next_slot
from bot.telling import Kept, Telling
from digests.building import STORIES, besides, build, day_window, is_told, sifts
from digests.model.article import Article
from digests.model.digest import Digest, Occasion
from digests.model.story import Story
from digests.model.subscription import Schedule, Subscription
from digests.pipeline import dated_articles
from digests.text.synonyms import spellings

_NEAREST = 50
"""How many articles, by full-text search, a question, a search or a story's name is held against."""


@dataclass(frozen=True)
class Desk:
    """What the commands work with.

    Attributes:
        store: Where everything is kept.
        telling: Loads stories and tells them.
        schedule: When a channel gets digests that has not said so; its zone is also where days begin for a channel
            without settings.
        clock: Gives the present moment (aware).
        changed: Called when a channel's settings have changed, so that they take effect at once.
        fetching: What fetches feeds.
        to_poll: Called when there is a feed to poll at once.
    """

    store: Store
    telling: Telling
    schedule: Schedule
    clock: Callable[[], datetime]
    changed: Callable[[], None] = lambda: None
    fetching: Fetching = field(default_factory=Unconnected)
    to_poll: Callable[[], None] = lambda: None

    @property
    def archive(self) -> Archive:
        """Articles and stories."""
        return self.store.archive

    @cached_property
    def placing(self) -> Placing:
        """What places articles, for as long as the desk works."""
        return Placing(self.archive, self.clock)

    @property
    def repairing(self) -> Repairing:
        """What repairs stories."""
        return Repairing(self.store, self.placing)

    @property
    def feeding(self) -> Feeding:
        """What works on the feeds."""
        return Feeding(self.store.feeds, self.fetching, self.clock, self.to_poll)

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose days count where a channel says nothing else."""
        return ZoneInfo(self.schedule.zone)

    async def zone_of(self, channel: str) -> ZoneInfo:
        """Return the zone whose days count in a channel."""
        standing = await self.standing(channel)
        return ZoneInfo(standing.subscription.schedule.zone) if standing else self.zone

    def today(self, zone: ZoneInfo | None = None) -> date:
        """Return the local day."""
        return self.clock().astimezone(zone or self.zone).date()

    async def last_day(self) -> date | None:
        """Return the local day of the newest article, None while there is none."""
        last = await self.archive.last_published()
        return last.astimezone(self.zone).date() if last else None

    async def standing(self, channel: str) -> Standing | None:
        """Return a channel's settings and where its digests stand, None if it has none."""
        return await self.store.subscriptions.get(channel)

    async def configure(
        self, channel: str, user: str, change: Callable[[Subscription], Subscription]
    ) -> tuple[Subscription, datetime | None]:
        """Change a channel's settings; they take effect at once.

        Args:
            channel: Which channel; one without settings begins with the desk's schedule, switched off.
            user: Who changes them, and hears from now on of what is wrong with them.
            change: Returns the settings as they shall be.

        Returns:
            The new settings, and when the next digest is due.
        """
        now = self.clock()
        standing = await self.standing(channel)
        fresh = self.schedule.model_copy(update={"active": False})
        old = standing.subscription if standing else Subscription(channel=channel, owner=user, schedule=fresh)
        new = change(old).model_copy(update={"owner": user})
        same = standing is not None and new.schedule == old.schedule
        scheduled_to = standing.scheduled_to if standing and same else now
        upcoming = next_slot(new.schedule, scheduled_to)
        next_at = upcoming.due_at if upcoming else None
        await self.store.subscriptions.put(new, scheduled_to=scheduled_to, next_at=next_at)
        self.changed()
        return new, next_at

    async def digest(
        self, day: date, topic: str | None = None, *, channel: str, subscription: Subscription | None = None
    ) -> Digest:
        """Return the digest of a local day and remember its stories as the channel's numbers.

        Args:
            day: The local day, in the zone of the subscription if there is one.
            topic: Words of which a story must have one.
            channel: Whose numbers they become.
            subscription: The settings that hold for it; without them everything is told.
        """
        zone = ZoneInfo(subscription.schedule.zone) if subscription else self.zone
        window = day_window(day, zone)
        seen = await self.telling.look(await self.archive.stories_in(window))
        now = self.clock()

        def tell(kept: Kept) -> Story | None:
            arrivals = kept.admitted(subscription, now)
            story = self.telling.within(kept, arrivals, zone, window) if arrivals else None
            return story if story and is_told(story, topic, subscription, window.end) else None

        limit = STORIES[subscription.length] if subscription else None
        chosen = await choose(self.telling, admitted(seen, subscription, now), tell, limit, asyncio.to_thread)
        read = [article for one in seen for article in one.articles if window.start <= article.at < window.end]
        occasion = Occasion(day=day, zone=zone.key, window=window)
        digest = besides(
            build(chosen.stories, occasion, read=read, topic=topic, subscription=subscription),
            len(chosen.untold),
            sifted=topic is not None or (subscription is not None and sifts(subscription)),
        )
        await self.archive.remember_listing(channel, [story.id for story in digest.stories])
        return digest

    async def story(self, reference: str, *, channel: str) -> Story | None:
        """Return the story meant by a number of the channel's last digest, an id or words; None if there is none."""
        identity = reference.strip().lower()
        if identity.isdecimal():
            listed = await self.archive.listing(channel)
            identity = listed[int(identity) - 1] if 0 < int(identity) <= len(listed) else ""
        found = await self.telling.load(await self.archive.versions([identity]))
        if not found and not reference.strip().isdecimal():
            found = await self._matching(reference)
        return await asyncio.to_thread(self._told, found[0]) if found else None

    async def called(self, typed: str, limit: int) -> list[Story]:
        """Return the stories that have all the words typed, the last perhaps only begun; the newest if none is."""
        found = await self.telling.load(await self.archive.stories_called(typed, limit))
        return await asyncio.to_thread(lambda: [self._told(one) for one in found])

    async def articles(self, words: str) -> dict[str, Article]:
        """Return the articles of the stories that match the words best, by id."""
        found = await self._matching(words)
        return await asyncio.to_thread(self._articles, found)

    async def related(self, words: str) -> tuple[list[Story], dict[str, Article]]:
        """Return the stories whose articles match the words best, best first, and their articles by id."""
        found = await self._matching(words)
        return await asyncio.to_thread(lambda: ([self._told(one) for one in found], self._articles(found)))

    async def _matching(self, words: str) -> list[Kept]:
        return await self.telling.load(await self.archive.stories_with(spellings(words), _NEAREST))

    def _told(self, kept: Kept) -> Story:
        return self.telling.of(kept, kept.arrivals, self.zone)

    def _articles(self, stories: Sequence[Kept]) -> dict[str, Article]:
        return {article.id: article for one in stories for article in dated_articles(one.arrivals, self.zone)}
