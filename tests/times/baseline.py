"""What APScheduler's CronTrigger does on the days of a zone's changes, with a trigger for each slot."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from oracle import SLOTS, Change, by_minutes, counted, moment


def cron(name: str, changes: tuple[Change, ...]) -> Counter[str]:
    """Return how many slots there are on the days of change, and how many fire twice, never or at another minute."""
    zone = ZoneInfo(name)
    outcomes: Counter[str] = Counter()
    for change in changes:
        day = change.days[1]
        instants = by_minutes(zone, change.days)
        for slot, wanted in zip(SLOTS, instants[day], strict=True):
            fired = list(_fired(zone, slot, instants[day][0], instants[day + 1][0]))
            outcomes["slots"] += 1
            outcomes["twice"] += len(fired) > 1
            outcomes["never"] += not fired
            outcomes["another minute"] += len(fired) == 1 and fired != [wanted]
    return outcomes


def _fired(zone: ZoneInfo, slot: int, begin: int, end: int) -> Iterator[int]:
    """Yield when a trigger fires in a span of time, asked anew at each firing."""
    trigger = CronTrigger(hour=slot // 60, minute=slot % 60, timezone=zone)
    before: datetime | None = None
    now = moment(begin).astimezone(zone)
    while (before := trigger.get_next_fire_time(before, now)) and counted(before) < end:
        yield counted(before)
        now = before
