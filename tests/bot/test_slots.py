"""Tests of when digests are due."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.interface.subscriptions import Slot, Standing
from bot.slots import LOOK_BACK, instant, next_slot, plan, slots_between
from digests.model.subscription import Schedule, Subscription

ZONES = sorted(available_timezones() - {"localtime"})  # which is a file of the machine, not a zone
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
DAILY = tuple(range(7))


def utc(*parts):
    """Return a moment by its UTC year, month, day and time."""
    return datetime(*parts, tzinfo=UTC)


def schedule(zone, *slots, days=DAILY, grace=timedelta(hours=4), **rest):
    """Return a schedule, of every day unless said otherwise."""
    return Schedule(slots=slots, days=days, zone=zone, grace=grace, **rest)


def standing(settings, scheduled_to):
    """Return a channel with this schedule, looked at up to a moment."""
    subscription = Subscription(channel="mock:desk", owner="ann", schedule=settings)
    return Standing(subscription=subscription, scheduled_to=scheduled_to, next_at=None)


# ------------------------------------------------------------------------------------------------------- single times


@pytest.mark.parametrize(
    ("zone", "day", "wall", "due_at"),
    [
        ("UTC", date(2025, 3, 4), time(8, 30), utc(2025, 3, 4, 8, 30)),
        ("Asia/Kathmandu", date(2025, 3, 4), time(0, 0), utc(2025, 3, 3, 18, 15)),
        # spring changes
        ("Europe/Berlin", date(2025, 3, 30), time(1, 59), utc(2025, 3, 30, 0, 59)),
        ("Europe/Berlin", date(2025, 3, 30), time(2, 0), utc(2025, 3, 30, 1, 0)),
        ("Europe/Berlin", date(2025, 3, 30), time(2, 30), utc(2025, 3, 30, 1, 0)),
        ("Europe/Berlin", date(2025, 3, 30), time(3, 0), utc(2025, 3, 30, 1, 0)),
        ("Africa/Casablanca", date(2024, 4, 14), time(2, 30), utc(2024, 4, 14, 2, 0)),
        ("Australia/Lord_Howe", date(2024, 10, 6), time(2, 15), utc(2024, 10, 5, 15, 30)),
        # at midnight
        ("Africa/Cairo", date(2024, 4, 26), time(0, 30), utc(2024, 4, 25, 22, 0)),
        ("Asia/Beirut", date(2024, 3, 31), time(0, 0), utc(2024, 3, 30, 22, 0)),
        ("America/Asuncion", date(2023, 10, 1), time(0, 59), utc(2023, 10, 1, 4, 0)),
        # at the end of a day, so that it comes on the next
        ("America/Nuuk", date(2024, 3, 30), time(23, 30), utc(2024, 3, 31, 1, 0)),
        # autumn changes
        ("Europe/Berlin", date(2025, 10, 26), time(2, 30), utc(2025, 10, 26, 0, 30)),
        ("Europe/Berlin", date(2025, 10, 26), time(3, 0), utc(2025, 10, 26, 2, 0)),
        ("Africa/Casablanca", date(2024, 3, 10), time(2, 30), utc(2024, 3, 10, 1, 30)),
        ("Australia/Lord_Howe", date(2024, 4, 7), time(1, 45), utc(2024, 4, 6, 14, 45)),
        ("Asia/Beirut", date(2024, 10, 26), time(23, 30), utc(2024, 10, 26, 20, 30)),
        # the date line
        ("Pacific/Apia", date(2011, 12, 29), time(23, 59), utc(2011, 12, 30, 9, 59)),
        ("Pacific/Apia", date(2011, 12, 30), time(0, 0), None),
        ("Pacific/Apia", date(2011, 12, 30), time(23, 59), None),
        ("Pacific/Apia", date(2011, 12, 31), time(0, 0), utc(2011, 12, 30, 10, 0)),
    ],
)
def test_a_wall_clock_time_comes_once(zone, day, wall, due_at):
    """A time in a gap comes at its end, a repeated time the first time, and a time of a date that is skipped never."""
    assert instant(day, wall, ZoneInfo(zone)) == due_at


# -------------------------------------------------------------------------------------------------------- spans of time


def test_a_span_has_its_end_but_not_its_beginning():
    """A slot due at the very beginning of a span belongs to the span before."""
    settings = schedule("UTC", time(8, 30))
    found = slots_between(settings, utc(2025, 3, 4, 8, 30), utc(2025, 3, 6, 8, 30))
    assert [slot.day.day for slot in found] == [5, 6]


def test_weekdays_are_those_of_the_local_date():
    """A Monday's morning in Auckland is due on Sunday evening by UTC."""
    settings = schedule("Pacific/Auckland", time(8, 30), days=(0,))
    [slot] = slots_between(settings, utc(2025, 3, 1), utc(2025, 3, 8))
    assert slot == Slot(day=date(2025, 3, 3), name="08:30", due_at=utc(2025, 3, 2, 19, 30))


def test_slots_that_share_an_instant_are_in_the_order_of_their_times():
    """What a gap at the end of a day delays comes before what the next day begins with, of the day it was meant for."""
    settings = schedule("America/Nuuk", time(0, 0), time(23, 15), time(23, 45))
    shared = list(slots_between(settings, utc(2024, 3, 30, 12), utc(2024, 3, 31, 1)))
    assert [(slot.day.day, slot.name) for slot in shared] == [(30, "23:15"), (30, "23:45"), (31, "00:00")]
    assert {slot.due_at for slot in shared} == {utc(2024, 3, 31, 1)}


def test_a_slot_is_found_though_its_date_ended_once_before():
    """Where midnight is reached, left by a change and reached again, the first minute of the new date is not lost."""
    settings = schedule("America/St_Johns", time(0, 0))  # on 2010-11-07 the clocks went from 00:01 back to 23:01
    [slot] = slots_between(settings, utc(2010, 11, 7, 2, 29), utc(2010, 11, 7, 3))
    assert slot == Slot(day=date(2010, 11, 7), name="00:00", due_at=utc(2010, 11, 7, 2, 30))


def test_a_span_that_ends_before_it_begins_is_empty():
    """A clock that was set back makes nothing due."""
    assert list(slots_between(schedule("UTC", time(8)), utc(2025, 3, 9), utc(2025, 3, 4))) == []


def test_the_next_slot_is_the_first_after_a_moment():
    """The next slot is strictly later, and the days that a schedule leaves out are passed over."""
    settings = schedule("UTC", time(8), time(17), days=(4,))
    assert next_slot(settings, utc(2025, 3, 7, 8)).due_at == utc(2025, 3, 7, 17)
    assert next_slot(settings, utc(2025, 3, 7, 17)).due_at == utc(2025, 3, 14, 8)


def test_the_next_slot_is_found_beyond_a_date_that_is_skipped():
    """A schedule for Fridays in Apia goes on a fortnight later where the zone skipped a Friday."""
    settings = schedule("Pacific/Apia", time(8), days=(4,))
    assert next_slot(settings, utc(2011, 12, 23, 18)).day == date(2012, 1, 6)


@pytest.mark.parametrize(
    "settings",
    [schedule("UTC", time(8), active=False), schedule("UTC"), schedule("UTC", time(8), days=())],
    ids=["off", "no times", "no days"],
)
def test_a_schedule_that_is_off_or_empty_has_no_slots(settings):
    """Nothing is due, now or later, where the schedule is off or names no time or no day."""
    come = plan(standing(settings, utc(2025, 3, 1)), utc(2025, 3, 4))
    assert (come.due, come.folded, come.deadline, come.next_at) == (None, (), None, None)
    assert come.scheduled_to == utc(2025, 3, 4)


# --------------------------------------------------------------------------------------------------------------- plans


def test_the_newest_slot_is_due_and_older_ones_are_folded():
    """Of several slots that were missed the newest is due until its grace is over, and the others fold into it."""
    settings = schedule("UTC", time(8), time(9), time(17), grace=timedelta(hours=2))
    come = plan(standing(settings, utc(2025, 3, 3, 12)), utc(2025, 3, 4, 11))
    assert (come.channel, come.due.name, come.deadline) == ("mock:desk", "09:00", utc(2025, 3, 4, 11))
    assert [(slot.day.day, slot.name) for slot in come.folded] == [(3, "17:00"), (4, "08:00")]
    assert come.next_at == utc(2025, 3, 4, 17)


def test_past_its_grace_a_slot_is_folded():
    """A slot that may not be begun any more is folded like those before it."""
    settings = schedule("UTC", time(8), time(9), grace=timedelta(hours=2))
    come = plan(standing(settings, utc(2025, 3, 4)), utc(2025, 3, 4, 11, 0, 1))
    assert (come.due, come.deadline) == (None, None)
    assert [slot.name for slot in come.folded] == ["08:00", "09:00"]


def test_of_slots_that_share_an_instant_the_last_is_due():
    """Slots that a spring change brings together make one digest."""
    come = plan(
        standing(schedule("Europe/Berlin", time(2), time(2, 30), time(3)), utc(2025, 3, 30)), utc(2025, 3, 30, 1)
    )
    assert (come.due.name, [slot.name for slot in come.folded]) == ("03:00", ["02:00", "02:30"])


def test_after_years_only_the_last_month_is_looked_through():
    """A desk that was off for years folds the slots of the last month, not of all that time."""
    now = utc(2025, 3, 4, 20)
    come = plan(standing(schedule("UTC", time(8)), utc(1990, 1, 1)), now)
    assert len(come.folded) == 31
    assert all(now - slot.due_at < LOOK_BACK for slot in come.folded)


def test_a_clock_set_back_looks_anew():
    """Where the clock was set back, slots count from the moment it shows now."""
    come = plan(standing(schedule("UTC", time(8)), utc(2025, 3, 9)), utc(2025, 3, 4, 7))
    assert (come.due, come.folded) == (None, ())
    assert (come.scheduled_to, come.next_at) == (utc(2025, 3, 4, 7), utc(2025, 3, 4, 8))


# ---------------------------------------------------------------------------------------------------- in every zone


@cache
def changes(name, year):
    """Returns the UTC days of a year in which a zone's offset changes."""
    zone = ZoneInfo(name)
    offsets = [(utc(year, 1, 1) + number * DAY).astimezone(zone).utcoffset() for number in range(366)]
    return [utc(year, 1, 1) + number * DAY for number, (one, two) in enumerate(pairwise(offsets)) if one != two]


@st.composite
def places(draw):
    """Draws a zone with a moment, near a change of its offset where the year drawn has one."""
    name = draw(st.sampled_from(ZONES))
    year = draw(st.integers(1975, 2037))  # before 1972 an offset was not yet of whole minutes everywhere
    day = draw(st.sampled_from(changes(name, year) or [utc(year, 1, 1) + draw(st.integers(0, 364)) * DAY]))
    return name, day + draw(st.integers(-720, 2160)) * MINUTE


hours = st.sampled_from([0, 1, 2, 3, 23]) | st.integers(0, 23)  # most changes are made at night
walls = st.builds(time, hours, st.sampled_from([0, 1, 15, 30, 45, 59]))
schedules = st.builds(
    lambda slots, days, hours: schedule("UTC", *slots, days=days, grace=timedelta(hours=hours)),
    st.lists(walls, min_size=1, max_size=5),
    st.just(DAILY) | st.lists(st.integers(0, 6), min_size=1, max_size=6),
    st.integers(0, 30),
)


def skipped(day, zone):
    """Return whether a zone's calendar leaves a date out."""
    return datetime.combine(day, time(12), zone).astimezone(UTC).astimezone(zone).date() != day


@given(place=places(), settings=schedules, minutes=st.lists(st.integers(1, 6000), min_size=2, max_size=6))
def test_however_time_is_cut_every_slot_comes_once(place, settings, minutes):
    """Spans laid end to end have the slots of the whole: one for each local date and time, none twice, none missing."""
    name, start = place
    settings = settings.model_copy(update={"zone": name})
    cuts = [start + sum(minutes[:number]) * MINUTE for number in range(len(minutes) + 1)]
    found = [slot for after, upto in pairwise(cuts) for slot in slots_between(settings, after, upto)]
    assert found == list(slots_between(settings, cuts[0], cuts[-1]))
    assert [(slot.due_at, slot.day, slot.name) for slot in found] == sorted((s.due_at, s.day, s.name) for s in found)
    zone = ZoneInfo(name)
    first, last = (cut.astimezone(zone).date() for cut in (cuts[0], cuts[-1]))
    inside = {first + number * DAY for number in range(1, (last - first).days)}
    wanted = {day for day in inside if day.weekday() in settings.days and not skipped(day, zone)}
    keys = Counter((slot.day, slot.name) for slot in found)
    assert set(keys.values()) <= {1}
    assert {key for key in keys if key[0] in inside} == {(day, f"{t:%H:%M}") for day in wanted for t in settings.slots}


@given(place=places(), slots=st.lists(walls, min_size=1, max_size=5, unique=True))
def test_a_slot_comes_when_the_clock_on_the_wall_first_shows_it(place, slots):
    """Read minute by minute, the clock first shows a slot's local time, or a later one, at the slot's instant."""
    name, start = place
    zone = ZoneInfo(name)
    clock = [(start + number * MINUTE).astimezone(zone).replace(tzinfo=None) for number in range(-2880, 2880)]
    day = start.astimezone(zone).date()
    for wall in slots:
        shown = next(number for number, local in enumerate(clock, -2880) if local >= datetime.combine(day, wall))
        wanted = start + shown * MINUTE if any(local.date() == day for local in clock) else None
        assert instant(day, wall, zone) == wanted


class Desk:
    """A channel of a running desk whose clock may be set, over a store that keeps each edition once."""

    def __init__(self, settings, now):
        self.standing = standing(settings, now)
        self.kept = {}  # (day, slot): (state, when it was recorded)
        self.delivered = []
        self.now = now

    def look(self):
        """Plan at this moment and record it as `Editions.schedule` promises."""
        come = plan(self.standing, self.now)
        for slot in come.folded:
            self.kept.setdefault((slot.day, slot.name), ("folded", self.now))
        if come.due:
            key = come.due.day, come.due.name
            state, recorded = self.kept.get(key, ("folded", datetime.max.replace(tzinfo=UTC)))
            if state == "folded" and recorded > self.now:
                self.kept[key] = "due", self.now
                self.delivered.append(key)
        self.standing = self.standing.model_copy(update={"scheduled_to": self.now, "next_at": come.next_at})

    def run(self, span):
        """Let the clock go on at its normal speed, and wake at each slot."""
        end = self.now + span
        while self.standing.next_at and self.standing.next_at <= end:
            assert self.standing.next_at > self.now
            self.now = self.standing.next_at
            self.look()
        self.now = end
        self.look()


spans = st.integers(0, 4000).map(lambda minutes: minutes * MINUTE)
leaps = (st.integers(-6000, 6000) | st.integers(-90_000, 90_000)).map(lambda minutes: minutes * MINUTE)


@given(place=places(), settings=schedules, moves=st.lists(st.tuples(leaps, spans), max_size=6))
def test_whatever_the_clock_does_no_slot_is_delivered_twice_or_lost(place, settings, moves):
    """However the clock leaps, no slot is due twice, and of those that it passes while the desk runs none is lost."""
    name, start = place
    desk = Desk(settings.model_copy(update={"zone": name}), start)
    for leap, span in [*moves, (0 * DAY, 16 * DAY)]:
        desk.now += leap
        desk.look()
        begun = desk.now
        desk.run(span)
        passed = list(slots_between(desk.standing.subscription.schedule, begun, desk.now))
        newest = {slot.due_at: slot for slot in passed}  # the last of those that share an instant
        assert {(slot.day, slot.name) for slot in newest.values()} <= set(desk.delivered)
        assert {(slot.day, slot.name) for slot in passed} <= set(desk.kept)
    assert len(desk.delivered) == len(set(desk.delivered))
