"""Works out what a question in plain words wants to know."""

import re
from typing import Literal

from digests.model.base import Value
from digests.text.synonyms import concept
from digests.text.words import STOP_WORDS, stem, words

Wanted = Literal["figure", "quote", "passage"]

# Words that ask for an amount and are not themselves what is counted: "how high is", "how many", "what percentage".
_ASKS_AMOUNT = re.compile(
    r"\bhow\s+(?:high|many|much|large|big|long|old|far|tall|low|small|great|fast|deep|wide|often)\b"
    r"|\bwhat\s+(?:is\s+the\s+|was\s+the\s+)?(?:number|percentage|share|price|cost|rate|size|amount)\b",
    re.IGNORECASE,
)
_ASKS_WORDS = re.compile(
    r"\bwhat\s+(?:did|does|has|have|do)\s+(?P<who>.+?)\s+(?:say|said|tell|told|write|wrote|think|call)\w*\b(?P<about>.*)"
    r"|\bwho\s+(?:said|says|called|wrote|told)\b(?P<what>.*)",
    re.IGNORECASE | re.DOTALL,
)
_MEASURES = frozenset(map(stem, "high many much large big long old far tall low small great fast deep wide".split()))
_ASKING = frozenset(map(stem, "number percentage share amount please news".split()))


class Question(Value):
    """A question: what kind of answer it wants, the concepts it is about, and whose words, if it asks for words.

    `subject` are the concepts of what the words asked for are about, without those of the speaker.
    """

    text: str
    wanted: Wanted
    about: tuple[str, ...]
    subject: tuple[str, ...] = ()
    speaker: str | None = None


def understand(text: str) -> Question:
    """Return the question behind the words; any text is one, if perhaps about nothing."""
    if asked := _ASKS_WORDS.search(text):
        speaker, rest = asked["who"], asked["about"] if asked["who"] else asked["what"]
        subject = _about(rest or "")
        about = (*_about(speaker or ""), *subject)
        return Question(text=text, wanted="quote", about=about, subject=subject, speaker=speaker)
    wanted: Wanted = "figure" if _ASKS_AMOUNT.search(text) else "passage"
    return Question(text=text, wanted=wanted, about=_about(text))


def _about(text: str) -> tuple[str, ...]:
    stems = (stem(word) for word in words(text) if word not in STOP_WORDS)
    return tuple(dict.fromkeys(concept(term) for term in stems if term not in _MEASURES | _ASKING))
