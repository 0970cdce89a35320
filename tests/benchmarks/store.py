"""How fast the store is with ten thousand channels due at once, and how soon another process leads.

    .venv/bin/python tests/benchmarks/store.py [URL]

The URL names an empty store; without it a temporary file is taken. What is asked: scheduling 10,000 plans within 2 s,
a claim of 100 within 20 ms, freezing, sending and receipts about 1 ms each and the disk's own time.
"""

import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as wall
from pathlib import Path

from adapters.interface import Delivery, Frozen, Plan, Slot
from adapters.store.store import open_store
from digests.model.article import Article, Published
from digests.model.digest import Window
from digests.model.document import Document, Paragraph, Span
from digests.model.story import Arrival, Group
from digests.model.subscription import Mute, Schedule, Subscription

CHANNELS = 10_000
ARTICLES = 5_000
PARTS = 200
NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
LEASE = timedelta(minutes=1)
DAILY = Schedule(slots=(wall(8, 30),), days=(0, 1, 2, 3, 4, 5, 6), zone="UTC", grace=timedelta(hours=4))
LEADER = """
import asyncio, sys
from adapters.store.store import open_store

async def lead():
    async with open_store(sys.argv[1]) as store:
        print(await store.leadership.held(), flush=True)
        await asyncio.sleep(3600)

asyncio.run(lead())
"""


@contextmanager
def measured(what, times=1):
    """Print how long a block takes."""
    begun = time.perf_counter()
    yield
    took = time.perf_counter() - begun
    each = f", {took / times * 1000:.2f} ms each" if times > 1 else ""
    print(f"{what}: {took:.3f} s{each}", flush=True)  # noqa: T201 - a report


def plan(number):
    """The plan of a channel that is due now."""
    due = Slot(day=NOW.date(), name="08:30", due_at=NOW)
    moments = {"deadline": NOW + timedelta(hours=4), "scheduled_to": NOW, "next_at": NOW + timedelta(days=1)}
    return Plan(channel=f"mock:{number}", due=due, **moments)


def parts(number):
    """The one part of a digest of ten stories, about as long as they are."""
    blocks = tuple(Paragraph(spans=(Span(text="The ferry stayed in port. " * 20),)) for _ in range(10))
    shown = {f"s{story}": (f"a{story}", f"b{story}") for story in range(10)}
    return [Delivery(number=1, document=Document(blocks=blocks), shown=shown, key=f"k{number}")]


async def articles(store):
    """Keep articles of a usual length, place them and look for some."""
    body = " ".join(f"word{n % 997}" for n in range(800))
    arrivals = [
        Arrival(
            article=Article(
                id=f"a{n}", headline=f"Ferry {n % 50}", headline_from="record", text=body, outlet=f"Outlet {n % 40}",
                published=Published(at=NOW - timedelta(minutes=n)),
            ),
            read_at=NOW,
        )
        for n in range(ARTICLES)
    ]  # fmt: skip
    with measured(f"add {ARTICLES} articles of 800 words", ARTICLES):
        for start in range(0, ARTICLES, 500):
            await store.archive.add(arrivals[start : start + 500])
    with measured(f"add {ARTICLES} articles that have not changed", ARTICLES):
        for start in range(0, ARTICLES, 500):
            await store.archive.add(arrivals[start : start + 500])
    groups = [Group(id=f"s{n}", articles=tuple(f"a{m}" for m in range(n, ARTICLES, 500))) for n in range(500)]
    with measured(f"place {ARTICLES} articles"):
        await store.archive.place(groups)
    with measured("search, mark and growth", 100):
        for _ in range(100):
            await store.archive.stories_with(["ferry", "word7"], 10)
            await store.archive.grown(0, await store.archive.mark(), NOW - timedelta(days=1))


async def channels(store):
    """Keep ten thousand channels' settings, and ask what is due."""
    with measured("put settings", 1000):
        for number in range(1000):
            await _put(store, number)
    for number in range(1000, CHANNELS):
        await _put(store, number)
    with measured("due, 500 channels"):
        await store.subscriptions.due(NOW, 500)
    with measured("next_due", 100):
        for _ in range(100):
            await store.subscriptions.next_due()


async def _put(store, number):
    mute = Mute(kind="words", text="cricket", by="mock:u")
    settings = Subscription(channel=f"mock:{number}", owner="mock:u", schedule=DAILY, mutes=(mute,))
    await store.subscriptions.put(settings, scheduled_to=NOW - timedelta(days=1), next_at=NOW)


async def editions(store):
    """Schedule ten thousand editions, claim them by the hundred and deliver some."""
    with measured("claim, nothing open", 100):
        for _ in range(100):
            await store.editions.claim("mock", "h", now=NOW, lease=LEASE, limit=100)
    with measured(f"schedule {CHANNELS} plans"):
        await store.editions.schedule([plan(number) for number in range(CHANNELS)], NOW)
    with measured(f"schedule {CHANNELS} plans again"):
        await store.editions.schedule([plan(number) for number in range(CHANNELS)], NOW)
    took, held = [], []
    while claimed := await _timed(took, store.editions.claim("mock", "h", now=NOW, lease=LEASE, limit=100)):
        held += claimed
    said = f"median {statistics.median(took) * 1000:.1f} ms, longest {max(took) * 1000:.1f} ms"
    print(f"claim 100 of {len(held)} open editions: {said}")  # noqa: T201 - a report
    with measured(f"claim, all {len(held)} open ones held", 20):
        for _ in range(20):
            await store.editions.claim("mock", "other", now=NOW, lease=LEASE, limit=100)
    window = Window(start=NOW - timedelta(days=1), end=NOW)
    said = [Frozen(edition=one, mark=9, window=window, deliveries=tuple(parts(one.id))) for one in held[:PARTS]]
    with measured("freeze, one by one", PARTS // 2):
        frozen = [(await store.editions.freeze([one], now=NOW, lease=LEASE))[0] for one in said[: PARTS // 2]]
    with measured("freeze, all at once", PARTS // 2):
        frozen += await store.editions.freeze(said[PARTS // 2 :], now=NOW, lease=LEASE)
    with measured("sending", PARTS):
        for one in frozen:
            await store.editions.sending(one, 1, now=NOW, lease=LEASE)
    with measured("sent", PARTS):
        for one in frozen:
            await store.editions.sent(one, 1, "m", now=NOW, lease=LEASE)
    with measured(f"briefs of {PARTS} channels"):
        await store.editions.briefs([one.channel for one in frozen], [f"s{n}" for n in range(100)])


async def _timed(took, waited):
    begun = time.perf_counter()
    result = await waited
    took.append(time.perf_counter() - begun)
    return result


async def failover(store, url):
    """Kill the process that leads, and wait for this one to lead."""
    waits = []
    for _ in range(5):
        leader = await asyncio.create_subprocess_exec(sys.executable, "-c", LEADER, url, stdout=subprocess.PIPE)
        await leader.stdout.readline()
        if await store.leadership.held():
            raise SystemExit("two processes lead")
        os.kill(leader.pid, signal.SIGKILL)
        begun = time.perf_counter()
        while not await store.leadership.held():  # noqa: ASYNC110 - as a service polls it
            await asyncio.sleep(0.05)
        waits.append(time.perf_counter() - begun)
        await store.leadership.resign()
        await leader.wait()
    print(f"failover, polled every 50 ms: {', '.join(f'{wait * 1000:.0f} ms' for wait in waits)}")  # noqa: T201


async def _main(url):
    with measured("open, making the tables"):
        async with open_store(url):
            pass
    with measured("open again"):
        async with open_store(url):
            pass
    async with open_store(url) as store:
        await articles(store)
        await channels(store)
        await editions(store)
        await failover(store, url)
        with measured("ping", 100):
            for _ in range(100):
                await store.ping()
        with measured("check"):
            found = await store.check()
        print(f"found: {list(found)}")  # noqa: T201 - a report
        with measured(f"prune {ARTICLES} articles"):
            print(await store.prune(NOW + timedelta(days=1)), "forgotten")  # noqa: T201 - a report


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(_main(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            asyncio.run(_main(f"sqlite:///{folder}/newsdesk.db"))
