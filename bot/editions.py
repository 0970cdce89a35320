"""Makes what an edition says: the digest of what a channel was not told yet, and the news of a story it follows."""

import base64
import hashlib
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from cachetools import LRUCache

from adapters.interface import (
    UNDER_FIRST,
    Brief,
    Chat,
    Delivery,
    Edition,
    Feed,
    Follow,
    Frozen,
    Message,
    Standing,
    Store,
)
from bot.choosing import admitted, choose
from bot.telling import Kept, Seen, Telling, read_in
from digests.building import STORIES, besides, build, is_material, is_told, sifts
from digests.model.digest import Digest, Occasion, Window
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
_LAID_OUT = 64  # digests that are kept as they were laid out, of some 50 kB each


@dataclass(frozen=True)
class _Batch:
    """What the digests of one moment share."""

    now: datetime
    mark: int
    feeds: Sequence[Feed]
    grown: Mapping[str, Sequence[Seen]]  # by channel
    briefs: Mapping[str, Brief]


class Editor:
    """Prepares editions. It sends nothing and keeps nothing.

    Attributes:
        clock: Gives the present moment (aware).
    """

    def __init__(self, store: Store, telling: Telling, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._telling = telling
        self.clock = clock
        self._laid_out: LRUCache[Hashable, tuple[Digest, Sequence[Document]]] = LRUCache(_LAID_OUT)

    async def digests(
        self, editions: Sequence[Edition], standings: Mapping[str, Standing], chat: Chat
    ) -> dict[int, Frozen | Exception]:
        """Return what the digests of editions say, by the edition's number: what its channel was not told yet.

        One that breaks is the exception that it raised, and the others stand.

        Args:
            editions: The editions, each of another channel.
            standings: The settings of each channel, and where its digests stand.
            chat: Their platform, which says how a document is cut into parts.
        """
        batch = await self._batch(editions, standings)
        made: dict[int, Frozen | Exception] = {}
        for edition in editions:
            try:
                made[edition.id] = await self._digest(edition, standings[edition.channel], chat, batch)
            except Exception as error:  # noqa: BLE001 - it is the caller's, who has more than this edition in hand
                made[edition.id] = error
        return made

    async def _batch(self, editions: Sequence[Edition], standings: Mapping[str, Standing]) -> _Batch:
        now, mark = self.clock(), await self._store.archive.mark()
        asked = {
            edition.channel: (
                standings[edition.channel].mark,
                # To the hour, so that channels which were told minutes apart share what is loaded.
                _start(edition, standings[edition.channel], now).replace(minute=0, second=0, microsecond=0) - STALE,
            )
            for edition in editions
        }
        loaded = {key: await self._telling.grown(key[0], mark, key[1]) for key in set(asked.values())}
        grown = {channel: loaded[key] for channel, key in asked.items()}
        stories = sorted({one.id for many in loaded.values() for one in many})
        briefs = await self._store.editions.briefs(list(asked), stories)
        return _Batch(now, mark, await self._store.feeds.all(), grown, briefs)

    async def _digest(self, edition: Edition, standing: Standing, chat: Chat, batch: _Batch) -> Frozen:
        now, settings = batch.now, standing.subscription
        zone = ZoneInfo(settings.schedule.zone)
        grown, brief = batch.grown[edition.channel], batch.briefs[edition.channel]
        window = Window(start=_start(edition, standing, now), end=now)

        def tell(kept: Kept) -> Story | None:
            story = self._telling.news(kept, brief.shown.get(kept.id, ()), zone=zone, now=now, subscription=settings)
            return story if story and is_told(story, None, settings, window.end) else None

        fresh = (one for one in admitted(grown, settings, now) if not _is_shown(one, brief))
        chosen = await choose(self._telling, fresh, tell, STORIES[settings.length], self._telling.run)
        occasion = Occasion(
            day=edition.day,
            zone=zone.key,
            window=window,
            late_for=edition.due_at if now - edition.due_at > LATE else None,
            missed=brief.missed,
            unread=_unread(batch.feeds, window.start),
        )
        read = read_in(grown, window.start, window.end)
        digest = besides(
            build(chosen.stories, occasion, read=read, subscription=settings),
            len(chosen.untold),
            sifted=sifts(settings) or any(story in brief.shown for story in chosen.untold),
        )
        quiet = not digest.stories and settings.schedule.quiet_day == "skip"
        parts: Sequence[Document] = () if quiet else await self._telling.run(partial(self._parts, digest, chat))
        deliveries = _deliveries(edition.channel, edition.day, edition.slot, parts, digest.stories)
        thread = UNDER_FIRST if settings.threads and len(deliveries) > 1 else None
        return Frozen(edition=edition, mark=batch.mark, window=window, deliveries=deliveries, thread=thread)

    def _parts(self, digest: Digest, chat: Chat) -> Sequence[Document]:
        """Return a digest laid out and cut; channels with the same settings get the same, to the minute."""
        to_the_minute = {name: at.replace(second=0, microsecond=0) for name, at in digest.window}
        same = digest.model_copy(update={"window": Window(**to_the_minute), "stories": ()})
        key = chat.platform, same, tuple(map(id, digest.stories))
        if key not in self._laid_out:
            self._laid_out[key] = digest, chat.parts(digest_document(digest))  # the digest keeps its stories' ids taken
        return self._laid_out[key][1]

    async def opening(self, follow: Follow, chat: Chat) -> Message | None:
        """Return the message that opens the thread of a followed story; None if the story has no article any more."""
        zone, _ = await self._place(follow.channel)
        kept = await self._telling.load(await self._store.archive.versions([follow.story]))
        told = await self._news(kept, (), zone, None)
        if not told:
            return None
        slot = f"follow {follow.story} {follow.since:%Y-%m-%d %H:%M:%S}"
        return self._message(follow, slot, chat.parts(followed_document(told)), told)

    async def update(self, follow: Follow, chat: Chat, mark: int) -> Message | None:
        """Return what changed in a followed story since the channel was told of it, None if it is nothing of substance.

        Args:
            follow: What is followed, its thread open.
            chat: The channel's platform.
            mark: The revision of the archive up to which it is looked for news.
        """
        grown = await self._store.archive.grown(follow.mark, mark, follow.since - STALE)
        kept = await self._telling.load({story: version for story, version in grown.items() if story == follow.story})
        zone, settings = await self._place(follow.channel)
        brief = (await self._store.editions.briefs([follow.channel], [follow.story]))[follow.channel]
        told = await self._news(kept, brief.shown.get(follow.story, ()), zone, settings)
        if not told or not is_material(told):
            return None
        slot = f"follow {follow.story} {kept[0].version.revision}"
        return self._message(follow, slot, chat.parts(update_document(told)), told)

    def notice(self, channel: str, slot: str, document: Document, chat: Chat) -> Message:
        """Return word for an owner; `slot` names what it is about, so that it is said once a day."""
        return self._said(channel, self.clock().astimezone(UTC).date(), slot, document, chat)

    def _said(self, channel: str, day: date, slot: str, document: Document, chat: Chat) -> Message:
        now = self.clock()
        deliveries = _deliveries(channel, day, slot, chat.parts(document), ())
        return Message(
            channel=channel, day=day, slot=slot, kind="notice", due_at=now, deadline=now + KEEN, deliveries=deliveries
        )

    def hello(self, channel: str, at: datetime, document: Document, chat: Chat) -> Message:
        """Return the first word in a channel that the desk joined at a moment (aware)."""
        day = at.astimezone(UTC).date()
        return self._said(channel, day, "hello", document, chat)

    def _message(self, follow: Follow, slot: str, parts: Sequence[Document], story: Story) -> Message:
        now, day = self.clock(), follow.since.astimezone(UTC).date()
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

    async def _news(
        self, kept: Sequence[Kept], shown: Collection[str], zone: ZoneInfo, settings: Subscription | None
    ) -> Story | None:
        """Return the one story, if it was kept and is news."""
        if not kept:
            return None
        news = partial(self._telling.news, kept[0], shown, zone=zone, now=self.clock(), subscription=settings)
        return await self._telling.run(news)

    async def _place(self, channel: str) -> tuple[ZoneInfo, Subscription | None]:
        standing = await self._store.subscriptions.get(channel)
        settings = standing.subscription if standing else None
        return ZoneInfo(settings.schedule.zone if settings else "UTC"), settings


def _is_shown(seen: Seen, brief: Brief) -> bool:
    """Return whether a channel was told of all articles of a story that it may be told from."""
    shown = brief.shown.get(seen.id, ())
    return all(article.id in shown for article in seen.articles)


def _start(edition: Edition, standing: Standing, now: datetime) -> datetime:
    """Return since when a digest tells; never from the future, to which the clock may have been set."""
    return min(standing.told_at or edition.due_at - FIRST_DAY, now)


def _unread(feeds: Sequence[Feed], since: datetime) -> tuple[str, ...]:
    return tuple(
        feed.title
        for feed in feeds
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
    """Return the name of a message, the same whenever it is made: 20 letters and digits of the edition, its number."""
    edition = hashlib.sha256(f"{channel}\n{day}\n{slot}".encode()).digest()
    return f"{base64.b32encode(edition[:12]).decode().lower().rstrip('=')}-{number}"
