"""Makes what an edition says: the digest of what a channel was not told yet, and the news of a story it follows."""

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.interface import Chat, Delivery, Edition, Follow, Message, Standing, Store
from bot.telling import Grown, Telling, read_in
from digests.building import build, is_material
from digests.model.digest import Occasion, Window
from digests.model.document import Document
from digests.model.story import Story
from digests.model.subscription import Subscription
from digests.presenting.stories import completed_in, digest_document, followed_document, update_document

FIRST_DAY = timedelta(days=1)
"""How far back a channel's first digest goes."""
STALE = timedelta(days=2)
"""How long before a window an article may have appeared and still be news in it: feeds bring some a day late."""
LATE = timedelta(minutes=10)
"""From which delay on a digest says that it comes late."""
KEEN = timedelta(days=1)
"""How long a message that is no digest may wait to be begun."""


@dataclass(frozen=True)
class Prepared:
    """What an edition is to say: the revision and the window that it tells of, and its parts, none on a quiet day."""

    mark: int
    window: Window
    deliveries: tuple[Delivery, ...]


class Editor:
    """Prepares editions. It sends nothing and keeps nothing."""

    def __init__(self, store: Store, telling: Telling, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._telling = telling
        self._clock = clock

    async def digest(self, edition: Edition, standing: Standing, chat: Chat) -> Prepared:
        """Return what the digest of an edition says: what its channel was not told yet, as of now.

        Args:
            edition: The edition.
            standing: Its channel's settings, and where its digests stand.
            chat: Its platform, which says how a document is cut into parts.
        """
        now, settings = self._clock(), standing.subscription
        zone = ZoneInfo(settings.schedule.zone)
        window = Window(start=min(standing.told_at or edition.due_at - FIRST_DAY, now), end=now)
        mark = await self._store.archive.mark()
        grown = await self._telling.grown(standing.mark, mark, window.start - STALE)
        shown = await self._store.editions.shown(edition.channel)
        stories = await self._telling.told(grown, shown, zone=zone, now=now, subscription=settings)
        occasion = Occasion(
            day=edition.day,
            zone=zone.key,
            window=window,
            late_for=edition.due_at if now - edition.due_at > LATE else None,
            missed=tuple(one.due_at for one in await self._store.editions.missed(edition.channel)),
            unread=await self._unread(window.start),
        )

        def deliveries() -> tuple[Delivery, ...]:
            read = read_in(grown, window.start, window.end, zone)
            digest = build(stories, occasion, read=read, subscription=settings)
            quiet = not digest.stories and settings.schedule.quiet_day == "skip"
            parts = () if quiet else chat.parts(digest_document(digest))
            return _deliveries(edition.channel, edition.day, edition.slot, parts, digest.stories)

        return Prepared(mark, window, await self._telling.run(deliveries))

    async def opening(self, follow: Follow, chat: Chat) -> Message | None:
        """Return the message that opens the thread of a followed story; None if the story has no article any more."""
        arrivals = await self._store.archive.story(follow.story)
        zone, _ = await self._place(follow.channel)
        grown = [Grown(follow.story, 0, tuple(arrivals))] if arrivals else []
        told = await self._telling.told(grown, {}, zone=zone, now=self._clock())
        if not told:
            return None
        slot = f"follow {follow.story} {follow.since:%Y-%m-%d %H:%M:%S}"
        return self._message(follow, slot, chat.parts(followed_document(told[0])), told[0])

    async def update(self, follow: Follow, chat: Chat, mark: int) -> Message | None:
        """Return what changed in a followed story since the channel was told of it, None if it is nothing of substance.

        Args:
            follow: What is followed, its thread open.
            chat: The channel's platform.
            mark: The revision of the archive up to which it is looked for news.
        """
        grown = await self._telling.grown(follow.mark, mark, follow.since - STALE)
        grown = [one for one in grown if one.id == follow.story]
        zone, settings = await self._place(follow.channel)
        shown = await self._store.editions.shown(follow.channel)
        told = await self._telling.told(grown, shown, zone=zone, now=self._clock(), subscription=settings)
        if not told or not is_material(told[0]):
            return None
        slot = f"follow {follow.story} {grown[0].revision}"
        return self._message(follow, slot, chat.parts(update_document(told[0])), told[0])

    def notice(self, channel: str, slot: str, document: Document, chat: Chat) -> Message:
        """Return word for an owner; `slot` names what it is about, so that it is said once a day."""
        now = self._clock()
        return Message(
            channel=channel,
            day=now.astimezone(UTC).date(),
            slot=slot,
            kind="notice",
            due_at=now,
            deadline=now + KEEN,
            deliveries=_deliveries(channel, now.astimezone(UTC).date(), slot, chat.parts(document), ()),
        )

    def _message(self, follow: Follow, slot: str, parts: Sequence[Document], story: Story) -> Message:
        now, day = self._clock(), follow.since.astimezone(UTC).date()
        return Message(
            channel=follow.channel,
            day=day,
            slot=slot,
            kind="follow",
            due_at=now,
            deadline=now + KEEN,
            thread=follow.thread,
            story=follow.story,
            deliveries=_deliveries(follow.channel, day, slot, parts, (story,)),
        )

    async def _place(self, channel: str) -> tuple[ZoneInfo, Subscription | None]:
        standing = await self._store.subscriptions.get(channel)
        settings = standing.subscription if standing else None
        return ZoneInfo(settings.schedule.zone if settings else "UTC"), settings

    async def _unread(self, since: datetime) -> tuple[str, ...]:
        return tuple(
            feed.title
            for feed in await self._store.feeds.all()
            if feed.failures and not feed.paused and (feed.last_success is None or feed.last_success < since)
        )


def _deliveries(
    channel: str, day: date, slot: str, parts: Sequence[Document], stories: Sequence[Story]
) -> tuple[Delivery, ...]:
    articles = {story.id: tuple(article.id for article in story.articles) for story in stories}
    return tuple(
        Delivery(
            number=number,
            document=part,
            shown={story: articles[story] for story in completed},
            key=_key(channel, day, slot, number),
        )
        for number, (part, completed) in enumerate(zip(parts, completed_in(parts), strict=True), 1)
    )


def _key(channel: str, day: date, slot: str, number: int) -> str:
    """Return the name of a message: 24 letters and digits, the same whenever and wherever it is made."""
    digest = hashlib.sha256(f"{channel}\n{day}\n{slot}\n{number}".encode()).digest()
    return base64.b32encode(digest[:15]).decode().lower()
