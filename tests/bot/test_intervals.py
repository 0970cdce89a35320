"""Tests of when a feed is polled next."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intervals import LEAST, MOST, PATIENCE, UNKNOWN, after, after_error, first_habit, habit, interval
from digests.model.feed import FeedRead
from tests.bot.newsstand import feed

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)  # a Tuesday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_a_feed_is_polled_as_often_as_it_changes():
    """Three times between two of its articles, and less and less often while it is silent, within bounds."""
    hourly = feed("Hourly", gap=3600.0, last_change=NOON)
    assert interval(hourly, NOON) == 20 * MINUTE
    assert interval(hourly, NOON + 6 * HOUR) == 2 * HOUR
    assert interval(hourly, NOON + 9 * DAY) == MOST
    assert interval(feed("Busy", gap=60.0, last_change=NOON), NOON) == LEAST


def test_a_feed_whose_habit_is_unknown_is_polled_less_and_less():
    """It begins with half an hour and ends at the longest interval."""
    fresh = feed("Fresh")
    intervals = []
    for _ in range(8):
        wait = interval(fresh, NOON)
        intervals.append(wait)
        fresh = fresh.model_copy(update={"interval": wait.total_seconds()})
    assert intervals[:2] == [UNKNOWN, 1.5 * UNKNOWN]
    assert intervals[-1] == MOST
    assert intervals == sorted(intervals)


def test_a_habit_follows_what_comes():
    """Each arrival counts by three tenths, several at once by the time between them; nothing new changes nothing."""
    known = feed("Known", gap=1000.0, last_change=NOON)
    assert habit(known, 0, NOON + HOUR) == 1000.0
    assert habit(known, 1, NOON + timedelta(seconds=2000)) == pytest.approx(1300)
    assert habit(known, 2, NOON + timedelta(seconds=2000)) == pytest.approx(1000)
    assert habit(feed("New", last_change=NOON), 2, NOON + HOUR) == pytest.approx(1800)


def test_a_first_habit_goes_by_the_newer_half():
    """An article of long ago at a feed's end does not make it a slow one."""
    assert first_habit([NOON, NOON - HOUR, NOON - 2 * HOUR, NOON - 900 * DAY]) == 3600.0
    assert first_habit([NOON]) is None
    assert first_habit([]) is None


def test_feeds_and_servers_are_left_alone_as_long_as_they_ask():
    """The longest wish counts, up to a day."""
    assert after(HOUR, NOON, 0.5, FeedRead(ttl=3 * HOUR)) == NOON + 3 * HOUR
    assert after(HOUR, NOON, 0.5, FeedRead(ttl=3 * HOUR), asked=5 * HOUR) == NOON + 5 * HOUR
    assert after(HOUR, NOON, 0.5, FeedRead(ttl=300 * DAY)) == NOON + PATIENCE
    assert after(HOUR, NOON, 0.5, asked=timedelta()) == NOON + HOUR


def test_hours_and_days_in_which_a_feed_never_changes_are_skipped():
    """The poll comes at the first hour that is not skipped; a feed that skips everything is not believed."""
    assert after(HOUR, NOON, 0.5, FeedRead(skip_hours=frozenset({13, 14}))) == NOON + 3 * HOUR
    assert after(HOUR, NOON, 0.5, FeedRead(skip_days=frozenset({1, 2}))) == datetime(2025, 3, 6, tzinfo=UTC)
    assert after(HOUR, NOON, 0.5, FeedRead(skip_hours=frozenset(range(24)))) == NOON + HOUR
    assert after(HOUR, NOON, 0.5, FeedRead(skip_days=frozenset(range(7)))) == NOON + HOUR


def test_a_failing_feed_is_asked_less_and_less():
    """The waits double from a quarter of an hour to a day; what the server asks for counts as well."""
    waits = [after_error(n, NOON, 0.5, None) - NOON for n in range(1, 40)]
    assert waits[:3] == [15 * MINUTE, 30 * MINUTE, HOUR]
    assert waits[-1] == DAY
    assert after_error(1, NOON, 0.5, 2 * HOUR) == NOON + 2 * HOUR


@given(
    wait=st.timedeltas(LEAST, MOST),
    chance=st.floats(0, 1, exclude_max=True),
    ttl=st.none() | st.timedeltas(timedelta(), timedelta(days=999)),
    hours=st.frozensets(st.integers(0, 23)),
    days=st.frozensets(st.integers(0, 6)),
)
def test_a_feed_is_always_polled_again(wait, chance, ttl, hours, days):
    """Whatever it says of itself: after most of its interval, and within eight days."""
    upcoming = after(wait, NOON, chance, FeedRead(ttl=ttl, skip_hours=hours, skip_days=days))
    assert NOON + 0.9 * wait <= upcoming <= NOON + 8 * DAY
