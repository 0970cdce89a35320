"""Tests of the store's part in polling: which feeds are due, how they change, and which entries are known."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, text

from adapters.interface import Feed, KnownEntry
from adapters.store.address import address
from adapters.store.engines import connect
from adapters.store.schema import entries
from adapters.store.store import open_store

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def feed(name, **rest):
    """A feed of that title."""
    return Feed(url=f"https://{name.lower()}.test/feed", title=name, added_at=NOON - DAY, **rest)


def entry(article="a1", fingerprint="f1", feed="https://alpha.test/feed"):
    """What is known of an entry."""
    return KnownEntry(article=article, fingerprint=fingerprint, feed=feed)


async def test_a_feed_comes_back_whole(store):
    """All that is known of a feed's health and habit is kept."""
    full = feed(
        "Alpha", full_text=True, failing_since=NOON, notified="failing", owner="mock:ann", moved_from="https://a.test",
        interval=300.5, gap=7200.25, read=7, stubs=3,
    )  # fmt: skip
    await store.feeds.put(full)
    assert await store.feeds.get(full.url) == full
    assert await store.feeds.get("https://nowhere.test") is None


async def test_those_that_waited_longest_are_polled_first(store):
    """New feeds come first, then by the moment they were due; paused ones and those to come do not."""
    for one in (
        feed("Late", next_poll=NOON - HOUR),
        feed("Later", next_poll=NOON - 2 * HOUR),
        feed("New"),
        feed("Now", next_poll=NOON),
        feed("Soon", next_poll=NOON + HOUR),
        feed("Paused", paused=True, next_poll=NOON - DAY),
    ):
        await store.feeds.put(one)
    assert [one.title for one in await store.feeds.due(NOON, 9)] == ["New", "Later", "Late", "Now"]
    assert [one.title for one in await store.feeds.due(NOON, 2)] == ["New", "Later"]


async def test_it_is_known_when_the_next_poll_is_due(store):
    """A feed that never was polled is due since it was added; none is due where all are paused."""
    assert await store.feeds.next_due() is None
    await store.feeds.put(feed("Paused", paused=True))
    assert await store.feeds.next_due() is None
    await store.feeds.put(feed("Soon", next_poll=NOON + HOUR))
    assert await store.feeds.next_due() == NOON + HOUR
    await store.feeds.put(feed("New"))
    assert await store.feeds.next_due() == NOON - DAY


async def test_a_feed_is_changed_as_it_is_by_then(store):
    """Changes made at the same time are all kept."""
    await store.feeds.put(feed("Alpha"))

    def more(one):
        return one.model_copy(update={"failures": one.failures + 1})

    await asyncio.gather(*(store.feeds.change("https://alpha.test/feed", more) for _ in range(8)))
    assert (await store.feeds.get("https://alpha.test/feed")).failures == 8
    assert await store.feeds.change("https://nowhere.test", more) is None


async def test_a_feed_that_moves_takes_the_place_of_the_one_that_is_there(store):
    """There are never two feeds of one address."""
    for name in ("Alpha", "Beta"):
        await store.feeds.put(feed(name))
    moved = await store.feeds.change(
        "https://alpha.test/feed", lambda one: one.model_copy(update={"url": "https://beta.test/feed"})
    )
    assert await store.feeds.all() == [moved]
    assert moved.title == "Alpha"


async def test_what_is_known_of_entries_outlasts_their_feed(store):
    """An entry is known by each of its names, as it was seen last; names that nobody learnt are left out."""
    first, second = entry(), entry("a2", "f2", "https://beta.test/feed")
    await store.feeds.put(feed("Alpha"))
    await store.feeds.learn({"x": first, "y": first, "z": entry(None)}, NOON)
    await store.feeds.learn({"y": second}, NOON)
    await store.feeds.remove("https://alpha.test/feed")
    assert await store.feeds.known(["x", "y", "z", "w"]) == {"x": first, "y": second, "z": entry(None)}
    assert await store.feeds.known([]) == {}


async def test_thousands_of_entries_are_learnt_at_once(store):
    """A feed may list more than a statement takes."""
    many = {f"entry {n}": entry(f"a{n}") for n in range(1200)}
    await store.feeds.learn(many, NOON)
    assert await store.feeds.known(list(many)) == many


async def test_entries_are_forgotten_once_no_feed_lists_them(store):
    """What was seen before a moment is forgotten, what is still listed is not."""
    await store.feeds.learn({"gone": entry(), "listed": entry("a2")}, NOON)
    await store.feeds.learn({"listed": entry("a2")}, NOON + 2 * DAY)
    assert await store.feeds.forget(NOON + DAY + HOUR) == 1
    assert set(await store.feeds.known(["gone", "listed"])) == {"listed"}


async def test_what_was_seen_since_is_never_forgotten(store):
    """An entry whose last sighting was too soon after another to be written is not taken for one that is gone."""
    await store.feeds.learn({"listed": entry()}, NOON)
    await store.feeds.learn({"listed": entry()}, NOON + 23 * HOUR)
    assert await store.feeds.forget(NOON + 22 * HOUR) == 0
    assert set(await store.feeds.known(["listed"])) == {"listed"}


async def test_what_every_poll_lists_is_written_once_a_day(store, url):
    """A poll that brings nothing new writes nothing; an edit is written at once."""
    database = connect(address(url))
    seen = []
    for hours, one in ((0, entry()), (24, entry()), (25, entry()), (26, entry("a1", "f2")), (27, entry("a1", "f2"))):
        await store.feeds.learn({"x": one}, NOON + hours * HOUR)
        async with database.read() as connection:
            seen.append((await connection.scalar(select(entries.c.seen_at)) - NOON) // HOUR)
    await database.close()
    assert seen == [0, 0, 25, 26, 26]


async def test_entries_outlast_their_articles(store, arrival):
    """An article that is forgotten for its age is no news when its feed lists it still."""
    await store.archive.add([arrival("a1", published=NOON - DAY)])
    await store.feeds.learn({"x": entry("a1")}, NOON)
    assert await store.prune(NOON) == 1
    assert await store.feeds.known(["x"]) == {"x": entry("a1")}
    assert await store.check() == []


async def test_damaged_feeds_keep_no_other_from_being_polled(store, url, caplog):
    """They do not count as due, however long they have waited, and each is said once."""
    for name in ("Broken", "Bent"):
        await store.feeds.put(feed(name, next_poll=NOON - DAY))
    await store.feeds.put(feed("Whole", next_poll=NOON))
    database = connect(address(url))
    async with database.write() as connection:
        await connection.execute(text("UPDATE feeds SET notified = 'shouted' WHERE title <> 'Whole'"))
    await database.close()
    for _ in range(2):
        assert [one.title for one in await store.feeds.due(NOON, 1)] == ["Whole"]
    assert sorted(record.key for record in caplog.records if getattr(record, "table", "") == "feeds") == [
        "https://bent.test/feed",
        "https://broken.test/feed",
    ]


async def test_a_damaged_entry_costs_itself(tmp_path):
    """The others stay known, and a check of the store names it."""
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    async with open_store(url) as store:
        await store.feeds.learn({"x": entry(), "y": entry("a2")}, NOON)
        database = connect(address(url))
        async with database.write() as connection:
            await connection.execute(text("UPDATE entries SET fingerprint = x'00ff' WHERE identity = 'x'"))
        await database.close()
        assert set(await store.feeds.known(["x", "y"])) == {"y"}
        assert [finding.where for finding in await store.check()] == ["entries x"]
