"""Tests of upgrades: every earlier form of the tables becomes the present one with its rows, or stays as it was."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from adapters.errors import StoreError
from adapters.interface import Feed
from adapters.store.address import address
from adapters.store.engines import connect
from adapters.store.migrations import configuration
from adapters.store.schema import metadata
from adapters.store.store import open_store
from adapters.store.upgrading import FIRST, HEAD, REVISIONS

# What Newsdesk 0.1 made, before revisions were counted.
UNVERSIONED = """
CREATE TABLE articles (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id VARCHAR NOT NULL, story VARCHAR, at VARCHAR NOT NULL,
    read_at VARCHAR NOT NULL, body TEXT NOT NULL, UNIQUE (id)
);
CREATE INDEX ix_articles_at ON articles (at);
CREATE INDEX ix_articles_read_at ON articles (read_at);
CREATE INDEX ix_articles_story ON articles (story);
CREATE TABLE listings (
    channel VARCHAR NOT NULL, position INTEGER NOT NULL, story VARCHAR NOT NULL, PRIMARY KEY (channel, position)
);
CREATE VIRTUAL TABLE article_words USING fts5(headline, body, tokenize='porter unicode61');
"""
NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
STAMP = "2025-03-04T12:00:00.000000+00:00"
ARTICLES = [
    ("b", "s1", {"outlet": "Quay Post"}),
    ("a", "s1", {}),
    ("c", None, {"outlet": "Quay Post"}),
]


def rows():
    """The articles that are in a store before it is upgraded."""
    common = {"headline": "Ferry", "headline_from": "record", "text": "The ferry sailed.", "published": {"at": STAMP}}
    for number, (name, story, more) in enumerate(ARTICLES, 3):
        body = json.dumps({"id": name, **common, **more})
        yield {"number": number, "id": name, "story": story, "at": NOON, "read_at": NOON, "body": body}


def fill(connection, words):
    """Put the articles, one that is damaged and a listing into the first form of the tables."""
    columns = "number, id, story, at, read_at, body"
    insert = f"INSERT INTO articles ({columns}) VALUES (:number, :id, :story, :at, :read_at, :body)"  # noqa: S608
    postgresql = connection.dialect.name == "postgresql"
    at = NOON if postgresql else STAMP
    damaged = {"number": 9, "id": "d", "story": "s1", "at": at, "read_at": at, "body": "{"}
    for row in [*({**row, "at": at, "read_at": at} for row in rows()), damaged]:
        connection.execute(text(insert), row)
        connection.execute(text(words), {"number": row["number"], "headline": "Ferry", "body": "The ferry sailed."})
    connection.execute(text("INSERT INTO listings VALUES ('mock:room', 1, 's1')"))


async def made(url, make):
    """Have a database made by a function of its connection."""
    database = connect(address(url))
    try:
        async with database.write() as connection:
            await connection.run_sync(make)
    finally:
        await database.close()


def unversioned(connection):
    """Make the store that Newsdesk 0.1 made."""
    for statement in UNVERSIONED.split(";\n"):
        connection.execute(text(statement))
    fill(connection, "INSERT INTO article_words (rowid, headline, body) VALUES (:number, :headline, :body)")


def first(connection):
    """Make the first revision."""
    command.upgrade(configuration(connection), FIRST)
    words = {
        "sqlite": "INSERT INTO article_words (rowid, headline, body) VALUES (:number, :headline, :body)",
        "postgresql": "INSERT INTO article_words VALUES (:number, to_tsvector('simple', 'ferri sail'))",
    }
    fill(connection, words[connection.dialect.name])
    if connection.dialect.name == "postgresql":  # the numbers above were not drawn
        connection.execute(text("SELECT setval(pg_get_serial_sequence('articles', 'number'), 9)"))


def third(connection):
    """Make the third revision, with feeds."""
    command.upgrade(configuration(connection), "0003")
    at = NOON if connection.dialect.name == "postgresql" else STAMP
    columns = "url, title, added_at, paused, etag, next_poll, last_success, failures, reason"
    values = ":url, :title, :at, :paused, :etag, :polled, :polled, :failures, :reason"
    common = {"at": at, "paused": False, "etag": None, "polled": None, "failures": 0, "reason": None}
    for row in (
        {"url": "https://a.test/feed", "title": "A", "paused": True, "etag": "e", "failures": 2, "reason": "timed out"},
        {"url": "https://b.test/feed", "title": "B", "polled": at},
    ):
        connection.execute(text(f"INSERT INTO feeds ({columns}) VALUES ({values})"), common | row)  # noqa: S608


@pytest.fixture(params=["unversioned", "0001", "0001 on PostgreSQL"])
async def old(request, tmp_path):
    """The URL of a store in an earlier form, with articles."""
    if request.param.endswith("PostgreSQL"):
        url = request.getfixturevalue("server").url(request.getfixturevalue("database"))
    else:
        url = f"sqlite:///{tmp_path}/newsdesk.db"
    await made(url, unversioned if request.param == "unversioned" else first)
    return url


def test_the_revisions_are_those_of_the_steps():
    """The constants by which a store is known to be up to date are the steps that there are, in their order."""
    script = ScriptDirectory.from_config(configuration(None))
    assert [step.revision for step in script.walk_revisions()] == list(reversed(REVISIONS))
    assert script.get_current_head() == HEAD


async def test_all_steps_make_the_tables_as_they_are_described(url):
    """After an upgrade nothing differs from the tables that the code works with."""
    database = connect(address(url))
    async with database.read() as connection:
        context = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("article_words")}
        found = await connection.run_sync(
            lambda own: compare_metadata(MigrationContext.configure(own, opts=context), metadata)
        )
    await database.close()
    assert found == []


async def test_an_older_store_is_upgraded_with_what_is_in_it(old, arrival, caplog):
    """Articles, stories, listings and the search index of an earlier form are there in the present one."""
    async with open_store(old) as store:
        said = {name: arrival(name, **more) for name, _, more in ARTICLES}
        assert (await store.archive.stories(["s1"])).get("s1", []) == [said["b"], said["a"]]
        assert await store.archive.unplaced() == [said["c"]]
        assert await store.archive.listing("mock:room") == ["s1"]
        assert list(await store.archive.stories_with(["ferries"], 5)) == ["s1"]
        assert [(one.outlet, one.articles) for one in await store.archive.outlets()] == [("Quay Post", 2)]
        assert await store.archive.mark() == 4
        assert await store.archive.grown(3, 4, NOON) == {"s1": (3, 9)}
        await store.archive.add([arrival("e")])
        await store.archive.place([])
        assert [found.where for found in await store.check()] == ["articles d"]
    assert {record.key for record in caplog.records if getattr(record, "table", "")} == {"d"}
    async with open_store(old) as store:
        assert [one.article.id for one in await store.archive.unplaced()] == ["c", "e"]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_feeds_are_there_after_an_upgrade(request, tmp_path, kind):
    """A feed from before polling is read on as it was, and what is kept of it since has its beginning."""
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    if kind == "postgresql":
        url = request.getfixturevalue("server").url(request.getfixturevalue("database"))
    await made(url, third)
    async with open_store(url) as store:
        assert await store.feeds.all() == [
            Feed(
                url="https://a.test/feed",
                title="A",
                added_at=NOON,
                paused=True,
                etag="e",
                failures=2,
                reason="timed out",
            ),
            Feed(url="https://b.test/feed", title="B", added_at=NOON, next_poll=NOON, last_success=NOON),
        ]
        assert [one.title for one in await store.feeds.due(NOON, 9)] == ["B"]
        assert await store.feeds.known(["x"]) == {}
        assert await store.check() == []


async def test_an_older_store_that_is_opened_twice_at_once_is_upgraded_once(old):
    """Processes that find an older store at the same time do not get in each other's way."""

    async def opened():
        async with open_store(old) as store:
            return await store.archive.mark()

    assert await asyncio.gather(*(opened() for _ in range(4))) == [4, 4, 4, 4]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_store_that_is_made_twice_at_once_is_made_once(request, tmp_path, kind):
    """Processes that open a store that is not there yet find it made."""
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    if kind == "postgresql":
        url = request.getfixturevalue("server").url(request.getfixturevalue("database"))

    async def opened():
        async with open_store(url) as store:
            return await store.archive.mark()

    assert await asyncio.gather(*(opened() for _ in range(4))) == [0, 0, 0, 0]


async def test_a_store_of_a_newer_version_is_left_alone(url):
    """Who runs an older Newsdesk on a newer store reads which revision it has and what to do."""
    await made(url, lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '0099'")))
    with pytest.raises(StoreError) as refused:
        async with open_store(url):
            pass
    assert "made by a newer Newsdesk (its revision is 0099" in str(refused.value)
    assert "update Newsdesk, or restore a backup" in str(refused.value)
    again = text("UPDATE alembic_version SET version_num = :head")  # for the tests that share the database
    await made(url, lambda connection: connection.execute(again, {"head": HEAD}))


async def test_the_database_of_another_program_is_left_alone(tmp_path):
    """Who names another program's SQLite database is told so, and nothing is put into it."""
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(StoreError, match="is a database of another program"):
        async with open_store(f"sqlite:///{tmp_path}/other.db"):
            pass
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    connection.close()


async def test_an_upgrade_that_fails_leaves_the_store_as_it_was(old):
    """An upgrade is made whole or not at all."""
    await made(old, lambda connection: connection.execute(text("CREATE TABLE shown (mine INTEGER)")))
    with pytest.raises(StoreError, match="cannot be opened"):
        async with open_store(old):
            pass
    left = []
    await made(old, lambda connection: left.append(connection.execute(text("SELECT * FROM articles")).keys()))
    assert list(left[0]) == ["number", "id", "story", "at", "read_at", "body"]


def test_a_store_that_is_up_to_date_is_opened_without_alembic(tmp_path):
    """Upgrading takes long to load, so it is loaded only where there is something to upgrade."""
    code = f"""
import asyncio, sys
from adapters.store.store import open_store

async def main():
    async with open_store("sqlite:///{tmp_path}/newsdesk.db"):
        print("alembic" in sys.modules)

asyncio.run(main())
"""
    said = [
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout for _ in "ab"
    ]
    assert said == ["True\n", "False\n"]
