"""The fault run: seeded runs of the service, killed again and again on a platform that fails, and what came of them."""

import asyncio
import json
import multiprocessing
import random
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import sqlalchemy

from tests.faults.life import CHANNELS, DAYS, Life, fill, live
from tests.faults.platform import Platform, Room
from tests.faults.stores import Databases, Files

LIVES = 3
"""How many lives a day has in the storm before it is left in peace to end what is open."""
_DIALECTS = ("sqlalchemy.dialects.sqlite.aiosqlite", "sqlalchemy.dialects.postgresql.psycopg")
_PATIENCE = 5  # lives in peace; how one ended is lost where the server of processes loses it
_LONGEST = 120  # seconds; a life that lasts longer hangs
_SHARE_BY_TIME = 0.3  # of the lives that end at a moment, inside of a step, and not between two
_SPAN = 0.6  # seconds after its start within which such a life ends
_STEPS = 200  # a day takes about 150
_SHARE_TO_THE_END = 0.2  # of the lives that nobody ends but the platform


@dataclass
class Outcome:
    """What came of some runs, by the platform's count and by the store's."""

    editions: int = 0
    messages: int = 0
    lives: int = 0
    kills: int = 0
    twice: int = 0
    lost: int = 0
    shown_not_posted: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)  # the runs in which something was, by seed

    def add(self, other: "Outcome") -> None:
        """Add the outcome of other runs."""
        for name, value in vars(other).items():
            if name == "faults":
                self.faults.update(value)
            else:
                setattr(self, name, getattr(self, name) + value)


class Storm:
    """Runs lives, many runs side by side; each run has a store and a room of its own."""

    def __init__(self, stores: Files | Databases, platform: Platform, processes: int) -> None:
        self._stores = stores
        self._platform = platform
        self._processes = processes
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.life", "aiosqlite", "digests.pipeline", *_DIALECTS])
        self._turn = asyncio.Semaphore(stores.at_once)
        self._waiting = ThreadPoolExecutor(max_workers=stores.at_once * processes)

    async def run(self, seed: int) -> Outcome:
        """Run one run and judge it; the store of one in which something is wrong is kept."""
        async with self._turn:
            room = self._platform.rooms[str(seed)] = Room(random.Random(seed))  # noqa: S311 - it is to be repeatable
            chance = random.Random(seed + 1_000_000)  # noqa: S311 - the same
            self._stores.copy(str(seed))
            outcome = Outcome(editions=len(CHANNELS) * len(DAYS), faults=room.counted)
            url = self._stores.url(str(seed))
            for day in range(len(DAYS)):
                if day:
                    await fill(url, day)
                await self._storm(url, seed, day, room, chance, outcome)
            judge(url, room, outcome)
            if outcome.twice or outcome.lost or outcome.shown_not_posted:
                outcome.wrong = [str(seed)]
            else:
                self._stores.drop(str(seed))
            return outcome

    async def _storm(self, url, seed, day, room, chance, outcome) -> None:
        room.calm = False
        for _ in range(LIVES):
            last = [_end(chance) for _ in range(self._processes)]
            codes = await self._lived(url, seed, day, last)
            outcome.lives += len(codes)
            outcome.kills += sum(code != 0 for code in codes)
            if 0 in codes:
                return
        room.calm = True
        for _ in range(_PATIENCE):
            outcome.lives += 1
            if await self._lived(url, seed, day, [(None, None)]) == [0]:
                return
        raise RuntimeError(f"run {seed} does not end in peace")

    async def _lived(self, url, seed, day, ends) -> list[int]:
        """Start a process for each end given, a step or a moment, and return their exit codes."""
        loop = asyncio.get_running_loop()
        room = f"{self._platform.address}/{seed}"
        lives = [
            loop.run_in_executor(self._waiting, self._lived_one, Life(url, room, day, step), seconds)
            for step, seconds in ends
        ]
        return list(await asyncio.gather(*lives))

    def _lived_one(self, life: Life, seconds: float | None) -> int:
        process = self._context.Process(target=live, args=(life,))
        process.start()
        if seconds is not None:
            process.join(seconds)
            process.kill()
        process.join(_LONGEST)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise RuntimeError(f"a life hangs: {life}")
        return process.exitcode


def _end(chance: random.Random) -> tuple[int | None, float | None]:
    """Draw where a life ends: after so many steps, or after so many seconds."""
    drawn = chance.random()
    if drawn < _SHARE_TO_THE_END:
        return None, None
    if drawn < _SHARE_TO_THE_END + _SHARE_BY_TIME:
        return None, chance.uniform(0.05, _SPAN)
    return chance.randint(1, _STEPS), None


def judge(url: str, room: Room, outcome: Outcome) -> None:
    """Hold what the store believes against what the platform has."""
    engine = sqlalchemy.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        editions = connection.execute(sqlalchemy.text("SELECT id, channel, day, state FROM editions")).all()
        deliveries = connection.execute(sqlalchemy.text("SELECT edition, key, state, shown FROM deliveries")).all()
        shown = connection.execute(sqlalchemy.text("SELECT channel, story FROM shown")).all()
    engine.dispose()
    channel_of = {row.id: row.channel for row in editions}
    accepted = Counter(room.accepted)
    known = {(channel_of[row.edition], row.key): row for row in deliveries}
    outcome.messages = len(room.accepted)
    outcome.twice = sum(count - 1 for count in accepted.values()) + sum(one not in known for one in accepted)
    delivered = {(row.channel, str(row.day)) for row in editions if row.state == "delivered"}
    wanted = {(channel, str(day.date())) for channel in CHANNELS for day in DAYS}
    outcome.lost = len(wanted - delivered) + sum(one not in accepted for one in known)
    posted = {
        (channel, story)
        for (channel, key), row in known.items()
        if accepted[channel, key]
        for story in _stories(row.shown)
    }
    outcome.shown_not_posted = sum(tuple(row) not in posted for row in shown)


def _stories(shown) -> list[str]:
    return list(json.loads(shown) if isinstance(shown, str) else shown)


async def storm(runs: int, stores: Files | Databases, *, first: int = 0, processes: int = 1) -> Outcome:
    """Run so many runs and return what came of all."""
    total = Outcome()
    await stores.prepare()
    async with Platform(silence=1.0) as platform:
        storms = Storm(stores, platform, processes)
        for number, run in enumerate(asyncio.as_completed([storms.run(first + n) for n in range(runs)]), 1):
            total.add(await run)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{number} of {runs} runs, {total.kills} kills, wrong: {len(total.wrong)}")
    return total
