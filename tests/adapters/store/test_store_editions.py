"""Tests of editions: once a slot, held by one process at a time, and never told twice."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from adapters.interface import Edition, Follow, Frozen, LeaseLost, Message, Slot
from adapters.store.store import open_store
from digests.model.digest import Window

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
LEASE = timedelta(minutes=1)


def slot(at):
    """The slot of a moment."""
    return Slot(day=at.date(), name=f"{at:%H:%M}", due_at=at)


@pytest.fixture
def editions(store):
    """The editions of an empty store."""
    return store.editions


@pytest.fixture
async def subscribed(store, settings):
    """Has the channel get digests."""
    await store.subscriptions.put(settings(), scheduled_to=NOON - DAY, next_at=NOON)


@pytest.fixture
def message(parts):
    """Makes an update of a followed story."""

    def make(slot="s1 3", **rest):
        fields = {"kind": "follow", "story": "s1", "due_at": NOON, "deadline": NOON + DAY}
        told = parts({"s1": ("a",)})
        return Message(channel="mock:room", day=NOON.date(), slot=slot, **(fields | {"deliveries": told} | rest))

    return make


# ---------------------------------------------------------------------------------------------------------- schedule


@pytest.mark.usefixtures("subscribed")
async def test_a_slot_becomes_an_edition_once(store, plan, claim):
    """However often a slot is scheduled it is one edition, and the channel stands where the plan says."""
    assert await store.editions.schedule([plan(), plan("mock:hall")], NOON) == 2
    assert await store.editions.schedule([plan()], NOON + HOUR) == 0
    assert await store.editions.open_count() == 2
    standing = await store.subscriptions.get("mock:room")
    assert (standing.scheduled_to, standing.next_at) == (NOON, NOON + DAY)
    hall, room = sorted(await claim(), key=lambda one: one.channel)
    expected = Edition(
        id=room.id, channel="mock:room", day=date(2025, 3, 4), slot="12:00", kind="digest", due_at=NOON,
        deadline=NOON + 4 * HOUR, lease=room.lease,
    )  # fmt: skip
    assert room == expected
    assert hall.channel == "mock:hall"


async def test_many_plans_are_kept(editions, plan):
    """More plans than one statement or transaction takes are all kept."""
    assert await editions.schedule([plan(f"mock:{n}") for n in range(1201)], NOON) == 1201
    assert await editions.open_count("mock") == 1201
    assert await editions.open_count("slack") == 0


async def test_missed_slots_are_folded(editions, plan, claim):
    """A missed slot is kept as folded and is never due again; the next digest hears of it."""
    missed = (slot(NOON - DAY), slot(NOON - HOUR))
    assert await editions.schedule([plan(due=None, deadline=None, folded=missed)], NOON) == 0
    assert await editions.schedule([plan(at=NOON - HOUR, scheduled_to=NOON)], NOON + SECOND) == 0
    assert await claim() == []
    assert (await editions.briefs(["mock:room"], []))["mock:room"].missed == (NOON - DAY, NOON - HOUR)


async def test_what_was_folded_by_a_clock_ahead_becomes_due(editions, plan, claim):
    """A slot that was folded at a moment that is still to come is due after all, once."""
    ahead = NOON + 3 * DAY
    await editions.schedule([plan(due=None, folded=(slot(NOON),))], ahead)
    assert await editions.schedule([plan()], NOON) == 1
    assert await editions.schedule([plan()], NOON) == 0
    [edition] = await claim()
    assert (edition.state, edition.error, edition.finished_at) == ("due", None, None)
    assert edition.deadline == NOON + 4 * HOUR


async def test_what_was_begun_is_not_begun_again_by_a_clock_ahead(editions, plan, claim, frozen, parts):
    """A slot of which the platform may have a part is not told anew, whatever the clock says."""
    edition = await frozen(parts({"s1": ("a",)}, {}))
    await editions.end(edition, "folded", "too late", now=NOON + 3 * DAY)
    assert await editions.schedule([plan()], NOON) == 0
    assert await claim() == []


async def test_a_digest_frozen_by_a_clock_ahead_is_frozen_anew(editions, plan, claim, frozen, parts):
    """A slot that was folded before any part was sent can be due again and gets new parts."""
    edition = await frozen(parts({"s1": ("a",)}, {}))
    await editions.postpone(edition, NOON, "busy", not_taken=True)
    [edition] = await claim()
    await editions.end(edition, "folded", "too late", now=NOON + 3 * DAY)
    assert await editions.schedule([plan()], NOON) == 1
    [again] = await claim()
    window = Window(start=NOON - DAY, end=NOON)
    said = Frozen(edition=again, mark=9, window=window, deliveries=parts({"s2": ("b",)}))
    await editions.freeze([said], now=NOON, lease=LEASE)
    [held] = await claim(now=NOON + 2 * LEASE)
    assert [part.shown for part in held.deliveries] == [{"s2": ("b",)}]


@pytest.mark.usefixtures("subscribed")
async def test_newer_settings_stand_over_an_older_plan(store, settings, plan):
    """A plan that was made before the settings changed does not say when the next slot is."""
    await store.subscriptions.put(settings(), scheduled_to=NOON + SECOND, next_at=NOON + HOUR)
    await store.editions.schedule([plan()], NOON)
    standing = await store.subscriptions.get("mock:room")
    assert (standing.scheduled_to, standing.next_at) == (NOON + SECOND, NOON + HOUR)


async def test_two_schedulers_make_one_edition(url, plan):
    """Two processes that schedule the same slots at once make each an edition once, and count it once."""
    async with open_store(url) as one, open_store(url) as other:
        plans = [plan(f"mock:{n}") for n in range(300)]
        counts = await asyncio.gather(
            *(store.editions.schedule(order, NOON) for store in (one, other) for order in (plans, plans[::-1]))
        )
        assert sum(counts) == await one.editions.open_count() == 300


# ------------------------------------------------------------------------------------------------------------- claim


async def test_what_is_held_is_not_given_away(claim, editions, plan):
    """An edition is held by one process until its lease ends; a new lease has a new token."""
    await editions.schedule([plan()], NOON)
    [first] = await claim("one")
    assert await claim("two", now=NOON + LEASE - SECOND) == []
    [second] = await claim("two", now=NOON + LEASE)
    assert first.id == second.id
    assert first.lease != second.lease


async def test_a_lease_of_a_clock_ahead_is_free(claim, editions, plan):
    """A lease that ends further in the future than one lasts holds nothing: the clock was set back."""
    await editions.schedule([plan()], NOON)
    await claim("one", now=NOON + DAY)
    assert len(await claim("two")) == 1


async def test_clocks_that_differ_a_little_share_no_edition(claim, editions, plan):
    """A process whose clock is some seconds behind does not take what another one holds."""
    await editions.schedule([plan()], NOON)
    await claim("one")
    assert await claim("two", now=NOON - 20 * SECOND) == []


async def test_the_longest_due_come_first_and_only_of_their_platform(claim, editions, plan):
    """Editions are taken in the order in which they were due, as many as asked for, on one platform."""
    await editions.schedule([plan("mock:a", NOON), plan("mock:b", NOON - HOUR), plan("slack:c", NOON - DAY)], NOON)
    assert [one.channel for one in await claim(limit=1)] == ["mock:b"]
    assert [one.channel for one in await claim()] == ["mock:a"]
    assert [one.channel for one in await claim(platform="slack")] == ["slack:c"]


async def test_a_channel_gets_one_at_a_time(claim, editions, plan, message):
    """What is behind an older open edition of its channel waits for it, whoever holds that and whatever it is."""
    await editions.announce(message(due_at=NOON - HOUR), NOON)
    await editions.schedule([plan()], NOON)
    [update] = await claim()
    assert update.kind == "follow"
    assert await claim("two") == []
    await editions.postpone(update, NOON + HOUR, "busy", not_taken=True)
    assert await claim() == []
    [update] = await claim(now=NOON + HOUR)
    await editions.end(update, "failed", "gone", now=NOON + HOUR)
    [digest] = await claim(now=NOON + HOUR)
    assert digest.kind == "digest"


async def test_what_is_put_off_is_left_alone_until_then(claim, editions, plan):
    """An edition that was put off comes back at its moment, with the attempts counted and the reason."""
    await editions.schedule([plan()], NOON)
    [edition] = await claim()
    await editions.postpone(edition, NOON + HOUR, "the platform is away", not_taken=True)
    assert await claim(now=NOON + HOUR - SECOND) == []
    [edition] = await claim(now=NOON + HOUR)
    assert (edition.attempts, edition.error) == (1, "the platform is away")


async def test_what_was_put_off_by_a_clock_ahead_is_due(claim, editions, plan):
    """An edition put off to more than a day from now was so before the clock was set back."""
    await editions.schedule([plan()], NOON)
    [edition] = await claim()
    await editions.postpone(edition, NOON + 2 * DAY, "busy", not_taken=True)
    assert len(await claim()) == 1


async def test_a_process_lets_go_of_all_it_holds(claim, editions, plan):
    """What a process releases is free at once; what others hold is not."""
    await editions.schedule([plan(f"mock:{n}") for n in range(3)], NOON)
    await claim("one", limit=2)
    await claim("two")
    assert await editions.release("one", NOON) == 2
    assert await editions.release("one", NOON) == 0
    assert len(await claim("three")) == 2


async def test_many_claimers_never_share_an_edition(url, plan):
    """However many processes claim at once, each edition is given to one of them, and all are given."""
    async with open_store(url) as one, open_store(url) as other:
        await one.editions.schedule([plan(f"mock:{n}") for n in range(120)], NOON)

        async def claims(store, holder):
            taken = []
            while claimed := await store.editions.claim("mock", holder, now=NOON, lease=LEASE, limit=7):
                taken += [edition.id for edition in claimed]
            return taken

        taken = await asyncio.gather(*(claims(store, f"{n}") for n in range(5) for store in (one, other)))
        # Where a row was just being taken by another process it was passed over: nobody waits for it.
        rest = await claims(one, "last")
    given = [id_ for ids in (*taken, rest) for id_ in ids]
    assert len(given) == len(set(given)) == 120


# ----------------------------------------------------------------------------------------------------------- a lease


@pytest.mark.parametrize("step", ["sending", "postpone", "end"])
@pytest.mark.parametrize("lost", ["taken", "released", "ended", "never held"])
async def test_who_does_not_hold_an_edition_changes_nothing(editions, claim, frozen, parts, step, lost):
    """Each step of a process that lost its lease is refused, and nothing of it is kept."""
    edition = await frozen(parts({"s1": ("a",)}))
    if lost == "taken":
        await claim("two", now=NOON + LEASE)
    elif lost == "released":
        await editions.release("desk", NOON)
    elif lost == "ended":
        await editions.end(edition, "failed", "gone", now=NOON)
    else:
        edition = edition.model_copy(update={"lease": None})
    steps = {
        "sending": lambda: editions.sending(edition, 1, now=NOON, lease=LEASE),
        "postpone": lambda: editions.postpone(edition, NOON + HOUR, "busy", not_taken=True),
        "end": lambda: editions.end(edition, "quiet", "no news", now=NOON),
    }
    with pytest.raises(LeaseLost, match="not held any more"):
        await steps[step]()
    for kept in await claim("three", now=NOON + 9 * LEASE):
        assert (kept.attempts, kept.error) == (0, None)
        assert (kept.state, [part.state for part in kept.deliveries]) == ("frozen", ["sending"])
    if lost == "ended":
        assert (await editions.latest("mock:room")).error == "gone"


@pytest.mark.parametrize("lost", ["taken", "released", "frozen before", "never held"])
async def test_only_what_is_held_and_due_is_frozen(editions, claim, plan, parts, lost):
    """Of digests that are frozen in one go, one that another has or that was frozen is left out; the others stand."""
    await editions.schedule([plan(), plan("mock:hall")], NOON)
    one, other = await claim()
    window = Window(start=NOON - DAY, end=NOON)
    said = [Frozen(edition=each, mark=9, window=window, deliveries=parts({"s2": ("b",)})) for each in (one, other)]
    if lost == "taken":
        await claim("two", now=NOON + LEASE, limit=1)
    elif lost == "released":
        await editions.release("desk", NOON)
        [again] = await claim(limit=1)
        said[0 if again.id == other.id else 1] = said[0 if again.id == other.id else 1].model_copy(
            update={"edition": again}
        )
    elif lost == "frozen before":
        await editions.freeze(said[:1], now=NOON, lease=LEASE)
    else:
        said[0] = said[0].model_copy(update={"edition": one.model_copy(update={"lease": None})})
    kept = await editions.freeze(said, now=NOON, lease=LEASE)
    assert len(kept) == 1
    assert (kept[0].state, kept[0].mark, kept[0].window) == ("frozen", 9, window)


async def test_a_frozen_digest_comes_back_whole(frozen, parts, claim):
    """Whoever takes a frozen edition gets its mark, its window and its parts, the first of which may have been sent."""
    made = parts({"s1": ("a", "b"), "s0": ("c",)}, {})
    edition = await frozen(made)
    assert edition.deliveries == (made[0].model_copy(update={"state": "sending"}), made[1])
    assert (edition.state, edition.mark) == ("frozen", 7)
    [held] = await claim("two", now=NOON + LEASE)
    assert held == edition.model_copy(update={"lease": held.lease})
    assert list(held.deliveries[0].shown) == ["s1", "s0"]


async def test_freezing_holds_for_a_lease_from_then(editions, plan, parts, claim):
    """A digest that took long to make is held for a whole lease once it is frozen."""
    await editions.schedule([plan()], NOON)
    [edition] = await claim()
    said = Frozen(edition=edition, mark=9, window=Window(start=NOON - DAY, end=NOON), deliveries=parts({}))
    await editions.freeze([said], now=NOON + LEASE / 2, lease=LEASE)
    assert await claim("two", now=NOON + LEASE) == []
    assert len(await claim("two", now=NOON + 2 * LEASE)) == 1


async def test_a_call_is_kept_before_it_is_made(editions, frozen, parts, claim):
    """With each receipt the next part counts as being sent, its outcome unknown, and the lease begins anew."""
    edition = await frozen(parts({"s1": ("a",)}, {}, {}))
    await editions.sent(edition, 1, "m1", now=NOON + LEASE / 2, lease=LEASE)
    assert await claim("two", now=NOON + LEASE) == []
    [held] = await claim("two", now=NOON + 2 * LEASE)
    assert [part.state for part in held.deliveries] == ["sent", "sending", "ready"]


async def test_a_receipt_takes_no_other_back(editions, frozen, parts, claim):
    """Receipts that come in another order than their parts leave what was sent as sent."""
    edition = await frozen(parts({"s1": ("a",)}, {}, {}))
    await editions.sent(edition, 2, "m2", now=NOON, lease=LEASE)
    await editions.sent(edition, 1, "m1", now=NOON, lease=LEASE)
    [held] = await claim("two", now=NOON + LEASE)
    assert [part.state for part in held.deliveries] == ["sent", "sent", "sending"]


async def test_a_call_that_is_made_again_holds_the_edition(editions, frozen, parts, claim):
    """Before a part is sent once more the lease begins anew."""
    edition = await frozen(parts({"s1": ("a",)}))
    await editions.sending(edition, 1, now=NOON + LEASE / 2, lease=LEASE)
    assert await claim("two", now=NOON + LEASE) == []


@pytest.mark.parametrize(("not_taken", "state"), [(True, "ready"), (False, "sending")])
async def test_what_is_put_off_says_whether_it_may_be_there(editions, frozen, parts, claim, not_taken, state):
    """A part that the platform certainly has not taken is ready again; else its outcome stays unknown."""
    edition = await frozen(parts({"s1": ("a",)}))
    await editions.postpone(edition, NOON + HOUR, "busy", not_taken=not_taken)
    [held] = await claim("two", now=NOON + HOUR)
    assert [part.state for part in held.deliveries] == [state]
    assert (held.attempts, held.error) == (1, "busy")


async def test_a_late_receipt_begins_no_part_of_anothers(editions, frozen, parts, claim):
    """A receipt that comes when another process has the edition leaves that one's lease and calls alone."""
    edition = await frozen(parts({"s1": ("a",)}, {}))
    [held] = await claim("two", now=NOON + LEASE)
    await editions.sent(edition, 1, "m1", now=NOON + LEASE, lease=9 * LEASE)
    [later] = await claim("three", now=NOON + 2 * LEASE)
    assert [part.state for part in later.deliveries] == ["sent", "ready"]
    assert held.lease != later.lease


async def test_what_was_sent_is_not_sent_again(editions, frozen, parts, claim):
    """A process that does not know yet that a part was sent is kept from sending it."""
    edition = await frozen(parts({"s1": ("a",)}, {}))
    [held] = await claim("two", now=NOON + LEASE)
    await editions.sent(edition, 1, "m1", now=NOON + LEASE, lease=LEASE)
    with pytest.raises(LeaseLost, match="sent by another process"):
        await editions.sending(held, 1, now=NOON + LEASE, lease=LEASE)


# -------------------------------------------------------------------------------------------------------------- sent


@pytest.mark.usefixtures("subscribed")
async def test_a_delivered_digest_moves_everything_at_once(store, frozen, parts, claim, shown):
    """With its last receipt a digest is delivered, its stories shown and listed, and the channel has moved up."""
    edition = await frozen(parts({"s1": ("a", "b")}, {"s2": ("c",), "s3": ()}))
    await store.editions.sent(edition, 1, "m1", now=NOON, lease=LEASE)
    assert await shown() == {"s1": {"a", "b"}}
    assert await store.archive.listing("mock:room") == ["s1", "s2", "s3"]
    assert (await store.subscriptions.get("mock:room")).told_at is None
    assert await store.editions.latest("mock:room") is None
    await store.editions.sent(edition, 2, "m2", now=NOON + HOUR, lease=LEASE)
    assert await shown() == {"s1": {"a", "b"}, "s2": {"c"}, "s3": frozenset()}
    standing = await store.subscriptions.get("mock:room")
    assert (standing.mark, standing.told_at) == (7, NOON)
    latest = await store.editions.latest("mock:room")
    assert (latest.state, latest.finished_at, latest.lease, latest.deliveries) == ("delivered", NOON + HOUR, None, ())
    assert await store.editions.open_count() == 0
    assert await claim(now=NOON + DAY) == []


@pytest.mark.usefixtures("subscribed")
async def test_a_receipt_counts_whoever_holds_the_edition(store, frozen, parts, claim, shown):
    """A receipt that comes late is a fact: another holder, or an edition given up, does not change that."""
    edition = await frozen(parts({"s1": ("a",)}))
    [held] = await claim("two", now=NOON + LEASE)
    await store.editions.end(held, "failed", "no answer", now=NOON + LEASE)
    await store.editions.sent(edition, 1, "m1", now=NOON + 2 * LEASE, lease=LEASE)
    assert (await store.editions.latest("mock:room")).state == "delivered"
    assert await shown() == {"s1": {"a"}}


@pytest.mark.usefixtures("subscribed")
async def test_a_receipt_counts_once(store, frozen, parts):
    """The same receipt again changes nothing, not even what numbers mean by now."""
    edition = await frozen(parts({"s1": ("a",)}))
    await store.editions.sent(edition, 1, "m1", now=NOON, lease=LEASE)
    await store.archive.remember_listing("mock:room", ["s9"])
    await store.editions.sent(edition, 1, "m2", now=NOON + HOUR, lease=LEASE)
    assert await store.archive.listing("mock:room") == ["s9"]
    assert (await store.editions.latest("mock:room")).finished_at == NOON


@pytest.mark.usefixtures("subscribed")
async def test_what_a_channel_was_shown_adds_up(store, frozen, parts, shown):
    """A story that is told again was told from the articles of both times, in this channel alone."""
    await store.editions.sent(await frozen(parts({"s1": ("b",)})), 1, "m1", now=NOON, lease=LEASE)
    await store.editions.sent(
        await frozen(parts({"s1": ("a", "c")}), at=NOON + DAY), 1, "m2", now=NOON + DAY, lease=LEASE
    )
    assert await shown() == {"s1": {"a", "b", "c"}}
    assert await shown("mock:hall") == {}


@pytest.mark.usefixtures("subscribed")
async def test_an_older_digest_moves_nothing_back(store, frozen, parts):
    """A digest that is confirmed after a newer one leaves the channel where that one brought it."""
    older = await frozen(parts({"s1": ("a",)}), mark=3)
    await store.editions.end(older, "failed", "no answer", now=NOON)
    await store.editions.sent(await frozen(parts({}), at=NOON + DAY, mark=5), 1, "m2", now=NOON + DAY, lease=LEASE)
    await store.editions.sent(older, 1, "m1", now=NOON + DAY, lease=LEASE)
    standing = await store.subscriptions.get("mock:room")
    assert (standing.mark, standing.told_at) == (5, NOON + DAY)


async def test_two_receipts_at_once_deliver(url, plan, parts):
    """Two processes that keep the last two receipts at the same time complete the digest between them."""
    async with open_store(url) as one, open_store(url) as other:
        await one.editions.schedule([plan(f"mock:{n}") for n in range(6)], NOON)
        window = Window(start=NOON - DAY, end=NOON)
        for edition in await one.editions.claim("mock", "h", now=NOON, lease=LEASE, limit=9):
            told = parts({"s1": ("a",)}, {"s1": ("b",)})
            said = Frozen(edition=edition, mark=1, window=window, deliveries=told)
            [frozen] = await one.editions.freeze([said], now=NOON, lease=LEASE)
            await asyncio.gather(
                one.editions.sent(frozen, 1, "m1", now=NOON, lease=LEASE),
                other.editions.sent(frozen, 2, "m2", now=NOON, lease=LEASE),
            )
            brief = (await one.editions.briefs([edition.channel], ["s1"]))[edition.channel]
            assert brief.shown == {"s1": {"a", "b"}}
        assert await one.editions.open_count() == 0


# ------------------------------------------------------------------------------------------------- follows and ends


async def test_a_message_is_announced_once(editions, message, claim):
    """A message of a channel, day and slot is kept once, ready to be sent."""
    assert await editions.announce(message(), NOON)
    assert not await editions.announce(message(), NOON)
    assert await editions.announce(message("s1 4"), NOON)
    first, *_ = await claim()
    assert (first.state, first.kind, first.deliveries) == ("frozen", "follow", message().deliveries)


@pytest.mark.usefixtures("subscribed")
async def test_the_first_update_opens_the_thread(store, message, claim, shown):
    """The first update of a followed story is its thread, those after it reply, and no channel stands elsewhere."""
    await store.subscriptions.follow(Follow(channel="mock:room", story="s1", by="u", since=NOON))
    await store.subscriptions.follow(Follow(channel="mock:room", story="s2", by="u", since=NOON + HOUR))
    await store.editions.announce(message(), NOON)
    [update] = await claim()
    await store.editions.sent(update, 1, "m1", now=NOON, lease=LEASE)
    await store.editions.announce(message("s1 4", thread="m1"), NOON)
    [update] = await claim()
    assert update.thread == "m1"
    await store.editions.sent(update, 1, "m2", now=NOON + HOUR, lease=LEASE)
    followed, other = await store.subscriptions.follows("mock:room")
    assert (followed.thread, followed.told_at) == ("m1", NOON + HOUR)
    assert (other.thread, other.told_at) == (None, None)
    assert await shown() == {"s1": {"a"}}
    assert await store.archive.listing("mock:room") == []
    assert (await store.subscriptions.get("mock:room")).told_at is None
    assert await store.editions.latest("mock:room") is None


@pytest.mark.usefixtures("subscribed")
async def test_a_quiet_day_moves_the_channel_up(store, frozen):
    """A digest without news that is not posted still tells up to its mark."""
    edition = await frozen([])
    await store.editions.end(edition, "quiet", "no news", now=NOON)
    standing = await store.subscriptions.get("mock:room")
    assert (standing.mark, standing.told_at) == (7, NOON)
    assert (await store.editions.latest("mock:room")).state == "quiet"


@pytest.mark.parametrize("state", ["folded", "failed"])
@pytest.mark.usefixtures("subscribed")
async def test_what_was_not_told_moves_nothing(store, frozen, parts, state, shown):
    """A digest that ends untold leaves the channel where it was, and what its sent parts showed stays shown."""
    edition = await frozen(parts({"s1": ("a",)}, {"s2": ("b",)}))
    await store.editions.sent(edition, 1, "m1", now=NOON, lease=LEASE)
    await store.editions.end(edition, state, "the channel is gone", now=NOON)
    standing = await store.subscriptions.get("mock:room")
    assert (standing.mark, standing.told_at) == (0, None)
    assert await shown() == {"s1": {"a"}}
    ended = await store.editions.latest("mock:room")
    assert (ended.state, ended.error) == (state, "the channel is gone")


@pytest.mark.usefixtures("subscribed")
async def test_missed_digests_are_those_since_the_last_told_one(store, frozen, message, claim):
    """Folded and failed digests count as missed until one is delivered or quiet; messages never do."""
    for number, end in enumerate(["failed", "quiet", "folded", "failed"]):
        edition = await frozen([], at=NOON + number * DAY)
        await store.editions.end(edition, end, "so", now=NOON + number * DAY)
    await store.editions.announce(message(due_at=NOON + 5 * DAY), NOON)
    [update] = await claim(now=NOON + 5 * DAY)
    await store.editions.end(update, "failed", "so", now=NOON + 5 * DAY)
    briefs = await store.editions.briefs(["mock:room", "mock:hall"], [])
    assert [at.day for at in briefs["mock:room"].missed] == [6, 7]
    assert (await store.editions.latest("mock:room")).day.day == 7
    assert briefs["mock:hall"].missed == ()
