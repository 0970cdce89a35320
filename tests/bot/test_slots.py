"""Tests of when digests are due."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.slots import instant


@pytest.mark.parametrize(
    ("zone", "day", "wall", "due_at"),
    [
        ("Europe/Berlin", date(2025, 3, 30), time(2, 30), datetime(2025, 3, 30, 1, 0, tzinfo=UTC)),
        ("Europe/Berlin", date(2025, 10, 26), time(2, 30), datetime(2025, 10, 26, 0, 30, tzinfo=UTC)),
        ("America/Nuuk", date(2024, 3, 30), time(23, 30), datetime(2024, 3, 31, 1, 0, tzinfo=UTC)),
        ("Pacific/Apia", date(2011, 12, 30), time(8, 30), None),
    ],
)
def test_a_wall_clock_time_comes_once(zone, day, wall, due_at):
    """A time in a gap comes at its end, a repeated time the first time, and a time of a date that is skipped never."""
    assert instant(day, wall, ZoneInfo(zone)) == due_at
