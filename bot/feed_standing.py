"""What a poll makes of a feed: its health, when it is polled next, and what its owner is to hear.

All moments are aware; for chances see `bot.intervals`.
"""

from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from adapters.interface import Answered, Failed, Feed, Gone
from bot.intervals import after, after_error, first_habit, habit, interval
from digests.model.feed import FeedRead

News = Literal["failing", "gone", "healed", "silent"]
"""What an owner hears of a feed."""
SUSTAINED, ERRORS = timedelta(days=1), 4
"""For how long, and with how many errors in a row, a feed fails before its owner hears of it."""
_SILENCE, _GAPS = timedelta(days=14), 10
"""How long a feed is silent, and how many times its usual gap, before its owner hears of it."""


class Taken(NamedTuple):
    """What a poll brought.

    Attributes:
        read: The feed as it was read.
        first: Whether that was its first reading, which is where its habit begins.
        entries: How many entries were new.
        stubs: How many of them were stubs.
        edits: How many articles were edited.
    """

    read: FeedRead
    first: bool
    entries: int = 0
    stubs: int = 0
    edits: int = 0


def succeeded(feed: Feed, answered: Answered, at: datetime, chance: float, taken: Taken | None = None) -> Feed:
    """Return a feed as it is after a poll that was answered.

    Args:
        feed: The feed as it was.
        answered: What its server said.
        at: When the poll began.
        chance: See above.
        taken: What it brought, None if it has not changed.
    """
    standing = feed.model_copy(
        update={
            "url": answered.moved or feed.url,
            "moved_from": feed.url if answered.moved else feed.moved_from,
            "etag": answered.etag or (None if taken else feed.etag),
            "last_modified": answered.last_modified or (None if taken else feed.last_modified),
            "last_success": at,
            "failures": 0,
            "failing_since": None,
            "reason": None,
            **(_brought(feed, at, taken) if taken else {}),
        }
    )
    wait = interval(standing, at)
    upcoming = after(wait, at, chance, taken.read if taken else None, answered.fresh)
    return standing.model_copy(update={"interval": wait.total_seconds(), "next_poll": upcoming})


def _brought(feed: Feed, at: datetime, taken: Taken) -> dict[str, Any]:
    """Return what changes in a feed by what it brought."""
    counts = {"read": feed.read + taken.entries, "stubs": feed.stubs + taken.stubs}
    if taken.first:
        moments = [moment for entry in taken.read.entries if (moment := entry.published.at) and moment <= at]
        return {**counts, "gap": first_habit(moments), "last_change": max(moments, default=at)}
    if taken.entries or taken.edits:
        return {**counts, "gap": habit(feed, taken.entries, at), "last_change": at}
    return counts


def failed(feed: Feed, failure: Failed, at: datetime, chance: float) -> Feed:
    """Return a feed as it is after a poll that began then and failed."""
    failures = feed.failures + 1
    return feed.model_copy(
        update={
            "failures": failures,
            "failing_since": feed.failing_since or at,
            "reason": failure.reason,
            "next_poll": after_error(failures, at, chance, failure.wait),
        }
    )


def stopped(feed: Feed, gone: Gone, at: datetime) -> Feed:
    """Return a feed as it is after its server said that it is gone for good."""
    update = {"paused": True, "reason": gone.reason, "failures": feed.failures + 1, "failing_since": at}
    return feed.model_copy(update=update)


def news(feed: Feed, at: datetime) -> News | None:
    """Return what its owner is to hear of a feed that was polled just now, None if there is nothing new."""
    if feed.paused:
        return "gone" if feed.failing_since == at and feed.reason else None
    if feed.failures:
        sustained = feed.failures >= ERRORS and feed.failing_since and at - feed.failing_since >= SUSTAINED
        return "failing" if sustained and feed.notified != "failing" else None
    if feed.notified == "failing":
        return "healed"
    silent = is_silent(feed, at)
    if silent:
        return None if feed.notified == "silent" else "silent"
    return "healed" if feed.notified == "silent" else None


def is_silent(feed: Feed, at: datetime) -> bool:
    """Return whether a feed has brought nothing for much longer than it used to."""
    if feed.gap is None or feed.last_change is None:
        return False
    return at - feed.last_change > max(_SILENCE, timedelta(seconds=_GAPS * feed.gap))


def told(feed: Feed, what: News) -> Feed:
    """Return a feed whose owner has heard that."""
    return feed.model_copy(update={"notified": what if what in ("failing", "silent") else None})


def state_of(feed: Feed) -> Literal["well", "failing", "paused"]:
    """Return how a feed is, in a word."""
    return "paused" if feed.paused else "failing" if feed.failures else "well"
