"""When a feed is polled next: as often as it changes, within bounds, and no more often than its server asks for.

All moments are aware; chances are numbers from 0 up to 1, by which polls that began together drift apart.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from adapters.interface import Feed
from digests.model.feed import FeedRead

LEAST, MOST = timedelta(minutes=5), timedelta(hours=4)
"""Between two polls of a feed that says nothing of it."""
PATIENCE = timedelta(days=1)
"""The longest that a feed or its server can ask to be left alone, and that a failing one is."""
UNKNOWN = timedelta(minutes=30)
"""Between the first polls of a feed, while its habit is not known."""
_AFTER_ERROR = timedelta(minutes=15)
_PER_GAP = 3  # polls between two articles of a feed that keeps to its habit
_SPREAD = 0.1  # of an interval, by which it may be shorter or longer
_WEIGHT = 0.3  # of the newest gap in a feed's habit: some ten gaps back it has faded to a thirtieth


def first_habit(moments: Collection[datetime]) -> float | None:
    """Return the seconds between two articles of a feed that were published at these moments, None of fewer than two.

    It goes by the newer half, for some feeds keep a few articles of long ago at their end.
    """
    newest = sorted(moments, reverse=True)[: max(len(moments) // 2 + 1, 2)]
    return (newest[0] - newest[-1]).total_seconds() / (len(newest) - 1) if len(newest) > 1 else None


def habit(feed: Feed, new: int, at: datetime) -> float | None:
    """Return the seconds between two articles of a feed, smoothed, now that so many have come; None if not known."""
    if not new or feed.last_change is None:
        return feed.gap
    gap = max((at - feed.last_change).total_seconds(), 1.0) / new
    return gap if feed.gap is None else feed.gap + _WEIGHT * (gap - feed.gap)


def interval(feed: Feed, at: datetime) -> timedelta:
    """Return how long to wait before a feed is polled again that was polled without an error."""
    if feed.gap is None or feed.last_change is None:
        grown = timedelta(seconds=feed.interval * 1.5) if feed.interval else UNKNOWN
        return min(grown, MOST)
    silent = (at - feed.last_change).total_seconds()
    return min(max(timedelta(seconds=max(feed.gap, silent) / _PER_GAP), LEAST), MOST)


def after(
    wait: timedelta, at: datetime, chance: float, read: FeedRead | None = None, asked: timedelta | None = None
) -> datetime:
    """Return when to poll next.

    Args:
        wait: How long to wait.
        at: Since when.
        chance: See above.
        read: The feed as it was read: how long it asks to be left alone, and the hours and days it never changes in.
        asked: How long its server asks to be left alone, None if it does not.
    """
    spread = wait * (1 + _SPREAD * (2 * chance - 1))
    least = max((one for one in (asked, read and read.ttl) if one), default=timedelta())
    upcoming = at + max(spread, min(least, PATIENCE))
    return _awake(upcoming, read.skip_hours, read.skip_days) if read else upcoming


def after_error(failures: int, at: datetime, chance: float, wait: timedelta | None) -> datetime:
    """Return when to poll a feed that failed so many times in a row; `wait` is how long its server asked for, if so."""
    doubled = min(_AFTER_ERROR * 2 ** min(failures - 1, 10), PATIENCE)
    return after(doubled, at, chance, asked=wait)


def _awake(at: datetime, hours: Collection[int], days: Collection[int]) -> datetime:
    """Return the first moment from then on that is not to be skipped; a feed that skips everything is not believed."""
    if len(hours) >= 24 or len(days) >= 7:
        return at
    moment = at.astimezone(UTC)
    while moment.hour in hours or moment.weekday() in days:
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment
