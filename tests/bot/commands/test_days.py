"""Tests of days as people type them."""

from datetime import date

import pytest

from bot.commands.days import day

TUESDAY = date(2025, 3, 4)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("2025-02-28", date(2025, 2, 28)),
        ("today", TUESDAY),
        ("Yesterday", date(2025, 3, 3)),
        ("tuesday", TUESDAY),
        ("Wednesday", date(2025, 2, 26)),
        ("2025-02-30", None),
        ("tariffs", None),
        ("", None),
    ],
)
def test_a_day_is_understood(word, meant):
    """Dates, today, yesterday and the last such weekday are days; an impossible date and other words are not."""
    assert day(word, TUESDAY) == meant
