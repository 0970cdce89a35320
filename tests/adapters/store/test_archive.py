"""Tests of the archive: what is kept comes back, under revisions that only grow."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.interface import OutletCount
from adapters.store.store import open_store
from digests.model.digest import Window
from digests.model.story import Group

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_what_was_added_waits_for_a_story(archive, arrival):
    """Added articles come back whole and in order until they are placed."""
    added = [arrival("b"), arrival("a", published=None)]
    assert await archive.add(added) == 2
    assert await archive.unplaced() == added
    await archive.place([Group(id="s1", articles=("b", "a"))])
    assert await archive.unplaced() == []
    assert (await archive.stories(["s1"])).get("s1", []) == added


async def test_the_same_article_is_kept_once(archive, arrival):
    """An article of a known id takes the place of its earlier version and stays in its story."""
    await archive.add([arrival("a")])
    await archive.place([Group(id="s1", articles=("a",))])
    newer = arrival("a", text="The ferry stayed in port.", read_at=NOON + DAY)
    assert await archive.add([newer]) == 0
    [kept] = (await archive.stories(["s1"])).get("s1", [])
    assert kept.article == newer.article
    assert kept.read_at == NOON
    assert list(await archive.stories_with(["port"], 5)) == ["s1"]
    assert await archive.stories_with(["sailed"], 5) == {}


async def test_an_undated_article_that_changes_stays_where_it_was_read_first(archive, arrival):
    """What was read long ago is no news for having been corrected today."""
    await archive.add([arrival("a", published=None)])
    await archive.place([Group(id="s1", articles=("a",))])
    await archive.add([arrival("a", published=None, text="It did not.", read_at=NOON + 9 * DAY)])
    assert await archive.stories_in(Window(start=NOON + DAY, end=NOON + 10 * DAY)) == {}


async def test_of_one_article_twice_at_once_the_last_is_kept(archive, arrival):
    """Two versions in one batch are one article: what it says last, read when it was read first."""
    last = arrival("a", text="It stayed.", read_at=NOON + HOUR)
    assert await archive.add([arrival("a"), last]) == 1
    [kept] = await archive.unplaced()
    assert (kept.article, kept.read_at) == (last.article, NOON)


async def test_stories_of_a_window_come_whole(archive, arrival):
    """A story with one article in the window comes with all of its articles; the window's end is outside."""
    early, late, other = arrival("a"), arrival("b", published=NOON + DAY), arrival("c")
    await archive.add([early, late, other])
    await archive.place([Group(id="s1", articles=("a", "b")), Group(id="s2", articles=("c",))])
    found = await archive.stories_in(Window(start=NOON + DAY, end=NOON + 2 * DAY))
    assert await archive.stories(list(found)) == {"s1": [early, late]}
    assert set(await archive.stories_in(Window(start=NOON, end=NOON + DAY))) == {"s1", "s2"}
    assert await archive.stories_in(Window(start=NOON - DAY, end=NOON)) == {}


async def test_stories_come_by_their_ids(archive, arrival):
    """Of the stories asked for come those there are, however many are asked for."""
    await archive.add([arrival("a"), arrival("b"), arrival("c")])
    await archive.place([Group(id="s1", articles=("a",)), Group(id="s2", articles=("b",))])
    found = await archive.stories(["s2", *(f"x{n}" for n in range(1200)), "s1"])
    assert found == {"s1": [arrival("a")], "s2": [arrival("b")]}
    assert await archive.stories([]) == {}
    assert (await archive.stories(["x1"])).get("x1", []) == []


async def test_an_article_moves_to_another_story(archive, arrival):
    """An article is in the story where it was placed last."""
    await archive.add([arrival("a"), arrival("b")])
    await archive.place([Group(id="s1", articles=("a", "b"))])
    await archive.place([Group(id="s2", articles=("b",))])
    assert await archive.stories(["s1", "s2"]) == {"s1": [arrival("a")], "s2": [arrival("b")]}


async def test_full_text_finds_word_forms_and_ranks_headlines_first(archive, arrival):
    """Any of the words in any form matches; an article that has them in its headline comes first."""
    body = arrival("body", headline="Harbour", text="Two ferries were delayed.")
    head = arrival("head", headline="Ferries delayed", text="No boat left.")
    await archive.add([body, head, arrival("unplaced", headline="Ferries delayed")])
    await archive.place([Group(id="s1", articles=("body",)), Group(id="s2", articles=("head",))])
    assert list(await archive.stories_with(["ferry", "delay"], 5)) == ["s2", "s1"]
    assert list(await archive.stories_with(["ferry"], 1)) == ["s2"]
    assert list(await archive.stories_with(["harbour"], 5)) == ["s1"]


@pytest.mark.parametrize("said", ["Zürich-Hardbrücke", "ZURICH", "zurich hardbrucke", "hardbrucke"])
async def test_full_text_takes_letters_with_and_without_marks_for_one(archive, arrival, said):
    """Case, marks on letters and hyphens keep nobody from finding a word."""
    await archive.add([arrival("a", text="The train left Zürich-Hardbrücke at 1.8 times its speed.")])
    await archive.place([Group(id="s1", articles=("a",))])
    assert list(await archive.stories_with([said], 5)) == ["s1"]
    assert list(await archive.stories_with(["1.8"], 5)) == ["s1"]
    assert await archive.stories_with(["8.1"], 5) == {}


@pytest.mark.parametrize(
    "words", [[], ['"'], ["NEAR(", "*"], ["a OR b"], ["🦊"], ["\0"], ["x'); --"], ["a:*", "!a"], ["_"]]
)
async def test_no_words_break_the_search(archive, arrival, words):
    """What is typed is never read as the query language of the index."""
    await archive.add([arrival("a")])
    await archive.place([Group(id="s1", articles=("a",))])
    assert await archive.stories_with(words, 5) == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(headline=st.text(max_size=20), text=st.text(), words=st.lists(st.text(max_size=8), max_size=4))
async def test_any_text_can_be_kept_and_looked_for(archive, arrival, headline, text, words):
    """Whatever the characters, an article is kept, comes back as it was, and no search for any words fails."""
    kept = arrival("a", headline=headline, text=text)
    await archive.add([kept])
    await archive.place([Group(id="s1", articles=("a",))])
    assert [one.article for one in (await archive.stories(["s1"])).get("s1", [])] == [kept.article]
    await archive.stories_with(words, 5)


async def test_a_long_article_is_kept(archive, arrival):
    """An article longer than an index takes is kept all the same, and found by its beginning."""
    text = "Brennick " + " ".join(f"w{n}" for n in range(300_000))
    await archive.add([arrival("a", text=text)])
    await archive.place([Group(id="s1", articles=("a",))])
    assert list(await archive.stories_with(["brennick"], 5)) == ["s1"]


async def test_a_listing_is_what_was_shown_last(archive):
    """A channel's numbers are those of its last digest, apart from other channels'."""
    await archive.remember_listing("room", ["s1", "s2"])
    await archive.remember_listing("hall", ["s3"])
    await archive.remember_listing("room", ["s2"])
    assert await archive.listing("room") == ["s2"]
    assert await archive.listing("hall") == ["s3"]
    await archive.remember_listing("hall", [])
    assert await archive.listing("hall") == []


async def test_it_knows_its_newest_article(archive, arrival):
    """The newest publication is known, and nothing before anything was added."""
    assert await archive.last_published() is None
    await archive.add([arrival("a"), arrival("b", published=NOON - timedelta(days=3))])
    assert await archive.last_published() == NOON


async def test_it_counts_outlets(archive, arrival):
    """Outlets come by name, each with the number of its articles and its newest; what names none counts for none."""
    await archive.add([arrival("a", outlet="Quay Post"), arrival("b", outlet="ansel Times"), arrival("c")])
    await archive.add([arrival("d", outlet="Quay Post", published=NOON + HOUR)])
    await archive.add([arrival("b", outlet="Ansel Times")])
    assert await archive.outlets() == [
        OutletCount(outlet="Ansel Times", articles=1, newest=NOON),
        OutletCount(outlet="Quay Post", articles=2, newest=NOON + HOUR),
    ]


async def test_an_archive_outlives_its_process(url, arrival):
    """What was kept is there when the store is opened again."""
    async with open_store(url) as store:
        await store.archive.add([arrival("a")])
    async with open_store(url) as store:
        assert await store.archive.unplaced() == [arrival("a")]


async def test_a_digest_may_tell_what_is_placed(archive, arrival):
    """The mark is the revision below the first article that waits for a story, and goes on where none does."""
    assert await archive.mark() == 0
    await archive.add([arrival("a"), arrival("b"), arrival("c")])
    assert await archive.mark() == 0
    await archive.place([Group(id="s1", articles=("a", "c"))])
    assert await archive.mark() == 1
    await archive.place([Group(id="s2", articles=("b",))])
    assert await archive.mark() == 3


async def test_only_what_changed_gets_a_revision(archive, arrival):
    """An article that is read again unchanged is no news; one that changed is."""
    await archive.add([arrival("a"), arrival("b")])
    await archive.place([Group(id="s1", articles=("a",)), Group(id="s2", articles=("b",))])
    await archive.add([arrival("a", read_at=NOON + HOUR), arrival("b", text="It sank.")])
    assert await archive.mark() == 3
    assert await archive.grown(2, 3, NOON) == {"s2": (1, 3)}


async def test_growth_is_between_two_revisions(archive, arrival):
    """A story grew if one of its recent articles came after the first revision and not after the second."""
    old = arrival("old", published=NOON - DAY)
    await archive.add([arrival("a"), old, arrival("b"), arrival("undated", published=None), arrival("c")])
    names = {"s1": ("a", "b"), "s2": ("old",), "s3": ("undated",)}
    await archive.place([Group(id=story, articles=articles) for story, articles in names.items()])
    assert await archive.grown(0, 4, NOON) == {"s1": (2, 3), "s3": (1, 4)}
    assert await archive.grown(0, 2, NOON - DAY) == {"s2": (1, 2), "s1": (2, 3)}
    assert await archive.grown(3, 3, NOON) == {}
    assert await archive.grown(4, 5, NOON) == {}


async def test_revisions_are_never_given_twice(store, arrival):
    """Revisions go on where they were when the articles that had the last ones are forgotten."""
    await store.archive.add([arrival("a"), arrival("b", published=NOON - DAY)])
    assert await store.prune(NOON) == 1
    await store.archive.add([arrival("c")])
    await store.archive.place([Group(id="s1", articles=("a", "c"))])
    assert await store.archive.mark() == 3
    assert await store.archive.grown(2, 3, NOON) == {"s1": (2, 3)}


async def test_nothing_is_missed_while_many_add(url, arrival):
    """Whoever follows the mark sees each article once, however many processes add and place meanwhile."""
    async with open_store(url) as one, open_store(url) as other:

        async def adds(store, name):
            for n in range(8):
                await store.archive.add([arrival(f"{name}{n}"), arrival(f"{name}{n}b")])
                await store.archive.place([Group(id=f"{name}{n}", articles=(f"{name}{n}", f"{name}{n}b"))])

        seen, upto = [], 0
        adding = asyncio.gather(
            *(adds(store, f"{name}-") for name, store in zip("abcd", [one, other] * 2, strict=True))
        )
        while not adding.done() or upto < 64:
            mark = await one.archive.mark()
            assert mark >= upto
            seen += [story for story, _ in (await other.archive.grown(upto, mark, NOON)).items()]
            upto = mark
        await adding
    assert set(seen) == {f"{name}-{n}" for name in "abcd" for n in range(8)}
    assert len(seen) <= 64


async def test_articles_are_seen_without_being_read(archive, arrival):
    """What tells a story's weight comes without its words: who wrote, when it appeared and when it was read."""
    await archive.add([arrival("a"), arrival("b", published=None, read_at=NOON + DAY), arrival("c")])
    await archive.place([Group(id="s1", articles=("a", "b")), Group(id="s2", articles=("c",))])
    seen = await archive.glances(["s1", "s9"])
    [first, second] = seen.pop("s1")
    assert seen == {}
    assert (first.id, first.at) == ("a", arrival("a").article.published.at)
    assert (second.id, second.at, second.read_at) == ("b", NOON + DAY, NOON + DAY)
    assert first.source == arrival("a").article.source


async def test_articles_are_found_by_their_ids(archive, arrival):
    """Whatever story they are in; those that are not kept are left out."""
    await archive.add([arrival("a"), arrival("b")])
    assert {article.id for article in await archive.articles(["b", "x"])} == {"b"}
