"""Finds what a quantity counts or measures: the words of the sentence beside it, verbatim.

There is no tagger. A noun phrase goes on until a word of a closed class, a verb of the news or its first plural: "a
24% levy on its boats" gives "levy on its boats", "more than 75 small towns have asked" gives "small towns", "tariffs
of 24 %" gives "tariffs" and "core inflation rose 3.2 percent" gives "core inflation".
"""

import re

from digests.analysis.measures import Quantity
from digests.analysis.phrase_words import ADJECTIVES, CHANGES, COLLECTIVES, DOUBLE, LY, NO_PLURAL, PLURALS, STOPS, VERBS

_Extent = tuple[int, int]
_CAPITALS = frozenset(("us", "it"))  # small words that are names in capitals: US aid, IT jobs
_LONGEST = 6  # words of a phrase

# What happened to those who are counted where no noun says who they are: "12 dead", "at least 18 were injured".
_CASUALTY = re.compile(
    r"\s(?:(?:were|was|are|have\sbeen|had\sbeen)\s)?"
    r"(killed|dead|injured|wounded|missing|arrested|hurt|displaced|detained|hospitali[sz]ed|evacuated|rescued)\b"
)
_WORD = re.compile(r"[^\W\d_](?:[\w&]|[.'’-](?=\w)|(?<=\b[A-Z])\.)*")
_HYPHENED = re.compile(r"-(?!plus|odd|fold|strong)([a-z]{3,})\b")  # a 46-page report
_DETERMINERS = re.compile(
    r"(?:(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|the|its|their|his|her|our|my|your|a|an|all|most|many|some|any|such)\s)+",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"\s(?P<word>of|on|for|in|from)\s")
# A stretch of time is no complement: "5 percent in the second quarter", "$2 million for the year".
_TIME = re.compile(
    r"(?:\w+\s){0,2}?(?:quarter|year|month|week|weekend|day|decade|period|half|morning|evening|night|session|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d)s?\b"
)
# What stands between a noun and the amount that describes it: "tariffs of", "inflation rose to", "spending is".
_LINK = re.compile(
    r"\s(?:of|at|by|is|was|are|were|be|been|will|has|have|had|stands?|stood|total?led|total?ling|reached|rose|fell|climbed|"
    r"dropped|grew|jumped|gained|lost|slid|slipped|surged|declined|increased|decreased|shrank|sank|rises?|falls?|averaged|"
    r"costs?|hit|worth)"
    r"(?:\s(?:[$€£]?\d[\d.,]*(?:%|bn|m|\spercent|\sper\scent|\s(?:percentage|basis)\spoints?)?|to|from|by|at|been|be|up|"
    r"down|only|now|currently|still|risen|fallen|grown)){0,4}\s$"
)
_OBJECT = re.compile(
    r"\s(?:the|an?|its|their|his|her|our|this|that|these|those|all|every|many|most|more|some|it|them|[a-z]+ers)\b"
)
_FURTHER = re.compile(r"\s(?:more|other|further)(?=\s)")  # "40 more men": stands before what is counted
_ARTICLE = re.compile(r"(?:\b(?:an?|the|its|his|her|their|this|that|another)|['’]s)\s$", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin\s$", re.IGNORECASE)
# Behind these, the amount that "by" adds is a lead, and the noun between the one who is behind.
_CONTEST = re.compile(
    r"\b(?:beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|lead(?:s|ing)?|led|trail(?:s|ed|ing)?)\s$", re.IGNORECASE
)
_REACH = 80  # characters before a quantity that are searched


def counted(text: str, quantity: Quantity) -> str | None:
    """What the quantity counts, as the text words it but with white space evened out; None if nothing tells."""
    after = quantity.outer_end
    if quantity.kind is None:
        found = _things(text, after, single=quantity.value is not None and abs(quantity.value) <= 1)
    elif quantity.kind in ("percent", "currency"):
        found = _base(text, quantity) or _subject(text, quantity.outer_start)
    elif quantity.joined:
        found = _extended(text, _noun(text, after))
    else:
        near = _WITHIN.search(text, max(0, quantity.outer_start - 8), quantity.outer_start)
        found = None if near else _complement(text, after, ("of",))
    return " ".join(text[found[0] : found[1]].split()) if found else None


def _things(text: str, after: int, *, single: bool) -> _Extent | None:
    """The plural behind a count, what happened to those counted, or the whole that a part is of."""
    if hyphened := _HYPHENED.match(text, after):
        return hyphened.span(1)
    further = _FURTHER.match(text, after)
    noun = _noun(text, further.end() if further else after, participle=True)
    if noun and (single or _is_plural(text[noun[0] : noun[1]])):
        return noun
    if casualty := _CASUALTY.match(text, after):
        return casualty.span(1)
    return _complement(text, after, ("of",))


def _base(text: str, quantity: Quantity) -> _Extent | None:
    """The noun that an amount stands before, with its complement, or the complement of the amount itself."""
    after = quantity.outer_end
    if noun := _noun(text, after):
        return _extended(text, noun)
    change = _WORD.match(text, after + 1)
    if (
        change
        and change.group() in CHANGES
        and _ARTICLE.search(text, max(0, quantity.outer_start - 10), quantity.outer_start)
    ):
        return _extended(text, change.span())
    money = quantity.kind == "currency"
    return _complement(text, after, ("of", "on", "for", "in") if money else ("of", "on", "for"))


def _extended(text: str, noun: _Extent | None) -> _Extent | None:
    """A noun phrase with the one that follows it behind a preposition, if both are short enough together."""
    if noun is None:
        return None
    more = _complement(text, noun[1], ("of", "on", "for", "in", "from"))
    if more and len(text[noun[0] : more[1]].split()) <= _LONGEST:
        return noun[0], more[1]
    return noun


def _complement(text: str, after: int, prepositions: tuple[str, ...]) -> _Extent | None:
    """The noun phrase behind a preposition, without its determiner."""
    preposition = _PREPOSITION.match(text, after)
    if not preposition or preposition["word"] not in prepositions:
        return None
    start = preposition.end()
    if determiner := _DETERMINERS.match(text, start):
        start = determiner.end()
    if _TIME.match(text, start):
        return None
    return _noun(text, start - 1, participle=True)


def _noun(text: str, after: int, *, participle: bool = False) -> _Extent | None:
    """The noun phrase that begins one space behind `after`; with `participle` it may open with one ("injured men")."""
    start = end = after + 1
    place, last = after, ""
    for number in range(_LONGEST):
        word = _WORD.match(text, place + 1) if text[place : place + 1].isspace() else None
        if not word:
            break
        last = word.group().lower()
        verb = last in VERBS or (number > 0 and last.endswith("ed") and "-" not in last)
        if verb and last in ADJECTIVES and participle and not number:
            verb = False
        elif verb or _ends(word.group()) or (last in DOUBLE and _OBJECT.match(text, word.end())):
            break
        place = end = word.end()
        if _is_plural(last) and last not in COLLECTIVES:
            break
    words = text[start:end].lower().split()
    if all(word in VERBS or word in ADJECTIVES or word.endswith("ed") for word in words):
        return None
    return start, end


def _is_plural(phrase: str) -> bool:
    """Whether a noun phrase ends in a plural."""
    last = phrase.rsplit(maxsplit=1)[-1].lower()
    return last in PLURALS or last in COLLECTIVES or (last.endswith("s") and not NO_PLURAL.search(last))


def _subject(text: str, before: int) -> _Extent | None:
    """The noun that an amount is said of: what stands before "of", "is", "rose to" and the like."""
    begin = max(0, before - _REACH)
    link = _LINK.search(text, begin, before)
    if not link:
        return None
    words = list(_WORD.finditer(text, begin, link.start()))
    start = end = link.start()
    for number, word in enumerate(reversed(words)):
        lower = word.group().lower()
        touching = word.end() == start if not number else text[word.end() : start].isspace()
        joins = lower == "of" and number
        if not touching or number == _LONGEST - 1 or (_ends(word.group()) and not joins):
            break
        start = word.start()
    if link.group().startswith(" by ") and _CONTEST.search(text, begin, start):
        return None
    found = text[start:end].removeprefix("of ")
    return (end - len(found), end) if found.strip() else None


def _ends(written: str) -> bool:
    """Whether a word ends a noun phrase; "US" is none of the small words."""
    word = written.lower()
    if word in STOPS:
        return not (written.isupper() and word in _CAPITALS)
    return word in VERBS or (word.endswith("ly") and word not in LY)
