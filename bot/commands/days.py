"""Days and moments as people type them."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.times import NotUnderstoodError, duration

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_WEEKS = re.compile(r"(\d{1,2})w(?:eeks?)?", re.IGNORECASE)


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


def since(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment a text names: a length of time ago ("2d", "36h", "2w"), or the beginning of a day.

    Args:
        text: What was typed.
        now: The moment (aware).
        zone: Whose days count.

    Raises:
        NotUnderstoodError: It is neither; the message says what is right.
        NoSuchDayError: It has the form of a date, but there is no such day.
    """
    if named := day(text, now.astimezone(zone).date()):
        return datetime.combine(named, time(), zone)
    if weeks := _WEEKS.fullmatch(text):
        return now - timedelta(weeks=int(weeks[1]))
    try:
        return now - duration(text)
    except NotUnderstoodError:
        said = f"“{text}” is no time to look back to; write it like since:2d, since:monday or since:2025-04-15."
        raise NotUnderstoodError(said) from None
