"""Gives a number its unit, whether that stands before it or behind, and drops numbers that only name something."""

import re
from typing import NamedTuple

from digests.analysis import labels, units
from digests.analysis.numerals import Numeral
from digests.analysis.unit_names import Kind
from digests.analysis.units import Unit

_THOUSAND, _MILLION = 1e3, 1e6
# A lone "m" behind digits: millions behind a currency and before a plural noun, else metres.
_LONE_M = re.compile(r"m(?!\w)")
_MILLIONS = re.compile(r"m\s(?:people\b|(?!across|always|towards|this|versus|was|has|plus|less)[a-z]{2,}s\b)")
_A = re.compile(r"\san?(?=\s)")  # half an hour
_OF = re.compile(r"\sof(?=\s)")  # millions of dollars
# Before and behind an age: aged 29; Jane Roe, 45, ...
_AGED = re.compile(r"\b(?:aged|age|ages)\s$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:[A-Z][\w’'-]+|\b(?:mother|father|son|daughter|brother|sister|wife|husband|twins?|girl|boy|man|woman|cousin|uncle|"
    r"aunt|niece|nephew|grandmother|grandfather|partner|neighbou?r|friend)s?),\s$"
)
_AGE_BEHIND = re.compile(r"\s?y/?o\b")
_OLDEST = 120
_REACH = 40  # characters before a number that are searched for a name
_LARGEST = 1e21  # more is a code or a joke
_MINUS = re.compile(r"(?:^|[\s(\[])[-−]$")
# Words that "second" orders rather than measures.
_NO_SECOND = re.compile(r"-(?:half|place|round|degree|hand|year|quarter)\b")


class Quantity(NamedTuple):
    """A number or a range with its unit, at `start` to `end` of a text.

    `joined` is written with a hyphen before a noun ("90-day"). `direction` is 1 if at least so much is meant, -1 if at
    most. `outer_start` and `outer_end` take in the qualifier.
    """

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    kind: Kind | None = None
    joined: bool = False
    scale: float = 1.0
    qualifier: str | None = None
    direction: int = 0
    outer_start: int = 0
    outer_end: int = 0


def measured(text: str, number: Numeral, floor: int) -> Quantity | None:
    """Return a number of a text with its unit; None if it only names something.

    Args:
        text: The text the number stands in.
        number: The number.
        floor: Where the quantity before it ends, which owns the signs up to there.
    """
    if abs(number.value) > _LARGEST:
        return None
    before = units.before(text, number.start, floor)
    number = _in_millions(text, number, priced=before is not None)
    if before:
        return _priced(text, number, *before)
    gap = _A.match(text, number.end) if number.part else _OF.match(text, number.end) if number.vague else None
    large = number.scale > 1 or number.value >= _THOUSAND
    unit = units.behind(text, gap.end() if gap else number.end, large=large) or units.often(text, number.end)
    if unit and not _is_phrase(text, number, unit):
        return _with(number._replace(value=number.value * unit.factor) if unit.factor != 1 else number, unit)
    if labels.names(text, number):
        return None
    return _with(number, _age(text, number))


def _in_millions(text: str, number: Numeral, *, priced: bool) -> Numeral:
    """The number with the lone "m" behind it, where that stands for millions."""
    end = number.end
    attached = not number.spelled and number.scale == 1 and text.startswith("m", end)
    if attached and (_LONE_M.match(text, end) if priced else _MILLIONS.match(text, end)):
        return number._replace(end=end + 1, value=number.value * _MILLION, scale=_MILLION)
    return number


def _priced(text: str, number: Numeral, unit: Unit, minus: bool) -> Quantity:  # noqa: FBT001
    """The number with the currency before it, a minus before either, and what the price is per."""
    named = units.behind(text, number.end, large=True)
    end = named.end if named and named.name == unit.name else number.end  # "$10 dollars"
    unit = units.per(text, unit._replace(end=end))
    start = unit.start
    if not minus and _MINUS.search(text, max(0, start - 2), start):
        minus, start = True, start - 1
    value = -abs(number.value) if minus else number.value
    return _with(number._replace(start=start, value=value), unit)


def _is_phrase(text: str, number: Numeral, unit: Unit) -> bool:
    """Whether a number and a unit measure nothing: "two second-half goals", "one day they will"."""
    if unit.name == "second":
        return bool(_NO_SECOND.match(text, unit.end))
    return unit.name == "day" and number.spelled and number.value == 1 and not unit.joined


def _with(number: Numeral, unit: Unit | None) -> Quantity:
    end = unit.end if unit else number.end
    return Quantity(
        start=number.start,
        end=end,
        value=None if number.vague else number.value,
        low=number.value if number.vague else None,
        unit=unit.name if unit else None,
        kind=unit.kind if unit else None,
        joined=unit.joined if unit else False,
        scale=number.scale,
        outer_start=number.start,
        outer_end=end,
    )


def _age(text: str, number: Numeral) -> Unit | None:
    """The unit of a bare number that is somebody's age: "aged 29", "Jane Roe, 45, ..."."""
    start, end = number.start, number.end
    if not 0 < number.value <= _OLDEST or number.value % 1:
        return None
    if behind := _AGE_BEHIND.match(text, end):
        return Unit("year", "time", start, behind.end())
    before = max(0, start - _REACH)
    named = text.startswith(",", end) and text[start:end].isdigit() and _NAMED.search(text, before, start)
    if named or _AGED.search(text, before, start):
        return Unit("year", "time", start, end)
    return None
