"""Which days the words for them mean, counted from a given day; spans are inclusive.

Every function raises ValueError or OverflowError for a day that the calendar does not have.
"""

import calendar
from datetime import date, timedelta
from typing import Literal

Span = tuple[date, date]
Direction = Literal["past", "future", "nearest"]


def day(year: int, month: int, number: int) -> Span:
    """That day."""
    found = date(year, month, number)
    return found, found


def month(year: int, number: int) -> Span:
    """The first and last day of a month."""
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def years(first: int, last: int) -> Span:
    """The first day of one year and the last day of another."""
    return date(first, 1, 1), date(last, 12, 31)


def recurring(today: date, number: int, of_day: int | None, direction: Direction) -> Span:
    """The month, or the day of it, that is meant when no year is said.

    "past" is the last that began by `today`, "future" the next that has not ended before it, "nearest" the one that
    begins closest to it. Years further off than the next and the last are not considered.
    """
    spans = [
        day(each, number, of_day) if of_day else month(each, number)
        for each in (today.year - 1, today.year, today.year + 1)
        if of_day != 29 or number != 2 or calendar.isleap(each)
    ]
    if direction == "past":
        return max(span for span in spans if span[0] <= today)
    if direction == "future":
        return min(span for span in spans if span[1] >= today)
    return min(spans, key=lambda span: abs((span[0] - today).days))


def weekday(today: date, number: int, direction: Direction) -> Span:
    """The closest such weekday (0 is Monday) up to `today`, or from it on if the direction is "future"."""
    ahead = (number - today.weekday()) % 7
    return near(today, ahead if direction == "future" or not ahead else ahead - 7)


def near(today: date, steps: int) -> Span:
    """The day that many days from today."""
    found = today + timedelta(steps)
    return found, found


def stepped(today: date, unit: str, steps: int) -> Span:
    """The calendar "day", "week" (from Monday), "weekend", "month", "quarter" or "year" so many steps from today's."""
    if unit == "day":
        return near(today, steps)
    if unit == "year":
        return years(today.year + steps, today.year + steps)
    if unit in ("month", "quarter"):
        length = 3 if unit == "quarter" else 1
        first = ((today.year * 12 + today.month - 1) // length + steps) * length
        last = first + length - 1
        return month(first // 12, first % 12 + 1)[0], month(last // 12, last % 12 + 1)[1]
    monday = today - timedelta(today.weekday()) + timedelta(weeks=steps)
    return monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6)


def recent_weekend(today: date) -> Span:
    """The last Saturday and Sunday that have begun."""
    saturday = today - timedelta((today.weekday() - 5) % 7)
    return saturday, saturday + timedelta(1)
