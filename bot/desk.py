"""The news desk: loads what a command needs from the archive and hands it to the core."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from adapters.interface import Archive
from digests.building import build, day_window
from digests.model.article import Article
from digests.model.digest import Digest
from digests.model.story import Arrival, Story
from digests.pipeline import dated_articles, story_of
from digests.text.synonyms import spellings

_NEAREST = 50
"""How many articles, by full-text search, a question, a search or a story's name is held against."""


@dataclass(frozen=True)
class Desk:
    """What the commands work with.

    Attributes:
        archive: Where articles and stories are kept.
        zone: The zone whose days count.
        clock: Gives the present moment (aware).
    """

    archive: Archive
    zone: ZoneInfo
    clock: Callable[[], datetime]

    def today(self) -> date:
        """Return the local day."""
        return self.clock().astimezone(self.zone).date()

    async def last_day(self) -> date | None:
        """Return the local day of the newest article, None while there is none."""
        last = await self.archive.last_published()
        return last.astimezone(self.zone).date() if last else None

    async def digest(self, day: date, topic: str | None = None, *, channel: str) -> Digest:
        """Return the digest of a local day and remember its stories as the channel's numbers."""
        window = day_window(day, self.zone)
        held = await self.archive.stories_in(window)
        told = (story_of(story, arrivals, zone=self.zone, window=window) for story, arrivals in held.items())
        digest = build([story for story in told if story], day=day, zone=self.zone, topic=topic)
        await self.archive.remember_listing(channel, [story.id for story in digest.stories])
        return digest

    async def story(self, reference: str, *, channel: str) -> Story | None:
        """Return the story meant by a number of the channel's last digest, an id or words; None if there is none."""
        identity = reference.strip().lower()
        if identity.isdecimal():
            listed = await self.archive.listing(channel)
            identity = listed[int(identity) - 1] if 0 < int(identity) <= len(listed) else ""
        arrivals = await self.archive.story(identity)
        if arrivals:
            return story_of(identity, arrivals, zone=self.zone)
        if reference.strip().isdecimal():
            return None
        held = await self._matching(reference)
        return next((story_of(story, arrivals, zone=self.zone) for story, arrivals in held.items()), None)

    async def articles(self, words: str) -> dict[str, Article]:
        """Return the articles of the stories that match the words best, by id."""
        return self._articles(await self._matching(words))

    async def related(self, words: str) -> tuple[list[Story], dict[str, Article]]:
        """Return the stories whose articles match the words best, best first, and their articles by id."""
        held = await self._matching(words)
        told = [story_of(story, arrivals, zone=self.zone) for story, arrivals in held.items()]
        return [story for story in told if story], self._articles(held)

    async def _matching(self, words: str) -> dict[str, list[Arrival]]:
        return await self.archive.stories_with(spellings(words), _NEAREST)

    def _articles(self, held: dict[str, list[Arrival]]) -> dict[str, Article]:
        return {one.id: one for arrivals in held.values() for one in dated_articles(arrivals, self.zone)}
