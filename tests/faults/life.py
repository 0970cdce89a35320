"""One life of the service in the fault run: the real service on a real store, killed at a step drawn for it."""

import asyncio
import inspect
import logging
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from types import SimpleNamespace

import aiohttp

from bot.collecting import articles_at, keep
from bot.schedule import Beat
from bot.sending import Policy
from bot.service import Pace, Service
from bot.wiring import open_store
from digests.model.subscription import Schedule, Subscription
from tests.faults.wire import WireChat

CHANNELS = tuple(f"wire:room-{number}" for number in range(3))
DAYS = (datetime(2025, 4, 17, 8, 30, tzinfo=UTC), datetime(2025, 4, 18, 8, 30, tzinfo=UTC))
"""The slots: the samples up to the first are its news, the later ones that of the second."""
SCHEDULE = Schedule(slots=(time(8, 30),), days=(0, 1, 2, 3, 4, 5, 6), zone="UTC", grace=timedelta(hours=4))
POLICY = Policy(
    at_once=8,
    poll=0.25,
    lease=0.7,
    send=0.3,
    settle=0.05,
    first_wait=0.01,
    longest_wait=0.05,
    patience=0.02,
    attempts=10_000,
    blocked=0.1,
)
PACE = Pace(policy=POLICY, beat=Beat(slots=0.3, follows=3600, prune=3600), drain=1.0)


class Steps:
    """Counts what is done, and kills this process at the step that was drawn."""

    def __init__(self, last):
        self._left = last

    def take(self):
        """Take a step."""
        if self._left is not None:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class Mortal:
    """A port whose calls are steps: this process may be killed before and after each."""

    def __init__(self, port, steps):
        self._port = port
        self._steps = steps

    def __getattr__(self, name):
        found = getattr(self._port, name)
        if not inspect.iscoroutinefunction(found):
            return found

        async def step(*arguments, **named):
            self._steps.take()
            result = await found(*arguments, **named)
            self._steps.take()
            return result

        return step


@dataclass(frozen=True)
class Life:
    """What a life is given: its store, its room on the platform, its day, and the step at which it is killed."""

    store: str
    room: str
    day: int
    last_step: int | None


def live(life):
    """Live, until every channel has the day's digest or the drawn step is reached; what it logs is no news."""
    logging.disable()
    asyncio.run(_live(life))


async def _live(life):
    begun = datetime.now(UTC)

    def clock():
        return DAYS[life.day] + (datetime.now(UTC) - begun)

    async with open_store(life.store) as store, aiohttp.ClientSession() as session:
        steps = Steps(life.last_step)
        mortal = SimpleNamespace(
            archive=store.archive,
            feeds=store.feeds,
            leadership=store.leadership,
            ping=store.ping,
            presence=store.presence,
            subscriptions=Mortal(store.subscriptions, steps),
            editions=Mortal(store.editions, steps),
        )
        service = Service(mortal, [Mortal(WireChat(life.room, session), steps)], SCHEDULE, clock, pace=PACE)
        stop = asyncio.Event()
        watch = asyncio.create_task(_watch(store, life.day, stop))
        await service.run(stop)
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


async def _watch(store, day, stop):
    while True:
        if not await store.editions.open_count():
            latest = [await store.editions.latest(channel) for channel in CHANNELS]
            if all(one and one.day == DAYS[day].date() for one in latest):
                stop.set()
                return
        await asyncio.sleep(0.15)


@cache
def samples(day):
    """Return the samples that are the news of a day."""
    before = DAYS[day - 1] if day else datetime.min.replace(tzinfo=UTC)
    return [a for a in articles_at([str(files("seeds"))], UTC) if before <= a.published.at < DAYS[day]]


async def fill(url, day):
    """Keep the samples that are the news of a day, with the channels' settings before the first."""
    until = DAYS[day]
    async with open_store(url) as store:
        await keep(samples(day), store.archive, until - timedelta(hours=1))
        if not day:
            for channel in CHANNELS:
                settings = Subscription(channel=channel, owner="wire:ann", schedule=SCHEDULE, length="full")
                await store.subscriptions.put(settings, scheduled_to=until - timedelta(hours=2), next_at=until)
