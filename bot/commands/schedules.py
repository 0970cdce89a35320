"""A schedule as people type it, and as it is told to them."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.times import CLOCK_WORDS, DAY_WORDS, NotUnderstoodError, clock, days_of, duration, zone
from digests.model.subscription import Schedule
from digests.presenting.spans import count, listed

EXAMPLE = "08:30 weekdays Europe/Berlin"
"""A schedule that is understood."""

_FILLERS = frozenset("at and in every each time the zone".split())
_WORDS = (*DAY_WORDS, "grace", "quiet")
_UNIT_APART = re.compile(r"(?<=\d)\s+(?=(?:[ap]m|d|days?|h|hours?|m|min|minutes?)\b)", re.IGNORECASE)
_DASH_APART = re.compile(r"(?<=[a-z])\s*(?:[–—]|\s-\s|\s(?:to|through)\s)\s*(?=[a-z])", re.IGNORECASE)
_MINUTE = timedelta(minutes=1)
_DAY_NAMES = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def changed(schedule: Schedule, words: str) -> Schedule:
    """Return a schedule with what the words say; what they leave unsaid stays.

    They may hold times ("08:30", "8am"), days ("weekdays", "mon,wed", "mon-fri", "every day"), a time zone by its IANA
    name or the last part of it ("Europe/Berlin", "new york"), "grace" with a length of time, "quiet say" or "quiet
    skip", "on" and "off", in any order. New times switch a schedule on that was off.

    Raises:
        NotUnderstoodError: A word is none of these; the message says which, and what is right.
    """
    text = _DASH_APART.sub("-", _UNIT_APART.sub("", words))
    changes: dict[str, Any] = {}
    place: list[str] = []
    tokens = iter(re.split(r"[,;\s]+", text.strip(" ,;.\t\n")))
    for token in tokens:
        said = token.lower()
        if said in ("on", "off"):
            changes["active"] = said == "on"
        elif said == "grace":
            changes["grace"] = duration(_behind(said, tokens, "grace 3h"))
        elif said == "quiet":
            changes["quiet_day"] = _quiet(_behind(said, tokens, "quiet skip"))
        elif said[:1].isdigit() or said in CLOCK_WORDS:
            changes["slots"] = (*changes.get("slots", ()), clock(token))
        elif numbers := days_of(said):
            changes["days"] = (*changes.get("days", ()), *numbers)
        elif said and said not in _FILLERS:
            place.append(token)
    if place:
        changes["zone"] = zone(" ".join(place), what="neither a time, nor days, nor a time zone", words=_WORDS)
    if "slots" in changes:
        changes.setdefault("active", True)
    return Schedule.model_validate({**dict(schedule), **changes})


def _behind(word: str, tokens: Iterator[str], example: str) -> str:
    """Return the word that must stand behind another."""
    if following := next(tokens, ""):
        return following
    raise NotUnderstoodError(f'Something is missing behind "{word}"; write it like {example}.')


def _quiet(word: str) -> str:
    if word.lower() in ("say", "skip"):
        return word.lower()
    raise NotUnderstoodError(f'"{word}" is nothing that a day without news can get; write quiet say or quiet skip.')


def typed(schedule: Schedule) -> str:
    """Return a schedule's times, days and zone as `changed` takes them: "08:30 17:00 mon,wed Europe/Berlin"."""
    days = ",".join(_DAY_NAMES[number][:3].lower() for number in schedule.days)
    named = {(0, 1, 2, 3, 4): "weekdays", (5, 6): "weekends", tuple(range(7)): "daily"}.get(schedule.days, days)
    return " ".join((*(f"{slot:%H:%M}" for slot in schedule.slots), *filter(None, (named, schedule.zone))))


def described(schedule: Schedule) -> str:
    """Return a schedule in words: "08:30 on weekdays, Europe/Berlin time; at most 4 hours late; ..."."""
    if not schedule.slots or not schedule.days:
        return f"never: no {'days' if schedule.slots else 'times'} are set"
    times = listed(f"{slot:%H:%M}" for slot in schedule.slots)
    place = "UTC" if schedule.zone == "UTC" else f"{schedule.zone} time"
    late = f"at most {_length(schedule.grace)} late" if schedule.grace >= _MINUTE else "never late"
    quiet = "get a note" if schedule.quiet_day == "say" else "are skipped"
    off = "" if schedule.active else "off; when on: "
    return f"{off}{times} {_on_days(schedule.days)}, {place}; {late}; days without news {quiet}"


def _on_days(numbers: tuple[int, ...]) -> str:
    left_out = set(range(7)) - set(numbers)
    if len(left_out) <= 1:
        return "every day" + "".join(f" but {_DAY_NAMES[number][:-1]}" for number in left_out)
    if left_out == {5, 6}:
        return "on weekdays"
    return "at weekends" if numbers == (5, 6) else f"on {listed(_DAY_NAMES[number] for number in numbers)}"


def _length(length: timedelta) -> str:
    """Return a length of time in words, to the minute: "1 day and 12 hours"."""
    hours, minutes = divmod(length // _MINUTE, 60)
    parts = ((hours // 24, "day"), (hours % 24, "hour"), (minutes, "minute"))
    return listed(count(number, unit) for number, unit in parts if number)
