"""How feeds are, in words."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from adapters.interface import Feed
from digests.model.document import Span
from digests.model.feed import FeedRead
from digests.presenting.spans import count, plain

_DAY = 86_400
_UNITS = ((7 * _DAY, 21 * _DAY, "week"), (_DAY, 2 * _DAY, "day"), (3600, 2 * 3600, "hour"), (60, 60, "minute"))
"""Seconds of a unit, from how many on it is used, and its name."""


def lasting(time: timedelta) -> str:
    """Return how long a time is, in its fitting unit: "5 minutes", "36 hours", "3 weeks"."""
    seconds = abs(time.total_seconds())
    for unit, least, name in _UNITS:
        if seconds >= least:
            return count(int(seconds // unit), name)
    return "less than a minute"


def ago(at: datetime, now: datetime) -> str:
    """Return when something was; both are aware."""
    return f"{lasting(now - at)} ago" if at < now - timedelta(minutes=1) else "just now"


def by_trouble(feeds: Sequence[Feed]) -> list[Feed]:
    """Return the feeds, those first that somebody has to see to."""
    return sorted(feeds, key=lambda feed: (_rank(feed), -feed.failures))


def _rank(feed: Feed) -> int:
    """Return how little trouble a feed is in: one that was stopped, fails, is silent, new, well, paused."""
    if feed.paused:
        return 0 if feed.reason else 5
    ranks = (feed.failures > 0, feed.notified == "silent", feed.last_success is None)
    return next((rank for rank, holds in enumerate(ranks, 1) if holds), 4)


def feed_line(feed: Feed, now: datetime) -> tuple[Span, ...]:
    """Return a feed with how it is, shortly; `now` is aware."""
    return *_named(feed), plain(f": {state(feed, now)}")


def health_line(feed: Feed, now: datetime) -> tuple[Span, ...]:
    """Return a feed with all that is known of its health; `now` is aware."""
    facts = "; ".join(health_facts(feed, now))
    return *_named(feed), plain(f": {state(feed, now)}"), Span(text=f"; {facts}" if facts else "", style="faint")


def _named(feed: Feed) -> Iterator[Span]:
    yield Span(text=feed.title, style="strong", url=feed.url)
    if feed.outlet:
        yield plain(f" ({feed.outlet})")


def state(feed: Feed, now: datetime) -> str:
    """Return how a feed is: that it fails and why, that it is paused, silent, new or well."""
    if feed.paused:
        return f"paused: {feed.reason}" if feed.reason else "paused"
    if feed.failures:
        within = f" within {lasting(now - feed.failing_since)}" if feed.failing_since else ""
        return f"failed {count(feed.failures, 'time')} in a row{within}: {feed.reason}"
    if feed.last_success is None:
        return "not read yet"
    if feed.notified == "silent" and feed.last_change:
        return f"silent for {lasting(now - feed.last_change)}, much longer than it used to be"
    return "well"


def health_facts(feed: Feed, now: datetime) -> Iterator[str]:
    """Yield what is known of a feed's health besides."""
    if feed.last_success:
        yield f"last read {ago(feed.last_success, now)}"
    if feed.last_change:
        yield f"last new {ago(feed.last_change, now)}"
    if feed.gap:
        yield _often(feed.gap)
    if feed.read and feed.stubs:
        pages = ", read from their pages" if feed.full_text else ""
        yield f"{_share(feed.stubs, feed.read)} only the beginning{pages}"
    if feed.next_poll and not feed.paused:
        yield f"next poll in {lasting(feed.next_poll - now)}" if feed.next_poll > now else "next poll now"
    if feed.moved_from:
        yield f"moved here from {feed.moved_from}"


def _often(gap: float) -> str:
    if gap <= _DAY:
        return f"about {count(round(_DAY / gap), 'article')} a day"
    return f"an article every {lasting(timedelta(seconds=gap))} or so"


def _share(some: int, of: int) -> str:
    return f"{min(some / of, 1):.0%}".replace("%", " %")


def contents(read: FeedRead, now: datetime) -> str:
    """Return what a feed says, in short: its kind, how much, how new, how much of the articles; `now` is aware."""
    if not read.entries:
        return f"{read.kind}, without entries"
    dates = [entry.published.at for entry in read.entries if entry.published.at]
    newest = f", the newest {ago(max(dates), now)}" if dates else ", without dates"
    return f"{read.kind}, {count(len(read.entries), 'entry', 'entries')}{newest}; {texts(read)}"


def texts(read: FeedRead) -> str:
    """Return how much of its articles a feed brings."""
    stubs = sum(entry.stub for entry in read.entries)
    if stubs == 0:
        return "full texts"
    if stubs == len(read.entries):
        return "only the beginnings of articles"
    return f"of {_share(stubs, len(read.entries))} of the articles only the beginning"
