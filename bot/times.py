"""Times of day, days of the week, lengths of time and time zones as people write them, in settings and in chat."""

import difflib
import re
from collections.abc import Sequence
from datetime import time, timedelta
from functools import cache
from zoneinfo import available_timezones

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST = 3  # letters of a day's name
_GROUPS = {
    "daily": (0, 1, 2, 3, 4, 5, 6),
    "everyday": (0, 1, 2, 3, 4, 5, 6),
    "day": (0, 1, 2, 3, 4, 5, 6),
    "weekday": (0, 1, 2, 3, 4),
    "weekend": (5, 6),
}
_CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?P<half>[ap]m)?|(?P<full>\d{1,2})(?P<side>[ap]m)", re.ASCII)
_LENGTH = re.compile(r"(\d{1,4})\s*(d|days?|h|hours?|m|min|minutes?)(?![a-z])\s*", re.ASCII)
# Not offered: "no zone set yet", this machine's own, and names with figures, for Etc/GMT+2 is two hours behind GMT.
_NOT_OFFERED = re.compile(r"Factory|localtime|.*\d.*")
_NEAR = 0.7  # of a word must be right for what it may have been to be named
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}

CLOCK_WORDS = {"noon": time(12), "midnight": time(0)}
"""Words that name a time of day."""
DAY_WORDS = ("daily", "weekdays", "weekends", *_NAMES)
"""Words that name days, for who looks for the nearest right one."""


class NotUnderstoodError(ValueError):
    """What somebody wrote cannot be understood; the message is a sentence for them, with what is right."""


def clock(text: str) -> time:
    """Return a time of day: "08:30", "8:30", "8am", "12:15pm", "noon", "midnight".

    Raises:
        NotUnderstoodError: It is none of these, or no day has such a time.
    """
    said = text.strip().lower()
    if said in CLOCK_WORDS:
        return CLOCK_WORDS[said]
    parts = _CLOCK.fullmatch(said)
    hour, half = (int(parts["hour"] or parts["full"]), parts["half"] or parts["side"]) if parts else (-1, None)
    minute = int(parts["minute"] or 0) if parts else 0
    if minute > 59 or not (1 <= hour <= 12 if half else 0 <= hour <= 23):
        raise NotUnderstoodError(f'"{text}" is no time of day; write one like 08:30 or 8am.')
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)


def days(text: str) -> tuple[int, ...]:
    """Return days of the week in order, Monday being 0: "weekdays", "daily", "weekends", "mon,wed", "mon-fri".

    Raises:
        NotUnderstoodError: A word in it names no days, or there is none.
    """
    words = re.split(r"[,\s]+", text.strip())
    found = [days_of(word) for word in words]
    if None in found:
        wrong = words[found.index(None)]
        raise NotUnderstoodError(f'"{wrong}" is no day; write days like weekdays, daily, mon,wed or mon-fri.')
    return tuple(sorted({number for numbers in found for number in numbers or ()}))


def days_of(word: str) -> tuple[int, ...] | None:
    """Return the days of the week that one word names ("mon", "fri-mon", "weekends"), None if it names none."""
    said = word.lower().removesuffix("s")
    if said in _GROUPS:
        return _GROUPS[said]
    first, dash, last = said.partition("-")
    begin, end = _weekday(first), _weekday(last if dash else first)
    if begin is None or end is None:
        return None
    return tuple((begin + step) % 7 for step in range((end - begin) % 7 + 1))


def _weekday(word: str) -> int | None:
    said = word.removesuffix("s")
    return next((n for n, name in enumerate(_NAMES) if len(said) >= _SHORTEST and name.startswith(said)), None)


def duration(text: str) -> timedelta:
    """Return a length of time: "4h", "90m", "1d", "1h30m", "2 hours".

    Raises:
        NotUnderstoodError: It is none.
    """
    said = text.strip().lower()
    parts = _LENGTH.findall(said)
    if not parts or _LENGTH.sub("", said):
        raise NotUnderstoodError(f'"{text}" is no length of time; write one like 4h, 90m or 1d.')
    return sum((int(count) * _UNITS[unit[0]] for count, unit in parts), timedelta())


def zone(text: str, *, what: str = "no time zone", words: Sequence[str] = ()) -> str:
    """Return the IANA name of a time zone, from that name or the last part of it, in any case.

    Args:
        text: "Europe/Berlin", "berlin", "new york".
        what: What a text is said to be that is no zone.
        words: Other words that it may have been, had it been written right.

    Raises:
        NotUnderstoodError: There is no such zone, or there are several; the message names the nearest, or all.
    """
    said = "_".join(text.lower().split())
    names = _zones()
    if said in names:
        return names[said]
    meant = [name for key, name in names.items() if key.endswith(f"/{said}")]
    if len(meant) > 1:
        raise NotUnderstoodError(f'"{text}" may be {" or ".join(meant)}; write which.')
    if not meant:
        parts = {key.rpartition("/")[2]: name for key, name in names.items()}
        known = {**parts, **names, **{word: word for word in words}}
        nearest = dict.fromkeys(known[key] for key in difflib.get_close_matches(said, known, cutoff=_NEAR))
        advice = f"did you mean {' or '.join(nearest)}?" if nearest else "write one like Europe/Berlin or UTC."
        raise NotUnderstoodError(f'"{text}" is {what}; {advice}')
    return meant[0]


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in sorted(available_timezones()) if not _NOT_OFFERED.fullmatch(name)}
