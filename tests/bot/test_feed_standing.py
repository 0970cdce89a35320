"""Tests of what a poll makes of a feed: its health, and what its owner is to hear."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.interface import Failed, Fetched, Gone, Unchanged
from bot.feed_standing import ERRORS, SUSTAINED, Taken, failed, is_silent, news, state_of, stopped, succeeded, told
from digests.model.article import Published
from digests.model.feed import Entry, FeedRead
from tests.bot.newsstand import feed

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SENT = Fetched(url="https://alpha.example/feed.xml", body=b"", content_type="")


def read(*hours):
    """A feed with entries that are so many hours old."""
    return FeedRead(
        entries=tuple(
            Entry(identities=(f"e{n}",), fingerprint="f", published=Published(at=NOON - n * HOUR), stub=n == 1)
            for n in hours
        )
    )


def test_a_first_reading_tells_a_feeds_habit():
    """How often it changes, and when it did last, is seen in the dates of its entries, but those to come."""
    now = succeeded(feed("Alpha"), SENT, NOON, 0.5, Taken(read(1, 2, 3, -9), first=True, entries=2, stubs=1))
    assert (now.gap, now.last_change) == (3600.0, NOON - HOUR)
    assert (now.read, now.stubs, now.last_success) == (2, 1, NOON)
    assert now.next_poll == NOON + timedelta(minutes=20)


def test_news_and_edits_are_changes_and_anything_else_is_none():
    """A feed that was written anew without anything new has not changed."""
    old = feed("Alpha", last_success=NOON - DAY, last_change=NOON - DAY, gap=3600.0, read=5)
    same = succeeded(old, SENT, NOON, 0.5, Taken(read(1), first=False))
    assert (same.last_change, same.gap, same.read) == (NOON - DAY, 3600.0, 5)
    assert succeeded(old, SENT, NOON, 0.5, Taken(read(1), first=False, edits=1)).last_change == NOON
    assert succeeded(old, SENT, NOON, 0.5, Taken(read(1), first=False, entries=2)).read == 7


def test_what_to_ask_with_is_kept_while_nothing_changes():
    """A server that answers "unchanged" need not say again by what; one that sends something anew does."""
    old = feed("Alpha", etag="1", last_modified="Tue", failures=3, reason="no answer", failing_since=NOON - HOUR)
    same = succeeded(old, Unchanged(url=old.url), NOON, 0.5)
    assert (same.etag, same.last_modified, same.last_success) == ("1", "Tue", NOON)
    assert (same.failures, same.reason, same.failing_since) == (0, None, None)
    assert succeeded(old, SENT, NOON, 0.5, Taken(read(), first=False)).etag is None


def test_a_feed_that_moved_for_good_is_asked_there():
    """Its old address is remembered."""
    moved = SENT.model_copy(update={"moved": "https://beta.example/feed"})
    now = succeeded(feed("Alpha"), moved, NOON, 0.5, Taken(read(), first=False))
    assert (now.url, now.moved_from) == ("https://beta.example/feed", "https://alpha.example/feed.xml")


def test_errors_in_a_row_are_counted_with_the_last_reason():
    """It is known since when they last, and the server is left alone as long as it asks."""
    once = failed(feed("Alpha"), Failed(reason="no answer"), NOON, 0.5)
    twice = failed(once, Failed(reason="busy", wait=9 * HOUR), NOON + HOUR, 0.5)
    assert (twice.failures, twice.reason, twice.failing_since) == (2, "busy", NOON)
    assert twice.next_poll == NOON + 10 * HOUR
    assert [state_of(one) for one in (feed("Alpha"), twice, stopped(twice, Gone(reason="gone"), NOON))] == [
        "well",
        "failing",
        "paused",
    ]


def test_an_owner_hears_of_sustained_failure_once_and_when_it_is_over():
    """Some errors are nobody's business; a day of them is said once, as is the end of it."""
    one = feed("Alpha")
    heard = []
    for n in range(12):
        at = NOON + n * SUSTAINED / 5
        one = failed(one, Failed(reason="no answer"), at, 0.5)
        if what := news(one, at):
            heard.append((n, what))
            one = told(one, what)
    assert heard == [(5, "failing")]
    assert ERRORS <= 6
    back = succeeded(one, SENT, NOON + 9 * DAY, 0.5)
    assert news(back, NOON + 9 * DAY) == "healed"
    assert news(told(back, "healed"), NOON + 9 * DAY) is None


def test_a_long_pause_after_one_error_is_no_sustained_failure():
    """A machine that slept for two days does not complain of one error before and one after."""
    one = failed(feed("Alpha"), Failed(reason="no answer"), NOON, 0.5)
    one = failed(one, Failed(reason="no answer"), NOON + 2 * DAY, 0.5)
    assert news(one, NOON + 2 * DAY) is None


def test_an_owner_hears_of_silence_beyond_a_feeds_habit_once():
    """Two weeks at least, and ten times its gap; that it speaks again is said too."""
    daily = feed("Daily", gap=86_400.0, last_change=NOON, last_success=NOON)
    monthly = daily.model_copy(update={"gap": 30 * 86_400.0})
    later = NOON + 15 * DAY
    assert [is_silent(one, later) for one in (daily, monthly, feed("New"))] == [True, False, False]
    assert news(daily, later) == "silent"
    assert news(told(daily, "silent"), later) is None
    spoke = told(daily, "silent").model_copy(update={"last_change": later})
    assert news(spoke, later) == "healed"


@pytest.mark.parametrize(("at", "heard"), [(NOON, "gone"), (NOON + HOUR, None)])
def test_an_owner_hears_at_once_that_a_feed_is_gone(at, heard):
    """Its server said so for good: it is not asked any more, and that is said at the poll that learnt it."""
    gone = stopped(feed("Alpha"), Gone(reason="the server says that it is gone"), NOON)
    assert gone.paused
    assert news(gone, at) == heard
