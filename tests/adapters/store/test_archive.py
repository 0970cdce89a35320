"""Tests of the archive: what is kept comes back."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from adapters.errors import StoreError
from adapters.store.store import open_store
from digests.model.article import Article, Published
from digests.model.digest import Window
from digests.model.story import Arrival, Group

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


def arrival(name, *, published=NOON, read_at=NOON, headline="Ferry", text="The ferry sailed."):
    """An article of that id, published and read when said."""
    article = Article(id=name, headline=headline, headline_from="record", text=text, published=Published(at=published))
    return Arrival(article=article, read_at=read_at)


@pytest.fixture
async def archive(tmp_path):
    """An empty archive on disk."""
    async with open_store(f"sqlite:///{tmp_path}/folder/newsdesk.db") as opened:
        yield opened.archive


async def test_what_was_added_waits_for_a_story(archive):
    """Added articles come back whole and in order until they are placed."""
    added = [arrival("b"), arrival("a", published=None)]
    assert await archive.add(added) == 2
    assert await archive.unplaced() == added
    await archive.place([Group(id="s1", articles=("b", "a"))])
    assert await archive.unplaced() == []
    assert await archive.story("s1") == added


async def test_the_same_article_is_kept_once(archive):
    """An article of a known id takes the place of its earlier version and stays in its story."""
    await archive.add([arrival("a")])
    await archive.place([Group(id="s1", articles=("a",))])
    newer = arrival("a", text="The ferry stayed in port.", read_at=NOON + timedelta(days=1))
    assert await archive.add([newer]) == 0
    [kept] = await archive.story("s1")
    assert kept.article == newer.article
    assert kept.read_at == NOON
    assert list(await archive.stories_with(["port"], 5)) == ["s1"]
    assert await archive.stories_with(["sailed"], 5) == {}


async def test_stories_of_a_window_come_whole(archive):
    """A story with one article in the window comes with all of its articles; the window's end is outside."""
    early, late, other = arrival("a"), arrival("b", published=NOON + timedelta(days=1)), arrival("c")
    await archive.add([early, late, other])
    await archive.place([Group(id="s1", articles=("a", "b")), Group(id="s2", articles=("c",))])
    day = timedelta(days=1)
    assert await archive.stories_in(Window(start=NOON + day, end=NOON + 2 * day)) == {"s1": [early, late]}
    assert set(await archive.stories_in(Window(start=NOON, end=NOON + day))) == {"s1", "s2"}
    assert await archive.stories_in(Window(start=NOON - day, end=NOON)) == {}


async def test_a_story_is_open_while_it_is_read_or_published(archive):
    """An undated article keeps its story open by the moment it was read."""
    await archive.add([arrival("old", published=NOON - timedelta(days=90)), arrival("undated", published=None)])
    await archive.place([Group(id="s1", articles=("old",)), Group(id="s2", articles=("undated",))])
    hour = timedelta(hours=1)
    assert set(await archive.open_stories(NOON - hour, NOON + hour)) == {"s1", "s2"}
    assert await archive.open_stories(NOON + hour, NOON + 2 * hour) == {}


async def test_full_text_finds_word_forms_and_ranks_headlines_first(archive):
    """Any of the words in any form matches; an article that has them in its headline comes first."""
    body = arrival("body", headline="Harbour", text="Two ferries were delayed.")
    head = arrival("head", headline="Ferries delayed", text="No boat left.")
    await archive.add([body, head])
    await archive.place([Group(id="s1", articles=("body",)), Group(id="s2", articles=("head",))])
    assert list(await archive.stories_with(["ferry", "delay"], 5)) == ["s2", "s1"]
    assert list(await archive.stories_with(["ferry"], 1)) == ["s2"]


@pytest.mark.parametrize("words", [[], ['"'], ["NEAR(", "*"], ["a OR b"], ["🦊"]])
async def test_no_words_break_the_search(archive, words):
    """What is typed is never read as the query language of the index."""
    await archive.add([arrival("a")])
    assert await archive.stories_with(words, 5) == {}


async def test_a_listing_is_what_was_shown_last(archive):
    """A channel's numbers are those of its last digest, apart from other channels'."""
    await archive.remember_listing("room", ["s1", "s2"])
    await archive.remember_listing("hall", ["s3"])
    await archive.remember_listing("room", ["s2"])
    assert await archive.listing("room") == ["s2"]
    assert await archive.listing("hall") == ["s3"]
    await archive.remember_listing("hall", [])
    assert await archive.listing("hall") == []


async def test_it_knows_its_newest_article(archive):
    """The newest publication is known, and nothing before anything was added."""
    assert await archive.last_published() is None
    await archive.add([arrival("a"), arrival("b", published=NOON - timedelta(days=3))])
    assert await archive.last_published() == NOON


async def test_an_archive_outlives_its_process(tmp_path):
    """What was kept is there when the store is opened again."""
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    async with open_store(url) as store:
        await store.archive.add([arrival("a")])
    async with open_store(url) as store:
        assert await store.archive.unplaced() == [arrival("a")]


@pytest.mark.parametrize("url", ["newsdesk.db", "mysql://host/db", "", "sqlite"])
async def test_a_url_that_is_none_is_refused_with_the_right_form(url):
    """Whoever mistypes the store reads how it is written."""
    with pytest.raises(StoreError, match=r"write it as sqlite:///path/to/newsdesk\.db"):
        async with open_store(url):
            pass


async def test_a_file_that_is_no_database_is_named(tmp_path):
    """A store that cannot be opened is named with the database's reason."""
    (tmp_path / "notes.db").write_text("no database " * 100)
    with pytest.raises(StoreError, match=r"notes\.db.*not a database"):
        async with open_store(f"sqlite:///{tmp_path}/notes.db"):
            pass


async def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """A store below a file is refused with the folder's name."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be made"):
        async with open_store(f"sqlite:///{tmp_path}/file/sub/newsdesk.db"):
            pass


async def test_a_damaged_article_is_left_out(tmp_path, caplog):
    """A row that is no article any more costs itself alone, and is logged once."""
    path = tmp_path / "newsdesk.db"
    async with open_store(f"sqlite:///{path}") as store:
        await store.archive.add([arrival("a"), arrival("b")])
        connection = sqlite3.connect(path)
        with connection:
            connection.execute("UPDATE articles SET body = '{}' WHERE id = 'a'")
        connection.close()
        assert await store.archive.unplaced() == await store.archive.unplaced() == [arrival("b")]
    [record] = [record for record in caplog.records if record.name.startswith("adapters.store")]
    assert (record.action, record.table, record.key) == ("row_unreadable", "articles", "a")
