"""Tests of schedules as people type them and as they are told."""

from datetime import time, timedelta

import pytest

from bot.commands.schedules import changed, described
from bot.times import NotUnderstoodError
from digests.model.subscription import Schedule

BEFORE = Schedule(slots=(time(8, 30),), days=(0, 1, 2, 3, 4), zone="Europe/Berlin", grace=timedelta(hours=4))


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("9:15", {"slots": (time(9, 15),)}),
        ("8:30 17:00 weekdays Europe/Lisbon", {"slots": (time(8, 30), time(17)), "zone": "Europe/Lisbon"}),
        ("8am mon,wed,fri", {"slots": (time(8),), "days": (0, 2, 4)}),
        ("daily 07:00 New York", {"slots": (time(7),), "days": tuple(range(7)), "zone": "America/New_York"}),
        ("", {}),
    ],
)
def test_what_is_said_changes_and_the_rest_stays(words, changes):
    """Times, days and a zone change in a schedule; what the words leave unsaid stays."""
    assert changed(BEFORE, words) == BEFORE.model_copy(update=changes)


def test_a_typo_in_a_zone_is_answered_with_the_right_name():
    """A zone that there is not is refused with the nearest that there is."""
    with pytest.raises(NotUnderstoodError, match=r'"Europe/Berln" .* did you mean Europe/Berlin'):
        changed(BEFORE, "08:30 Europe/Berln")


def test_a_schedule_is_told_in_words():
    """A schedule is told with its times, days, zone, grace and what quiet days get."""
    assert described(BEFORE) == (
        "08:30 on weekdays, Europe/Berlin time; at most 4 hours late; days without news get a note"
    )
