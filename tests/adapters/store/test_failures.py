"""Tests of what is said when a store fails: in words that help, never with a password, and nothing half done."""

import asyncio
import logging
import socket
import sqlite3
import subprocess
import sys
import threading
import traceback
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from adapters.errors import StoreError
from adapters.store.address import address
from adapters.store.engines import connect
from adapters.store.failures import reason
from adapters.store.store import open_store

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
LEASE = timedelta(minutes=1)


async def refusal(url):
    """Returns the error with which a store cannot be opened."""
    with pytest.raises(StoreError) as refused:
        async with open_store(url) as store:
            await store.ping()
    return refused.value


@pytest.mark.parametrize(
    "url", ["newsdesk.db", "mysql://host/db", "", "sqlite", "postgresql+asyncpg:/", "postgresql://h:port/d"]
)
async def test_a_url_that_is_none_is_refused_with_the_right_form(url):
    """Whoever mistypes the store reads how it is written."""
    said = str(await refusal(url))
    assert "write it as sqlite:///path/to/newsdesk.db or postgresql://user@host/database" in said


@pytest.mark.parametrize(
    "url",
    [
        "mysql://ann:sesame@host/db",
        "postgresql//ann:sesame@host/db",
        "postgresql://ann:sesame@host:port/db",
        "ann:sesame@host",
        "mysql://host/db?user=ann&password=sesame&sslpassword=sesame",
        "pg:/host?password=sesame",
    ],
)
async def test_a_url_that_is_none_is_refused_without_its_password(url):
    """What may be a password is not shown, wherever it stands in what is no store's URL."""
    assert "sesame" not in str(await refusal(url))


async def test_no_password_is_said_or_logged(server, caplog):
    """Neither the message nor the trace of a failure, nor a log of whatever level, holds the URL's password."""
    caplog.set_level(logging.DEBUG)
    wrong = [
        server.url("postgres", host="127.0.0.1", password="mellon"),
        server.url("nowhere", host="127.0.0.1").replace("open-sesame", "mellon%40x"),
        server.url("postgres", host="127.0.0.1").replace(":open-sesame@", "@") + "?password=mellon",
        f"postgresql://ann:mellon@127.0.0.1:{_closed_port()}/db",
    ]
    for url in wrong:
        error = await refusal(url)
        assert "mellon" not in "".join(traceback.format_exception(error))
    async with open_store(server.url("postgres", host="127.0.0.1")) as store:
        await store.leadership.held()
    assert not [one for one in caplog.records if "mellon" in one.getMessage() or "open-sesame" in one.getMessage()]


def _closed_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


async def test_a_server_says_why_in_plain_words(server):
    """A server that is not there, refuses the password or has no such database is told apart."""
    wrong = server.url("postgres", host="127.0.0.1", password="mellon")
    assert "refuses the user or the password" in str(await refusal(wrong))
    stranger = server.url("postgres", host="127.0.0.1").replace("newsdesk:", "stranger:")
    assert "refuses the user or the password" in str(await refusal(stranger))
    missing = server.url("nowhere")
    assert "has no such database; make it with createdb" in str(await refusal(missing))
    gone = f"postgresql://127.0.0.1:{_closed_port()}/db"
    assert "the server cannot be reached: " in str(await refusal(gone))


async def test_a_server_that_only_reads_is_said(server, database):
    """A standby, or whatever else does not write, is named as what it is."""
    url = server.url(database)
    async with open_store(url):
        pass
    server.execute(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    assert "the server only reads; name the one that is written" in str(await refusal(url))


async def test_a_connection_that_was_lost_costs_nothing_later(server, on_server):
    """After a restart of the server the store works again by itself."""
    async with open_store(on_server) as store:
        await store.ping()
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'shared'")
        await store.ping()
        assert await store.archive.mark() == 0


def test_a_missing_driver_is_named():
    """Who names a PostgreSQL store without its library reads what to install."""
    code = """
import asyncio, sys
sys.modules["psycopg"] = None
from adapters.errors import StoreError
from adapters.store.store import open_store

async def main():
    try:
        async with open_store("postgresql://ann:mellon@host/db"):
            pass
    except StoreError as error:
        print(error)

asyncio.run(main())
"""
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert "pip install 'newsdesk[postgres]'" in said
    assert "postgresql://ann:***@host/db" in said


@pytest.fixture
async def threads_end():
    """Waits for the threads of connections that could not be opened: they tell the loop so, which has to be there."""
    yield
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 5)


@pytest.mark.usefixtures("threads_end")
async def test_a_file_that_is_no_database_is_named(tmp_path):
    """A store that cannot be opened is named with the database's reason, and stays as it is."""
    (tmp_path / "notes.db").write_text("no database " * 100)
    said = str(await refusal(f"sqlite:///{tmp_path}/notes.db"))
    assert f"the store sqlite:///{tmp_path}/notes.db cannot be opened: file is not a database" in said
    assert (tmp_path / "notes.db").read_text() == "no database " * 100


@pytest.mark.usefixtures("threads_end")
async def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """A store below a file is refused with the folder's name."""
    (tmp_path / "file").write_text("x")
    assert "file/sub, cannot be made" in str(await refusal(f"sqlite:///{tmp_path}/file/sub/newsdesk.db"))


@pytest.mark.usefixtures("threads_end")
async def test_a_folder_in_the_place_of_the_file_is_said(tmp_path):
    """A store that is a folder cannot be opened, and the message says where to look."""
    assert "the file cannot be opened" in str(await refusal(f"sqlite:///{tmp_path}"))


@pytest.mark.usefixtures("threads_end")
async def test_a_file_that_may_only_be_read_is_said(tmp_path):
    """A store that cannot be written is named as such before anything is lost."""
    async with open_store(f"sqlite:///{tmp_path}/newsdesk.db"):
        pass
    said = str(await refusal(f"sqlite:///file:{tmp_path}/newsdesk.db?mode=ro&uri=true"))
    assert "it may only be read; give the user that runs Newsdesk the right to write the file" in said


def _failed(path, *statements, mode="rwc"):
    """Returns the error of SQLite with which a statement fails."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode={mode}", uri=True, timeout=0, isolation_level=None)) as behind:
            for statement in statements:
                behind.execute(statement)
    except sqlite3.Error as error:
        return error
    return None


def test_each_failure_of_a_file_has_its_words(tmp_path):
    """A full disk, a file that is locked, damaged or away, and anything else, are told apart."""
    path = tmp_path / "a.db"
    full = _failed(path, "CREATE TABLE t (x)", "PRAGMA max_page_count = 2", "INSERT INTO t VALUES (zeroblob(99999))")
    assert reason(full) == "the disk is full; free some space"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert reason(_failed(path, "INSERT INTO t VALUES (1)")).startswith("another program holds it locked")
    holder.close()
    assert reason(_failed(path, "SELECT * FROM u")) == "no such table: u"
    assert reason(_failed(tmp_path / "gone.db", "SELECT 1 FROM t", mode="rw")).startswith("the file cannot be opened")
    path.write_bytes(path.read_bytes()[:4096] + b"\xa5" * 4096)
    assert "restore a backup" in reason(_failed(path, "SELECT * FROM t"))


_FAILING = {
    "sqlite": ["CREATE TRIGGER failing BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no luck'); END"],
    "postgresql": [
        """CREATE FUNCTION failing() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'no luck' USING ERRCODE = '53100'; END $$""",
        "CREATE TRIGGER failing BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION failing()",
    ],
}


@pytest.fixture
async def failing(url):
    """Has every insert into a table fail, as on a full disk."""
    made = []

    async def run(*statements):
        database = connect(address(url))
        async with database.write() as connection:
            for statement in statements:
                await connection.execute(text(statement))
        await database.close()

    async def fail(table):
        kind = url.partition(":")[0]
        await run(*(statement.replace("{table}", table) for statement in _FAILING[kind]))
        made.append(["DROP FUNCTION failing CASCADE"] if kind == "postgresql" else [])

    yield fail
    for statements in made:
        await run(*statements)


async def test_what_fails_half_way_is_not_done_at_all(store, shown, frozen, parts, settings, arrival, failing):
    """A receipt of which the last step fails leaves nothing shown, listed or delivered, and can be kept again."""
    await store.subscriptions.put(settings(), scheduled_to=NOON, next_at=NOON)
    edition = await frozen(parts({"s1": ("a",)}))
    await failing("told")
    with pytest.raises(StoreError, match=r"the disk of the server is full|no luck"):
        await store.editions.sent(edition, 1, "m1", now=NOON, lease=LEASE)
    assert await shown() == {}
    assert await store.archive.listing("mock:room") == []
    assert await store.editions.latest("mock:room") is None
    assert (await store.subscriptions.get("mock:room")).told_at is None
    await store.archive.add([arrival("a")])


async def test_articles_are_added_all_or_none(store, arrival, failing):
    """A batch that fails leaves no article and no revision behind."""
    await failing("revisions")
    with pytest.raises(StoreError):
        await store.archive.add([arrival("a"), arrival("b")])
    assert await store.archive.unplaced() == []
    assert await store.archive.stories_with(["ferry"], 5) == {}


async def test_a_moment_without_a_zone_is_a_mistake_of_ours(store):
    """A naive moment is refused before it becomes a wrong one."""
    with pytest.raises(StatementError, match="has no zone"):
        await store.prune(datetime(2025, 3, 4, 12))  # noqa: DTZ001 - that is the mistake
