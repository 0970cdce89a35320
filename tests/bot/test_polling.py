"""Tests of polling: what feeds bring is kept once and never lost, and no feed's fault touches another's."""

import asyncio
from datetime import timedelta

import pytest

from adapters.errors import StoreError
from adapters.interface import Asked, Failed, Gone, Unchanged
from adapters.store.store import open_store
from adapters.worker import Overrun
from bot.feed_standing import SUSTAINED
from bot.metrics import Metrics
from bot.polling import Poller
from bot.taking import Taker
from tests.bot.conftest import Clock
from tests.bot.newsstand import NOON, Web, feed, rss

HOUR = timedelta(hours=1)


class Here:
    """Works on what servers send in this process; it implements `Apart`."""

    def run(self, function, *arguments):
        """Return what the function returns."""
        return function(*arguments)

    def close(self):
        """There is nothing to end."""


@pytest.fixture
def web():
    """The web."""
    return Web()


@pytest.fixture
def now():
    """A clock at noon."""
    return Clock(NOON)


@pytest.fixture
async def store(tmp_path):
    """An empty store."""
    async with open_store(f"sqlite:///{tmp_path}/newsdesk.db") as opened:
        yield opened


class Desk:
    """A poller over a store, with what it told owners and how often there was something to place."""

    def __init__(self, store, web, now, apart=None):
        """Poll on a store."""
        self.told, self.came, self.leads, self.metrics = [], [], True, Metrics()
        self.taker = Taker(store, web, apart or Here(), now, NOON.tzinfo, lambda: self.came.append(1), self.metrics)
        self.poller = Poller(
            store,
            web,
            self.taker,
            now,
            lambda: 0.5,
            leads=lambda: self.leads,
            tell=self._tell,
            metrics=self.metrics,
        )
        self.store, self._now = store, now

    async def _tell(self, feed, what):
        self.told.append((feed.title, what))

    async def poll(self, title="Alpha"):
        """Poll the feed of a title now, and return it as it is then."""
        [one] = [one for one in await self.store.feeds.all() if one.title == title]
        await self.poller.poll(one)
        return next((one for one in await self.store.feeds.all() if one.title == title), None)

    async def articles(self):
        """Return the kept articles."""
        return [arrival.article for arrival in await self.store.archive.unplaced()]


@pytest.fixture
async def desk(store, web, now):
    """A desk with a feed that was read yesterday."""
    await store.feeds.put(feed("Alpha", last_success=NOON - 24 * HOUR))
    return Desk(store, web, now)


ALPHA = feed("Alpha").url


async def test_what_is_new_is_kept_and_to_be_placed(desk, web):
    """Articles are kept under the outlet that their feed names, and once, however often the feed is read."""
    web.serve(ALPHA, rss("The Harbor Ledger", "Pier agreed", "Ferry late"), etag='"1"')
    polled = await desk.poll()
    assert {one.headline for one in await desk.articles()} == {"Pier agreed", "Ferry late"}
    assert {one.outlet for one in await desk.articles()} == {"The Harbor Ledger"}
    assert (polled.read, polled.failures, polled.etag, polled.last_success) == (2, 0, '"1"', NOON)
    assert desk.came == [1]
    await desk.poll()
    assert len(await desk.articles()) == 2
    assert desk.came == [1]


async def test_the_first_reading_is_a_baseline(store, web, now):
    """A feed that is added does not flood the channels with what it has had for weeks."""
    await store.feeds.put(feed("Alpha"))
    desk = Desk(store, web, now)
    web.serve(ALPHA, rss("Ledger", *(f"Story {n}" for n in range(60))))
    await desk.poll()
    assert len(await desk.articles()) == 24  # an hour between them
    web.serve(ALPHA, rss("Ledger", *(f"Story {n}" for n in range(60))).replace("Story 59", "Story 59, as it was"))
    await desk.poll()
    assert len(await desk.articles()) == 24


async def test_an_edit_is_the_same_article(desk, web, store):
    """It keeps its id and has a new revision, so that stories are told anew with it."""
    web.serve(ALPHA, rss("Ledger", "Pier agreed"))
    await desk.poll()
    [before], revision = await desk.articles(), await store.archive.mark()
    web.serve(ALPHA, rss("Ledger", "Pier agreed after all"))
    await desk.poll()
    [after] = await desk.articles()
    assert (after.id, after.headline) == (before.id, "Pier agreed after all")
    assert await store.archive.mark() > revision
    assert desk.came == [1, 1]


async def test_two_feeds_with_one_article_bring_it_once(desk, web, store):
    """Also when both are polled at the same moment, and wherever readers are tracked."""
    await store.feeds.put(feed("Beta", last_success=NOON - 24 * HOUR))
    web.serve(ALPHA, rss("Ledger", "Pier agreed"))
    tracked = rss("Ledger", "Pier agreed").replace(
        "https://outlet.example/0", "http://www.outlet.example/0?utm_source=b"
    )
    web.serve(feed("Beta").url, tracked)
    await asyncio.gather(desk.poll("Alpha"), desk.poll("Beta"))
    assert len(await desk.articles()) == 1


async def test_what_was_kept_before_a_crash_is_not_doubled(desk, web, store):
    """A process that ends between keeping an article and knowing its entry leaves the next one to keep the same."""

    class Forgetful:
        def __getattr__(self, name):
            return getattr(store.feeds, name)

        async def learn(self, entries, now):
            raise StoreError("the disk is full")

    class Failing:
        feeds = Forgetful()
        archive = store.archive

    web.serve(ALPHA, rss("Ledger", "Pier agreed"))
    broken = Desk(store, web, lambda: NOON)
    broken.taker.store = Failing()
    with pytest.raises(StoreError, match="disk is full"):
        await broken.poll()
    assert (await store.feeds.get(ALPHA)).failures == 0
    assert len(await desk.articles()) == 1
    await desk.poll()
    assert len(await desk.articles()) == 1
    assert (await store.feeds.get(ALPHA)).read == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "what the server sent is empty"),
        ("<html><body><h1>Not found</h1></body></html>", "what the server sent "),
        ("\x00\x01", "what the server sent "),
    ],
)
async def test_what_is_no_feed_is_an_error_with_its_reason(desk, web, body, said):
    """A page in its place is not an empty feed."""
    web.serve(ALPHA, body)
    polled = await desk.poll()
    assert polled.failures == 1
    assert polled.reason.startswith(said)
    assert polled.last_success < NOON


async def test_a_feed_that_takes_too_long_to_read_is_an_error(store, web, now):
    """Whatever it does to the parser, it costs itself."""

    class Slow(Here):
        def run(self, function, *arguments):
            del function, arguments
            return Overrun("took longer than 20 s")

    await store.feeds.put(feed("Alpha"))
    web.serve(ALPHA, rss("Ledger", "Pier agreed"))
    polled = await Desk(store, web, now, Slow()).poll()
    assert polled.reason == "what the server sent took longer than 20 s"


async def test_what_breaks_here_is_the_feeds_own_trouble(store, web, now, caplog):
    """It counts as an error of that feed, and the log has the rest."""

    class Broken(Here):
        def run(self, function, *arguments):
            raise ZeroDivisionError

    await store.feeds.put(feed("Alpha"))
    web.serve(ALPHA, rss("Ledger", "Pier agreed"))
    polled = await Desk(store, web, now, Broken()).poll()
    assert (polled.failures, polled.reason) == (1, "reading it broke here (ZeroDivisionError)")
    assert "cannot be polled" in caplog.text


async def test_sustained_failure_is_said_once_and_so_is_its_end(desk, web, now):
    """Its owner hears nothing of a few errors."""
    web.fail(ALPHA, "no answer")
    for _ in range(16):
        await desk.poll()
        now.forward(SUSTAINED / 8)
    assert desk.told == [("Alpha", "failing")]
    web.serve(ALPHA, rss("Ledger", "Pier agreed"))
    await desk.poll()
    await desk.poll()
    assert desk.told == [("Alpha", "failing"), ("Alpha", "healed")]


async def test_a_feed_that_is_gone_is_asked_no_more(desk, web, store):
    """Its owner hears of it at once."""
    web.at[ALPHA] = Gone(reason="the server says that it is gone for good (410)")
    polled = await desk.poll()
    assert polled.paused
    assert desk.told == [("Alpha", "gone")]
    assert await store.feeds.due(NOON + 999 * HOUR, 9) == []


async def test_servers_are_asked_with_what_they_said(desk, web):
    """What has not changed need not be sent again."""
    web.serve(ALPHA, rss("Ledger", "Pier agreed"), etag='"1"', last_modified="Tue")
    await desk.poll()
    asked = []

    class Noting(Web):
        async def fetch(self, one):
            asked.append(one)
            return Unchanged(url=one.url)

    desk.poller.fetching = Noting()
    polled = await desk.poll()
    assert asked == [Asked(url=ALPHA, etag='"1"', last_modified="Tue")]
    assert (polled.etag, polled.last_modified) == ('"1"', "Tue")


async def test_a_feed_that_moved_for_good_goes_on_where_it_is(desk, web):
    """Its entries stay known, and its articles are edited from there."""
    web.serve(ALPHA, rss("Ledger", "Pier agreed"))
    await desk.poll()
    there = "https://new.example/feed"
    web.serve(ALPHA, rss("Ledger", "Pier agreed at last"), moved=there)
    assert (await desk.poll()).url == there
    web.serve(there, rss("Ledger", "Pier built"))
    await desk.poll()
    assert [one.headline for one in await desk.articles()] == ["Pier built"]


async def test_what_was_removed_or_paused_meanwhile_stays_so(desk, web, store):
    """A poll on its way changes nothing of what somebody set."""
    fetching = asyncio.Event()
    answer = asyncio.Event()

    class Waiting(Web):
        async def fetch(self, one):
            fetching.set()
            await answer.wait()
            return await web.fetch(one)

    web.serve(ALPHA, rss("Ledger", "Pier agreed"))
    desk.poller.fetching = Waiting()
    on_its_way = asyncio.create_task(desk.poll())
    await fetching.wait()
    await store.feeds.change(ALPHA, lambda one: one.model_copy(update={"paused": True, "title": "Renamed"}))
    answer.set()
    await on_its_way
    kept = await store.feeds.get(ALPHA)
    assert (kept.paused, kept.title) == (True, "Renamed")
    await store.feeds.remove(ALPHA)
    await desk.poller.poll(kept)
    assert await store.feeds.all() == []


STUB = "The council has agreed on a pier. Read more"


async def test_stubs_are_read_from_their_pages_where_that_is_wanted(store, web, now):
    """Where a page cannot be had, the stub stands."""
    await store.feeds.put(feed("Alpha", last_success=NOON - 24 * HOUR, full_text=True))
    desk = Desk(store, web, now)
    web.serve(ALPHA, rss("Ledger", "The council has agreed on a pier", "The council has agreed on a ferry", text=STUB))
    whole = "".join(f"<p>The council has agreed on a pier, and on sentence number {n} of it.</p>" for n in range(9))
    web.serve("https://outlet.example/0", f"<html><body><article>{whole}</article></body></html>")
    web.fail("https://outlet.example/1", "robots.txt does not allow it")
    polled = await desk.poll()
    texts = {one.url: one.text for one in await desk.articles()}
    assert "sentence number 8" in texts["https://outlet.example/0"]
    assert "The council has agreed on a pier" in texts["https://outlet.example/1"]
    assert (polled.read, polled.stubs) == (2, 2)


async def test_no_more_than_some_pages_are_fetched_at_a_poll(store, web, now):
    """A feed of stubs does not have its host asked for hundreds of pages at once."""
    await store.feeds.put(feed("Alpha", last_success=NOON - 24 * HOUR, full_text=True))
    web.serve(ALPHA, rss("Ledger", *(f"Story {n}" for n in range(30)), text=STUB))
    await Desk(store, web, now).poll()
    assert 0 < len([url for url in web.asked if url != ALPHA]) <= 10


async def test_a_slow_host_holds_up_no_other_feed(store, web, now):
    """Feeds are on their way side by side."""
    await store.feeds.put(feed("Slow", next_poll=NOON - HOUR))
    await store.feeds.put(feed("Alpha", last_success=NOON - 24 * HOUR, next_poll=NOON))
    web.serve(ALPHA, rss("Ledger", "Pier agreed"))
    read = asyncio.Event()

    class Uneven(Web):
        async def fetch(self, one):
            if one.url != ALPHA:
                await asyncio.Event().wait()
            return await web.fetch(one)

    desk = Desk(store, web, now)
    desk.poller.fetching = Uneven()
    desk.taker.came = read.set
    running = asyncio.create_task(desk.poller.run())
    async with asyncio.timeout(20):
        await read.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len(await desk.articles()) == 1


async def test_only_the_process_that_leads_polls(store, web, now):
    """A second one asks nothing, until it leads and is called."""
    await store.feeds.put(feed("Alpha", last_success=NOON - 24 * HOUR))
    web.serve(ALPHA, rss("Ledger", "Pier agreed"))
    desk = Desk(store, web, now)
    read = asyncio.Event()
    desk.taker.came = read.set
    desk.leads = False
    running = asyncio.create_task(desk.poller.run())
    desk.poller.call()
    for _ in range(20):
        await asyncio.sleep(0)
    assert web.asked == []
    desk.leads = True
    desk.poller.call()
    async with asyncio.timeout(20):
        await read.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert web.asked == [ALPHA]


async def test_polls_are_counted(desk, web):
    """By what came of them, with the articles they brought."""
    web.serve(ALPHA, rss("Ledger", "Pier agreed", "Ferry late"))
    await desk.poll()
    web.at[ALPHA] = Failed(reason="no answer")
    await desk.poll()
    count = desk.metrics.registry.get_sample_value
    assert count("newsdesk_polls_total", {"outcome": "read"}) == 1
    assert count("newsdesk_polls_total", {"outcome": "failed"}) == 1
    assert count("newsdesk_articles_total", {"kind": "new"}) == 2
