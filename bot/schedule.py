"""Turns the channels' schedules into editions as their slots come due, on the one process that leads.

What is due is read from the store, never from a timer that was missed: APScheduler says when to look, and a process
that was down, a clock that jumped or a change made by another process are only reasons to look again.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from adapters.errors import AdapterError
from adapters.interface import Chat, Follow, Plan, Standing, Store, platform_of
from bot.editions import Editor
from bot.health import Health
from bot.slots import next_slot, plan

log = logging.getLogger(__name__)

UPDATE_PAUSE = timedelta(hours=1)
"""How long a followed story rests between two updates."""
UNLISTED = timedelta(days=180)
"""How long an entry that no feed lists any more is remembered, should it come again."""
_BATCH = 250  # channels that are planned before others get a turn on the event loop
_SETTING_BACK = timedelta(seconds=5)  # less than that a clock may be corrected by without anything being due twice


@dataclass(frozen=True)
class Beat:
    """How often, in seconds, it is looked at the slots, at followed stories, and for articles to forget."""

    slots: float = 2.0
    follows: float = 60.0
    prune: float = 86_400.0


@dataclass
class Timetable:
    """Schedules editions while this process leads.

    Attributes:
        store: Where schedules and editions are kept.
        editor: Makes what is posted of followed stories.
        chats: The platforms by name.
        clock: Gives the present moment (aware).
        due: Called when editions have become due.
        retention: How long articles are kept, None for good.
        beat: How often it looks.
        health: Where it shows that it looks.
        led: Whether this process led when it last looked.
        looked_at: When that was.
    """

    store: Store
    editor: Editor
    chats: Mapping[str, Chat]
    clock: Callable[[], datetime]
    due: Callable[[], None]
    retention: timedelta | None = None
    beat: Beat = field(default_factory=Beat)
    health: Health = field(default_factory=Health)
    led: bool = field(default=False, init=False)
    looked_at: datetime | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._at_it = asyncio.Lock()
        self._said: str | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 5}
        )

    def start(self) -> None:
        """Begin to look, at once and then time and again."""
        jobs = (("slots", self.look), ("follows", self.look_at_follows), ("prune", self.prune))
        for name, work in jobs:
            self._scheduler.add_job(
                work, "interval", id=name, seconds=getattr(self.beat, name), next_run_time=datetime.now(UTC)
            )
        self._scheduler.start()

    def call(self) -> None:
        """Have it look at the slots and the followed stories at once, for settings have changed."""
        if self._scheduler.running:
            for name in ("slots", "follows"):
                self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    async def stop(self) -> None:
        """End what it is at, look no more, and let another process lead."""
        self._scheduler.remove_all_jobs()
        async with self._at_it:
            if self._scheduler.running:
                self._scheduler.shutdown(wait=False)
        await self.store.leadership.resign()

    async def look(self) -> None:
        """Make what is due editions, if this process leads; what goes wrong is tried again the next time."""
        if self._at_it.locked():
            return
        async with self._at_it:
            try:
                await self._look()
            except AdapterError as error:
                self._trouble(str(error))
            else:
                self.health.beat("scheduler")
                self._trouble(None)

    def _trouble(self, said: str | None) -> None:
        """Show what keeps it from its work, and log it when it begins, for it looks every other second."""
        if said is None:
            self.health.clear("schedules")
        else:
            self.health.fail("schedules", said)
            if said != self._said:
                log.error("schedules wait for the store: %s", said, extra={"action": "schedule_failed"})
        self._said = said

    async def _look(self) -> None:
        now = self.clock()
        if not await self.store.leadership.held():
            self.led = False
            return
        set_back = self.looked_at is not None and now < self.looked_at - _SETTING_BACK
        if set_back or not self.led:
            log.info("leads, from %s on", now, extra={"action": "clock_set_back" if set_back else "leads"})
            await self._rearm(now)
        self.led, self.looked_at = True, now
        while standings := await self.store.subscriptions.due(now, _BATCH):
            plans = [planned for one in standings if (planned := await self._planned(one, now))]
            if await self.store.editions.schedule(plans, now):
                self.due()
        await self._aim(now)

    async def _planned(self, standing: Standing, now: datetime) -> Plan | None:
        try:
            return plan(standing, now)
        except ZoneInfoNotFoundError:
            zone, channel = standing.subscription.schedule.zone, standing.subscription.channel
            log.error("%s has no zone %s", channel, zone, extra={"action": "zone_unknown", "channel": channel})  # noqa: TRY400
            await self.store.subscriptions.pause(channel, f"this machine's time zone data has no {zone}")
            return None

    async def _rearm(self, now: datetime) -> None:
        """Reckon anew when each channel is due: rules of zones change, and so does a clock."""
        changed = {}
        for standing in await self.store.subscriptions.all():
            try:
                upcoming = next_slot(standing.subscription.schedule, min(standing.scheduled_to, now))
            except ZoneInfoNotFoundError:
                continue  # said when it is due
            next_at = upcoming.due_at if upcoming else None
            if next_at != standing.next_at or standing.scheduled_to > now:
                changed[standing.subscription.channel] = next_at
        await self.store.subscriptions.arm(changed, scheduled_to=now)

    async def _aim(self, now: datetime) -> None:
        """Look again at the very moment at which the next slot is due, if that is before the next look."""
        upcoming = await self.store.subscriptions.next_due()
        if upcoming and upcoming - now < timedelta(seconds=self.beat.slots) and self._scheduler.running:
            at = datetime.now(UTC) + max(upcoming - self.clock(), timedelta())
            self._scheduler.add_job(self.look, "date", run_date=at, id="slot", replace_existing=True)

    async def look_at_follows(self) -> None:
        """Announce what changed in followed stories, if this process leads; one that breaks leaves the others alone."""
        if not self.led:
            return
        try:
            mark = await self.store.archive.mark()
            follows = await self.store.subscriptions.follows()
        except AdapterError as error:
            log.error("followed stories wait for the store: %s", error, extra={"action": "follows_failed"})  # noqa: TRY400
            return
        for follow in follows:
            try:
                await self._look_at(follow, mark)
            except Exception:
                log.exception("%s", follow.story, extra={"action": "follow_failed", "channel": follow.channel})

    async def _look_at(self, follow: Follow, mark: int) -> None:
        chat, now = self.chats.get(platform_of(follow.channel)), self.clock()
        if chat is None:
            return
        if follow.thread is None:
            message = await self.editor.opening(follow, chat)
        elif follow.mark < mark and now - (follow.told_at or follow.since) >= UPDATE_PAUSE:
            message = await self.editor.update(follow, chat, mark)
        else:
            return
        if message and await self.store.editions.announce(message, now):
            self.due()
        if follow.thread is not None:
            await self.store.subscriptions.looked(follow.channel, follow.story, mark)

    async def prune(self) -> None:
        """Forget what is older than it is kept for, if this process leads: articles, and what feeds do not list."""
        if not self.led:
            return
        try:
            now = self.clock()
            await self.store.feeds.forget(now - UNLISTED)
            gone = await self.store.prune(now - self.retention) if self.retention is not None else 0
        except AdapterError as error:
            log.error("nothing is forgotten: %s", error, extra={"action": "prune_failed"})  # noqa: TRY400
        else:
            log.info("%d articles are forgotten", gone, extra={"action": "pruned", "articles": gone})
