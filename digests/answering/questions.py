"""Works out what a question in plain words wants to know."""

import re
from typing import Literal

from digests.model.base import Value
from digests.text.synonyms import concept
from digests.text.words import STOP_WORDS, stem, words

Wanted = Literal["figure", "date", "quote", "passage"]
Measure = Literal["count", "size", "share", "span", "age", "length", "speed"]

# What the word behind "how", or the noun asked for, measures.
_MEASURES: dict[str, Measure] = {
    **dict.fromkeys(("many", "number"), "count"),
    **dict.fromkeys(("high", "much", "large", "big", "low", "small", "great"), "size"),
    **dict.fromkeys(("price", "cost", "rate", "size", "amount"), "size"),
    **dict.fromkeys(("percentage", "percent", "share"), "share"),
    **dict.fromkeys(("far", "tall", "deep", "wide"), "length"),
    "long": "span",
    "old": "age",
    "fast": "speed",
}
_TIMES = frozenset("second minute hour day week month year decade century".split())
_LENGTHS = frozenset("millimetre centimetre metre kilometre inch foot yard mile".split())
_UNITS: dict[Measure, frozenset[str]] = {
    "share": frozenset(("percent", "percentage point")),
    "span": _TIMES | _LENGTHS,
    "age": frozenset(("year", "month", "week", "day")),
    "length": _LENGTHS,
    "speed": frozenset(("kilometre per hour", "mile per hour", "metre per second", "knot")),
}
_ASKS_AMOUNT = re.compile(
    rf"\b(?:how|what(?:\s+(?:is|was|are|were))?(?:\s+the)?)\s+(?P<measure>{'|'.join(_MEASURES)})\b", re.IGNORECASE
)
_ASKS_WORDS = re.compile(
    r"\bwhat\s+(?:did|does|has|have|do)\s+(?P<who>.+?)\s+(?:say|said|tell|told|write|wrote|think|call)\w*\b(?P<about>.*)"
    r"|\bwho\s+(?:said|says|called|wrote|told)\b(?P<what>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_DATE = re.compile(r"^\W*(?:since\s+|until\s+)?when\b|\b(?:what|which)\s+(?:day|date|month|year)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=\s)[A-Z][\w.’'-]*\w")
# Words of asking that say nothing of what is asked about. A "price" or a "rate" does.
_ASKING = frozenset(
    stem(word)
    for word in "high many much large big low small great percentage percent share number amount size far tall deep "
    "wide long old fast please news day date month year".split()
)


class Question(Value):
    """A question: what kind of answer it wants and the concepts it is about.

    `names` are those of its concepts that it writes with a capital, its first word aside. `measure` is what kind of
    figure is wanted. `speaker` is whose words are asked for, as typed, and `subject` the concepts of what the words
    should be about, without those of the speaker.
    """

    text: str
    wanted: Wanted
    about: tuple[str, ...]
    names: tuple[str, ...] = ()
    measure: Measure | None = None
    subject: tuple[str, ...] = ()
    speaker: str | None = None

    def measured_in(self, unit: str | None) -> bool:
        """Whether a figure of this unit, None for a plain count, can be what is asked for."""
        if self.measure == "count":
            return unit is None
        if self.measure == "size":
            return unit is not None and unit not in _TIMES
        return unit is not None and (self.measure not in _UNITS or unit in _UNITS[self.measure])


def understand(text: str) -> Question:
    """Return the question behind the words; any text is one, if perhaps about nothing."""
    if asked := _ASKS_WORDS.search(text):
        speaker, rest = asked["who"], asked["about"] if asked["who"] else asked["what"]
        subject = _about(rest or "")
        about = (*_about(speaker or ""), *subject)
        return Question(text=text, wanted="quote", about=about, subject=subject, speaker=speaker)
    about, names = _about(text), _about(" ".join(_NAME.findall(text)))
    if amount := _ASKS_AMOUNT.search(text):
        measure = _MEASURES[amount["measure"].lower()]
        return Question(text=text, wanted="figure", about=about, names=names, measure=measure)
    wanted: Wanted = "date" if _ASKS_DATE.search(text) else "passage"
    return Question(text=text, wanted=wanted, about=about, names=names)


def _about(text: str) -> tuple[str, ...]:
    stems = (stem(word) for word in words(text) if word not in STOP_WORDS)
    return tuple(dict.fromkeys(concept(term) for term in stems if term not in _ASKING))
