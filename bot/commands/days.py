"""A day as people type it."""

from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day(word: str, today: date) -> date | None:
    """Return the day a word names: "2025-04-17", "today", "yesterday", a weekday (the last one); None for others."""
    said = word.lower()
    if said in ("today", "yesterday"):
        return today - timedelta(days=said == "yesterday")
    if said in _WEEKDAYS:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(said)) % 7)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
