"""Tests of damage: a row that cannot be read costs itself alone, is logged once and is found by a check."""

import json
import logging
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from adapters.interface import Feed, Follow, Repair
from adapters.store.address import address
from adapters.store.engines import connect
from adapters.store.store import open_store
from digests.model.story import Group
from digests.model.subscription import Mute

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
DAY, LEASE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def damage(url):
    """Runs a statement behind the store's back."""

    async def done(statement):
        database = connect(address(url))
        async with database.write() as connection:
            await connection.execute(text(statement))
        await database.close()

    return done


def unreadable(caplog):
    """Returns which rows were said to be unreadable."""
    return [(one.table, one.key) for one in caplog.records if getattr(one, "action", "") == "row_unreadable"]


async def test_a_sound_store_has_nothing_wrong(store, frozen, parts, settings, arrival):
    """A check of a store in which everything is kept finds nothing."""
    await store.archive.add([arrival("a", outlet="Quay Post"), arrival("b", published=None)])
    await store.archive.place([Group(id="s1", articles=("a",))])
    mute = Mute(kind="outlet", text="Quay Post", until=NOON, by="u")
    await store.subscriptions.put(settings(mutes=(mute,)), scheduled_to=NOON, next_at=NOON)
    await store.subscriptions.follow(Follow(channel="mock:room", story="s1", by="u", since=NOON))
    await store.feeds.put(Feed(url="https://a.test/feed", title="A", added_at=NOON, next_poll=NOON))
    await store.repairs.add(Repair(kind="split", story="s1", other="a", by="u", at=NOON))
    await store.editions.sent(await frozen(parts({"s1": ("a",)}, {})), 1, "m1", now=NOON, lease=LEASE)
    assert await store.check() == []


async def test_a_damaged_article_is_left_out(store, arrival, damage, caplog):
    """The other articles of its story stand, and reading it in again mends it."""
    await store.archive.add([arrival("a"), arrival("b")])
    await store.archive.place([Group(id="s1", articles=("a", "b"))])
    await damage("""UPDATE articles SET body = '{"id": "a"}' WHERE id = 'a'""")
    for _ in range(2):
        assert (await store.archive.stories(["s1"])).get("s1", []) == [arrival("b")]
    assert unreadable(caplog) == [("articles", "a")]
    [record] = [one for one in caplog.records if hasattr(one, "table")]
    assert (record.levelno, record.reason) == (logging.WARNING, "headline: Field required")
    [found] = await store.check()
    assert found.where == "articles a"
    assert "read the article in again with newsdesk ingest" in found.said
    await store.archive.add([arrival("a")])
    assert await store.check() == []
    assert (await store.archive.stories(["s1"])).get("s1", []) == [arrival("a"), arrival("b")]


async def test_a_story_of_nothing_but_damage_is_none(store, arrival, damage):
    """A story without an article that can be read is not there."""
    await store.archive.add([arrival("a")])
    await store.archive.place([Group(id="s1", articles=("a",))])
    await damage("UPDATE articles SET body = ''")
    assert await store.archive.stories(["s1"]) == {}


async def test_damaged_settings_cost_one_channel(store, settings, damage, caplog):
    """The other channels' digests go on, nobody waits for the damaged one, and new settings mend it."""
    for channel, next_at in (("mock:a", NOON), ("mock:b", NOON + DAY)):
        await store.subscriptions.put(settings(channel), scheduled_to=NOON - DAY, next_at=next_at)
    await damage("""UPDATE subscriptions SET body = '{"channel": 3}' WHERE channel = 'mock:a'""")
    assert await store.subscriptions.get("mock:a") is None
    assert [one.subscription.channel for one in await store.subscriptions.all()] == ["mock:b"]
    assert await store.subscriptions.due(NOON, 1) == []
    assert await store.subscriptions.next_due() == NOON + DAY
    assert unreadable(caplog) == [("subscriptions", "mock:a")]
    assert [one.where for one in await store.check()] == ["subscriptions mock:a"]
    await store.subscriptions.put(settings("mock:a"), scheduled_to=NOON, next_at=NOON)
    assert await store.subscriptions.next_due() == NOON
    assert len(await store.subscriptions.due(NOON, 1)) == 1


async def test_a_damaged_mute_costs_itself(store, settings, damage, caplog):
    """The channel keeps its other mutes and its digests."""
    mutes = tuple(Mute(kind="words", text=word, by="u") for word in ("cricket", "golf"))
    await store.subscriptions.put(settings(mutes=mutes), scheduled_to=NOON, next_at=NOON)
    await damage("UPDATE filters SET kind = 'noise' WHERE text = 'cricket'")
    assert (await store.subscriptions.get("mock:room")).subscription.mutes == mutes[1:]
    assert unreadable(caplog) == [("filters", "mock:room 1")]
    assert [one.where for one in await store.check()] == ["filters mock:room 1"]


@pytest.mark.parametrize("statement", [
    "UPDATE editions SET \"window\" = '{' WHERE channel = 'mock:a'",
    "UPDATE editions SET slot = '', day = 'someday' WHERE channel = 'mock:a'",
    "UPDATE deliveries SET document = '[]' WHERE edition IN (SELECT id FROM editions WHERE channel = 'mock:a')",
    "UPDATE deliveries SET shown = '{' WHERE edition IN (SELECT id FROM editions WHERE channel = 'mock:a')",
])  # fmt: skip
async def test_an_edition_that_cannot_be_read_ends(store, frozen, parts, claim, damage, caplog, statement):
    """It ends as failed, and what is behind it in its channel and all others go on."""
    for channel in ("mock:a", "mock:b"):
        await frozen(parts({"s1": ("a",)}, {}), channel)
    await damage(statement)
    assert [one.channel for one in await claim(now=NOON + LEASE)] == ["mock:b"]
    assert len(unreadable(caplog)) == 1
    assert await store.editions.open_count() == 1
    assert await store.check() != []
    [shown] = [await store.editions.latest("mock:a")]
    assert shown is None or (shown.state, "cannot be read" in shown.error) == ("failed", True)


async def test_other_damage_costs_its_row(store, shown, frozen, parts, damage, caplog):
    """A feed, a follow, a repair or what was shown that cannot be read is left out, and the rest is there."""
    for name in ("a", "b"):
        await store.feeds.put(Feed(url=f"https://{name}.test/feed", title=name, added_at=NOON))
        await store.subscriptions.follow(Follow(channel="mock:room", story=name, by="u", since=NOON))
        await store.repairs.add(Repair(kind="split", story=name, other="a", by="u", at=NOON))
    await store.editions.sent(
        await frozen(parts({"a": ("1",), "b": ("2",), "c": ("3",)})), 1, "m1", now=NOON, lease=LEASE
    )
    await damage("UPDATE feeds SET failures = -1, url = '' WHERE title = 'b'")
    await damage("UPDATE repairs SET kind = 'mend' WHERE story = 'b'")
    await damage("UPDATE shown SET articles = '{' WHERE story = 'b'")
    await damage("UPDATE shown SET articles = '[1]' WHERE story = 'c'")
    assert [one.story for one in await store.repairs.in_force()] == ["a"]
    assert await shown() == {"a": {"1"}}
    tables = [table for table, _ in unreadable(caplog)]
    assert sorted(tables) == ["repairs", "shown", "shown"]
    assert len(await store.check()) == 3


async def test_a_moment_that_is_none_costs_its_row(tmp_path, arrival, settings, caplog):
    """Text in the place of a moment keeps no other row from being read."""
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    async with open_store(url) as store:
        await store.archive.add([arrival("a"), arrival("b"), arrival("c")])
        for channel in ("mock:a", "mock:b"):
            await store.subscriptions.put(settings(channel), scheduled_to=NOON, next_at=NOON)
        database = connect(address(url))
        async with database.write() as connection:
            await connection.execute(text("UPDATE articles SET read_at = 'noon' WHERE id = 'a'"))
            await connection.execute(text("UPDATE articles SET read_at = '2025-03-04 12:00:00' WHERE id = 'b'"))
            await connection.execute(text("UPDATE subscriptions SET scheduled_to = 7 WHERE channel = 'mock:a'"))
        await database.close()
        assert await store.archive.unplaced() == [arrival("c")]
        assert [one.subscription.channel for one in await store.subscriptions.all()] == ["mock:b"]
        assert len(await store.check()) == 3
    assert len(unreadable(caplog)) == 3


async def test_text_that_is_no_text_costs_its_row(tmp_path, arrival, caplog):
    """Bytes that are no UTF-8 any more, as a failing disk leaves them, cost one article."""
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    async with open_store(url) as store:
        await store.archive.add([arrival("a"), arrival("b")])
        body = (
            json.dumps({"id": "a", "headline": "Ferry", "headline_from": "record"}).encode().replace(b"Ferry", b"\xff")
        )
        database = connect(address(url))
        async with database.write() as connection:
            await connection.execute(
                text("UPDATE articles SET body = CAST(:body AS TEXT) WHERE id = 'a'"), {"body": body}
            )
        await database.close()
        assert await store.archive.unplaced() == [arrival("b")]
        assert [one.where for one in await store.check()] == ["articles a"]
    assert unreadable(caplog) == [("articles", "a")]


async def test_a_search_index_that_differs_is_found(store, arrival, damage):
    """Articles without an entry in the index and entries without an article are counted."""
    await store.archive.add([arrival("a"), arrival("b"), arrival("c")])
    await damage("DELETE FROM article_words")
    await store.archive.add([arrival("d")])
    await damage("DELETE FROM articles WHERE id = 'd'")
    said = [one.said for one in await store.check() if one.where == "the search index"]
    assert [one.split(";")[0] for one in said] == ["3 articles are missing from it", "1 of its articles are gone"]


async def test_revisions_that_were_not_counted_are_found(store, arrival, damage):
    """A store in which news could be missed says so."""
    await store.archive.add([arrival("a")])
    await damage("UPDATE revisions SET last = 0")
    assert [one.where for one in await store.check()] == ["the articles' revisions"]


async def test_a_damaged_file_is_found(tmp_path, arrival):
    """Overwritten pages and rows without what they belong to are found, and the check goes on."""
    path = tmp_path / "newsdesk.db"
    async with open_store(f"sqlite:///{path}") as store:
        await store.archive.add([arrival(f"a{n}", text="The ferry sailed. " * 200) for n in range(60)])
    whole = path.read_bytes()
    pages = [whole[start : start + 4096] for start in range(0, len(whole), 4096)]
    path.write_bytes(b"".join(b"\xa5" * 4096 if b"The ferry sailed." in page else page for page in pages))
    async with open_store(f"sqlite:///{path}") as store:
        found = await store.check()
    assert any("damaged" in one.said for one in found)


async def test_a_row_without_what_it_belongs_to_is_found(tmp_path, settings):
    """A mute of a channel that is gone is named with what is missing."""
    url = f"sqlite:///{tmp_path}/newsdesk.db"
    async with open_store(url) as store:
        mute = Mute(kind="words", text="cricket", by="u")
        await store.subscriptions.put(settings(mutes=(mute,)), scheduled_to=NOON, next_at=NOON)
        behind = sqlite3.connect(tmp_path / "newsdesk.db", isolation_level=None)
        behind.execute("DELETE FROM subscriptions")
        behind.close()
        [found] = await store.check()
    assert (found.where, found.said.split(";")[0]) == ("filters 1", "what it belongs to in subscriptions is gone")
