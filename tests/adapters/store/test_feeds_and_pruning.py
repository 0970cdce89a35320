"""Tests of the smaller parts of the store: feeds, repairs, what is forgotten, and whether it can be written."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.interface import Feed, Repair
from adapters.store.store import open_store
from digests.model.digest import Window
from digests.model.story import Group

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def feed(name, **rest):
    """A feed of that title."""
    return Feed(url=f"https://{name.lower()}.test/feed", title=name, added_at=NOON, **rest)


async def test_feeds_come_by_title(store):
    """Feeds come back whole, by title whatever its case."""
    full = feed(
        "beta", outlet="Beta", paused=True, etag='W/"1"', last_modified="Tue", next_poll=NOON, last_success=NOON,
        last_change=NOON - DAY, failures=3, reason="no answer",
    )  # fmt: skip
    for one in (full, feed("Gamma"), feed("Alpha")):
        await store.feeds.put(one)
    assert await store.feeds.all() == [feed("Alpha"), full, feed("Gamma")]


async def test_a_feed_is_kept_once(store):
    """A feed takes the place of the one of its address, and is forgotten once."""
    await store.feeds.put(feed("Alpha", failures=2, reason="no answer"))
    await store.feeds.put(feed("Alpha"))
    assert await store.feeds.all() == [feed("Alpha")]
    assert await store.feeds.remove("https://alpha.test/feed")
    assert not await store.feeds.remove("https://alpha.test/feed")
    assert await store.feeds.all() == []


async def test_repairs_hold_until_they_are_undone(store):
    """Repairs come oldest first, each under a number of its own, and are undone once."""
    split = Repair(kind="split", story="s1", other="a", by="mock:ann", at=NOON)
    merge = Repair(kind="merge", story="s1", other="s2", by="mock:bo", at=NOON + DAY)
    first, second = await store.repairs.add(split), await store.repairs.add(merge)
    assert 0 < first.id < second.id
    assert await store.repairs.in_force() == [first, second]
    assert first == split.model_copy(update={"id": first.id})
    assert await store.repairs.undo(first.id, NOON + 2 * DAY)
    assert not await store.repairs.undo(first.id, NOON + 3 * DAY)
    assert not await store.repairs.undo(999_999, NOON)
    assert await store.repairs.in_force() == [second]


async def test_old_articles_are_forgotten(store, arrival):
    """What appeared before a moment is gone, from the stories and the search too; what came later stays."""
    old = [arrival(f"o{n}", published=NOON - DAY, text="Olive oil.") for n in range(600)]
    await store.archive.add([*old, arrival("undated", published=None, read_at=NOON - DAY), arrival("new")])
    await store.archive.place([Group(id="s1", articles=("o1", "new", "undated"))])
    assert await store.prune(NOON) == 601
    assert (await store.archive.stories(["s1"])).get("s1", []) == [arrival("new")]
    assert await store.archive.unplaced() == []
    assert await store.archive.stories_with(["olive"], 5) == {}
    assert await store.prune(NOON) == 0
    assert await store.check() == []


async def test_what_was_told_is_not_forgotten(store, arrival, frozen, parts, shown):
    """Articles from which a story was told in a channel, or is about to be, outlast the rest of their story."""
    await store.archive.add([arrival(name, published=NOON - 9 * DAY) for name in ("told", "frozen", "other")])
    await store.archive.place([Group(id="s1", articles=("told", "frozen", "other"))])
    edition = await frozen(parts({"s1": ("told",)}))
    await store.editions.sent(edition, 1, "m1", now=NOON, lease=DAY)
    later = await frozen(parts({"s1": ("frozen",)}), channel="mock:hall")
    assert await store.prune(NOON) == 1
    assert [one.article.id for one in (await store.archive.stories(["s1"])).get("s1", [])] == ["told", "frozen"]
    assert await shown() == {"s1": {"told"}}
    assert await store.editions.latest("mock:room") is not None
    await store.editions.end(later, "failed", "gone", now=NOON)
    assert await store.prune(NOON) == 1


async def test_a_told_article_outlasts_the_story_it_was_told_in(store, arrival, frozen, parts):
    """An article that was split off its story since is kept like one that was not."""
    await store.archive.add([arrival("told", published=NOON - DAY)])
    await store.archive.place([Group(id="s1", articles=("told",))])
    await store.editions.sent(await frozen(parts({"s1": ("told",)})), 1, "m1", now=NOON, lease=DAY)
    await store.archive.place([Group(id="s2", articles=("told",))])
    assert await store.prune(NOON) == 0


async def test_a_store_that_works_answers(store):
    """A store that can be read and written says so by saying nothing."""
    await store.ping()
    assert await store.archive.mark() == 0


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
async def test_a_store_in_memory_holds_while_it_is_open(url, arrival):
    """A store that is kept nowhere works like any other, reads and writes side by side, and is empty the next time."""
    async with open_store(url) as store:
        await store.archive.add([arrival("a")])
        assert await store.archive.unplaced() == [arrival("a")]
        assert await store.archive.stories_in(Window(start=NOON, end=NOON + DAY)) == {}
        assert await store.check() == []
    async with open_store(url) as store:
        assert await store.archive.unplaced() == []
