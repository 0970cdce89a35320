"""When slots come, told without `bot.slots`: only by what a zone's clocks show at an instant of UTC.

Instants and local times are counted in minutes since 1970-01-01 00:00, local ones as if they were of UTC; days alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY = 1440  # minutes
SLOTS = range(0, DAY, 15)
_STEP = 360  # minutes between two looks at a clock when its changes are sought
_AHEAD = 15 * 60  # minutes: no zone's clocks are as much ahead of UTC
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def moment(minute: int) -> datetime:
    """Return a counted minute as a moment of UTC."""
    return _EPOCH + minute * _MINUTE


def counted(at: datetime) -> int:
    """Return the number of a moment's minute."""
    return (at - _EPOCH) // _MINUTE


def offset(zone: ZoneInfo, minute: int) -> int:
    """Return by how many minutes a zone's clocks are ahead of UTC at an instant."""
    return moment(minute).astimezone(zone).utcoffset() // _MINUTE


@dataclass(frozen=True)
class Change:
    """The first minute with another offset, and the offsets before and from it on."""

    at: int
    before: int
    after: int

    @property
    def days(self) -> range:
        """The local days that it touches, with those beside them."""
        shown = (self.at - 1 + self.before, self.at + self.before, self.at + self.after)
        return range(min(shown) // DAY - 1, max(shown) // DAY + 2)


def changes(zone: ZoneInfo, days: range) -> Iterator[Change]:
    """Yield a zone's changes from a day to another (by UTC), found by looking at its clocks."""
    looks = ((minute, offset(zone, minute)) for minute in range(days.start * DAY, days.stop * DAY, _STEP))
    for (minute, before), (later, after) in pairwise(looks):
        early, late = minute, later
        while before != after and late - early > 1:
            middle = (early + late) // 2
            early, late = (middle, late) if offset(zone, middle) == before else (early, middle)
        if before != after:
            yield Change(late, before, after)


def near(found: Iterable[Change], days: range) -> list[range]:
    """Return those of the days that changes touch, each row of days by itself."""
    rows: list[range] = []
    for day in sorted({day for change in found for day in change.days} & set(days)):
        if rows and rows[-1].stop == day:
            rows[-1] = range(rows[-1].start, day + 1)
        else:
            rows.append(range(day, day + 1))
    return rows


def by_offset(zone: ZoneInfo, day: int) -> list[int]:
    """Return the instants of the slots of a day that no change touches: its offset is that of noon in UTC."""
    ahead = offset(zone, day * DAY + DAY // 2)
    return [day * DAY + slot - ahead for slot in SLOTS]


def by_minutes(zone: ZoneInfo, days: range) -> dict[int, list[int]]:
    """Return the instants of the slots of days in a row, read off the clocks minute by minute.

    A slot comes with the first minute that shows its local time or a later one; a day that no minute shows has none.
    """
    found: dict[int, list[int]] = {day: [] for day in days}
    wanted = [day * DAY + slot for day in days for slot in SLOTS]
    minute, place, shown = days.start * DAY - _AHEAD, 0, set()
    while place < len(wanted):
        local = minute + offset(zone, minute)
        shown.add(local // DAY)
        while place < len(wanted) and wanted[place] <= local:
            found[wanted[place] // DAY].append(minute)
            place += 1
        minute += 1
    return {day: instants for day, instants in found.items() if day in shown}
