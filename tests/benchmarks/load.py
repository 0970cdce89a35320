"""`make load`: many channels due at one moment on one process, beside the time that the platforms' limits alone take.

Two platforms are simulated in this process with the published limits: Slack takes a message a second in each channel,
Discord five in five seconds in each channel and fifty a second in all; what comes too early is answered like a 429. Both
cut a digest where theirs is full. Meanwhile somebody asks ten commands a second.
"""

import argparse
import asyncio
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict, deque
from datetime import UTC, datetime, timedelta
from datetime import time as wall
from itertools import cycle
from pathlib import Path

from adapters.errors import NotTaken
from adapters.interface import Command, Receipt
from bot.collecting import keep
from bot.slots import next_slot
from bot.service import Service
from bot.wiring import open_store
from digests.analysis import analyse
from digests.model.article import Article, Part, Published
from digests.model.document import Document, Heading
from digests.model.subscription import Schedule, Subscription

DUE = datetime(2025, 4, 17, 8, tzinfo=UTC)
EVERY_DAY = Schedule(slots=(wall(8),), days=(0, 1, 2, 3, 4, 5, 6), zone="UTC", grace=timedelta(hours=4))
STORIES, OUTLETS = 60, 6
TOPICS = ((), (), (), ("harbour",), ("budget",), ("rail",))
COMMANDS = (
    "digest",
    "story 1",
    "ask how many people were hurt in Stormont?",
    "search harbour inspectors",
    "quotes 1",
    "figures 2",
    "schedule",
    "status",
    "sources",
    "help",
)


class Limited:
    """A platform that takes messages no faster than its limits allow; it implements the `Chat` port."""

    def __init__(self, platform, *, characters, a_second, channel_every, channel_burst):
        self.platform = platform
        self.accepted = []  # moments on the monotonic clock
        self.too_early = 0
        self._characters = characters
        self._a_second = a_second
        self._channel_every = channel_every
        self._channel_burst = channel_burst
        self._window = (0, 0)
        self._channels = defaultdict(deque)

    async def listen(self, respond):
        """Wait: nobody types."""
        await asyncio.Event().wait()

    def parts(self, document):
        """Cut before a heading where a message would be too long."""
        parts, size = [[]], 0
        for block in document.blocks:
            length = text_length(block.model_dump())
            if parts[-1] and size + length > self._characters and (isinstance(block, Heading) or size > 0):
                parts.append([])
                size = 0
            parts[-1].append(block)
            size += length
        return tuple(Document(blocks=tuple(part)) for part in parts)

    async def post(self, channel, document, *, key="", thread=None):
        """Take a message, if it does not come too early; the way there and back takes 50 to 150 ms."""
        await asyncio.sleep(random.uniform(0.05, 0.15))  # noqa: S311 - no secret
        now = time.monotonic()
        self._refuse_early(channel, now)
        self.accepted.append(now)
        return Receipt(channel=channel, message=str(len(self.accepted)))

    def _refuse_early(self, channel, now):
        recent = self._channels[channel]
        span = self._channel_every * self._channel_burst
        while recent and recent[0] <= now - span:
            recent.popleft()
        if len(recent) >= self._channel_burst:
            self.too_early += 1
            raise NotTaken("too many in this channel", wait=recent[0] + span - now)
        if self._a_second:
            second, taken = self._window
            taken = taken if second == int(now) else 0
            if taken >= self._a_second:
                self.too_early += 1
                raise NotTaken("too many", wait=int(now) + 1 - now, everywhere=True)
            self._window = int(now), taken + 1
        recent.append(now)

    async def find(self, channel, key, *, since, thread=None):
        """Nothing is ever lost here."""
        return None

    async def direct(self, user):
        """Return where to talk to a user."""
        return f"{self.platform}:@{user}"

    def alone(self, editions):
        """The seconds that the limits alone would take for as many messages, evenly spread over the channels."""
        total = len(self.accepted) / self._a_second if self._a_second else 0.0
        parts = len(self.accepted) / max(1, editions)
        return max(total, (parts - self._channel_burst) * self._channel_every)


def text_length(value):
    """The characters of text in a block."""
    if isinstance(value, dict):
        return sum(len(v) if k in ("text", "label") else text_length(v) for k, v in value.items())
    return sum(map(text_length, value)) if isinstance(value, list | tuple) else 0


def articles(chance):
    """Invented articles: so many stories, each told by some outlets in words of their own."""
    places = [
        f"{a}{b}"
        for a in ("Storm", "Kel", "Mar", "Orv", "Nor", "Tor")
        for b in ("ont", "sund", "ra", "ane", "fold", "vik", "by", "holm", "dal", "wick")
    ]
    things = ("harbour", "budget", "rail", "school", "hospital", "bridge", "water", "forest", "ferry", "market")
    for number in range(STORIES):
        place, thing, hurt = places[number % len(places)], things[number % len(things)], chance.randint(11, 90)
        name = f"{chance.choice(('Mara', 'Ola', 'Ann', 'Jon'))} {place.title()}sen"
        for outlet in range(OUTLETS):
            at = DUE - timedelta(hours=chance.uniform(1, 20))
            sentences = [
                f"Inspectors closed the {thing} works of {place} on Wednesday after {hurt} people were hurt, officials said.",
                f"“We will open the {thing} of {place} again once we know that it is safe,” said {name}, the mayor of {place}.",
                f"The {thing} of {place} was built in {1900 + number} and cost {number + 3} million dollars to repair in 2019.",
                f"{place} has {number + 2},400 inhabitants, and {chance.randint(20, 70)} percent of them use the {thing} every day.",
                f"A report on the {thing} of {place} is due within {chance.randint(3, 9)} weeks, the ministry said in a statement.",
            ]
            chance.shuffle(sentences)
            paragraphs = [
                " ".join(sentences[:2]),
                " ".join(sentences[2:]),
                *(
                    f"Residents of {place} told Outlet {outlet} about the {thing}, which {chance.choice(('delays', 'worries', 'angers'))} them since {year}."
                    for year in range(2010, 2010 + chance.randint(2, 8))
                ),
            ]
            text, parts, start = "\n\n".join(paragraphs), [], 0
            for paragraph in paragraphs:
                parts.append(Part(kind="paragraph", text=paragraph, start=start))
                start += len(paragraph) + 2
            yield analyse(
                Article(
                    id=f"a{number}-{outlet}", headline=f"{place} {thing} closed after {hurt} hurt", headline_from="record",
                    outlet=f"Outlet {outlet}", url=f"https://outlet{outlet}.example/{number}", language="en",
                    published=Published(at=at, precision="minute"), text=text, parts=tuple(parts),
                )
            )  # fmt: skip


async def fill(url, channels):
    """Keep the articles and the channels' settings."""
    chance = random.Random(1)  # noqa: S311 - the same each time
    async with open_store(url) as store:
        await keep(articles(chance), store.archive, DUE - timedelta(hours=1))
        for number in range(channels):
            channel = f"slack:T{number % 50}/C{number}" if number % 2 else f"discord:{number}"
            settings = Subscription(
                channel=channel, owner="u1", schedule=EVERY_DAY, topics=TOPICS[number % len(TOPICS)]
            )
            await store.subscriptions.put(settings, scheduled_to=DUE - timedelta(hours=23), next_at=DUE)


def _fill(url, channels):
    asyncio.run(fill(url, channels))


async def run(url, every):
    """Run the service until all is delivered; return platforms, seconds, command latencies."""
    chats = [
        Limited("slack", characters=10_000, a_second=None, channel_every=1.0, channel_burst=1),
        Limited("discord", characters=4_000, a_second=50, channel_every=1.0, channel_burst=5),
    ]
    begun, waits, stop = time.monotonic(), [], asyncio.Event()
    async with open_store(url) as store:
        service = Service(store, chats, EVERY_DAY, lambda: DUE + timedelta(seconds=time.monotonic() - begun))
        running = asyncio.create_task(service.run(stop))
        asking = asyncio.create_task(ask(service, waits, every))
        while not running.done():
            await asyncio.sleep(1)
            left = await store.editions.open_count()
            done = sum(len(chat.accepted) for chat in chats)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{done} messages, {left} editions open, {time.monotonic() - begun:.0f} s ")
            if not left and done:
                break
        asking.cancel()
        stop.set()
        await running
    return chats, max(max(chat.accepted) for chat in chats) - begun, waits


async def ask(service, waits, every):
    """Ask ten commands a second, each whether or not the last is answered."""

    async def one(text):
        begun = time.perf_counter()
        await service.answer(Command(channel="slack:T1/C1", user="ann", text=text))
        waits.append((time.perf_counter() - begun, text))

    async with asyncio.TaskGroup() as asked:
        for text in cycle(COMMANDS):
            asked.create_task(one(text))
            await asyncio.sleep(every)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--channels", type=int, default=10_000)
    parser.add_argument("--every", type=float, default=0.1, help="seconds between two commands")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsdesk-load-") as folder:
        url = f"sqlite:///{Path(folder) / 'load.db'}"
        filling = multiprocessing.get_context("spawn").Process(target=_fill, args=(url, asked.channels))
        filling.start()
        filling.join()
        cpu = time.process_time()
        chats, seconds, waits = asyncio.run(run(url, asked.every))
        cpu = time.process_time() - cpu
    alone = max(chat.alone(asked.channels / 2) for chat in chats)
    times = sorted(wait for wait, _ in waits)
    print(f"\n{asked.channels} channels, {sum(len(chat.accepted) for chat in chats)} messages")
    for chat in chats:
        print(f"  {chat.platform}: {len(chat.accepted)} messages, {chat.too_early} came too early")
    print(f"handed out in {seconds:.1f} s; the limits alone take {alone:.1f} s: {seconds / alone:.3f} times as long")
    print(
        f"processor time {cpu:.1f} s; memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most"
    )
    print(
        f"{len(times)} commands: median {statistics.median(times) * 1000:.0f} ms, p99 {times[int(len(times) * 0.99)] * 1000:.0f} ms"
    )
    slow = defaultdict(list)
    for wait, text in waits:
        slow[text.split()[0]].append(wait)
    print(
        "  "
        + ", ".join(
            f"{name} {sorted(values)[int(len(values) * 0.99)] * 1000:.0f}/{max(values) * 1000:.0f}"
            for name, values in slow.items()
        )
        + " ms p99/at most"
    )
