"""What `newsdesk doctor` looks at in the store, each by itself, and what it says of it."""

import shlex
import zoneinfo
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta

from adapters.interface import Store, Verdict

LISTED = 10
"""How many of a kind are named; of the rest the number is said."""
_AHEAD = timedelta(hours=1)
_WAITING = timedelta(minutes=10)
_IN_A_ROW = 3


async def integrity(store: Store, _now: datetime) -> Iterable[Verdict]:
    """Return whether the store can be written, and what in it is damaged."""
    await store.ping()
    found = await store.check()
    if not found:
        return [Verdict(check="contents", state="ok", said="can be read and written, and nothing is damaged")]
    return _listed(
        [Verdict(check="contents", state="failed", said=one.where, todo=one.said) for one in found], "damaged places"
    )


async def newest_article(store: Store, now: datetime) -> Iterable[Verdict]:
    """Return when the newest article appeared: one of tomorrow tells of a wrong clock, or of a wrong zone."""
    last = await store.archive.last_published()
    if last is None:
        todo = "bring some in: newsdesk ingest PATH"
        return [Verdict(check="articles", state="warning", said="there are none yet", todo=todo)]
    ahead = last - now > _AHEAD
    said = f"the newest is of {last:%Y-%m-%d %H:%M} UTC" + (", which is yet to come" if ahead else "")
    todo = (
        "look at this machine's clock, and whether [digest] zone is where your articles' times are meant"
        if ahead
        else ""
    )
    return [Verdict(check="articles", state="warning" if ahead else "ok", said=said, todo=todo)]


async def channels(store: Store, _now: datetime) -> Iterable[Verdict]:
    """Return how many channels get digests, and which do not any more and why."""
    counts = await store.subscriptions.counts()
    said = f"{counts.active} get digests, {counts.paused} are paused, {counts.off} are switched off"
    if not counts.active and not counts.paused:
        todo = "type in a channel: /news schedule 08:30 weekdays Europe/Berlin"
        return [Verdict(check="channels", state="warning", said="none has a schedule", todo=todo)]
    paused = [
        Verdict(
            check="channels",
            state="warning",
            said=f"{one.subscription.channel} is paused: {one.paused}",
            todo="put that right, then type there: /news schedule on",
        )
        for one in await store.subscriptions.paused(counts.paused)
    ]
    return [Verdict(check="channels", state="ok", said=said), *_listed(paused, "paused channels")]


async def zones(store: Store, _now: datetime) -> Iterable[Verdict]:
    """Return which channels have a time zone that this machine does not know, so that they get nothing."""
    known = zoneinfo.available_timezones()
    todo = "update the package tzdata, of the system or with pip"
    return _listed(
        [
            Verdict(
                check="zones", state="failed", said=f"{one.channel}: {one.schedule.zone} is not known here", todo=todo
            )
            for one in (standing.subscription for standing in await store.subscriptions.all())
            if one.schedule.zone not in known
        ],
        "channels with such a zone",
    )


async def editions(store: Store, now: datetime) -> Iterable[Verdict]:
    """Return whether what is due is on its way."""
    due, still_open = await store.subscriptions.next_due(), await store.editions.open_count()
    if due and now - due > _WAITING:
        said = f"nobody has looked at what is due since {due:%Y-%m-%d %H:%M} UTC; {still_open} editions are open"
        todo = "start newsdesk run, or look at its log"
        return [Verdict(check="editions", state="warning", said=said, todo=todo)]
    following = f"; the next slot is due at {due:%Y-%m-%d %H:%M} UTC" if due else ""
    return [Verdict(check="editions", state="ok", said=f"{still_open} on their way{following}")]


async def feeds(store: Store, now: datetime) -> Iterable[Verdict]:
    """Return which feeds fail again and again, and which have fallen silent."""
    all_feeds = await store.feeds.all()
    failing = [
        Verdict(
            check="feeds",
            state="warning",
            said=f"{one.url} failed {one.failures} times in a row: {one.reason}",
            todo=f"newsdesk feeds check {shlex.quote(one.url)}; if it has moved, remove it and add the new address",
        )
        for one in all_feeds
        if one.failures >= _IN_A_ROW and not one.paused
    ]
    silent = [
        Verdict(
            check="feeds",
            state="warning",
            said=f"{one.url} is read, but has brought nothing new for {(now - one.last_change).days} days",
            todo="look at the outlet's site; perhaps its feed has another address now",
        )
        for one in all_feeds
        if one.notified == "silent" and one.last_change and not one.paused
    ]
    paused = sum(one.paused for one in all_feeds)
    read = f"{len(all_feeds) - paused} are read" + (f", {paused} are paused" if paused else "")
    said = read if all_feeds else "there are none; begin with: newsdesk feeds add ADDRESS"
    return [
        Verdict(check="feeds", state="ok", said=said),
        *_listed(failing, "failing feeds"),
        *_listed(silent, "silent feeds"),
    ]


def _listed(verdicts: Sequence[Verdict], what: str) -> list[Verdict]:
    """Return the first of many, and how many more there are."""
    if len(verdicts) <= LISTED:
        return list(verdicts)
    first = verdicts[0]
    rest = first.model_copy(update={"said": f"and {len(verdicts) - LISTED} more {what}", "todo": first.todo})
    return [*verdicts[:LISTED], rest]


OF_STORE: dict[str, Callable[[Store, datetime], Awaitable[Iterable[Verdict]]]] = {
    "contents": integrity,
    "articles": newest_article,
    "channels": channels,
    "zones": zones,
    "editions": editions,
    "feeds": feeds,
}
"""The checks of an opened store, by name."""
