"""Checks one zone: what `bot.slots` says, beside the oracle."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from oracle import SLOTS, Change, by_minutes, by_offset, counted, moment, near

from adapters.interface.subscriptions import Slot, Standing
from bot.slots import plan, slots_between
from digests.model.subscription import Schedule, Subscription

AROUND = 3 * 60  # minutes before and after a change in which a desk is run from slot to slot
DAILY = range(7)
Due = tuple[int, int, int]  # the local day, the slot's minute in it, and the instant


@dataclass
class Tally:
    """What was checked: local dates and their slots, changes, editions of a running desk; and how many were wrong."""

    zones: int = 0
    dates: int = 0
    slots: int = 0
    gaps: int = 0
    folds: int = 0
    editions: int = 0
    wrong: int = 0

    def add(self, other: "Tally", times: int = 1) -> None:
        """Add another tally, as often as there are zones like the one it is of."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name) * times)


def check(name: str, days: range, changes: tuple[Change, ...], *, everything: bool) -> Tally:
    """Check a zone on each of the days, or without `everything` on those that its changes touch."""
    zone = ZoneInfo(name)
    rows = near(changes, days)
    instants = {day: found for row in rows for day, found in by_minutes(zone, row).items()}
    if everything:
        touched = {day for row in rows for day in row}
        instants |= {day: by_offset(zone, day) for day in days if day not in touched}
        rows = [days]
    tally = Tally(
        zones=1, gaps=sum(c.after > c.before for c in changes), folds=sum(c.after < c.before for c in changes)
    )
    for row in rows:
        due = slots_of(row, instants)
        tally.dates += sum(day in instants for day in row)
        tally.slots += len(due)
        tally.wrong += sum(_wrong_on(weekday, name, due) for weekday in DAILY)
    for change in changes:
        if change.days[0] in days and change.days[-1] in days:
            around = range(change.at - AROUND, change.at + AROUND)
            due = [one for one in slots_of(change.days, instants) if one[2] in around]
            tally.editions += len(due)
            tally.wrong += _wrong_editions(name, around, due)
    return tally


def slots_of(days: range, instants: dict[int, list[int]]) -> list[Due]:
    """Return the slots of days in order, of those days that the zone has."""
    return [(day, slot, at) for day in days if day in instants for slot, at in zip(SLOTS, instants[day], strict=True)]


def schedule(zone: str, weekdays: Iterable[int]) -> Schedule:
    """Return the schedule of each quarter hour on these weekdays."""
    slots = tuple(time(slot // 60, slot % 60) for slot in SLOTS)
    return Schedule(slots=slots, days=tuple(weekdays), zone=zone, grace=timedelta(hours=1))


def told(slot: Slot) -> Due:
    """Return a slot as the oracle tells it."""
    hour, minute = slot.name.split(":")
    return (slot.day - moment(0).date()).days, int(hour) * 60 + int(minute), counted(slot.due_at)


def differing(wanted: Iterable[tuple[int, ...]], found: Iterable[tuple[int, ...]]) -> int:
    """Return how many slots stand in one of two lists and not, or more often, or otherwise in the other."""
    one, other = Counter(wanted), Counter(found)
    return len({due[:2] for due in (one - other) + (other - one)})


def _wrong_on(weekday: int, name: str, due: list[Due]) -> int:
    """Return how many slots of a weekday are missing, at another instant or too many."""
    wanted = [one for one in due if (one[0] + 3) % 7 == weekday]  # 1970-01-01 was a Thursday
    found = slots_between(schedule(name, [weekday]), moment(due[0][2] - 1), moment(due[-1][2]))
    return differing(wanted, map(told, found))


def _wrong_editions(name: str, around: range, due: list[Due]) -> int:
    """Return how many editions are wrong of a desk that runs through a span of time and wakes at each slot.

    Of slots that share an instant the last is to be due and the others folded.
    """
    newest = {at: (day, slot) for day, slot, at in due}
    wanted = [(*one, one[:2] == newest[one[2]]) for one in due]
    found: list[tuple[int, ...]] = []
    subscription = Subscription(channel="mock:desk", owner="ann", schedule=schedule(name, DAILY))
    now = moment(around.start - 1)
    come = plan(Standing(subscription=subscription, scheduled_to=now, next_at=None), now)
    while come.next_at and come.next_at > come.scheduled_to and counted(come.next_at) in around:
        standing = Standing(subscription=subscription, scheduled_to=come.scheduled_to, next_at=come.next_at)
        come = plan(standing, come.next_at)
        found += [(*told(slot), slot == come.due) for slot in (*come.folded, come.due) if slot]
    return differing(wanted, found)
