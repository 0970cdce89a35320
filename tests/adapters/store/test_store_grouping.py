"""Tests of what the store keeps of the grouping, and of what was told when stories are grouped otherwise."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from adapters.interface import Follow, Grouped, Member, Repair
from adapters.store.store import open_store
from digests.model.story import Group

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVER = [(NOON - 99 * DAY, NOON + 99 * DAY)]


def _groups(**stories):
    return [Group(id=story, articles=tuple(articles.split())) for story, articles in stories.items()]


@pytest.fixture
async def placed(archive, arrival):
    """Four articles in two stories."""
    await archive.add([arrival(name) for name in "abcd"])
    await archive.place(_groups(s1="a b", s2="c d"))


async def test_what_waits_comes_in_order_of_appearance(archive, arrival):
    """Articles that are in no story come by their time, undated ones by when they were read."""
    undated = arrival("undated", published=None, read_at=NOON + HOUR)
    await archive.add([arrival("late", published=NOON + 2 * HOUR), undated, arrival("early"), arrival("placed")])
    await archive.place(_groups(s1="placed"))
    assert list((await archive.waiting()).items()) == [
        ("early", NOON),
        ("undated", NOON + HOUR),
        ("late", NOON + 2 * HOUR),
    ]


async def test_a_grouping_comes_back_as_it_was_placed(archive, arrival):
    """Stories with an article of the times come whole, in the order of placing, those without a sketch first."""
    await archive.add([arrival("c"), arrival("b", published=NOON - 20 * DAY), arrival("a"), arrival("x")])
    await archive.add([arrival("far", published=NOON - 20 * DAY)])
    await archive.place(_groups(s3="far", s4="x"))
    await archive.place(_groups(s1="a b", s2="c"), sketches={"a": b"1", "c": b"3", "b": b"2"})
    found = await archive.grouped([(NOON, NOON + DAY), (NOON - 2 * DAY, NOON - DAY)])
    x, a, c, b = Member("x", "s4", None), Member("a", "s1", b"1"), Member("c", "s2", b"3"), Member("b", "s1", b"2")
    assert found == Grouped(await archive.placings(), [x, a, c, b], [])
    assert (await archive.grouped([])).members == []
    many = [(NOON - day * DAY, NOON - day * DAY) for day in range(1500)]
    assert [one.article for one in (await archive.grouped(many)).members] == ["x", "far", "a", "c", "b"]


@pytest.mark.usefixtures("placed")
async def test_who_was_overtaken_keeps_nothing(archive):
    """A placing that was decided on an older grouping than there is leaves everything as it is, and says so."""
    before = await archive.placings()
    now = await archive.place(_groups(s1="c"), after=before)
    assert now == await archive.placings() != before
    assert await archive.place(_groups(s9="a b c d"), sketches={"a": b"1"}, after=before) is None
    assert await archive.placings() == now
    assert set(await archive.versions(["s1", "s2", "s9"])) == {"s1", "s2"}


@pytest.mark.usefixtures("placed")
async def test_nothing_new_is_no_change(archive):
    """Placing what is where it shall be makes nobody look again."""
    before = await archive.placings()
    assert await archive.place(_groups(s1="a b"), after=before) == before


async def test_repairs_make_everybody_look_again(store):
    """A repair that comes or is undone counts as a change of the grouping, and comes with it while it is in force."""
    before = await store.archive.placings()
    split = Repair(kind="split", story="s1", other="a", articles=("b", "c"), by="mock:ann", at=NOON)
    kept = await store.repairs.add(split)
    added = await store.archive.grouped([])
    assert added.placings != before
    assert added.repairs == [kept] == [split.model_copy(update={"id": kept.id})]
    assert await store.repairs.undo(kept.id, NOON)
    undone = await store.archive.grouped([])
    assert (undone.placings != added.placings, undone.repairs) == (True, [])


async def test_two_that_place_at_once_do_so_one_after_the_other(url, arrival):
    """Of processes that decided on the same grouping one keeps what it decided."""
    async with open_store(url) as one, open_store(url) as other:
        await one.archive.add([arrival("a")])
        after = await one.archive.placings()
        tries = [
            store.archive.place(_groups(**{name: "a"}), after=after) for store, name in ((one, "s1"), (other, "s2"))
        ]
        assert sorted(found is None for found in await asyncio.gather(*tries)) == [False, True]


@pytest.mark.usefixtures("placed")
async def test_an_article_that_moves_is_a_change_of_both_stories(archive):
    """Both stories have another version than before, and the one that got it has grown."""
    before, mark = await archive.versions(["s1", "s2"]), await archive.mark()
    await archive.place(_groups(s2="a"))
    after = await archive.versions(["s1", "s2"])
    assert (after["s1"].articles, after["s2"].articles) == (1, 3)
    assert after["s1"] != before["s1"]
    assert after["s2"].revision > before["s2"].revision
    assert list(await archive.grown(mark, await archive.mark(), NOON)) == ["s2"]


@pytest.mark.usefixtures("placed")
async def test_an_id_that_went_is_answered_for(archive, arrival):
    """A merged story's id stands for the one into which it went, over several merges, until it is a story again."""
    await archive.remember_listing("room", ["s1", "s2"])
    await archive.place(_groups(s2="a b"))
    assert list(await archive.versions(["s1"])) == ["s2"]
    assert await archive.listing("room") == ["s2", "s2"]
    await archive.add([arrival("e")])
    await archive.place(_groups(s3="e"))
    await archive.place(_groups(s3="a b c d"))
    assert set(await archive.versions(["s1", "s2", "s3"])) == {"s3"}
    assert list(await archive.versions(["s1"])) == ["s3"]
    assert await archive.listing("room") == ["s3", "s3"]
    await archive.place(_groups(s1="a b"))
    assert list(await archive.versions(["s1"])) == ["s1"]
    assert await archive.listing("room") == ["s1", "s3"]


@pytest.mark.usefixtures("placed")
async def test_a_story_that_fell_apart_stands_for_its_larger_part(archive, arrival):
    """Where the articles of a story went to several others its id stands for the one that has most of them."""
    await archive.add([arrival("e")])
    await archive.place(_groups(s1="e"))
    await archive.place(_groups(s2="a", s3="b e"))
    assert list(await archive.versions(["s1"])) == ["s3"]


@pytest.mark.usefixtures("placed")
async def test_what_was_shown_counts_for_the_story_an_article_is_in(store, frozen, parts, shown):
    """After a merge and after a split a channel was told of the articles that it was told of, in whichever story."""
    edition = await frozen(parts({"s1": ("a", "b")}))
    await store.editions.sent(edition, 1, "m1", now=NOON, lease=DAY)
    await store.archive.place(_groups(s2="a b"))
    assert (await shown())["s2"] == {"a", "b"}
    await store.archive.place(_groups(s3="b d"))
    assert (await shown())["s3"] >= {"b"}
    assert "c" not in (await shown())["s3"]


@pytest.mark.usefixtures("placed")
async def test_what_was_frozen_before_a_merge_counts_after_it(store, frozen, parts, shown):
    """A digest that was made before a merge and is sent after it is counted for the merged story."""
    edition = await frozen(parts({"s1": ("a",)}))
    await store.archive.place(_groups(s2="a b"))
    await store.editions.sent(edition, 1, "m1", now=NOON, lease=DAY)
    assert (await shown())["s2"] == {"a"}


@pytest.mark.usefixtures("placed")
async def test_who_followed_a_story_follows_what_it_went_into(store):
    """After a merge a channel follows the merged story, once if it had followed both."""
    for channel, story in (("room", "s1"), ("hall", "s1"), ("hall", "s2"), ("yard", "s2")):
        await store.subscriptions.follow(Follow(channel=channel, story=story, by="ann", since=NOON))
    await store.archive.place(_groups(s2="a b"))
    followed = sorted((one.channel, one.story) for one in await store.subscriptions.follows())
    assert followed == [("hall", "s2"), ("room", "s2"), ("yard", "s2")]


async def test_what_is_forgotten_leaves_no_sketch(store, arrival):
    """With an article what grouping kept of it is forgotten."""
    await store.archive.add([arrival("old", published=NOON - DAY), arrival("new")])
    await store.archive.place(_groups(s1="old new"), sketches={"old": b"1", "new": b"2"})
    await store.prune(NOON)
    await store.archive.add([arrival("old", published=NOON - DAY)])
    await store.archive.place(_groups(s1="old"))
    members = (await store.archive.grouped(EVER)).members
    assert {one.article: one.sketch for one in members} == {"old": None, "new": b"2"}


@pytest.mark.usefixtures("placed")
async def test_articles_have_homes(archive, arrival):
    """The story that an article is in is known, of those that are in one."""
    await archive.add([arrival("e")])
    assert await archive.homes(["d", "a", "e", "x"]) == {"a": "s1", "d": "s2"}


@pytest.mark.usefixtures("placed")
async def test_a_story_knows_what_went_into_it(archive):
    """The ids for which a story answers are known, but not those of stories that gave it some of their articles."""
    await archive.place(_groups(s2="a"))
    assert await archive.formerly("s2") == []
    await archive.place(_groups(s2="b"))
    assert await archive.formerly("s2") == ["s1"]
