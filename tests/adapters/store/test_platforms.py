"""Tests of what the store keeps for platforms: installations, events that were told, notes, and who is at work."""

import asyncio
import sys
from datetime import timedelta

import pytest

from adapters.errors import StoreError
from adapters.interface import Installation
from adapters.store.presence import FilePresence
from digests.model.story import Group
from tests.adapters.store.conftest import NOON

MINUTE = timedelta(minutes=1)


def installed(team, sealed="sealed"):
    """Returns an installation in a workspace."""
    return Installation(workspace=f"slack:{team}", sealed=sealed, installed_at=NOON)


async def test_an_installation_is_kept_once_for_each_workspace(store):
    """A later one takes the place of the earlier, and none is lost for another's sake."""
    for one in (installed("T2"), installed("T1"), installed("T1", "newer")):
        await store.installations.put(one)
    assert await store.installations.all() == [installed("T1", "newer"), installed("T2")]
    assert await store.installations.get("slack:T1") == installed("T1", "newer")
    assert await store.installations.remove("slack:T1")
    assert not await store.installations.remove("slack:T1")
    assert await store.installations.get("slack:T1") is None


async def test_what_was_begun_can_be_ended_once_and_in_time(store):
    """The name of an installation under way counts once, and not after its time."""
    await store.installations.begin("guess-me", until=NOON + MINUTE)
    await store.installations.begin("too-late", until=NOON + MINUTE)
    assert not await store.installations.end("unknown", now=NOON)
    assert await store.installations.end("guess-me", now=NOON)
    assert not await store.installations.end("guess-me", now=NOON)
    assert not await store.installations.end("too-late", now=NOON + 2 * MINUTE)


async def test_an_event_is_new_once(store):
    """However often and from wherever a platform tells it within two days."""
    told = await asyncio.gather(*(store.events.first("slack:Ev1", now=NOON) for _ in range(5)))
    assert sorted(told) == [False, False, False, False, True]
    assert await store.events.first("slack:Ev2", now=NOON)
    assert not await store.events.first("slack:Ev1", now=NOON + timedelta(days=1))
    assert await store.events.first("slack:Ev1", now=NOON + timedelta(days=3))


async def test_a_note_is_what_was_kept_last(store):
    """Under a name stands one text, and nothing before it is kept."""
    assert await store.notes.get("tree") is None
    await store.notes.put("tree", "old")
    await store.notes.put("tree", "new")
    assert await store.notes.get("tree") == "new"


@pytest.fixture
async def called(archive, arrival):
    """Three stories, the newest last."""
    texts = {"a": "Ferry tariffs rise", "b": "Tariffs on ferries", "c": "Baths reopen"}
    arrivals = [
        arrival(name, headline=text, published=NOON + number * MINUTE)
        for number, (name, text) in enumerate(texts.items())
    ]
    await archive.add(arrivals)
    await archive.place([Group(id=f"s-{name}", articles=(name,)) for name in texts])
    return archive.stories_called


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("baths", ["s-c"]),
        ("tarif", ["s-a", "s-b"]),
        ("ferry tar", ["s-a", "s-b"]),
        ("reopen fer", ["s-c"]),  # every article says that a ferry sailed
        ("xyzzy", []),
        ('"*', []),
    ],
)
async def test_stories_are_found_by_words_that_are_only_begun(called, typed, found):
    """All words but the last must be there, and the last may go on; nothing that is typed breaks the search."""
    assert sorted(await called(typed, 10)) == found


async def test_the_newest_stories_come_first_where_nothing_is_typed(called):
    """Who has typed nothing yet is offered the latest, no more than asked for."""
    assert list(await called("", 10)) == ["s-c", "s-b", "s-a"]
    assert list(await called(" ", 2)) == ["s-c", "s-b"]


async def test_the_holders_of_open_editions_are_known(store, frozen):
    """Who has editions in hand is named until they are let go of."""
    await frozen([])
    assert await store.editions.holders() == ["desk"]
    await store.editions.release("desk", NOON)
    assert await store.editions.holders() == []


DIES = """
import asyncio, os, sys
from pathlib import Path
from adapters.store.presence import FilePresence
presence = FilePresence(Path(sys.argv[1]))
asyncio.run(presence.enter("host-1"))
os.kill(os.getpid(), 9)
"""


async def test_who_died_is_gone_and_who_lives_or_left_is_not(tmp_path):
    """A killed process is known to be gone, once; one that works, one that left and one never seen are not."""
    died = await asyncio.create_subprocess_exec(sys.executable, "-c", DIES, tmp_path / "newsdesk.db")
    await died.wait()
    own, other = FilePresence(tmp_path / "newsdesk.db"), FilePresence(tmp_path / "newsdesk.db")
    await own.enter("host-2")
    assert await other.gone("host-1")
    assert not await other.gone("host-1")
    assert not await other.gone("host-2")
    assert not await other.gone("host-3")
    await own.leave()
    assert not await other.gone("host-2")
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    """Where no file can be made the message says which one."""
    with pytest.raises(StoreError, match=r"missing.*\.held"):
        await FilePresence(tmp_path / "missing" / "newsdesk.db").enter("host-1")


async def test_where_it_cannot_be_known_nobody_is_gone(store, url):
    """Over a network silence is no proof of death: leases decide there."""
    await store.presence.enter("host-1")
    if url.startswith("postgresql"):
        assert not await store.presence.gone("host-2")
    await store.presence.leave()
