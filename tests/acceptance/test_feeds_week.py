"""A week of a desk: a dozen feeds on a server whose contents change, and a digest each morning."""

import asyncio
import json
import random
import re
import threading
from collections import Counter
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from adapters.fetching.opening import open_fetching
from adapters.interface import Feed
from adapters.mock import MockChat
from adapters.store.store import open_store
from bot.schedule import Beat
from bot.sending import Policy
from bot.service import Pace, Service
from digests.model.document import Heading, Paragraph
from digests.model.subscription import Schedule, Subscription
from tests.bot.conftest import Clock

MONDAY = datetime(2025, 4, 14, 6, 30, tzinfo=UTC)
STEP, DAY = timedelta(hours=2), timedelta(days=1)
LAST = 73
"""The step at which the seventh digest is due: the first is at the second step, and one each twelfth from there."""
SHARED, EDITED, FAILING = 0, 1, 2
"""The feeds that all have one article in common with their neighbour, that edits, and that fails for a day."""
SCHEDULE = Schedule(slots=(time(8, 30),), days=tuple(range(7)), zone="UTC", grace=timedelta(hours=4))
HASTY = Pace(
    policy=Policy(poll=0.02, lease=30, send=5, settle=0.01, first_wait=0.01, longest_wait=0.05, blocked=60),
    beat=Beat(slots=0.05, follows=60, prune=3600),
    restart=0.01,
    watch=1,
    feeds=0.05,
    place=0.02,
)
_LETTERS = "bdfgklmnprstvz"


def _words(chance, count):
    """Words that hardly ever come twice, so that each article is a story of its own."""
    return ["".join(chance.choice(_LETTERS) + chance.choice("aeiou") for _ in range(4)) for _ in range(count)]


class Newsroom:
    """A dozen outlets that publish, and what their feeds list at a moment."""

    def __init__(self, port):
        """Serve at a port; every outlet begins with three weeks of articles."""
        self.port, self.down = port, set()
        self._chance = random.Random(20250414)  # noqa: S311  words, and the same each time
        self._articles = {n: [] for n in range(12)}
        for n in self._articles:
            for day in range(21, 0, -1):
                self.publish(n, MONDAY - day * DAY - timedelta(hours=n + 2))

    def publish(self, outlet, at, *, words=None, link=None):
        """Have an outlet publish an article and return it."""
        words = words or _words(self._chance, 40)
        headline = " ".join(words[:6]).capitalize()
        body = " ".join(f"The {a} of {b} has {c} the {d}." for a, b, c, d in zip(*[iter(words[6:])] * 4, strict=False))
        article = {
            "headline": headline,
            "text": f"{headline} was the word on the day. {body}",
            "at": at,
            "link": link or f"http://outlet{outlet}.example/{at:%Y%m%d%H%M}",
            "words": words,
        }
        self._articles[outlet].append(article)
        return article

    def path(self, outlet):
        """Return the path of an outlet's feed."""
        return f"/{outlet}/feed"

    def feed(self, outlet, now):
        """Return what an outlet's feed says at a moment: RSS, Atom and JSON Feed in turn."""
        listed = [one for one in self._articles[outlet] if one["at"] <= now][-8:][::-1]
        return (self._rss, self._atom, self._json)[outlet % 3](f"Outlet {outlet}", listed, now)

    def _rss(self, title, listed, now):
        items = "".join(
            f"<item><title>{one['headline']}</title><link>{one['link']}?utm_source=rss&amp;utm_term={now:%H}</link>"
            f"<pubDate>{format_datetime(one['at'])}</pubDate><description>{one['text']}</description></item>"
            for one in listed
        )
        return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'

    def _atom(self, title, listed, now):
        entries = "".join(
            f"<entry><title>{one['headline']}</title><id>{one['link']}</id><link href='{one['link']}'/>"
            f"<published>{one['at'].isoformat()}</published><updated>{now.isoformat()}</updated>"
            f"<content type='text'>{one['text']}</content></entry>"
            for one in listed
        )
        return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{title}</title>{entries}</feed>"

    def _json(self, title, listed, now):
        items = [
            {
                "id": f"{one['link']}#{now:%H}",  # which changes, as some do
                "url": one["link"],
                "title": one["headline"],
                "content_text": one["text"],
                "date_published": one["at"].isoformat(),
            }
            for one in listed
        ]
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items})


@contextmanager
def serving(clock):
    """Serve a newsroom's feeds as they are by a clock, and yield it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            outlet = int(self.path.split("/")[1])
            if outlet in server.newsroom.down:
                self.send_error(503)
                return
            body = server.newsroom.feed(outlet, clock()).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.newsroom = Newsroom(server.server_port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.newsroom
        finally:
            server.shutdown()
            thread.join()


@asynccontextmanager
async def running(store, chat, clock, fetching):
    """Run the service while the block does."""
    stop = asyncio.Event()
    task = asyncio.create_task(Service(store, [chat], SCHEDULE, clock, None, fetching, pace=HASTY).run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def settled(store, chat, now, digests):
    """Wait until all that was due by a moment is done: feeds polled, articles placed, digests posted."""
    async with asyncio.timeout(60):
        while (  # noqa: ASYNC110  it is the store that tells
            await store.feeds.due(now, 1)
            or await store.archive.unplaced()
            or len(chat.posts) < digests
            or await store.editions.open_count("console")
        ):
            await asyncio.sleep(0.03)


def front(post):
    """Return the lines above a digest's stories."""
    return " ".join(span.text for block in post.document.blocks if isinstance(block, Paragraph) for span in block.spans)


def told(post):
    """Return the headlines of a digest's stories."""
    stories = [block for block in post.document.blocks if isinstance(block, Heading) and block.story]
    return [re.sub(r"^\d+\. ", "", block.text) for block in stories]


async def test_a_week_of_feeds_gives_a_digest_each_morning(tmp_path):
    """A dozen changing feeds, polled for a week: each article is told in one digest, none is lost and none told twice.

    The first reading is no flood, an edited article is the same one, an outlet that cannot be read is named and costs
    no other, and a restart in the middle changes nothing.
    """
    clock, chat, expected = Clock(MONDAY), MockChat(), []
    with serving(clock) as newsroom:
        allowed = [f"127.0.0.1:{newsroom.port}"]
        async with open_store(f"sqlite:///{tmp_path}/newsdesk.db") as store:
            for n in range(12):
                url = f"http://127.0.0.1:{newsroom.port}{newsroom.path(n)}"
                await store.feeds.put(Feed(url=url, title=f"Outlet {n}", added_at=MONDAY))
            settings = Subscription(channel="console:room", owner="console:ann", schedule=SCHEDULE, length="full")
            await store.subscriptions.put(settings, scheduled_to=MONDAY, next_at=MONDAY + STEP)
            async with open_fetching("", allowed, per_host_delay=0.0) as fetching:
                for half in (range(42), range(42, LAST + 1)):
                    async with running(store, chat, clock, fetching):
                        for step in half:
                            await settled(store, chat, clock(), (step + 11) // 12)
                            newsroom.down = {FAILING} if 24 <= step < 38 else set()
                            expected += _publish(newsroom, step, clock() + STEP / 2)
                            clock.forward(STEP)
            assert len(await store.feeds.all()) == 12
    digests = [told(post) for post in chat.posts]
    assert len(digests) == 7
    assert digests[0] == []  # what was there before is no news
    times = Counter(headline for headlines in digests for headline in headlines)
    late = {one["headline"] for one in expected if one["at"] > MONDAY + (LAST - 3) * STEP}
    assert {one["headline"] for one in expected} - late <= set(times)
    assert set(times) <= {one["headline"] for one in expected}
    assert set(times.values()) == {1}
    assert ["Outlet 2" in front(post).partition("read since then")[2] for post in chat.posts] == [
        day == 3 for day in range(7)
    ]


def _publish(newsroom, step, at):
    """Have something happen at some steps, and return what is to be told."""
    published = [newsroom.publish(step % 12, at)] if step % 2 else []
    if step % 12 == 4:  # a neighbour has it too, word for word
        twin = newsroom.publish(SHARED, at)
        newsroom.publish(SHARED + 3, at, words=twin["words"])
        published.append(twin)
    if step % 12 == 6:  # an article is put right an hour later, at the same address
        first = newsroom.publish(EDITED, at - STEP / 2)
        newsroom.publish(EDITED, at, words=[*first["words"], *["later", "words"] * 2], link=first["link"])
        published.append(first)
    return published
