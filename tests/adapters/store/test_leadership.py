"""Tests of leadership: one process of a store leads, and another one as soon as that is gone."""

import asyncio
import os
import signal
import sys

import pytest

from adapters.errors import StoreError
from adapters.store.store import open_store

LEADER = """
import asyncio, sys
from adapters.store.store import open_store

async def lead():
    async with open_store(sys.argv[1]) as store:
        print(await store.leadership.held(), flush=True)
        await asyncio.sleep(60)

asyncio.run(lead())
"""


async def leads(store):
    """Waits until a store leads."""
    async with asyncio.timeout(10):
        while not await store.leadership.held():  # noqa: ASYNC110 - as a service polls it
            await asyncio.sleep(0.02)


async def test_one_leads_until_it_resigns(url):
    """Of two on a store the first that asks leads, is asked again and still does, and the other one follows it."""
    async with open_store(url) as one, open_store(url) as other:
        assert await one.leadership.held()
        assert not await other.leadership.held()
        assert await one.leadership.held()
        await one.leadership.resign()
        await leads(other)
        assert not await one.leadership.held()
        await one.leadership.resign()
        assert await other.leadership.held()


async def test_closing_a_store_ends_its_leadership(url):
    """A process that ends in good order needs nobody to wait for it."""
    async with open_store(url) as other:
        async with open_store(url) as one:
            assert await one.leadership.held()
            assert not await other.leadership.held()
        await leads(other)


async def test_a_process_that_is_killed_leads_no_more(url):
    """The lock of a leader that was killed is free."""
    async with open_store(url) as store:
        leader = await asyncio.create_subprocess_exec(sys.executable, "-c", LEADER, url, stdout=asyncio.subprocess.PIPE)
        assert await leader.stdout.readline() == b"True\n"
        assert not await store.leadership.held()
        os.kill(leader.pid, signal.SIGKILL)
        await leader.wait()
        await leads(store)


async def test_a_leader_whose_connection_is_gone_leads_no_more(server, on_server):
    """A lost connection is noticed when it is asked for, and leading begins anew where nobody else took over."""
    lost = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    async with open_store(on_server) as one, open_store(on_server) as other:
        assert await one.leadership.held()
        server.execute(lost)
        await leads(other)
        assert not await one.leadership.held()
        server.execute(lost)
        assert await other.leadership.held()
        assert not await one.leadership.held()


async def test_a_store_in_memory_leads(caplog):
    """Nobody shares a store that is kept nowhere."""
    async with open_store("sqlite://") as one, open_store("sqlite://") as other:
        assert await one.leadership.held()
        assert await other.leadership.held()
        await one.leadership.resign()
    assert caplog.records == []


async def test_a_lock_file_that_somebody_removes_is_locked_anew(tmp_path):
    """Who removes the file by which a process leads does not get two leaders for it."""
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    async with open_store(url) as one, open_store(url) as other:
        assert await one.leadership.held()
        (tmp_path / "newsdesk.db.lead").unlink()
        assert await other.leadership.held()
        assert not await one.leadership.held()


async def test_a_lock_file_that_cannot_be_made_is_named(tmp_path):
    """Who cannot lead for want of a file reads which one."""
    async with open_store(f"sqlite:///{tmp_path}/newsdesk.db") as store:
        (tmp_path / "newsdesk.db.lead").mkdir()
        with pytest.raises(StoreError, match=r"newsdesk\.db\.lead"):
            await store.leadership.held()
