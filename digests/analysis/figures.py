"""Finds the figures of an article: numbers with their unit, what they count, and what the sentence says about them."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from digests.analysis import counting, quantities
from digests.analysis.measures import Quantity
from digests.model.article import DateMention, Figure, Part, Sentence

# Who a number comes from: "according to the transport ministry", "Jane Roe said", "said Jane Roe".
_NAME = r"[A-Z][\w.’'-]*(?:\s(?:of\s|the\s|and\s)?[A-Z][\w.’'-]*){0,5}"
_SPEAKERS = "police officials authorities researchers analysts economists".split()
_CUE = re.compile(r"(?:according\sto|According\sto|(?:said|says|told|estimated|estimates|reported)(?!\sto\b))\b")
_ACCORDING = re.compile(
    r"\s(?P<who>[^,.;:()“”\"—–]{2,60}?)(?=[,.;:()“”\"—–]|$|\s(?:who|which|that|and|but|in|on|as)\b)"
)
_SAYS = re.compile(rf"(?P<who>(?:\b[Tt]he\s)?\b{_NAME}|\b(?i:{'|'.join(_SPEAKERS)}))\s$")
_SAID = re.compile(rf"\s(?P<who>{_NAME})(?=[,.;]|$)")
_LONGEST_NAME = 80  # characters before a verb that are searched
# Words at the beginning of a sentence that a capital makes look like a name.
_NO_SOURCE = frozenset("He She It They We I You This That These Those There Who But And In On At As The".split())
_WEEKDAYS = re.compile(r"\s?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")

# A date that a number holds for: "as of Monday", "on Monday" directly behind it.
_AS_OF = re.compile(r"\bas\sof\s(?:early\s|late\s)?$", re.IGNORECASE)
_LONGEST_SENTENCE = 20_000  # characters; more without a stop is a table, whose numbers no sentence explains
_ON_REACH = 30  # characters between a number and the "on" that dates it


def find(
    text: str, parts: Sequence[Part], sentences: Sequence[Sentence], dates: Sequence[DateMention]
) -> tuple[Figure, ...]:
    """Return the figures of the narrating parts in reading order.

    Args:
        text: The article's text, which all offsets count in.
        parts: Its parts.
        sentences: Its sentences, in order.
        dates: Its dates; numbers that belong to one are no figures.

    Returns:
        Figures whose `text` is the number with its scale and unit ("$14.7bn", "24 percent", "90-day"), without the
        words of comparison, which are the `qualifier`. Ordinals, years, times of day, codes, numbers that are names
        ("Article 5") and small words that point back ("the two countries", "one of them") are left out, and so is what
        stands in a sentence of more than 20,000 characters.
    """
    dated: dict[int, list[DateMention]] = defaultdict(list)
    for mention in dates:
        dated[mention.sentence].append(mention)
    return tuple(
        figure
        for index, sentence in enumerate(sentences)
        if parts[sentence.part].narrates
        for figure in _figures(text, index, sentence, dated.get(index, []))
    )


def _figures(text: str, index: int, sentence: Sentence, dates: list[DateMention]) -> Iterator[Figure]:
    if len(sentence.text) > _LONGEST_SENTENCE:
        return
    offset = sentence.start
    taken = [(mention.start - offset, mention.end - offset) for mention in dates]
    found = quantities.find(sentence.text, taken)
    source = _source(sentence.text) if found else None
    for quantity in found:
        start, end = offset + quantity.start, offset + quantity.end
        yield Figure(
            text=text[start:end],
            start=start,
            end=end,
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            counts=counting.counted(sentence.text, quantity),
            qualifier=quantity.qualifier,
            said_by=source,
            as_of=_as_of(sentence.text, offset, quantity, dates),
            sentence=index,
        )


def _source(sentence: str) -> str | None:
    """Who the sentence says its numbers come from, as written; None for pronouns and where it does not say."""
    for cue in _CUE.finditer(sentence):
        start, end = cue.span()
        if sentence[start - 1 : start].isalpha():
            continue
        if cue.group().endswith("to"):
            match = _ACCORDING.match(sentence, end)
        else:
            reach = max(0, start - _LONGEST_NAME)
            word = sentence[reach:start].rsplit(None, 1)[-1:]
            named = word and (word[0][0].isupper() or word[0] in _SPEAKERS)
            match = _SAYS.search(sentence, reach, start) if named else None
            if not match and cue.group() == "said":
                match = _SAID.match(sentence, end)
        if match:
            words = _WEEKDAYS.sub("", " ".join(match["who"].split()).rstrip("."))
            return words if words and words not in _NO_SOURCE else None
    return None


def _as_of(sentence: str, offset: int, quantity: Quantity, dates: list[DateMention]) -> date | None:
    """The day the quantity holds for, where the sentence says so: "as of April 9", or "on Monday" right behind it."""
    place = bisect_left(dates, offset + quantity.end, key=lambda mention: mention.start)
    for mention in dates[place : place + 1]:
        start = mention.start - offset
        between = sentence[quantity.end : start]
        if _AS_OF.search(sentence, max(0, start - 12), start):
            return mention.first
        if len(between) <= _ON_REACH and between.endswith(" on ") and "," not in between:
            return mention.first
    opening = dates[0] if dates else None
    if opening and _AS_OF.fullmatch(sentence, 0, opening.start - offset):
        return opening.first
    return None
