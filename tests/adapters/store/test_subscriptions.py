"""Tests of the channels' settings, of where their digests stand, and of the stories they follow."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.interface import Counts, Follow
from digests.model.story import Group
from digests.model.subscription import Mute

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MUTES = (
    Mute(kind="words", text="cricket", until=NOON + DAY, by="mock:ann"),
    Mute(kind="pattern", text=r"\bbitcoin\b", by="mock:bo"),
)


@pytest.fixture
def subscriptions(store):
    """The settings of an empty store."""
    return store.subscriptions


async def test_settings_come_back(subscriptions, settings):
    """What was set comes back whole, mutes in their order; a channel without settings has none."""
    made = settings(mutes=MUTES, topics=("tariffs",), outlets=("Quay Post",), language="en", length="long")
    await subscriptions.put(made, scheduled_to=NOON, next_at=NOON + DAY)
    standing = await subscriptions.get("mock:room")
    assert standing.subscription == made
    assert (standing.scheduled_to, standing.next_at) == (NOON, NOON + DAY)
    assert (standing.mark, standing.told_at, standing.paused) == (0, None, None)
    assert await subscriptions.get("mock:hall") is None


async def test_settings_are_replaced(subscriptions, settings):
    """New settings take the place of the old ones, mutes too, and end the pause."""
    await subscriptions.put(settings(mutes=MUTES), scheduled_to=NOON, next_at=NOON)
    await subscriptions.pause("mock:room", "not in the channel")
    await subscriptions.put(settings(mutes=MUTES[1:]), scheduled_to=NOON + HOUR, next_at=None)
    standing = await subscriptions.get("mock:room")
    assert standing.subscription.mutes == MUTES[1:]
    assert (standing.paused, standing.next_at, standing.scheduled_to) == (None, None, NOON + HOUR)


async def test_all_come_by_channel(subscriptions, settings):
    """Everybody's settings come in the order of the channels, each with its own mutes."""
    for channel, mutes in (("mock:b", MUTES), ("mock:a", ()), ("slack:c", MUTES[:1])):
        await subscriptions.put(settings(channel, mutes=mutes), scheduled_to=NOON, next_at=NOON)
    every = await subscriptions.all()
    assert [one.subscription.channel for one in every] == ["mock:a", "mock:b", "slack:c"]
    assert [one.subscription.mutes for one in every] == [(), MUTES, MUTES[:1]]


async def test_a_first_digest_has_a_day_to_tell(store, settings, arrival):
    """A new channel begins with the mark of what had been read a day before; new settings leave it as it is."""
    await store.archive.add([arrival("a", read_at=NOON - 3 * DAY), arrival("b", read_at=NOON - HOUR)])
    await store.archive.place([Group(id="s1", articles=("a", "b"))])
    await store.archive.add([arrival("a", text="It sank.", read_at=NOON)])
    for channel, scheduled_to in (("mock:a", NOON), ("mock:b", NOON + 9 * DAY)):
        await store.subscriptions.put(settings(channel), scheduled_to=scheduled_to, next_at=None)
    assert [one.mark for one in await store.subscriptions.all()] == [1, 3]
    await store.subscriptions.put(settings("mock:a"), scheduled_to=NOON + 9 * DAY, next_at=None)
    assert (await store.subscriptions.get("mock:a")).mark == 1


async def test_a_first_digest_waits_for_what_is_not_placed(store, settings, arrival):
    """What was read long ago and belongs to no story yet is still before a new channel."""
    await store.archive.add([arrival("a", read_at=NOON - 3 * DAY), arrival("b", read_at=NOON - 2 * DAY)])
    await store.archive.place([Group(id="s1", articles=("b",))])
    await store.subscriptions.put(settings(), scheduled_to=NOON, next_at=None)
    assert (await store.subscriptions.get("mock:room")).mark == 0


async def test_due_is_what_is_active_not_paused_and_late_enough(subscriptions, settings):
    """Only a channel whose moment has come is due, and only that of an active one is waited for."""
    await subscriptions.put(settings("mock:due"), scheduled_to=NOON - DAY, next_at=NOON)
    await subscriptions.put(settings("mock:soon"), scheduled_to=NOON - DAY, next_at=NOON + HOUR)
    await subscriptions.put(settings("mock:never"), scheduled_to=NOON - DAY, next_at=None)
    await subscriptions.put(settings("mock:off", active=False), scheduled_to=NOON - DAY, next_at=NOON - HOUR)
    await subscriptions.put(settings("mock:paused"), scheduled_to=NOON - DAY, next_at=NOON - HOUR)
    await subscriptions.pause("mock:paused", "archived")
    assert [one.subscription.channel for one in await subscriptions.due(NOON, 9)] == ["mock:due"]
    assert await subscriptions.due(NOON - HOUR, 9) == []
    assert await subscriptions.next_due() == NOON
    assert await subscriptions.counts() == Counts(active=3, paused=1, off=1)
    assert [one.paused for one in await subscriptions.paused(9)] == ["archived"]
    assert await subscriptions.paused(0) == []


async def test_of_many_due_the_longest_due_come(subscriptions, settings):
    """At most so many are returned as asked for, those first that have waited longest."""
    for n in range(5):
        await subscriptions.put(settings(f"mock:{n}"), scheduled_to=NOON - DAY, next_at=NOON - n * HOUR)
    assert [one.subscription.channel for one in await subscriptions.due(NOON, 2)] == ["mock:3", "mock:4"]


async def test_nothing_is_due_where_nobody_has_settings(subscriptions):
    """An empty store waits for nothing."""
    assert await subscriptions.next_due() is None
    assert await subscriptions.due(NOON, 9) == await subscriptions.all() == []
    assert await subscriptions.counts() == Counts(active=0, paused=0, off=0)


async def test_arming_sets_the_next_moment_and_goes_back_in_time(subscriptions, settings):
    """When the clock was set back the schedule goes back with it; it is never moved forward."""
    for channel, scheduled_to in (("mock:ahead", NOON + DAY), ("mock:behind", NOON - DAY), ("mock:other", NOON + DAY)):
        await subscriptions.put(settings(channel), scheduled_to=scheduled_to, next_at=NOON + 2 * DAY)
    await subscriptions.arm({"mock:ahead": NOON + HOUR, "mock:behind": None, "mock:gone": NOON}, scheduled_to=NOON)
    ahead, behind, other = await subscriptions.all()
    assert (ahead.scheduled_to, ahead.next_at) == (NOON, NOON + HOUR)
    assert (behind.scheduled_to, behind.next_at) == (NOON - DAY, None)
    assert (other.scheduled_to, other.next_at) == (NOON + DAY, NOON + 2 * DAY)


async def test_a_pause_of_the_platform_ends_with_it(subscriptions, settings):
    """Only pauses for the platform's sake end, only on that platform, and none of a channel's own becomes one."""
    for channel in ("mock:a", "mock:b", "mock:c", "slack:a"):
        await subscriptions.put(settings(channel), scheduled_to=NOON, next_at=NOON)
    await subscriptions.pause("mock:a", "the token was revoked", platform=True)
    await subscriptions.pause("slack:a", "the token was revoked", platform=True)
    await subscriptions.pause("mock:b", "archived")
    await subscriptions.pause("mock:b", "the token was revoked", platform=True)
    await subscriptions.pause("mock:c", "the token was revoked", platform=True)
    await subscriptions.pause("mock:c", "archived")
    await subscriptions.pause("mock:gone", "archived")
    assert await subscriptions.resume("mock") == 1
    paused = {one.subscription.channel: one.paused for one in await subscriptions.all()}
    assert paused == {"mock:a": None, "mock:b": "archived", "mock:c": "archived", "slack:a": "the token was revoked"}


async def test_a_story_is_followed_once(subscriptions):
    """A channel follows a story once, until it does not any more."""
    follow = Follow(channel="mock:a", story="s1", by="mock:ann", since=NOON, mark=3)
    assert await subscriptions.follow(follow)
    assert not await subscriptions.follow(follow.model_copy(update={"by": "mock:bo"}))
    assert await subscriptions.follows("mock:a") == [follow]
    assert await subscriptions.unfollow("mock:a", "s1")
    assert not await subscriptions.unfollow("mock:a", "s1")
    assert await subscriptions.follows("mock:a") == []


async def test_follows_come_oldest_first(subscriptions):
    """A channel's follows, and all of them, come in the order in which they began."""
    for channel, story, since in (("mock:b", "s1", 2), ("mock:a", "s2", 1), ("mock:a", "s3", 0)):
        await subscriptions.follow(Follow(channel=channel, story=story, by="u", since=NOON + since * HOUR))
    assert [follow.story for follow in await subscriptions.follows("mock:a")] == ["s3", "s2"]
    assert [follow.story for follow in await subscriptions.follows()] == ["s3", "s2", "s1"]


async def test_looking_for_news_never_goes_back(subscriptions):
    """Up to where a followed story was looked for news only moves up."""
    await subscriptions.follow(Follow(channel="mock:a", story="s1", by="u", since=NOON))
    await subscriptions.looked("mock:a", "s1", 5)
    await subscriptions.looked("mock:a", "s1", 4)
    await subscriptions.looked("mock:a", "gone", 9)
    assert [follow.mark for follow in await subscriptions.follows()] == [5]


async def test_some_come_by_channel(subscriptions, settings):
    """Of the channels asked for come those that have settings."""
    for channel in ("mock:a", "mock:b"):
        await subscriptions.put(settings(channel), scheduled_to=NOON, next_at=NOON)
    found = await subscriptions.some(["mock:b", "mock:gone"])
    assert {channel: one.subscription for channel, one in found.items()} == {"mock:b": settings("mock:b")}
    assert await subscriptions.some([]) == {}
