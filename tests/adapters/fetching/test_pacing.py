"""Tests of the pace: no host is asked faster than it may be, and nobody waits for another host's sake."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.fetching.failures import Unfetched
from adapters.fetching.outside import Outside
from adapters.fetching.pacing import LONGEST_DELAY, Pacer
from tests.adapters.fetching.invented import Time


def pacer(clock, delay=2.0, concurrency=8, per_host=2, chance=0.0):
    """Returns a pacer on a clock that moves by sleeping."""
    return Pacer(delay, concurrency, per_host, Outside(clock=clock, sleep=clock.sleep, chance=lambda: chance))


async def begun(paced, clock, hosts, lasting=0.0, delay=0.0):
    """Asks all hosts at once and returns when each was begun, by host."""
    moments = {}

    async def ask(host):
        async with paced.turn(host, delay):
            moments.setdefault(host, []).append(clock())
            await clock.sleep(lasting)

    await asyncio.gather(*map(ask, hosts))
    return moments


@given(
    hosts=st.lists(st.sampled_from("abc"), min_size=1, max_size=30),
    concurrency=st.integers(1, 4),
    lasting=st.floats(0, 10),
    chance=st.floats(0, 0.99),
)
def test_a_host_is_asked_no_faster_than_its_delay(hosts, concurrency, lasting, chance):
    """However many ask at once and however long answers take, two requests to a host begin a delay apart or more."""

    async def run():
        clock = Time()
        paced = pacer(clock, concurrency=concurrency, chance=chance)
        moments = await begun(paced, clock, hosts, lasting)
        assert sorted(hosts) == sorted(host for host, times in moments.items() for _ in times)
        for times in moments.values():
            assert all(later - sooner >= 2 - 1e-6 for sooner, later in pairwise(times))

    asyncio.run(run())


async def test_jitter_lengthens_a_delay_by_a_quarter_at_most(clock):
    """Our requests fall into step with nobody's, and a round is not much longer for it."""
    times = (await begun(pacer(clock, chance=0.5), clock, "aaa"))["a"]
    assert [time - times[0] for time in times] == pytest.approx([0, 2.25, 4.5])


async def test_other_hosts_do_not_wait(clock):
    """A host's pace holds up that host alone."""
    moments = await begun(pacer(clock), clock, "abcdefgh")
    assert {time for times in moments.values() for time in times} == {clock()}


@pytest.mark.parametrize(("asked", "given_"), [(10.0, 10.0), (0.5, 2.0), (3600.0, LONGEST_DELAY)])
async def test_a_host_gets_the_delay_it_asks_for_within_bounds(clock, asked, given_):
    """A Crawl-delay is kept, but none that would stop everything, nor one below the settings' own."""
    first, second = (await begun(pacer(clock), clock, "aa", delay=asked))["a"]
    assert second - first == pytest.approx(given_)


@pytest.mark.parametrize(("hosts", "most"), [("a" * 12, 2), ("abcdefghijkl", 3)])
async def test_no_more_is_asked_at_once_than_is_allowed(hosts, most):
    """There is a bound for all hosts together, and a lower one for each."""
    now, seen, full, go = set(), [], asyncio.Event(), asyncio.Event()
    paced = pacer(Time(), delay=0.0, concurrency=3)

    async def ask(number, host):
        async with paced.turn(host):
            now.add(number)
            seen.append(len(now))
            if len(now) == most:
                full.set()
            await go.wait()
            now.remove(number)

    asking = [asyncio.create_task(ask(number, host)) for number, host in enumerate(hosts)]
    await full.wait()
    go.set()
    await asyncio.gather(*asking)
    assert max(seen) == most


async def test_a_host_that_wants_to_be_left_alone_is(clock):
    """Nobody waits out what a host asks for: they hear how long it is, those in the queue too, and others go on."""
    paced = pacer(clock)
    paced.hold("a", timedelta(minutes=10))
    for host in ("a", "a"):
        with pytest.raises(Unfetched, match="a asked to be left alone") as stopped:
            await begun(paced, clock, host)
        assert stopped.value.wait == timedelta(minutes=10)
    await begun(paced, clock, "b")
    clock.seconds += 600
    await begun(paced, clock, "a")


async def test_who_already_queues_hears_of_a_hold(clock):
    """What the first of many hears from a host holds for all that wait behind it."""
    paced = pacer(clock)

    async def ask(number):
        async with paced.turn("a"):
            if number == 0:
                paced.hold("a", timedelta(hours=1))

    outcomes = await asyncio.gather(*map(ask, range(5)), return_exceptions=True)
    assert outcomes[0] is None
    assert all(isinstance(outcome, Unfetched) and outcome.wait for outcome in outcomes[1:])


async def test_who_waits_for_a_place_hears_of_a_hold(clock):
    """A host that wants to be left alone meanwhile is not asked when there is a place at last, which others get."""
    paced = pacer(clock, concurrency=1)
    entered, leave = asyncio.Event(), asyncio.Event()

    async def occupy():
        async with paced.turn("b"):
            entered.set()
            await leave.wait()

    occupying = asyncio.create_task(occupy())
    await entered.wait()
    waiting = asyncio.create_task(begun(paced, clock, "a"))
    for _ in range(5):  # it is now behind the one that has the place
        await asyncio.sleep(0)
    paced.hold("a", timedelta(minutes=1))
    leave.set()
    with pytest.raises(Unfetched, match="left alone"):
        await waiting
    await occupying
    await begun(paced, clock, "c")


async def test_a_hold_ends_after_a_day(clock):
    """A server that asks for a year is asked again tomorrow."""
    paced = pacer(clock)
    paced.hold("a", timedelta(days=365))
    clock.seconds += 24 * 3600
    await begun(paced, clock, "a")


async def test_who_gives_up_holds_nobody_up(clock):
    """A request that is cancelled while it waits or runs gives its place back."""
    paced = pacer(clock, concurrency=1, per_host=1)
    for _ in range(3):
        entered = asyncio.Event()

        async def ask(entered=entered):
            async with paced.turn("a"):
                entered.set()
                await asyncio.Event().wait()

        running, waiting = asyncio.create_task(ask()), asyncio.create_task(ask())
        await entered.wait()
        for task in (waiting, running):
            task.cancel()
        await asyncio.gather(running, waiting, return_exceptions=True)
    await begun(paced, clock, "ab")


async def test_hosts_are_forgotten_in_time(clock):
    """Over years of ever other hosts the memory stays small, and what a host asked for is kept."""
    paced = pacer(clock, delay=0.0)
    paced.hold("held", timedelta(days=1))
    for number in range(5_000):
        await begun(paced, clock, [f"host{number}"])
        clock.seconds += 1
    assert len(paced._hosts) < 1_000
    with pytest.raises(Unfetched):
        await begun(paced, clock, ["held"])
