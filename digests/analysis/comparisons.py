"""Reads the words of comparison around a quantity: "more than 75", "up to $5 million", "200 or more"."""

import re
from dataclasses import replace

from digests.analysis.measures import Quantity

# Words of comparison before a number, with what they say of it: at least (+), at most (-) or neither.
_MORE = (
    r"more\sthan|(?:well\s|just\s|slightly\s|far\s)?(?:over|above)|at\sleast|no\sless\sthan|no\sfewer\sthan|not\sless\s"
    r"than|(?:greater|higher|larger|bigger)\s(?:than|or\sequal\s(?:than|to))(?:\sor\sequal\sto)?|in\sexcess\sof|upwards?\sof|"
    r"exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|a\sminimum\sof|north\sof|>\s?=?|≥"
)
_LESS = (
    r"(?:less|fewer|lower|smaller)\s(?:than|or\sequal\s(?:than|to))(?:\sor\sequal\sto)?|(?:well\s|just\s)?(?:under|below)|"
    r"at\smost|no\smore\sthan|not\smore\sthan|up\sto|as\s(?:many|much|high|low|little|few)\sas|a\smaximum\sof|"
    r"short\sof|<\s?=?|≤"
)
_ABOUT = (
    r"about|around|approximately|approx\.?|roughly|nearly|almost|some|close\sto|an?\sestimated|estimated|virtually|"
    r"somewhere\saround|exactly|equal(?:s|ing)?\sto|equals|precisely|circa|~|≈"
)
_QUALIFIER = re.compile(rf"(?<![\w-])(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<about>{_ABOUT}))\s?$", re.IGNORECASE)
_LONGEST_QUALIFIER = 34
_BEHIND_QUALIFIER = re.compile(
    r"[\s,]{1,2}(?:(?P<more>or|and)\s(?:more|greater|higher|above|over|older)\b(?!\sthan\s\w)"
    r"|(?P<less>or)\s(?:less|fewer|lower|below|under|younger)\b(?!\sthan\s\w)|or\sso\b)|(?P<plus>\+)(?!\d)",
    re.IGNORECASE,
)

_TOGETHER = re.compile(r"\s?,?\s?(?:and|but)?\s?(?:is\s|are\s)?")


def compared(text: str, found: Quantity) -> Quantity:
    """The quantity with the words of comparison before or behind it."""
    start, end, words, direction = found.start, found.end, None, 0
    match = _QUALIFIER.search(text, max(0, start - _LONGEST_QUALIFIER), start)
    if match and not (found.kind == "time" and _is_span(text, match, found)):
        start, words = match.start(), match[match.lastgroup or 0]
        direction = {"more": 1, "less": -1}.get(match.lastgroup or "", 0)
    behind = _BEHIND_QUALIFIER.match(text, end)
    if behind and (behind.lastgroup or not words):
        end, words = behind.end(), behind.group().strip(" ,")
        direction = {"less": -1, None: 0}.get(behind.lastgroup, 1)
    return replace(
        found,
        qualifier=" ".join(words.lower().split()) if words else None,
        direction=direction,
        outer_start=start,
        outer_end=end,
    )


def _is_span(text: str, match: re.Match[str], found: Quantity) -> bool:
    """Whether "over" before a time means during it ("over three years"), as it does unless it is an age."""
    return match.group().strip().lower() == "over" and not text[found.start : found.end].endswith(("old", "age"))


def bounded(text: str, found: list[Quantity]) -> list[Quantity]:
    """Join a lower and an upper bound of one thing: "more than 20 and less than 35"."""
    bounded: list[Quantity] = []
    for quantity in found:
        last = bounded[-1] if bounded else None
        if last and last.direction * quantity.direction == -1 and last.value is not None and quantity.value is not None:
            low, high = (last.value, quantity.value) if last.direction == 1 else (quantity.value, last.value)
            near = _TOGETHER.fullmatch(text, last.outer_end, quantity.outer_start)
            if near and low < high and last.unit in (None, quantity.unit):
                bounded[-1] = replace(
                    quantity, start=last.outer_start, value=None, low=low, high=high, qualifier=None, direction=0
                )
                continue
        bounded.append(quantity)
    return bounded
