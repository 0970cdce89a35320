"""Joins neighbouring quantities that are one: ranges ("3 to 5 percent"), ratios ("one in five"), "5 feet 2 inches"."""

import re
from collections.abc import Iterator

from digests.analysis.measures import Quantity

# Between two numbers of a range, and what may open one.
_DASH = re.compile(r"\s?[-–—~]\s?")
_SCORE = re.compile(r"\s?[-–—]\s?|\sto\s")
_TO = re.compile(r"-?\s(?:to|through|until)\s(?:about\s|around\s|nearly\s|almost\s|as\s(?:much|many|high)\sas\s)?")
_AND = re.compile(r"\s(?:and|to)\s")
_OR = re.compile(r"\sor\s")
_LISTED = re.compile(r",?\s(?:and|or|to)\s|,\s")
_BETWEEN = re.compile(r"\b[Bb]etween\s(?:about\s|around\s)?$")
_FROM = re.compile(r"\b[Ff]rom\s(?:about\s|around\s|nearly\s)?$")
_OUT_OF = re.compile(r"\s(?:out\sof|in|of\severy)\s(?:every\s)?")
# A change to a number, or a score: what is before "to" or a dash is then a number of its own.
_MOVED = re.compile(
    r"\b(?:rose|rises?|rising|fell|falls?|falling|climbed|gained|dropped|up|down|jumped|slid|grew|increased?|decreased?|"
    r"declined|by|beat|won|lost|defeated|voted?|score|draw|drew|tied|win|victory)\b[^.;]{0,24}$",
    re.IGNORECASE,
)
# What makes "from A to B" a movement, not a range.
_CHANGED = re.compile(
    r"\b(?:r(?:ose|ises?|ising|isen)|f(?:ell|alls?|alling|allen)|climb\w*|gain\w*|drop\w*|jump\w*|slid|slides?|slip\w*|"
    r"gr(?:ew|ow|ows|own|owing|owth)|(?:in|de)creas\w*|declin\w*|rais\w*|lift\w*|cuts?|cutting|lower\w*|reduc\w*|"
    r"trim\w*|shr[aiu]nk\w*|expand\w*|surg\w*|soar\w*|tumbl\w*|plung\w*|sank|edged|eased|slow\w*|accelerat\w*|up|"
    r"down|widen\w*|narrow\w*|went|chang\w*|improv\w*|revis\w*|(?:up|down)grad\w*|boost\w*|hik\w*|swung|swell\w*)\b"
    r"[^.;]{0,50}$"
)
# What makes two numbers with a dash or "to" between them the result of a vote, not of a game: before and behind.
_VOTED = re.compile(
    r"\b(?:vot(?:e|ed|es|ing)|ballot|tally|(?:pass|approv|reject|confirm|adopt|rul|acquitt|convict|defeat)(?:ed|es|ing)|"
    r"decision|ruling)\b(?![^.;]*\b(?:won|wins?|beat|scored?|goals?|drew)\b)[^.;]{0,50}$",
    re.IGNORECASE,
)
_VOTE = re.compile(r"\s(?:[\w’'-]+\s){0,3}?(?:votes?|decision|ruling|majority|tally|ballot)\b", re.IGNORECASE)
_REACH = 40  # characters before a range that are searched
_FAR = 70  # characters before a movement or around a vote
_PARTS_OF = {("foot", "inch"): 12.0, ("dollar", "cent"): 100.0, ("pound sterling", "pence"): 100.0}
_ADDED = re.compile(r",?\s(?:and\s)?")


def joined(text: str, single: list[Quantity]) -> Iterator[Quantity]:
    """Join neighbours that are one range, one ratio or one measure in two units; share units along lists."""
    place = 0
    while place < len(single):
        found = single[place]
        place += 1
        if place < len(single):
            after = single[place]
            both = _compound(text, found, after) or _range(text, found, after) or _ratio(text, found, after)
            if not both and _is_score(text, found, after):
                if _is_vote(text, found, after):
                    yield from (found, after)
                place += 1
                continue
            if both:
                found = both
                place += 1
            elif found.unit is None:
                found = _shared(text, found, single, place)
        yield found


def _is_score(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether two bare numbers are the result of a game or a vote: "3-1", "52 to 48"."""
    if first.unit or second.unit or first.joined or second.joined:
        return False
    if _FROM.search(text, max(0, first.start - _REACH), first.start):
        return False
    return bool(_SCORE.fullmatch(text, first.end, second.start))


def _is_vote(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether the two numbers are the sides of a vote, which are counts of their own."""
    before = _VOTED.search(text, max(0, first.start - _FAR), first.start)
    return bool(before or _VOTE.match(text, second.end))


def _compound(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    parts = _PARTS_OF.get((first.unit or "", second.unit or ""))
    if not parts or first.value is None or second.value is None or second.value >= parts:
        return None
    if not _ADDED.fullmatch(text, first.end, second.start):
        return None
    return _over(first, second)._replace(value=first.value + second.value / parts)


def _over(first: Quantity, second: Quantity) -> Quantity:
    """The first quantity, reaching to the end of the second."""
    return first._replace(end=second.end, outer_end=second.end)


def _range(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    if first.value is None or second.value is None:
        return None
    if first.unit and second.unit and first.unit != second.unit.partition(" per ")[0] and first.unit != second.unit:
        return None
    if first.unit and not second.unit and not (first.kind == "currency" or text[first.end - 1].isdigit()):
        return None  # a unit carries over from "$10" and from "aged 55", where no word for it stands between
    low, high = first.value, second.value
    if 0 < low < 1 and not text[first.end - 1].isdigit() and high > 1:
        return None  # fell by a quarter to 3 million
    if first.scale == 1 and second.scale > 1 and low * second.scale <= high:
        low *= second.scale
    opened = _BETWEEN.search(text, max(0, first.start - _REACH), first.start)
    if not (opened and _AND.fullmatch(text, first.end, second.start)):
        opened = None
        if not _spans(text, first, second, rising=low < high):
            return None
    start = opened.start() if opened else first.start
    return second._replace(
        start=start,
        outer_start=start,
        value=None,
        low=min(low, high),
        high=max(low, high),
        unit=second.unit or first.unit,
        kind=second.kind or first.kind,
    )


def _spans(text: str, first: Quantity, second: Quantity, *, rising: bool) -> bool:
    """Whether two numbers with "to", a dash or "or" between them are the ends of a range, not a change or a score."""
    begin = max(0, first.start - _REACH)
    if _TO.fullmatch(text, first.end, second.start):
        if _FROM.search(text, begin, first.start):
            return not _CHANGED.search(text, max(0, first.start - _FAR), first.start)
        alike = first.unit is not None or second.unit is None
        return rising and not (alike and _MOVED.search(text, begin, first.start))
    if _DASH.fullmatch(text, first.end, second.start):
        return rising and not (second.unit is None and _MOVED.search(text, begin, first.start))
    close = first.value is not None and second.value is not None and second.value <= 2 * first.value
    return rising and close and first.unit is None and bool(_OR.fullmatch(text, first.end, second.start))


def _ratio(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Two numbers that are one fraction: "one in five", "two out of three"."""
    gap = _OUT_OF.fullmatch(text, first.end, second.start)
    if not gap or first.unit or second.unit or not first.value or not second.value or first.value >= second.value:
        return None
    if gap.group().strip() == "in" and first.value != 1 and second.value not in (10, 100, 1000):
        return None
    return _over(first, second)._replace(value=first.value / second.value)


def _shared(text: str, found: Quantity, single: list[Quantity], place: int) -> Quantity:
    """The quantity with the unit that ends its list: "10, 15 and 20 percent"."""
    end = found.end
    for after in single[place : place + 4]:
        if not _LISTED.fullmatch(text, end, after.start):
            break
        if after.unit:
            alike = after.kind != "currency" and not (0 < (found.value or 0) < 1)
            return found._replace(unit=after.unit, kind=after.kind) if alike else found
        end = after.end
    return found
