"""When digests are due: wall-clock times of a zone as instants, and what has come due by a moment.

A local time is taken to come at the first instant at which the zone's clocks show it or a later one. So a time that a
spring change skips comes with the change, a time that an autumn change repeats comes once, the first time, and instants
are ordered as their local dates and times are.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adapters.interface.subscriptions import Plan, Slot, Standing
from digests.model.subscription import Schedule

LOOK_BACK = timedelta(days=31)
"""How far back missed slots are told one by one: past a month nobody asks, and each would be a row in the store."""
HORIZON = timedelta(days=16)
"""How far ahead the next slot may lie: a week, or two where the only weekday falls on a date that the zone skips."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime | None:
    """Return when (in UTC) a wall-clock time of a local date comes.

    Args:
        day: The local date.
        wall: The local time (naive), in whole minutes.
        zone: Whose local time.

    Returns:
        The first instant of that local time, or the end of the gap that skips it, which may be on the next local date;
        None if the zone skips the whole date, as Pacific/Apia did 2011-12-30.
    """
    local = datetime.combine(day, wall)
    at = local.replace(tzinfo=zone).astimezone(UTC)
    if _local(at, zone) == local:
        return at
    # In a gap fold=0 reads the time by the offset before the change, which is after the change, and fold=1 the reverse
    # (PEP 495), so that the change lies between the two.
    before = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while at - before > _SECOND:
        middle = before + (at - before) // _SECOND // 2 * _SECOND
        before, at = (before, middle) if _local(middle, zone) >= local else (middle, at)
    return None if _local(before, zone).date() < day < _local(at, zone).date() else at


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def slots_between(schedule: Schedule, after: datetime, upto: datetime) -> Iterator[Slot]:
    """Yield the slots of a schedule that are due in a span of time, by instant, then by local date and time.

    Args:
        schedule: The schedule; an inactive one has no slots.
        after: Where the span begins (aware); a slot due at this very moment is left out.
        upto: Where it ends (aware); a slot due at this very moment is in.

    Raises:
        ZoneInfoNotFoundError: The schedule's zone is not in this machine's time zone data.
    """
    if not schedule.active:
        return
    zone = ZoneInfo(schedule.zone)
    # A slot comes no earlier than its local date, which a change across midnight may end a day before it ended first.
    day, last = after.astimezone(zone).date(), upto.astimezone(zone).date() + _DAY
    while day <= last:
        for wall in schedule.slots if day.weekday() in schedule.days else ():
            at = instant(day, wall, zone)
            if at and after < at <= upto:
                yield Slot(day=day, name=f"{wall:%H:%M}", due_at=at)
        day += _DAY


def next_slot(schedule: Schedule, after: datetime) -> Slot | None:
    """Return the first slot of a schedule that is due after a moment (aware), None if none ever will be.

    Raises:
        ZoneInfoNotFoundError: The schedule's zone is not in this machine's time zone data.
    """
    return next(slots_between(schedule, after, after + HORIZON), None)


def plan(standing: Standing, now: datetime) -> Plan:
    """Return what a channel's schedule comes to at a moment.

    The newest slot since the channel was last looked at is due, if it may still be begun, and all others are folded
    into it or into the next. If the clock was set back since, nothing is, and slots count anew from now on.

    Args:
        standing: The channel's settings, and up to which moment its slots have become editions.
        now: The moment (aware).

    Raises:
        ZoneInfoNotFoundError: The schedule's zone is not in this machine's time zone data.
    """
    schedule = standing.subscription.schedule
    since = max(standing.scheduled_to, now - LOOK_BACK)
    slots = tuple(slots_between(schedule, since, now))
    due = slots[-1] if slots and now - slots[-1].due_at <= schedule.grace else None
    following = next_slot(schedule, now)
    return Plan(
        channel=standing.subscription.channel,
        due=due,
        deadline=due and due.due_at + schedule.grace,
        folded=slots[:-1] if due else slots,
        scheduled_to=now,
        next_at=following and following.due_at,
    )
