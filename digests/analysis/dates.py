"""Finds the words for days and spans of days and resolves them against the day of publication.

Which day is meant where the words leave it open:

- A weekday is the closest one up to and with the day of publication, as news is told in hindsight. It is the closest
  one from that day on where the sentence looks ahead: "by", "until", "through" or "this" stand before it, or "will",
  "is due", "scheduled" and the like come before it with no "said" or "announced" between ("said Monday it will" is
  past, "will meet on Monday" is not). "last Friday" and "next Friday" are never the day of publication itself.
- A day or a month without a year is the one closest to the day of publication; the next one where the sentence looks
  ahead, the last one behind "since" and "last".
- "last week", "this month" and "next year" are calendar weeks (from Monday), months and years; "earlier this month"
  ends and "later this month" begins with the day of publication.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from digests.analysis import days, lookups
from digests.analysis.days import Span
from digests.analysis.tenses import direction
from digests.model.article import DateMention, Part, Published, Sentence

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\w)"
)
_FULL_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = "|".join(_WEEKDAYS)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {word: number for number, word in enumerate(_NUMBERS, start=1)} | {"a": 1, "an": 1}
_STEPS = {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}

_MENTION = re.compile(
    rf"""
    \b (?: (?<![\d$€£¥#][.,:/-]) (?<![$€£¥#]) | (?=[A-Za-z]) )   # not amid another number or after a currency sign
    (?:
        (?P<iso> {_YEAR}-\d\d-\d\d )\b
      | (?P<dotted> \d\d?\.\d\d?\.{_YEAR} )\b
      | (?: (?:{_WEEKDAY}|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?,?\s )?
        (?: (?P<american>{_MONTH})\s(?P<american_day>{_DAY})
            (?: (?:\s?[-–—]\s?|\sto\s|\sthrough\s)(?P<american_to>{_DAY})(?!\s[a-z]+s\b|\speople) )?
            (?!\w|[.,:]\d|\s?%|\spercent)
            (?: ,?\s(?P<american_year>{_YEAR})\b )?
          | (?P<british_day>{_DAY})(?:\s?[-–—]\s?(?P<british_to>{_DAY}))?\s(?:of\s)?(?P<british>{_MONTH})
            (?: ,?\s(?P<british_year>{_YEAR})\b )?
        )
      | (?P<month>{_MONTH})(?:,|\sof)?\s(?P<month_year>{_YEAR})\b
      | (?P<bare>{_FULL_MONTH})\b (?!\s(?:\d|[A-Z]))
      | (?P<decade>(?:19|20)\d0)s\b
      | (?P<year>{_YEAR}|1[5-8]\d\d) (?: [-–/](?P<year_to>{_YEAR}|\d\d) )?
        (?![\w%]|[.,:/-]\d|\s?%|\spercent|\smillion|\sbillion)
      | (?: (?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming)\s )? (?<!Black\s)(?<!Cyber\s)(?<!Super\s)(?<!Good\s)
        (?P<weekday>{_WEEKDAY})\b (?!\s(?:Times|Night\s|Mirror))
      | (?P<near> [Yy]esterday|[Tt]omorrow|t(?:oday|onight)|(?<![A-Za-z]\s)T(?:oday|onight) )\b
      | (?P<morning> [Tt]his\s(?:morning|afternoon|evening) )\b
      | (?: (?<=[Oo]ver\sthe\s) | (?<=[Dd]uring\sthe\s) | (?<=[Aa]t\sthe\s) | (?<=[Oo]n\sthe\s) )(?P<weekend>weekend)\b
      | (?: (?P<half>[Ee]arlier|[Ll]ater)\s )? (?<!\bthe\s) (?P<step>(?i:last|previous|this|next|coming))\s
        (?P<unit>week|weekend|month|quarter|year)\b(?!-)
      | (?<!-) (?P<count> \d{{1,3}}|(?i:{"|".join(_COUNTS)}) )\s(?P<past_unit>day|week|month|year)s?\sago\b
    )
    """,
    re.VERBOSE,
)

# The words that a mention may begin with, besides digits.
_STARTERS = frozenset(
    (
        *_NUMBERS,
        *_NEAR,
        *_STEPS,
        *"earlier later weekend mon tue tues wed thu thur thurs fri sat sun sept".split(),
        *(word.lower() for word in (*_MONTHS, *_WEEKDAYS, *_FULL_MONTH.split("|"))),
    )
)
_ARTICLES = frozenset(("a", "an"))  # these begin one only before "ago"
_DIGITS = re.compile(r"\d+")
_LONGEST_SENTENCE = 20_000  # characters; more without a stop is a table

# Behind these a number from 1900 to 2099 is a year ("in 2027", "the 2024 election", "(2019"); elsewhere it may count.
_BEFORE_YEAR = re.compile(
    r"(?:^|['’]s\s|[-–(]|(?:19|20)\d\d,\s|\b(?:in|since|by|until|till|from|to|of|before|after|during|through|early|late|mid|for|and|"
    r"or|the|this|last|next|around|fiscal|year|summer|winter|spring|autumn|fall|than|its|his|her|their|a)\s)$",
    re.IGNORECASE,
)
# Years before 1900 are rarer than such counts: they need one of these before them and no noun behind.
_OLD = 1900
_BEFORE_OLD_YEAR = frozenset(("in ", "since ", "until ", "from ", "by "))
_AFTER_OLD_YEAR = re.compile(r"\s?[.,;:)—–]|\s(?:and|to|when|by|the|with|in|as|at|after)\b|$")
# Behind these it counts all the same.
_COUNT = re.compile(r"(?:to|of|for|and|or|than|from)\s\d{4}\s(?:people|troops|men|women|[a-z]{2,}s)\b", re.IGNORECASE)
_BEFORE_COUNT = re.compile(r"\b(?:more|less|fewer|greater|higher|lower)\sthan\s$", re.IGNORECASE)
# Behind these the name of a month alone is a date: "in April", "early March"; others may be names of people.
_BEFORE_MONTH = re.compile(
    rf"(?:\b(?:in|since|until|till|by|of|from|to|through|during|before|after|early|late|last|this|next)\s"
    rf"|(?:{_FULL_MONTH})\s(?:and|or)\s|-)$",
    re.IGNORECASE,
)


def find(
    text: str, parts: Sequence[Part], sentences: Sequence[Sentence], published: Published
) -> tuple[DateMention, ...]:
    """Return the days and spans of days that the narrating parts name, in reading order.

    Args:
        text: The article's text, which all offsets count in.
        parts: Its parts.
        sentences: Its sentences, in order.
        published: When it appeared; the day is the one in the zone of `published.at`.

    Returns:
        Mentions, with the days that the words mean. Words that count from the day of publication ("Friday", "April 9")
        have none while that is not known. What the calendar does not have (30 February) is not found.
    """
    today = published.at.date() if published.at else None
    return tuple(
        DateMention(
            text=text[sentence.start + start : sentence.start + end],
            start=sentence.start + start,
            end=sentence.start + end,
            first=span and span[0],
            last=span and span[1],
            sentence=index,
        )
        for index, sentence in enumerate(sentences)
        if parts[sentence.part].narrates
        for start, end, span in _mentions(sentence.text, today)
    )


def _mentions(text: str, today: date | None) -> Iterator[tuple[int, int, Span | None]]:
    if len(text) > _LONGEST_SENTENCE:
        return
    places = [start for start, _ in lookups.words(text, _STARTERS)]
    places += [match.start() for match in _DIGITS.finditer(text)]
    if "ago" in text:
        places += [start for start, _ in lookups.words(text, _ARTICLES)]
    places.sort()
    end = 0
    for place in places:
        if place < end:
            continue
        match = _MENTION.match(text, place)
        if not match:
            continue
        read = next(reader for group, reader in _READERS.items() if match[group])
        try:
            span = read(match, today)
        except (ValueError, OverflowError):
            continue
        end = match.end()
        yield match.start(), end, span


def _iso(match: re.Match[str], _: date | None) -> Span:
    year, month, day = match["iso"].split("-")
    return days.day(int(year), int(month), int(day))


def _dotted(match: re.Match[str], _: date | None) -> Span:
    day, month, year = match["dotted"].split(".")
    return days.day(int(year), int(month), int(day))


def _american(match: re.Match[str], today: date | None) -> Span | None:
    return _calendar_day(match, today, "american")


def _british(match: re.Match[str], today: date | None) -> Span | None:
    return _calendar_day(match, today, "british")


def _calendar_day(match: re.Match[str], today: date | None, style: str) -> Span | None:
    month = _MONTHS.index(match[style][:3]) + 1
    first, last = match[f"{style}_day"], match[f"{style}_to"]
    start, end = (int(words.rstrip("stndrh")) for words in (first, last or first))
    if year := match[f"{style}_year"]:
        return days.day(int(year), month, start)[0], days.day(int(year), month, end)[1]
    days.day(2000, month, max(start, end))  # a leap year: refuses what no year has
    if today is None:
        return None
    day = days.recurring(today, month, start, direction(match, recurring=True))[0]
    return day, days.day(day.year, month, end)[1]


def _month(match: re.Match[str], _: date | None) -> Span:
    return days.month(int(match["month_year"]), _MONTHS.index(match["month"][:3]) + 1)


def _bare_month(match: re.Match[str], today: date | None) -> Span | None:
    if not _BEFORE_MONTH.search(match.string, max(0, match.start() - 16), match.start()):
        raise ValueError("a name")
    if today is None:
        return None
    return days.recurring(today, _MONTHS.index(match["bare"][:3]) + 1, None, direction(match, recurring=True))


def _decade(match: re.Match[str], _: date | None) -> Span:
    return days.years(int(match["decade"]), int(match["decade"]) + 9)


def _year(match: re.Match[str], _: date | None) -> Span:
    text, start, reach = match.string, match.start(), max(0, match.start() - 12)
    behind = _BEFORE_YEAR.search(text, reach, start)
    if not behind or _BEFORE_COUNT.search(text, reach, start) or _COUNT.match(text, behind.start()):
        raise ValueError("a count")
    first, last = int(match["year"]), match["year_to"] or match["year"]
    if first < _OLD and not (behind.group().lower() in _BEFORE_OLD_YEAR and _AFTER_OLD_YEAR.match(text, match.end())):
        raise ValueError("a count")
    return days.years(first, int(last) if len(last) == 4 else first - first % 100 + int(last))


def _weekday(match: re.Match[str], today: date | None) -> Span | None:
    if today is None:
        return None
    number, which = _WEEKDAYS.index(match["weekday"]), (match["which"] or "").lower()
    if which == "last":
        return days.weekday(days.near(today, -1)[0], number, "past")
    if which == "next":
        return days.weekday(days.near(today, 1)[0], number, "future")
    return days.weekday(today, number, "future" if which else direction(match, recurring=False))


def _near(match: re.Match[str], today: date | None) -> Span | None:
    return days.near(today, _NEAR[match["near"].lower()]) if today else None


def _morning(_: re.Match[str], today: date | None) -> Span | None:
    return days.near(today, 0) if today else None


def _weekend(_: re.Match[str], today: date | None) -> Span | None:
    return days.recent_weekend(today) if today else None


def _step(match: re.Match[str], today: date | None) -> Span | None:
    if today is None:
        return None
    first, last = days.stepped(today, match["unit"], _STEPS[match["step"].lower()])
    match (match["half"] or "").lower():
        case "earlier":
            return first, max(first, min(last, today))
        case "later":
            return min(last, max(first, today)), last
    return first, last


def _ago(match: re.Match[str], today: date | None) -> Span | None:
    words = match["count"].lower()
    return days.stepped(today, match["past_unit"], -int(_COUNTS.get(words, 0) or words)) if today else None


_READERS: dict[str, Callable[[re.Match[str], date | None], Span | None]] = {
    "iso": _iso,
    "dotted": _dotted,
    "american": _american,
    "british": _british,
    "month": _month,
    "bare": _bare_month,
    "decade": _decade,
    "year": _year,
    "weekday": _weekday,
    "near": _near,
    "morning": _morning,
    "weekend": _weekend,
    "step": _step,
    "count": _ago,
}
