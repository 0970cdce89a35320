"""Reads the unit beside a number: "24 percent", "90-day", "$4.2", "60 miles per hour", "29 years old"."""

import re
from typing import NamedTuple

from digests.analysis import symbols
from digests.analysis.unit_names import PREFIXES, SIGNS, WORDS, Kind


class Unit(NamedTuple):
    """A unit with its canonical name, and how far it reaches in the text; `joined` is written with a hyphen."""

    name: str
    kind: Kind
    start: int
    end: int
    joined: bool = False
    factor: float = 1.0


_KINDS: dict[str, Kind] = {name: kind for kind, names in WORDS.items() for name in names}
_AGE = re.compile(r"[\s-](?:old\b|of\sage\b)", re.IGNORECASE)


def _spelled() -> dict[str, str]:
    """Every word for a unit, with the plurals of its first and of its last word, to the canonical name."""
    table: dict[str, str] = {}
    for names in WORDS.values():
        for name, words in names.items():
            for word in words.split("|"):
                first, _, rest = word.partition(" ")
                table |= dict.fromkeys((word, f"{word}s", f"{first}s {rest}".rstrip()), name)
    return table


_NAMES = _spelled()
_FIRST_WORDS = {first for name in _NAMES for first in (name.rstrip("."), re.split("[ -]", name)[0].rstrip("."))}
# Letters that stand for a unit only when written to the number: "50p" but not "50 p".
_ATTACHED = frozenset("cphCF")
_DEGREES = re.compile(r"\d\d|\.\d")  # what makes "C" or "F" a temperature: 35C and 1.5C, but not 4C
# What stands before degrees Fahrenheit: "(95F)", "hit 95F".
_WARM = re.compile(r"(?:[(/]|\b(?:at|of|to|hit|above|below|reached|was|over|nearly|around|about|from|and)\s)[\d.]+$")
# Words that need a large number or a scale before them to be money: "won" is a verb, too.
_LARGE_ONLY = frozenset(("won", "rand"))

_SIGN = "|".join(sorted((re.escape(sign) for sign in SIGNS), key=len, reverse=True))
_BEHIND = re.compile(
    rf"""
    (?P<gap> \s?-\s? | \s )?
    (?:
        (?P<sign>{_SIGN}) (?!\w|-\d|[.'’/]\w|/\s)
      | (?P<words> [^\W\d_°] [\w²³^]*+ (?:\.\ ?[a-z]+\.)? | °\ ?(?:[CF]\b|[Cc]elsius|[Ff]ahrenheit)? )
        (?P<second> [\ -][A-Za-z]++\.? )? (?P<third> [\ -][A-Za-z]++ )?
    )
    """,
    re.VERBOSE,
)
# What joins the symbols of a composed unit: m/s2, m^2, s-1.
_JOINTS = frozenset("/^·⋅²³-−⁻23")
_INCH = re.compile(r"\s?in(?=\s?(?:[.,;)]|$)|\s(?:thick|long|wide|tall|high|deep|by|x)\b)")
_RATE = re.compile(r"\s?/\s?|\sper\s|-per-|\san?\s(?!second\b)")
# Behind "a year" and the like, where that says when and not how often.
_WHEN = re.compile(r"\s(?:ago|earlier|before|after|later|previously|prior|since|into|from|and|when|on|of|long|old)\b")
_TIMES = re.compile(r"\stimes\s(?:a|an|per|each|every)\s")
_POWER = re.compile(r"\s(squared|cubed)\b")
_POWERS = {"squared": "square", "cubed": "cubic"}
_BEFORE = re.compile(
    r"""
    (?: (?: (?<!\w) (?: (?P<code>[Uu]\.[Ss]\.?|[Uu][Ss]|[Cc]|[A-Za-z]{2,3}) [ ]? | (?P<letter>[A-Z]) ) )?
        (?P<sign>[$€£¥₹₽₩₪₺₿₦₱₫฿₴])
      | (?<!\w) (?P<letters>[A-Z]{3}|Rs\.?|rmb|usd)
    ) [ \u00a0]? (?P<minus>[-−])? $
    """,
    re.VERBOSE,
)
_LONGEST_PREFIX = 8
_LAST_OF_PREFIX = frozenset("$€£¥₹₽₩₪₺₿₦₱₫฿₴.-−sbd")  # what ends a sign, code or minus beside capitals
# A scale written behind a code or sign: "75 USD million".
_LATE_SCALE = re.compile(r"\s(million|billion|trillion|mn|bn)\b")
_SCALES = {"million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}


def before(text: str, start: int, floor: int = 0) -> tuple[Unit, bool] | None:
    """The currency between `floor` and a number that begins at `start`, and whether a minus stands between them."""
    reach = max(floor, start - _LONGEST_PREFIX)
    last = text[reach:start].rstrip()[-1:]
    if not (last.isupper() or last in _LAST_OF_PREFIX):
        return None
    match = _BEFORE.search(text, reach, start)
    if not match:
        return None
    if match["letters"]:
        name, begin = PREFIXES.get(match["letters"].lower()), match.start("letters")
    else:
        name, begin = PREFIXES.get(f"{(match['code'] or match['letter'] or '').lower()}{match['sign']}"), match.start()
        if name is None:
            name, begin = PREFIXES[match["sign"]], match.start("sign")
    return (Unit(name, "currency", begin, start), bool(match["minus"])) if name else None


def behind(text: str, end: int, *, large: bool) -> Unit | None:
    """The unit that a number ending at `end` has behind it; `large` says that it may be counted in thousands."""
    unit = _single(text, end, large=large)
    if (unit is None or text[unit.end : unit.end + 1] in _JOINTS) and text[end - 1 : end].isdigit():
        composed = _in_symbols(text, end)
        unit = composed if composed and (unit is None or composed.end > unit.end) else unit
    if unit is None:
        inch = _INCH.match(text, end)
        return Unit("inch", "measure", end, inch.end()) if inch else None
    if unit.kind == "time" and (age := _AGE.match(text, unit.end)):
        return Unit(unit.name, "time", end, age.end(), unit.joined)
    if unit.kind == "currency" and (late := _LATE_SCALE.match(text, unit.end)):
        return Unit(unit.name, "currency", end, late.end(), factor=_SCALES[late.group(1)])
    return per(text, _powered(text, unit))


def often(text: str, end: int) -> Unit | None:
    """The unit of a number that says how often: "four times a week"."""
    times = _TIMES.match(text, end)
    by = _single(text, times.end(), large=False, gap=False) if times else None
    return Unit(f"count per {by.name}", "measure", end, by.end) if by and by.kind == "time" else None


def _in_symbols(text: str, end: int) -> Unit | None:
    found = symbols.read(text, end)
    return Unit(found[0], _KINDS.get(found[0], "measure"), end, found[1]) if found else None


def _powered(text: str, unit: Unit) -> Unit:
    """The unit with the power behind it: "kilometre squared"."""
    power = _POWER.match(text, unit.end)
    return unit._replace(name=f"{_POWERS[power[1]]} {unit.name}", end=power.end()) if power else unit


def per(text: str, unit: Unit) -> Unit:
    """The unit, with the one it is measured by: "mile per hour", "dollar per kilogram"."""
    rate = _RATE.match(text, unit.end)
    by = rate and _single(text, rate.end(), large=False, gap=False)
    if not rate or not by or by.kind not in ("time", "measure"):
        return unit
    if rate.group().strip() in ("a", "an") and (unit.kind in ("percent", "time") or _WHEN.match(text, by.end)):
        return unit
    return Unit(f"{unit.name} per {by.name}", unit.kind, unit.start, by.end, unit.joined)


def _single(text: str, end: int, *, large: bool, gap: bool = True) -> Unit | None:
    match = _BEHIND.match(text, end)
    if not match or (match["gap"] and not gap):
        return None
    joined = "-" in (match["gap"] or "")
    if sign := match["sign"]:
        attached = not match["gap"] and gap
        if sign in _ATTACHED and not (attached and _fits(text, end, sign)):
            return _worded(text, match, end, joined=joined, large=large)
        return _unit(SIGNS[sign], end, match.end("sign"), joined=joined)
    return _worded(text, match, end, joined=joined, large=large)


def _fits(text: str, end: int, sign: str) -> bool:
    """Whether a letter written to a number may be its unit: "35C" and "(95F)" are temperatures, "4C" and "13F" none."""
    if sign in "CF" and not _DEGREES.match(text, max(0, end - 2)):
        return False
    return sign != "F" or bool(_WARM.search(text, max(0, end - _LONGEST_PREFIX - 4), end))


def _worded(text: str, match: re.Match[str], end: int, *, joined: bool, large: bool) -> Unit | None:
    """The unit in the longest of the one to three words that a match holds."""
    if not match["words"] or match["words"].lower().rstrip(".") not in _FIRST_WORDS:
        return None
    begin = match.start("words")
    for group in ("third", "second", "words"):
        if match[group]:
            words = text[begin : match.end(group)].lower()
            if words not in _NAMES:  # the stop of "sq. ft." is the unit's own, that of "Celsius." the sentence's
                words = words.rstrip(".")
            stop = begin + len(words)
            name = _NAMES.get(words) or _NAMES.get(words.replace("-", " "))
            if name and (large or words not in _LARGE_ONLY):
                return _unit(name, end, stop, joined=joined)
    return None


def _unit(name: str, start: int, end: int, *, joined: bool) -> Unit:
    return Unit(name, _KINDS.get(name, "measure"), start, end, joined)
