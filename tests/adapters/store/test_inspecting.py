"""Tests of looking at a store from outside: what is seen, and that nothing is made, upgraded or written."""

import sqlite3
from datetime import timedelta

import pytest

from adapters.errors import StoreError
from adapters.store.inspecting import inspect_store
from adapters.store.store import open_store
from adapters.store.upgrading import FIRST, HEAD


def url(path):
    """Returns the URL of a file."""
    return f"sqlite:///{path}"


async def test_a_store_that_nobody_has_open_is_seen_and_left(tmp_path):
    """Its revision is told, and neither the file nor its folder has changed."""
    path = tmp_path / "a folder #%" / "news.db"
    async with open_store(url(path)):
        pass
    before = {one: one.read_bytes() for one in path.parent.iterdir()}
    seen = await inspect_store(url(path))
    assert (seen.revision, seen.current, seen.path) == (HEAD, HEAD, path)
    assert seen.engine == f"SQLite {sqlite3.sqlite_version}"
    assert seen.clock is None
    assert {one: one.read_bytes() for one in path.parent.iterdir()} == before


async def test_a_store_that_is_in_use_is_seen_as_it_is_now(tmp_path):
    """What a running desk wrote and the file itself does not hold yet is seen, too."""
    path = tmp_path / "news.db"
    async with open_store(url(path)):
        assert (await inspect_store(url(path))).revision == HEAD


async def test_a_store_that_is_not_there_is_not_made(tmp_path):
    """Where there is nothing there is no revision, and still nothing afterwards."""
    seen = await inspect_store(url(tmp_path / "new" / "news.db"))
    assert seen.revision is None
    assert list(tmp_path.iterdir()) == []


async def test_a_store_of_before_revisions_stays_old(tmp_path):
    """What an older version made is told by its tables, and is not upgraded."""
    path = tmp_path / "news.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE articles (id)")
        connection.execute("CREATE TABLE listings (id)")
    connection.close()
    before = path.read_bytes()
    assert (await inspect_store(url(path))).revision == FIRST
    assert path.read_bytes() == before


async def test_a_store_in_memory_is_current():
    """What begins anew each time is never old."""
    seen = await inspect_store("sqlite://")
    assert (seen.revision, seen.path) == (seen.current, None)


async def test_a_file_of_another_kind_is_no_store(tmp_path):
    """A letter is no database."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear all, this is a letter.\n" * 40)
    with pytest.raises(StoreError, match="file is not a database"):
        await inspect_store(url(path))


async def test_a_server_that_does_not_answer_is_said():
    """A server that is away is named without the password."""
    with pytest.raises(StoreError, match=r"postgresql://desk:\*\*\*@127\.0\.0\.1:1/news cannot be opened"):
        await inspect_store("postgresql://desk:hunter22@127.0.0.1:1/news")


async def test_an_empty_server_stays_empty(server, database):
    """A database without tables has no revision, and gets none; the server's version and clock are told."""
    seen = await inspect_store(server.url(database))
    assert (seen.revision, seen.path) == (None, None)
    assert seen.engine.startswith("PostgreSQL ")
    assert seen.clock.utcoffset() == timedelta(0)
    assert server.execute("SELECT * FROM pg_tables WHERE schemaname = 'public'", database) == []


async def test_a_store_on_a_server_is_seen(server, database):
    """The revision of its tables is told, over loopback with a password that is not."""
    url = server.url(database, host="127.0.0.1")
    async with open_store(url):
        pass
    seen = await inspect_store(url)
    assert seen.revision == HEAD
    assert "***@127.0.0.1" in seen.name
