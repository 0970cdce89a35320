"""`make polling`: a thousand feeds on loopback, polled by the real service beside the bound that each host's pace sets.

A server in a process of its own plays some hundreds of hosts: each answer takes 20 to 300 ms, some feeds have moved for
a while, some answer with an error, and what has not changed is not sent again. Measured are the first reading of all
feeds and one round in which a tenth has something new; meanwhile somebody asks ten commands a second. The peer is
feedparser alone, with its own settings, on the same bytes.
"""

import argparse
import asyncio
import gzip
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from io import BytesIO
from itertools import cycle, pairwise
from pathlib import Path

from adapters.fetching.opening import open_fetching
from adapters.fetching.outside import Outside
from adapters.interface import Command, Feed
from adapters.mock import MockChat
from adapters.store.store import open_store
from bot.service import Pace, Service
from digests.model.subscription import Schedule, Subscription

_ENTRIES, _FRESH = 40, 3
"""Entries of a feed, and how many of them are younger than a day."""
_A_HOST = 5
"""Feeds of one host."""
_CONCURRENCY, _DELAY = 16, 1.0
"""As the settings have them: requests at once, and seconds between two to one host."""
_COMMANDS = (
    "help",
    "status",
    "sources",
    "feeds",
    "schedule",
    "search {word}",
    "ask what of {word}?",
    "digest",
    "story 1",
)
_SCHEDULE = Schedule(slots=(), days=(), zone="UTC", grace=timedelta(hours=4))
_LETTERS = "bdfgklmnprstvz"


def words(chance, count):
    """Words of a made-up language in which a few are very common, as in any."""
    return [_word(int(chance.paretovariate(0.6)) % 60_000) for _ in range(count)]


@cache
def _word(rank):
    chance = random.Random(rank)  # noqa: S311 - no secret
    return "".join(chance.choice(_LETTERS) + chance.choice("aeiou") for _ in range(2 + rank % 3))


class Host:
    """What the server's feeds say."""

    def __init__(self, feeds):
        """Write the feeds as they are at first; `changed` counts how often each had something new since."""
        self.changed = dict.fromkeys(range(feeds), 0)
        self._since = datetime.now(UTC)

    def body(self, number):
        """Return a feed as it is: its newest entries first."""
        chance = random.Random(number)  # noqa: S311
        items = [self._item(chance, number, entry) for entry in range(_ENTRIES)]
        fresh = [
            self._item(random.Random(f"{number} {n}"), number, 1000 + n)  # noqa: S311
            for n in range(self.changed[number])
        ]
        items = "".join([*reversed(fresh), *items][:_ENTRIES])
        title = f"<title>Outlet {number}</title><link>http://h{number}.test/</link>"
        return f'<rss version="2.0"><channel>{title}{items}</channel></rss>'.encode()

    def _item(self, chance, number, entry):
        age = timedelta(hours=5 * entry + 1) if entry < _FRESH else timedelta(days=entry)
        at = self._since - (age if entry < 1000 else timedelta())
        own = [_word(60_000 + number * 100_000 + entry * 20 + n) for n in range(20)]  # what only this article is about
        spoken = [" ".join(chance.sample(own, 6) + words(chance, 10)).capitalize() for _ in range(12)]
        text = " ".join(f"<p>{sentence}.</p>" for sentence in spoken)
        return (
            f"<item><title>{' '.join(own[:6] + words(chance, 3))}</title><link>http://h{number}.test/{entry}</link>"
            f"<guid>http://h{number}.test/{entry}</guid><pubDate>{format_datetime(at)}</pubDate>"
            f"<description><![CDATA[{text}]]></description></item>"
        )


def serve(feeds, pipe):
    """Serve feeds until told to end; each message but that has a tenth of the feeds change.

    Answers to each message with the times at which each host was asked since the last.
    """
    from aiohttp import web

    host, bodies, asked = Host(feeds), {}, {}
    chance = random.Random(1)  # noqa: S311

    async def answer(request):
        number = int(request.path.rsplit("/", 1)[-1])
        asked.setdefault(request.host, []).append(time.monotonic())
        await asyncio.sleep(chance.uniform(0.02, 0.3))
        if number % 20 == 7:
            return web.Response(status=503 if number % 40 == 7 else 500)
        if number % 20 == 11 and request.path.startswith("/old/"):
            return web.Response(status=302, headers={"Location": f"/feed/{number}"})
        tag = f'"{number}-{host.changed[number]}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        if tag not in bodies:
            bodies[tag] = gzip.compress(host.body(number), 1)
        headers = {"ETag": tag, "Content-Encoding": "gzip", "Content-Type": "application/rss+xml"}
        return web.Response(body=bodies[tag], headers=headers)

    async def run():
        app = web.Application()
        app.router.add_get("/{tail:.*}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        for number in host.changed:  # so that the time it takes to write them is not the service's
            bodies[f'"{number}-0"'] = gzip.compress(host.body(number), 1)
        pipe.send(site._server.sockets[0].getsockname()[1])
        while await asyncio.to_thread(pipe.recv) != "end":
            for number in list(host.changed)[::10]:
                host.changed[number] += 1
            pipe.send(dict(asked))
            asked.clear()
        await runner.cleanup()

    asyncio.run(run())


@asynccontextmanager
async def serving(feeds):
    """Serve feeds in a process of its own, and yield the port and the pipe to it."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(feeds, theirs), daemon=True)
    process.start()
    try:
        yield await asyncio.to_thread(ours.recv), ours
    finally:
        ours.send("end")
        process.join()


class Asking:
    """Somebody who asks ten commands a second, whether or not the last is answered."""

    def __init__(self, reception):
        """Ask at a reception."""
        self._reception, self.took = reception, []

    async def run(self):
        """Ask until cancelled, then wait for the last answers."""
        waiting = set()
        try:
            for text in cycle(_COMMANDS):
                waiting.add(asyncio.create_task(self._ask(text.format(word=" ".join(words(random, 1))))))
                await asyncio.sleep(0.1)
        finally:
            await asyncio.gather(*waiting)

    async def _ask(self, text):
        begun = time.perf_counter()
        await self._reception.answer(Command(channel="console:room", user="console:ann", text=text))
        self.took.append(((time.perf_counter() - begun) * 1000, text.split()[0]))

    def line(self):
        """Return how long answers took."""
        times = sorted(self.took)
        p99 = times[int(len(times) * 0.99)][0]
        slowest = ", ".join(f"{name} {took:.0f}" for took, name in times[:-4:-1])
        median = statistics.median(took for took, _ in times)
        return f"commands: {len(times)}, median {median:.0f} ms, p99 {p99:.0f} ms (slowest: {slowest})"


def too_soon(asked):
    """Return how many requests came to a host sooner than its pace allows, by the server; 50 ms are the way's."""
    gaps = (later - earlier for moments in asked.values() for earlier, later in pairwise(moments))
    return sum(gap < _DELAY - 0.05 for gap in gaps)


async def until_polled(store, round_before, limit=600):
    """Wait until every feed was polled since a moment, and return the seconds it took."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < limit:
        feeds = await store.feeds.all()
        left = sum(feed.next_poll is None or feed.next_poll <= round_before for feed in feeds)
        if not left and not await store.archive.unplaced():
            break
        sys.stderr.write(f"\r{left} feeds left ")
        await asyncio.sleep(0.5)
    sys.stderr.write("\r")
    return time.perf_counter() - begun


async def measure(feeds):
    """Yield what was measured, a line each."""
    async with serving(feeds) as (port, server):
        bound = max(_A_HOST * _DELAY, feeds * 0.16 / _CONCURRENCY)
        hosts = [f"h{number}.test:{port}" for number in range(-(-feeds // _A_HOST))]
        with tempfile.TemporaryDirectory() as folder:
            async with open_store(f"sqlite:///{Path(folder)}/newsdesk.db") as store:
                for number in range(feeds):
                    kind = "old" if number % 20 == 11 else "feed"
                    url = f"http://{hosts[number // _A_HOST]}/{kind}/{number}"
                    await store.feeds.put(Feed(url=url, title=f"Feed {number}", added_at=datetime.now(UTC)))
                settings = Subscription(channel="console:room", owner="console:ann", schedule=_SCHEDULE)
                await store.subscriptions.put(settings, scheduled_to=datetime.now(UTC), next_at=None)
                async for line in _rounds(store, hosts, server, bound):
                    yield line


async def _rounds(store, hosts, server, bound):
    async def resolve(host, port):
        del host, port
        return ["127.0.0.1"]

    offset = timedelta()

    def clock():
        return datetime.now(UTC) + offset

    outside = replace(Outside(), resolve=resolve)
    async with open_fetching(
        "bench", hosts, concurrency=_CONCURRENCY, per_host_delay=_DELAY, outside=outside
    ) as fetching:
        stop = asyncio.Event()
        service = Service(store, [MockChat()], _SCHEDULE, clock, None, fetching, pace=Pace(feeds=0.5))
        running = asyncio.create_task(service.run(stop))
        for what in ("first reading", "a round, a tenth with news"):
            asking = Asking(service.reception)
            somebody = asyncio.create_task(asking.run())
            took = await until_polled(store, clock())
            somebody.cancel()
            await asyncio.gather(somebody, return_exceptions=True)
            server.send("change")
            yield f"{what}: {took:.1f} s, bound {bound:.1f} s: {took / bound:.2f} times (asked: at most 1.5)"
            yield f"  requests too soon: {too_soon(await asyncio.to_thread(server.recv))}"
            yield f"  {asking.line()} (asked: p99 of at most 300)"
            offset += timedelta(hours=5)
        all_feeds = await store.feeds.all()
        failing = sum(feed.failures > 0 for feed in all_feeds)
        new = sum(feed.read for feed in all_feeds)
        yield f"{len(all_feeds)} feeds, {failing} failing as they should ({len(all_feeds) // 20}), {new} entries new"
        stop.set()
        await running
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield f"memory at most: service {own:.0f} MB (asked: 300), its worker {workers:.0f} MB"


def peer(feeds):
    """Return how fast feedparser alone is on the same bytes."""
    import feedparser

    host = Host(feeds)
    bodies = [host.body(number) for number in range(min(feeds, 40))]
    begun = time.perf_counter()
    for body in bodies:
        feedparser.parse(BytesIO(body))
    return f"feedparser alone, one core: {(time.perf_counter() - begun) / len(bodies) * 1000:.1f} ms a feed"


async def _main(feeds):
    async for line in measure(feeds):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    arguments = parser.parse_args()
    sys.stdout.write(f"{peer(arguments.feeds)}\n")
    asyncio.run(_main(arguments.feeds))
