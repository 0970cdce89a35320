"""When an entry of a feed appeared: its date as written, in the forms that feeds have, right or wrong.

The surest reading comes first: ISO 8601, then the form of mails if it names its zone, then what outlets print, and
last dateparser, which knows many languages and takes three hundred times as long.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from digests.model.article import Published
from digests.reading.moments import record_moment

_LONGEST = 80  # characters of a date
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds since 1970
_MIDNIGHT = re.compile(r"(?<!\d)24:00(?::00)?(?![\d:])")
# What dateparser tries: the languages whose month names the others do not know, among those of many outlets.
_LANGUAGES = "en ru uk pl cs sk hu ro bg hr sr tr el sv da nb fi et lv lt ca id vi th ja ko zh ar he fa hi".split()
_NUMBERS = re.compile(r"[\d\s./-]+(?:\d\d?:\d\d.*)?")  # a day in figures alone, whose order only its outlet knows
_YEARS = range(1900, 2100)  # outside of which a date is a programme's way to say that there is none


def feed_moment(value: str, zone: tzinfo, *, guess: bool = True) -> Published | None:
    """Return the time that a feed's date says, read in `zone` if it names none; None if that is not known.

    `guess` says whether dateparser may try what the others cannot read.
    """
    text = value.strip()
    if not text or len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    later = timedelta()
    if _MIDNIGHT.search(text):  # the end of the day that is named
        text, later = _MIDNIGHT.sub("00:00", text), timedelta(days=1)
    try:
        found = _epoch(text) or record_moment(text, zone) or (_guessed(text, zone) if guess else None)
        if found is None or found.at is None or found.at.year not in _YEARS or found.at.timestamp() == 0:
            return None
        at = found.at + later
    except (ValueError, OverflowError, OSError):
        return None
    return found if not later else found.model_copy(update={"at": at})


def _epoch(text: str) -> Published | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text) / (1000 if len(text.partition(".")[0]) > len("1234567890") else 1)
    return Published(at=datetime.fromtimestamp(seconds, UTC), precision="minute", found_in="record")


def _guessed(text: str, zone: tzinfo) -> Published | None:
    """Return what dateparser makes of a date that names day, month and year; never one that depends on today."""
    if _NUMBERS.fullmatch(text):
        return None
    from dateparser import parse  # type: ignore[import-untyped]

    at = parse(
        text,
        languages=_LANGUAGES,
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": datetime(2000, 1, 1),  # noqa: DTZ001 - never used, as all parts are required
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if at is None:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    if ":" in text:
        return Published(at=at, precision="minute", found_in="record")
    return Published(
        at=datetime.combine(date(at.year, at.month, at.day), datetime.min.time(), zone),
        precision="day",
        found_in="record",
    )
