"""Tests of backups: whole at one moment, never over another file, and looked at before they take a store's place."""

import asyncio
import shutil
import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from adapters.errors import StoreError
from adapters.store.address import address
from adapters.store.backup import backup, restore
from adapters.store.engines import connect
from adapters.store.store import open_store
from adapters.store.upgrading import HEAD
from digests.model.story import Group

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def kept(url, arrival, settings):
    """Puts articles of these ids, in one story, and a channel's settings into the store."""

    async def keep(*names):
        async with open_store(url) as store:
            await store.archive.add([arrival(name) for name in names])
            await store.archive.place([Group(id="s1", articles=names)])
            await store.subscriptions.put(settings(), scheduled_to=NOON, next_at=NOON)

    return keep


async def articles(url):
    """Returns the ids of the articles of a store's one story."""
    async with open_store(url) as store:
        assert await store.check() == []
        return [one.article.id for one in (await store.archive.stories(["s1"])).get("s1", [])]


async def test_a_backup_brings_back_what_was_there(url, kept, tmp_path):
    """What was kept before a backup is there after it is restored, and what came later is kept in a file beside."""
    await kept("a", "b")
    await backup(url, tmp_path / "backup")
    await kept("c")
    replaced = await restore(tmp_path / "backup", url, force=True)
    assert await articles(url) == ["a", "b"]
    assert replaced.name == ("newsdesk.db.replaced" if url.startswith("sqlite") else "backup.replaced")
    again = await restore(replaced, url, force=True)
    assert again.name.startswith(replaced.name)
    assert await articles(url) == ["a", "b", "c"]
    async with open_store(url) as store:
        await store.archive.add([])
        assert len(await store.subscriptions.all()) == 1


async def test_a_restored_store_goes_on_counting(url, kept, arrival, tmp_path):
    """Articles that come after a backup was restored get new numbers and new revisions."""
    await kept("a", "b")
    await backup(url, tmp_path / "backup")
    await restore(tmp_path / "backup", url, force=True)
    async with open_store(url) as store:
        await store.archive.add([arrival("c")])
        assert [one.article.id for one in await store.archive.unplaced()] == ["c"]
        assert await store.archive.mark() == 2


async def test_a_store_that_holds_something_is_not_replaced_unasked(url, kept, tmp_path):
    """Restoring over a store that holds something needs force; over an empty one it does not, and keeps nothing."""
    await restore_empty(url, kept, tmp_path)
    await kept("c")
    with pytest.raises(StoreError, match="holds something; with --force"):
        await restore(tmp_path / "backup", url)
    assert await articles(url) == ["a", "c"]


async def restore_empty(url, kept, tmp_path):
    """Makes a backup, empties the store and restores it without force."""
    await kept("a")
    await backup(url, tmp_path / "backup")
    tables = ("articles", "article_words", "filters", "subscriptions")
    database = connect(address(url))
    async with database.write() as connection:
        for table in tables:
            await connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - one of the above
    await database.close()
    assert await restore(tmp_path / "backup", url) is None
    assert await articles(url) == ["a"]


async def test_a_backup_never_takes_the_place_of_a_file(url, kept, tmp_path):
    """A file that is there stays as it is, and no other one is left."""
    await kept("a")
    (tmp_path / "letter").write_text("Dear all")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreError, match="is there already"):
        await backup(url, tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "Dear all"
    assert [one for one in sorted(tmp_path.iterdir()) if one not in before] == []


async def test_a_folder_that_is_not_there_is_named(url, kept, tmp_path):
    """A backup into a folder that is not there is refused with its name."""
    await kept("a")
    with pytest.raises(StoreError, match="gone"):
        await backup(url, tmp_path / "gone" / "backup")


async def test_a_backup_is_of_one_moment(url, arrival, tmp_path):
    """While others go on writing a backup has for each article its story, or neither of them."""
    stop, begun = asyncio.Event(), asyncio.Event()

    async def writes(store):
        for n in range(1000):
            if stop.is_set():
                return
            await store.archive.add([arrival(f"{n}-{m}", text="The ferry sailed. " * 50) for m in range(5)])
            await store.archive.remember_listing("mock:room", [f"s{n}"])
            begun.set()

    async with open_store(url) as store:
        writing = asyncio.create_task(writes(store))
        await begun.wait()
        for number in range(2):
            await backup(url, tmp_path / f"backup-{number}")
        stop.set()
        await writing
    await restore(tmp_path / "backup-1", url, force=True)
    async with open_store(url) as store:
        assert await store.check() == []
        count = len(await store.archive.unplaced())
        [listed] = await store.archive.listing("mock:room")
        assert count % 5 == 0
        assert count // 5 - int(listed[1:]) in (1, 2)


@pytest.mark.parametrize("content", [b"", b"Dear all", b"SQLite format 3\0" + b"x" * 5000])
async def test_what_is_no_backup_is_refused(url, kept, tmp_path, content):
    """A file that is no backup changes nothing."""
    await kept("a")
    (tmp_path / "letter").write_bytes(content)
    with pytest.raises(StoreError, match="letter"):
        await restore(tmp_path / "letter", url, force=True)
    with pytest.raises(StoreError, match="is no file"):
        await restore(tmp_path / "gone", url, force=True)
    assert await articles(url) == ["a"]


async def test_a_backup_of_a_newer_version_is_refused(url, kept, tmp_path):
    """A backup that this version cannot read changes nothing."""
    await kept("a")
    for version in ("0099", HEAD):  # the second for the tests that share the database
        database = connect(address(url))
        async with database.write() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
        await database.close()
        if version == "0099" and url.startswith("sqlite"):
            shutil.copy(tmp_path / "newsdesk.db", tmp_path / "backup")
        elif version == "0099":
            with pytest.raises(StoreError, match="newer Newsdesk"):
                await backup(url, tmp_path / "backup")
            (tmp_path / "backup").write_bytes(await dumped(url))
    with pytest.raises(StoreError, match=r"backup was made by a newer Newsdesk \(its revision is 0099"):
        await restore(tmp_path / "backup", url, force=True)
    assert await articles(url) == ["a"]


async def dumped(url):
    """Returns a dump that newer tables would make."""
    process = await asyncio.create_subprocess_exec(
        "pg_dump", "--format=custom", url, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    said, _ = await process.communicate()
    return said


async def test_a_store_that_is_not_there_is_not_backed_up(tmp_path, server, database):
    """A backup of nothing is refused and makes no store."""
    with pytest.raises(StoreError, match="there is no store"):
        await backup(f"sqlite:///{tmp_path}/newsdesk.db", tmp_path / "backup")
    with pytest.raises(StoreError, match="is empty"):
        await backup(server.url(database), tmp_path / "backup")
    with pytest.raises(StoreError, match="in memory"):
        await backup("sqlite://", tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "backup").touch()
    with pytest.raises(StoreError, match="in memory"):
        await restore(tmp_path / "backup", "sqlite://")


async def test_a_backup_is_restored_to_where_there_is_no_store(kept, url, tmp_path, request):
    """A backup makes a store in a new folder, or in an empty database."""
    await kept("a")
    await backup(url, tmp_path / "backup")
    other = f"sqlite:///{tmp_path}/folder/other.db"
    if url.startswith("postgresql"):
        other = request.getfixturevalue("server").url(request.getfixturevalue("database"))
    assert await restore(tmp_path / "backup", other) is None
    assert await articles(other) == ["a"]


async def test_a_damaged_backup_is_refused(tmp_path, arrival):
    """A backup that opens and yet is damaged does not take a store's place."""
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    async with open_store(url) as store:
        await store.archive.add([arrival(f"a{n}", text="The ferry sailed. " * 200) for n in range(60)])
    whole = (tmp_path / "newsdesk.db").read_bytes()
    pages = [whole[start : start + 4096] for start in range(0, len(whole), 4096)]
    damaged = b"".join(b"\xa5" * 4096 if b"The ferry sailed." in page else page for page in pages)
    (tmp_path / "backup").write_bytes(damaged)
    with pytest.raises(StoreError, match=r"backup is damaged .* take another backup"):
        await restore(tmp_path / "backup", url, force=True)
    assert (tmp_path / "newsdesk.db").read_bytes() == whole


async def test_an_empty_file_is_no_store(tmp_path, arrival):
    """A file with nothing in it is neither backed up nor a backup, and may be replaced."""
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="is empty"):
        await backup(f"sqlite:///{tmp_path}/empty.db", tmp_path / "backup")
    async with open_store(f"sqlite:///{tmp_path}/newsdesk.db") as store:
        await store.archive.add([arrival("a")])
    await backup(f"sqlite:///{tmp_path}/newsdesk.db", tmp_path / "backup")
    assert await restore(tmp_path / "backup", f"sqlite:///{tmp_path}/empty.db") is None


async def test_a_store_in_use_is_not_replaced(tmp_path, arrival):
    """Restoring under a service that runs is refused, and the service goes on."""
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    async with open_store(url) as store:
        await store.archive.add([arrival("a")])
        await backup(url, tmp_path / "backup")
        await store.archive.add([arrival("b")])
        with pytest.raises(StoreError, match="is in use"):
            await restore(tmp_path / "backup", url, force=True)
        assert len(await store.archive.unplaced()) == 2
        assert await store.check() == []


async def test_a_damaged_store_is_replaced_and_kept(tmp_path, arrival):
    """A file that is no database any more is kept beside the restored one, with what belongs to it."""
    path = tmp_path / "newsdesk.db"
    async with open_store(f"sqlite:///{path}") as store:
        await store.archive.add([arrival("a")])
        await backup(f"sqlite:///{path}", tmp_path / "backup")
    path.write_bytes(b"\xa5" * 8192)
    path.chmod(0o640)
    (tmp_path / "newsdesk.db-wal").write_bytes(b"log")
    with pytest.raises(StoreError, match="holds something"):
        await restore(tmp_path / "backup", f"sqlite:///{path}")
    replaced = await restore(tmp_path / "backup", f"sqlite:///{path}", force=True)
    assert replaced.read_bytes() == b"\xa5" * 8192
    assert (tmp_path / "newsdesk.db.replaced-wal").read_bytes() == b"log"
    assert path.stat().st_mode & 0o777 == 0o640
    async with open_store(f"sqlite:///{path}") as store:
        assert len(await store.archive.unplaced()) == 1


async def test_a_backup_of_an_older_version_is_upgraded(tmp_path):
    """A backup of the first form of the tables can be restored, and is upgraded when the store is opened."""
    connection = sqlite3.connect(tmp_path / "old.db")
    connection.executescript(
        "CREATE TABLE articles (number INTEGER PRIMARY KEY AUTOINCREMENT, id VARCHAR UNIQUE NOT NULL, story VARCHAR, "
        "at VARCHAR NOT NULL, read_at VARCHAR NOT NULL, body TEXT NOT NULL);"
        "CREATE INDEX ix_articles_read_at ON articles (read_at); CREATE INDEX ix_articles_story ON articles (story);"
        "CREATE TABLE listings (channel VARCHAR, position INTEGER, story VARCHAR, PRIMARY KEY (channel, position));"
        "CREATE VIRTUAL TABLE article_words USING fts5(headline, body);"
        "INSERT INTO listings VALUES ('mock:room', 1, 's1');"
    )
    connection.close()
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    await restore(tmp_path / "old.db", url)
    async with open_store(url) as store:
        assert await store.archive.listing("mock:room") == ["s1"]


async def test_a_database_of_another_program_is_no_backup(tmp_path):
    """A sound SQLite file of another program does not take a store's place, nor is one replaced unasked."""
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="of another program"):
        await restore(tmp_path / "other.db", f"sqlite:///{tmp_path}/newsdesk.db")
    assert [one.name for one in tmp_path.iterdir()] == ["other.db"]
    url = f"sqlite:///{tmp_path}/store.db"
    async with open_store(url):
        pass
    await backup(url, tmp_path / "backup")
    with pytest.raises(StoreError, match="holds something"):
        await restore(tmp_path / "backup", f"sqlite:///{tmp_path}/other.db")


async def test_a_missing_program_is_named(server, database, tmp_path, monkeypatch):
    """Who has no pg_dump reads what to install."""
    async with open_store(server.url(database)):
        pass
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match=r"need pg_dump, which is not installed; .* apt-get install postgresql-client"):
        await backup(server.url(database), tmp_path / "backup")
    source = tmp_path / "file"
    source.write_bytes(b"PGDMP")
    with pytest.raises(StoreError, match="need pg_restore"):
        await restore(source, server.url(database))


async def test_a_password_reaches_the_programs_and_no_other(server, database, tmp_path):
    """A database that asks for the password is backed up; a wrong one is not told."""
    url = server.url(database, host="127.0.0.1")
    async with open_store(url):
        pass
    await backup(url, tmp_path / "backup")
    in_query = url.replace(":open-sesame@", "@") + "?password=open-sesame"
    await restore(tmp_path / "backup", in_query)
    with pytest.raises(StoreError) as refused:
        await backup(server.url(database, host="127.0.0.1", password="mellon"), tmp_path / "other")
    assert "refuses the user or the password" in str(refused.value)
    assert "mellon" not in str(refused.value)
