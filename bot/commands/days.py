"""A day as people type it."""

import re
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


class NoSuchDayError(ValueError):
    """A date that the calendar does not have; its text is the date."""


def day(word: str, today: date) -> date | None:
    """Return the day a word names: "2025-04-17", "today", "yesterday", a weekday (the last one); None for others.

    Raises:
        NoSuchDayError: The word has the form of a date, but there is no such day.
    """
    said = word.lower()
    if said in ("today", "yesterday"):
        return today - timedelta(days=said == "yesterday")
    if said in _WEEKDAYS:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(said)) % 7)
    if not _DATE.fullmatch(word):
        return None
    try:
        return date(*map(int, word.split("-")))
    except ValueError:
        raise NoSuchDayError(word) from None
