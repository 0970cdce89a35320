"""Reads the words of comparison around a quantity: "more than 75", "up to $5 million", "200 or more"."""

import re

from digests.analysis.measures import Quantity

# Words of comparison before a number, with what they say of it: at least (+), at most (-) or neither.
_MORE = (
    "more than|over|well over|just over|slightly over|far over|a little over|above|well above|just above|"
    "slightly above|far above|at least|no less than|no fewer than|not less than|in excess of|upward of|upwards of|"
    "exceed|exceeds|exceeded|exceeding|surpass|surpasses|surpassed|surpassing|topped|topping|a minimum of|north of|"
    "a little more than|well more than|far more than|just more than|slightly more than|at a minimum|>|>=|=>|<>|> =|"
    "≥"
)
_LESS = (
    "less than|fewer than|under|well under|just under|a little under|slightly under|below|well below|just below|"
    "at most|no more than|not more than|up to|as many as|as much as|as high as|as low as|as little as|as few as|"
    "a maximum of|short of|just short of|far less than|far fewer than|just less than|a little less than|"
    "slightly less than|<|<=|=<|< =|≤"
)
_ABOUT = (
    "about|around|approximately|approx|approx.|roughly|nearly|almost|some|close to|an estimated|estimated|"
    "virtually|somewhere around|exactly|equal to|equals to|equaling to|equals|precisely|circa|plus or minus|+/-|±|"
    "only about|just about|~|≈"
)
_GREATER = ("greater", "higher", "larger", "bigger"), ("less", "fewer", "lower", "smaller")
_OR_EQUAL = "{} than", "{} than or equal to", "{} or equal to", "{} or equal than"


def _directions() -> dict[str, int]:
    """Every phrase of comparison, with what it says: 1 for at least so much, -1 for at most, 0 for about."""
    table: dict[str, int] = {}
    for direction, phrases, adjectives in ((1, _MORE, _GREATER[0]), (-1, _LESS, _GREATER[1]), (0, _ABOUT, ())):
        table |= dict.fromkeys(phrases.split("|"), direction)
        table |= {form.format(word): direction for form in _OR_EQUAL for word in adjectives}
    return table


_DIRECTIONS = _directions()
_LAST_WORDS = {phrase.rsplit(" ", 1)[-1] for phrase in _DIRECTIONS}
_MOST_WORDS = max(phrase.count(" ") + 1 for phrase in _DIRECTIONS)
_LONGEST_QUALIFIER = 40
_OPENING = '([{"“‘«—–'  # marks that may stand before the first word of a phrase
_BEHIND_QUALIFIER = re.compile(
    r"[\s,]{1,2}(?:(?P<more>or|and)\s(?:more|greater|higher|above|over|older)\b(?!\sthan\s\w)"
    r"|(?P<less>or)\s(?:less|fewer|lower|below|under|younger)\b(?!\sthan\s\w)|or\sso\b)|(?P<plus>\+)(?!\d)",
    re.IGNORECASE,
)

_TOGETHER = re.compile(r"\s?,?\s?(?:and|but)?\s?(?:is\s|are\s)?")


def compared(text: str, found: Quantity) -> Quantity:
    """The quantity with the words of comparison before or behind it."""
    start, words = _before(text, found.start)
    if words == "over" and found.kind == "time" and not text[found.start : found.end].endswith(("old", "age")):
        start, words = found.start, None  # during it: "over three years"
    behind = _BEHIND_QUALIFIER.match(text, found.end)
    if behind and (behind.lastgroup or not words):
        direction = {"less": -1, None: 0}.get(behind.lastgroup, 1)
        words = " ".join(behind.group().strip(" ,").lower().split())
        return found._replace(qualifier=words, direction=direction, outer_start=start, outer_end=behind.end())
    if not words:
        return found
    return found._replace(qualifier=words, direction=_DIRECTIONS[words], outer_start=start)


def _before(text: str, end: int) -> tuple[int, str | None]:
    """Where the longest phrase of comparison begins that ends at `end`, and the phrase; `end` and None without one."""
    before = text[max(0, end - _LONGEST_QUALIFIER) : end]
    words = before.split()
    if not words or words[-1].lower().lstrip(_OPENING) not in _LAST_WORDS:
        return end, None
    start, place, found, phrase = end, len(before), None, ""
    for word in reversed(words[-_MOST_WORDS:]):
        place = before.rindex(word, 0, place)
        bare = word.lstrip(_OPENING)
        phrase = f"{bare} {phrase}".rstrip().lower()
        if phrase in _DIRECTIONS:
            start, found = end - len(before) + place + len(word) - len(bare), phrase
        if bare != word:
            break
    return start, found


def bounded(text: str, found: list[Quantity]) -> list[Quantity]:
    """Join a lower and an upper bound of one thing: "more than 20 and less than 35"."""
    bounded: list[Quantity] = []
    for quantity in found:
        last = bounded[-1] if bounded else None
        if last and last.direction * quantity.direction == -1 and last.value is not None and quantity.value is not None:
            low, high = (last.value, quantity.value) if last.direction == 1 else (quantity.value, last.value)
            near = _TOGETHER.fullmatch(text, last.outer_end, quantity.outer_start)
            if near and low < high and last.unit in (None, quantity.unit):
                bounded[-1] = quantity._replace(
                    start=last.outer_start, value=None, low=low, high=high, qualifier=None, direction=0
                )
                continue
        bounded.append(quantity)
    return bounded
