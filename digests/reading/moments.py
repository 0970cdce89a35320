"""When an article appeared: the dates and times of header lines and data fields, in the languages outlets write."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from digests.model.article import FoundIn, Published

# Month names and their short forms, January first: English, German, French, Spanish, Italian, Portuguese, Dutch.
_MONTHS = (
    "january jan januar janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar février fevrier févr fév febrero febbraio fevereiro fev februari",
    "march mar märz mär mars marzo março maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août aout agosto ago augustus",
    "september sept sep septembre septiembre settembre setembro set",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))

# Hours east of Greenwich of the abbreviations outlets use; IST and CST as in India and America, who print them most.
_OFFSETS = {
    name: float(hours)
    for pair in (
        "Z=0 UTC=0 GMT=0 WET=0 WEST=1 BST=1 CET=1 CEST=2 MEZ=1 MESZ=2 EET=2 EEST=3 MSK=3 WAT=1 CAT=2 SAST=2 EAT=3 "
        "GST=4 PKT=5 IST=5.5 NPT=5.75 ICT=7 WIB=7 SGT=8 HKT=8 MYT=8 PHT=8 AWST=8 JST=9 KST=9 ACST=9.5 AEST=10 "
        "AEDT=11 NZST=12 NZDT=13 NST=-3.5 ADT=-3 AST=-4 EDT=-4 EST=-5 CDT=-5 CST=-6 MDT=-6 MST=-7 PDT=-7 PST=-8 "
        "AKDT=-8 AKST=-9 HST=-10 BRT=-3 ART=-3"
    ).split()
    for name, hours in [pair.split("=")]
}
# American abbreviations that leave open whether summer time is meant, which the day then decides.
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}

_YEAR = re.compile(r"\d{4}")
_DAYS = (
    # 2025-04-17, 2025/4/17, 2025年4月17日
    re.compile(r"(?<!\d)(?P<y>\d{4})(?:[-/.]|年)(?P<m>\d{1,2})(?:[-/.]|月)(?P<d>\d{1,2})日?(?!\d)"),
    # 17 Apr. 2025, 17th of April, 2025, 17. April 2025, 17 de abril de 2025, 17-Apr-2025
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:de\s|of\s)?(?P<name>{_MONTH_NAMES})\b\.?,?[\s-]+"
        r"(?:del?\s)?(?P<y>\d{4})(?!\d)",
        re.IGNORECASE,
    ),
    # April 17, 2025, Apr. 17th 2025
    re.compile(
        rf"\b(?P<name>{_MONTH_NAMES})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)", re.IGNORECASE
    ),
    # 17.04.2025, 17/4/2025, 4/17/2025
    re.compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<sign>[./-])(?P<b>\d{1,2})(?P=sign)(?P<y>\d{4})(?!\d)"),
)

# A day without its year says no day, but it may stand in a line that says when.
_YEARLESS = re.compile(
    rf"\b(?:(?:{_MONTH_NAMES})\b\.?\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:{_MONTH_NAMES})\b)(?:st|nd|rd|th)?", re.IGNORECASE
)
_TIME = re.compile(
    r"""
    (?<![\d:.,+-]) (?P<hour>[01]?\d|2[0-3])
    (?: \s?[:.h時]\s?(?P<minute>[0-5]\d) (?::[0-5]\d(?:[.,]\d{1,9})?)?              # 09:07, 10h15, 10:15:30
        (?:\s?(?P<half>[apAP])\.?[mM]\b\.?|分)?                                       # 5.30pm
      | \s?(?P<full>[apAP])\.?[mM]\b\.?                                               # 5 p.m.
      | \s?(?:Uhr|h)\b )                                                              # 10 Uhr
    (?!\d) (?:\s?Uhr\b)?
    (?: \s?\(?(?P<zone>(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,5})\b\)? )?     # EST, GMT+8, +0200
    """,
    re.VERBOSE,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?")

# What a line that says when may begin with, first the words for an update, then those for the first appearance.
_UPDATED = (
    r"(?:last\s+)?(?:updated|modified|update|changed)|aktualisiert|stand|mis\s+à\s+jour|modifié|actualizado|"
    r"aggiornato|bijgewerkt|atualizado"
)
_PUBLISHED = (
    r"(?:first\s+|originally\s+)?(?:published|posted|issued|released|filed|created)|publication\s+date|publish\s+date|"
    r"date\s+published|pub\s?date|date|veröffentlicht|erschienen|publié|publicado|pubblicato|gepubliceerd"
)
_LABEL = re.compile(rf"\b(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))\b", re.IGNORECASE)

# Ages in place of a date: they make a line one that says when, but say no day without a clock.
_AGE = re.compile(
    r"\b(?:\d{1,3}|an?|one|few)\s?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|months?|years?)\s+ago\b|"
    r"\bjust now\b|\byesterday\b|\btoday\b|\bvor \d{1,3} (?:minuten?|stunden?|tagen?)\b|\bil y a \d{1,3} \w+",
    re.IGNORECASE,
)
# Words that may stand around a date without making the line anything else.
_FILLER = set(
    "on at the of as um am den le à a el de del der die das il alle ore uhr uur h t and und by hrs hours local time "
    "date day published posted this article story was first last ist est est. mon tue tues wed thu thur thurs fri sat "
    "sun monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag "
    "sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica mo di mi do fr sa so".split()
)
_WORD = re.compile(r"\w+")
_LONGEST_LINE = 160
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_HALF_DAY = 12


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a line that only says when says; `label` is the word a date on the next line belongs to, if it has none."""

    published: Published | None = None
    updated: Published | None = None
    label: str | None = None


def stamp(text: str, zone: tzinfo) -> Stamp | None:
    """Return the times of a line that says nothing else ("Published: 17 Apr. 2025, 09:07"), None for other lines."""
    if len(text) > _LONGEST_LINE:
        return None
    if not (_LABEL.search(text) or _first_day(text) or _AGE.search(text) or _YEARLESS.fullmatch(text)):
        return None
    found: dict[str, Published] = {}
    label = None
    for role, segment in _segments(text):
        at, rest = taken(segment, zone)
        if not is_filler(rest):
            return None
        label = role if at is None and not _AGE.search(segment) and not _TIME.search(segment) else None
        if at:
            place: FoundIn = "updated line" if role == "updated" else "published line" if role else "date field"
            found.setdefault(role or "published", at.model_copy(update={"found_in": place}))
    return Stamp(found.get("published"), found.get("updated"), label)


def moment(text: str, zone: tzinfo, found_in: FoundIn) -> Published | None:
    """Return the first date of a text, with the time beside it if there is one; None without a date that exists."""
    at, _ = taken(text, zone)
    return at.model_copy(update={"found_in": found_in}) if at else None


def record_moment(value: str, zone: tzinfo, found_in: FoundIn = "record") -> Published | None:
    """Return the time of a data field: ISO 8601, the form of mails and feeds, or as people write it."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        at = _exact(value, zone)
        if at is None:
            return moment(value, zone, found_in)
        return Published(at=at, precision="minute", found_in=found_in)
    return Published(at=datetime.combine(day, time(), zone), precision="day", found_in=found_in)


def date_start(text: str) -> int | None:
    """Return the offset at which a line's date begins, with its label and weekday; None if it has none."""
    day = _first_day(text)
    if day is None:
        return None
    label = _LABEL.search(text)
    weekday = re.search(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+$", text[: day[1]])
    return min(day[1], weekday.start() if weekday else day[1], label.start() if label else day[1])


def _exact(value: str, zone: tzinfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        pass
    else:
        return at if at.tzinfo else at.replace(tzinfo=zone)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else None  # without a zone, the mail parser may have met one that it does not know


def _segments(text: str) -> Iterator[tuple[str, str]]:
    """Yield the role ("published", "updated" or "") and the rest of each labelled stretch of a line."""
    labels = list(_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    if not labels or text[: labels[0].start()].strip():
        yield "", text[: labels[0].start()] if labels else text
    for label, end in zip(labels, ends, strict=bool(labels)):
        yield "updated" if label["updated"] else "published", text[label.end() : end]


def taken(text: str, zone: tzinfo) -> tuple[Published | None, str]:
    """Return the first date of a text with its time, not saying where it was found, and the text without them."""
    found = _first_day(text)
    if found is None:
        return None, text
    day, start, end = found
    before, after = text[:start], text[end:]
    clock = _TIME.search(after) or _TIME.search(before)
    if clock is None:
        return _at(day, None, zone), f"{before} {after}"
    named = _zone(clock["zone"], zone)
    stop = clock.end() if named else clock.start("zone")
    rest = f"{clock.string[: clock.start()]} {clock.string[stop:]}"
    return _at(day, _clock(clock), named or zone), f"{before} {rest}" if clock.string is after else f"{rest} {after}"


def _at(day: date, clock: time | None, zone: tzinfo) -> Published:
    at = datetime.combine(day, clock or time(), zone)
    return Published(at=at, precision="minute" if clock else "day")


def _clock(match: re.Match[str]) -> time:
    hour, half = int(match["hour"]), match["half"] or match["full"]
    if half and hour <= _HALF_DAY:
        hour = hour % _HALF_DAY + (_HALF_DAY if half in "pP" else 0)
    return time(hour, int(match["minute"] or 0))


def _zone(name: str | None, default: tzinfo) -> tzinfo | None:
    """Return the zone of an abbreviation or offset, the default for none at all, None for a word that is no zone."""
    if name is None:
        return default
    if name in _REGIONS:
        return ZoneInfo(_REGIONS[name])
    if name in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[name]))
    offset = _OFFSET.fullmatch(name)
    if offset is None:
        return None
    minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
    if minutes >= 24 * 60:
        return None
    return timezone(timedelta(minutes=minutes if offset["sign"] == "+" else -minutes))


def _first_day(text: str) -> tuple[date, int, int] | None:
    if _YEAR.search(text) is None:
        return None
    matches = (match for pattern in _DAYS for match in pattern.finditer(text))
    days = ((day, match.start(), match.end()) for match in matches if (day := _day(match.groupdict())))
    return min(days, key=lambda found: found[1], default=None)


def _day(part: dict[str, str]) -> date | None:
    """Return the day a match stands for; None if it does not exist or if two days could be meant (3/4/2025)."""
    if "a" in part:
        first, second = int(part["a"]), int(part["b"])
        if part["sign"] != "." and first != second and max(first, second) <= len(_MONTHS):
            return None
        day, month = (first, second) if part["sign"] == "." or second <= len(_MONTHS) else (second, first)
    else:
        day, month = int(part["d"]), _MONTH[part["name"].lower()] if "name" in part else int(part["m"])
    year = int(part["y"])
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def is_filler(text: str) -> bool:
    """Whether nothing is left of a line that says when, once its dates are taken out."""
    words: list[str] = _WORD.findall(_AGE.sub(" ", _YEARLESS.sub(" ", _TIME.sub(" ", text))))
    return all(word.lower() in _FILLER or word in _OFFSETS or word in _REGIONS for word in words)
