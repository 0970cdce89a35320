"""`make load`: many channels due at one moment on one process, beside the time that the platforms' limits alone take.

Two platforms are simulated in this process with the published limits: Slack takes a message a second in each channel,
Discord five in five seconds in each channel and fifty a second in all; what comes too early is answered like a 429.
Both cut a digest where theirs is full, and the way there and back takes 50 to 150 ms. Meanwhile somebody asks ten
commands a second, of all kinds, whether or not the last is answered.
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
from bot.service import Service
from bot.wiring import open_store
from digests.analysis import analyse
from digests.model.article import Article, Part, Published
from digests.model.document import Document
from digests.model.subscription import Schedule, Subscription

DUE = datetime(2025, 4, 17, 8, tzinfo=UTC)
EVERY_DAY = Schedule(slots=(wall(8),), days=(0, 1, 2, 3, 4, 5, 6), zone="UTC", grace=timedelta(hours=4))
STORIES, OUTLETS = 60, 6
TOPICS = ((), (), (), ("harbour",), ("budget",), ("rail",))
FIRST_NAMES = ("Mara", "Ola", "Ann", "Jon")
THINGS = ("harbour", "budget", "rail", "school", "hospital", "bridge", "water", "forest", "ferry", "market")
PLACES = [
    start + end
    for start in ("Storm", "Kel", "Mar", "Orv", "Nor", "Tor")
    for end in ("ont", "sund", "ra", "ane", "fold", "vik", "by", "holm", "dal", "wick")
]
SENTENCES = (
    "Inspectors closed the {thing} works of {place} on Wednesday after {hurt} people were hurt, officials said.",
    "“We will open the {thing} of {place} again once it is safe,” said {name}, the mayor of {place}.",
    "The {thing} of {place} was built in {built} and cost {cost} million dollars to repair in 2019.",
    "{place} has {cost},400 inhabitants, and {share} percent of them use the {thing} every day.",
    "A report on the {thing} of {place} is due within {weeks} weeks, the ministry said in a statement.",
)
RESIDENTS = "Residents of {place} told {outlet} about the {thing}, which has worried them since {year}."
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

    def __init__(self, platform, *, characters, a_second, channel_burst):
        self.platform = platform
        self.accepted = []  # moments on the monotonic clock
        self.too_early = 0
        self._characters = characters
        self._a_second = a_second  # on the whole platform; None if there is no such limit
        self._channel_burst = channel_burst  # messages in as many seconds
        self._second = (0, 0)
        self._channels = defaultdict(deque)

    async def listen(self, respond):
        """Wait: nobody types."""
        await asyncio.Event().wait()

    def parts(self, document):
        """Cut where a message would be too long."""
        parts, size = [[]], 0
        for block in document.blocks:
            length = text_length(block.model_dump())
            if parts[-1] and size + length > self._characters:
                parts.append([])
                size = 0
            parts[-1].append(block)
            size += length
        return tuple(Document(blocks=tuple(part)) for part in parts)

    async def post(self, channel, document, *, key="", thread=None):
        """Take a message, if it does not come too early."""
        await asyncio.sleep(random.uniform(0.05, 0.15))  # noqa: S311 - no secret
        now = time.monotonic()
        self._refuse_early(channel, now)
        self.accepted.append(now)
        return Receipt(channel=channel, message=str(len(self.accepted)))

    def _refuse_early(self, channel, now):
        recent = self._channels[channel]
        while recent and recent[0] <= now - self._channel_burst:
            recent.popleft()
        if len(recent) >= self._channel_burst:
            self.too_early += 1
            raise NotTaken("too many in this channel", wait=recent[0] + self._channel_burst - now)
        if self._a_second:
            second, taken = self._second
            taken = taken if second == int(now) else 0
            if taken >= self._a_second:
                self.too_early += 1
                raise NotTaken("too many", wait=int(now) + 1 - now, everywhere=True)
            self._second = int(now), taken + 1
        recent.append(now)

    async def find(self, channel, key, *, since, thread=None):
        """Find nothing: no answer is ever lost here."""

    async def direct(self, user):
        """Return where to talk to a user."""
        return f"{self.platform}:@{user}"

    def alone(self, channels):
        """Return the seconds that the limits alone would take for as many messages."""
        in_all = len(self.accepted) / self._a_second if self._a_second else 0.0
        return max(in_all, len(self.accepted) / channels - self._channel_burst)


def text_length(value):
    """Return the characters of text in a block."""
    if isinstance(value, dict):
        return sum(len(v) if k in ("text", "label") else text_length(v) for k, v in value.items())
    return sum(map(text_length, value)) if isinstance(value, list | tuple) else 0


def articles():
    """Yield invented articles: so many stories, each told by some outlets in an order of their own."""
    chance = random.Random(1)  # noqa: S311 - the same each time
    for number in range(STORIES):
        facts = {
            "place": PLACES[number % len(PLACES)],
            "thing": THINGS[number % len(THINGS)],
            "hurt": chance.randint(11, 90),
            "built": 1900 + number,
            "cost": number + 3,
        }
        facts["name"] = f"{chance.choice(FIRST_NAMES)} {facts['place']}sen"
        for outlet in range(OUTLETS):
            yield article(f"a{number}-{outlet}", f"Outlet {outlet}", facts, chance)


def article(identity, outlet, facts, chance):
    """Return one outlet's analysed article."""
    own = {**facts, "outlet": outlet, "share": chance.randint(20, 70), "weeks": chance.randint(3, 9)}
    told = [sentence.format(**own) for sentence in SENTENCES]
    chance.shuffle(told)
    residents = [RESIDENTS.format(**own, year=year) for year in range(2010, 2010 + chance.randint(2, 8))]
    parts, start = [], 0
    for paragraph in (" ".join(told[:2]), " ".join(told[2:]), *residents):
        parts.append(Part(kind="paragraph", text=paragraph, start=start))
        start += len(paragraph) + 2
    return analyse(
        Article(
            id=identity,
            headline=f"{facts['place']} {facts['thing']} closed after {facts['hurt']} hurt",
            headline_from="record",
            outlet=outlet,
            url=f"https://{outlet.replace(' ', '').lower()}.example/{identity}",
            language="en",
            published=Published(at=DUE - timedelta(hours=chance.uniform(1, 20)), precision="minute"),
            text="\n\n".join(part.text for part in parts),
            parts=tuple(parts),
        )
    )


async def fill(url, channels):
    """Keep the articles and the channels' settings."""
    async with open_store(url) as store:
        await keep(articles(), store.archive, DUE - timedelta(hours=1))
        for number in range(channels):
            channel = f"slack:T{number % 50}/C{number}" if number % 2 else f"discord:{number}"
            topics = TOPICS[number % len(TOPICS)]
            settings = Subscription(channel=channel, owner="u1", schedule=EVERY_DAY, topics=topics)
            await store.subscriptions.put(settings, scheduled_to=DUE - timedelta(hours=23), next_at=DUE)


def filled(url, channels):
    """Fill the store; in a process of its own, so that its memory is not counted."""
    asyncio.run(fill(url, channels))


async def run(url, every):
    """Run the service until all is delivered; return the platforms, the seconds and each command's wait."""
    chats = [
        Limited("slack", characters=10_000, a_second=None, channel_burst=1),
        Limited("discord", characters=4_000, a_second=50, channel_burst=5),
    ]
    begun, waits, stop = time.monotonic(), [], asyncio.Event()
    async with open_store(url) as store:
        service = Service(store, chats, EVERY_DAY, lambda: DUE + timedelta(seconds=time.monotonic() - begun))
        running = asyncio.create_task(service.run(stop))
        asking = asyncio.create_task(ask(service, waits, every))
        left = 1
        while left and not running.done():
            await asyncio.sleep(1)
            done = sum(len(chat.accepted) for chat in chats)
            left = await store.editions.open_count() or not done
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{done} messages, {left} editions open, {time.monotonic() - begun:.0f} s ")
        asking.cancel()
        stop.set()
        await running
    return chats, max(max(chat.accepted) for chat in chats) - begun, waits


async def ask(service, waits, every):
    """Ask a command every so many seconds, and keep how long each waits for its answer."""

    async def one(text):
        begun = time.perf_counter()
        await service.reception.answer(Command(channel="slack:T1/C1", user="ann", text=text))
        waits.append((time.perf_counter() - begun, text.split()[0]))

    async with asyncio.TaskGroup() as asked:
        for text in cycle(COMMANDS):
            asked.create_task(one(text))
            await asyncio.sleep(every)


def report(channels, chats, seconds, waits):
    """Return what came of it, in lines."""
    alone = max(chat.alone(channels / 2) for chat in chats)
    times = sorted(wait for wait, _ in waits)
    of_name = defaultdict(list)
    for wait, name in waits:
        of_name[name].append(wait)
    yield f"{channels} channels, {sum(len(chat.accepted) for chat in chats)} messages"
    for chat in chats:
        yield f"  {chat.platform}: {len(chat.accepted)} messages, {chat.too_early} came too early"
    yield f"handed out in {seconds:.1f} s; the limits alone take {alone:.1f} s: {seconds / alone:.3f} times as long"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"processor time {time.process_time():.0f} s, memory {memory:.0f} MB at most"
    yield f"{len(times)} commands: median {statistics.median(times) * 1000:.0f} ms, p99 {_p99(times):.0f} ms"
    yield "  p99 of each: " + ", ".join(f"{name} {_p99(sorted(own)):.0f}" for name, own in of_name.items()) + " ms"


def _p99(times):
    return times[int(len(times) * 0.99)] * 1000


def main():
    """Measure, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--channels", type=int, default=10_000)
    parser.add_argument("--every", type=float, default=0.1, help="seconds between two commands (0.1)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsdesk-load-") as folder:
        url = f"sqlite:///{Path(folder) / 'load.db'}"
        filling = multiprocessing.get_context("spawn").Process(target=filled, args=(url, asked.channels))
        filling.start()
        filling.join()
        came = asyncio.run(run(url, asked.every))
    sys.stdout.write("\n".join(("", *report(asked.channels, *came), "")))


if __name__ == "__main__":
    main()
