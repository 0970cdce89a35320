"""Tests of days as people type them."""

from datetime import date

import pytest

from bot.commands.days import NoSuchDayError, day

TUESDAY = date(2025, 3, 4)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("2025-02-28", date(2025, 2, 28)),
        ("today", TUESDAY),
        ("Yesterday", date(2025, 3, 3)),
        ("tuesday", TUESDAY),
        ("Wednesday", date(2025, 2, 26)),
        ("2025-3-4", TUESDAY),
        ("tariffs", None),
        ("", None),
    ],
)
def test_a_day_is_understood(word, meant):
    """Dates, today, yesterday and the last such weekday are days; other words are not."""
    assert day(word, TUESDAY) == meant


@pytest.mark.parametrize("word", ["2025-02-30", "2025-13-01", "0000-01-01"])
def test_a_date_that_does_not_exist_is_refused(word):
    """A date that the calendar does not have is told from a word."""
    with pytest.raises(NoSuchDayError, match=word):
        day(word, TUESDAY)
