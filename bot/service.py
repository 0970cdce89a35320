"""The service: chats listened to, slots scheduled, editions delivered, health shown, until somebody ends it."""

import asyncio
import logging
import os
import random
import secrets
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from adapters.errors import AdapterError
from adapters.interface import Chat, Fetching, Store
from adapters.worker import Worker
from bot.delivery import Courier
from bot.desk import Desk
from bot.editions import Editor
from bot.feed_notices import FeedNotices
from bot.feed_standing import state_of
from bot.feeding import Unconnected
from bot.health import LOOP, Health
from bot.memory import tend
from bot.metrics import Metrics
from bot.owners import Owners
from bot.polling import Poller
from bot.reception import Reception
from bot.schedule import Beat, Timetable
from bot.sending import Policy
from bot.taking import Apart, Taker
from bot.telling import Telling
from digests.model.subscription import Schedule

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """How patient deliveries are, how often schedules are looked at, and the service's own times in seconds.

    Attributes:
        policy: See `Policy`.
        beat: See `Beat`.
        drain: How long what is being sent gets to be answered once the service is told to end.
        restart: After how long something that broke off is begun anew.
        watch: How often it is looked how things are.
        feeds: How often it is looked for feeds that are due.
        place: How long articles that feeds bring are gathered before they are placed in stories.
    """

    policy: Policy = field(default_factory=Policy)
    beat: Beat = field(default_factory=Beat)
    drain: float = 20.0
    restart: float = 5.0
    watch: float = 5.0
    feeds: float = 5.0
    place: float = 1.0


@dataclass
class Service:
    """Everything that runs, and how it ends.

    Attributes:
        store: Where everything is kept.
        chats: The platforms.
        schedule: The schedule of a channel that says nothing else.
        clock: Gives the present moment (aware).
        retention: How long articles are kept, None for good.
        fetching: What fetches feeds and pages.
        apart: Where what they say is read.
        pace: How patient and how busy it is.
        health: What the parts tell of themselves.
        metrics: What is counted.
        reception: What answers the platforms.
    """

    store: Store
    chats: Sequence[Chat]
    schedule: Schedule
    clock: Callable[[], datetime]
    retention: timedelta | None = None
    fetching: Fetching = field(default_factory=Unconnected)
    apart: Apart = field(default_factory=Worker)
    pace: Pace = field(default_factory=Pace)
    health: Health = field(default_factory=Health)
    metrics: Metrics = field(default_factory=Metrics)
    reception: Reception = field(init=False)

    def __post_init__(self) -> None:
        self._telling = Telling(self.store.archive)
        editor = Editor(self.store, self._telling, self.clock)
        self._holder = holder = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._couriers = [
            Courier(chat, self.store, editor, holder, self.clock, self.pace.policy, self.metrics) for chat in self.chats
        ]
        self._timetable = Timetable(
            self.store,
            editor,
            {chat.platform: chat for chat in self.chats},
            self.clock,
            due=self._call_couriers,
            retention=self.retention,
            beat=self.pace.beat,
            health=self.health,
        )
        chats = {chat.platform: chat for chat in self.chats}
        notices = FeedNotices(Owners(self.store, editor, chats, self._call_couriers))
        self._came = asyncio.Event()
        taker = Taker(self.store, self.fetching, self.apart, self.clock, ZoneInfo(self.schedule.zone), self._came.set)
        taker.metrics = self.metrics
        self._poller = Poller(
            self.store,
            self.fetching,
            taker,
            self.clock,
            random.random,
            leads=lambda: self._timetable.led,
            tell=notices.tell,
            beat=self.pace.feeds,
            metrics=self.metrics,
        )
        desk = Desk(
            self.store,
            self._telling,
            self.schedule,
            self.clock,
            changed=self._timetable.call,
            fetching=self.fetching,
            to_poll=self._poller.call,
        )
        self._placing = desk.placing
        self.reception = Reception(desk, editor, chats, self.metrics, self._call_couriers)

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set, then drain: what is being sent is answered, the rest is left to another process.

        Raises:
            AdapterError: The store fails at the very start.
        """
        await self._take_over()
        for chat in self.chats:
            await self.store.subscriptions.resume(chat.platform)  # who starts it anew may have put it right
        self._timetable.start()
        lasting: list[tuple[str, Callable[[], Awaitable[None]]]] = [
            ("event loop", self._beat),
            ("watch", self._watch),
            ("memory", tend),
        ]
        lasting += [("feeds", self._poller.run), ("stories", self._place)]
        lasting += [(f"deliveries to {one.chat.platform}", one.run) for one in self._couriers]
        lasting += [(f"chat {chat.platform}", partial(chat.listen, self.reception)) for chat in self.chats]
        tasks = [asyncio.create_task(self._kept_up(what, work)) for what, work in lasting]
        log.info("runs", extra={"action": "started", "platforms": [chat.platform for chat in self.chats]})
        try:
            await stop.wait()
        finally:
            await self._end(tasks)

    async def _take_over(self) -> None:
        """Free what processes hold that died, so that it is gone on with at once and not when their leases end."""
        await self.store.presence.enter(self._holder)
        for holder in await self.store.editions.holders():
            if await self.store.presence.gone(holder):
                await self.store.editions.release(holder, self.clock())

    async def _end(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        log.info("ends", extra={"action": "stopping"})
        steps = [self._timetable.stop(), *(courier.stop(self.pace.drain) for courier in self._couriers)]
        for error in await asyncio.gather(*steps, return_exceptions=True):
            if isinstance(error, BaseException):
                log.error("did not end well: %s", error, extra={"action": "stop_failed"})
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.apart.close()
        self._telling.close()
        log.info("has ended", extra={"action": "stopped"})

    async def _kept_up(self, what: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do what shall last, and begin it anew when it breaks: one platform's failure is not the others'."""
        while True:
            try:
                self.health.clear(what)
                await work()
            except AdapterError as error:
                self.health.fail(what, str(error))
                log.error("%s broke off: %s", what, error, extra={"action": "broke_off", "part": what})  # noqa: TRY400
            except Exception as error:
                self.health.fail(what, type(error).__name__)
                log.exception("%s broke off", what, extra={"action": "broke_off", "part": what})
            else:
                return
            await asyncio.sleep(self.pace.restart)

    async def _beat(self) -> None:
        while True:
            self.health.beat(LOOP)
            await asyncio.sleep(1)

    async def _place(self) -> None:
        """Place what feeds have brought, and first what a process before this one had not come to place."""
        self._came.set()
        while True:
            await self._came.wait()
            self._came.clear()
            await self._placing.place()
            await asyncio.sleep(self.pace.place)

    async def _watch(self) -> None:
        """Have health and metrics show how things are, time and again."""
        while True:
            trouble = None
            try:
                await self.store.ping()
                await self._gauge()
            except AdapterError as error:
                trouble = str(error)
            self._show("store", trouble)
            for courier in self._couriers:
                platform = courier.chat.platform
                self._show(f"platform {platform}", courier.refusal)
                self._show(f"deliveries to {platform}", courier.trouble)
            await asyncio.sleep(self.pace.watch)

    def _show(self, name: str, trouble: str | None) -> None:
        if trouble is None:
            self.health.clear(name)
        else:
            self.health.fail(name, trouble)

    async def _gauge(self) -> None:
        self.metrics.leads(leads=self._timetable.led)
        for chat in self.chats:
            self.metrics.open_editions(chat.platform, await self.store.editions.open_count(chat.platform))
        for state, count in await self.store.subscriptions.counts():
            self.metrics.subscriptions(state, count)
        for state, count in Counter(state_of(feed) for feed in await self.store.feeds.all()).items():
            self.metrics.feeds(state, count)

    def _call_couriers(self) -> None:
        for courier in self._couriers:
            courier.call()
