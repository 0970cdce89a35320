"""Splits the parts of an article into sentences with exact offsets.

sentencex proposes boundaries; what it cannot know is repaired here: a quotation stays with the words that say whose it
is, footnote and omission marks stay with the sentence they close, and a list written in one line comes apart.
"""

import re
from collections.abc import Iterable, Iterator

import sentencex

from digests.model.article import Part, Sentence

FALLBACK_LANGUAGE = "en"

# Reporting verbs that say whose a quotation is.
_SAYING = (
    "said|says|say|saying|told|tells|added|adds|asked|asks|wrote|writes|tweeted|posted|replied|replies|explained|"
    "recalled|argued|warned|noted|insisted|declared|announced|concluded|continued|remarked|stated|stressed|shouted|"
    "yelled|cried|claimed|responded|answered|joked|quipped|testified"
)
# Words that may follow such a verb when the quotation is its object. Another word opens reported speech of its own.
_ADJUNCT = (
    "in|on|at|of|during|after|before|late|early|earlier|later|via|when|while|as|about|through|ahead|by|with|from|"
    "afterwards|following|yesterday|today|this|last|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
# An attribution behind the quotation it belongs to: Roe said in a statement. / Jane Roe, a teacher, told Examplia TV.
_ATTRIBUTION = re.compile(
    rf"""
    (?: (?: [A-Z][\w.]{{0,4}}\. | [\w“"(][\w’')-]*+ ,? ) [ ] ){{1,10}}?   # a name and its description, on one line
    (?: (?:{_SAYING}) | told (?: [ ] [\w.’'-]++ ){{1,4}}? )
    (?= \s*+ (?: [.,;:] | $ ) | [ ] (?:{_ADJUNCT}) \b )
    """,
    re.VERBOSE,
)
_ATTRIBUTION_LENGTH = 160  # characters searched for it

_MARK = re.compile(r"[“„«‹”»›\"]")
_OPENING, _CLOSING = frozenset("“„«‹"), frozenset("”»›")
# Marks blanked before sentencex reads the text: it would search the rest of it for the partner of each opening mark.
_BLANKED = '“”„«»‹›"‘‚'
_BLANK = re.compile(f"[{_BLANKED}]")
# An opening mark that is set off by a space, as in French.
_SPACED_MARK = re.compile(r"(?<!\S)[«„“]\s+$")

_LOWER = re.compile(r"[a-z]")
# Marks behind the full stop that belong to the sentence before: [6] [...] (the space behind them is where it ends).
_TRAIL = re.compile(r"(?: \[ (?: \d{1,3} | \.{3} | … ) \] \s* )+", re.VERBOSE)
# An omission that opens the next sentence: "It ended. . . . It began."
_OMISSION = re.compile(r"(?<=\w\. )\. \. \.\s++$")
_LONGEST_OMISSION = 8
# A bracketed sentence that ends before a new one: (Laughter.) The
_BRACKETED = re.compile(r"(?<=[.!?][)\]])\s++(?=[A-Z“\"(\[])")
# An utterance that breaks off before the next one, whose small first word would have no capital otherwise.
_BROKEN_OFF = re.compile(
    r"(?:—(?<=[\w-]\s—)|–(?<=[\w-]\s–)|--(?<=[\w-]\s--))\s++(?=(?:But|He|How|If|It|Now|Oh|See|She|So|That['’]s|Then|There|They|We|Well|What|When|"
    r"Where|Who|Why|Yeah|Yes|You)\b)"
)
# A number or letter that begins an item of a list.
_ITEM = re.compile(r"(?<!\S)[•⁃*-]?\s?(?:(?P<number>\d{1,2})|(?P<letter>[a-z]))(?:\.\)|[.)])\s(?=\S)")
# An item's mark alone, or marks without a word: no sentence, but the beginning of the next one.
_WORDLESS = re.compile(r"\W*(?:\d{1,2}|[a-z])[.)]+\s*+|\W++")
# Abbreviations that sentencex does not know; before a small letter or a digit none of them ends a sentence.
_ABBREVIATED = re.compile(
    r"\b(?:approx|assoc|avg|cont|dept|ed|est|excl|ext|fig|govt|incl|max|min|misc|pop|resp|tel|voc|vol|"
    r"mon|tue|tues|wed|thu|thur|thurs|fri)\.\s$",
    re.IGNORECASE,
)
_LONGEST_MARK = 12  # characters before a boundary that these two look at


def split(parts: Iterable[Part], language: str | None = None) -> tuple[Sentence, ...]:
    """Return the sentences of all parts in order; a sentence never crosses a part.

    A quotation and the words that say whose it is are one sentence, whatever the quotation holds.

    Args:
        parts: The parts of one article, with their offsets in its text.
        language: ISO 639-1 code; sentencex falls back to a related language for one it has no rules for.
    """
    return tuple(
        Sentence(text=text, start=part.start + start, end=part.start + start + len(text), part=index)
        for index, part in enumerate(parts)
        for start, text in _sentences(part.text, language or FALLBACK_LANGUAGE)
    )


def _sentences(text: str, language: str) -> Iterator[tuple[int, str]]:
    starts = _repaired(text, _proposed(text, language))
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        raw = text[start:end]
        stripped = raw.strip()
        if stripped:
            yield start + raw.index(stripped[0]), stripped


def _proposed(text: str, language: str) -> list[int]:
    """Where sentences begin as far as sentencex, the brackets and the marks of a list tell, sorted."""
    starts = set(_items(text))
    starts.update(match.end() for pattern in (_BRACKETED, _BROKEN_OFF) for match in pattern.finditer(text))
    for boundary in sentencex.get_sentence_boundaries(language, _BLANK.sub(" ", text)):
        start = boundary["start_index"]
        while start and text[start - 1] in _BLANKED:
            start -= 1
        if spaced := _SPACED_MARK.search(text, max(0, start - _LONGEST_MARK), start):
            start = spaced.start()
        starts.add(start)
    return sorted(starts)


def _repaired(text: str, starts: list[int]) -> list[int]:
    """Drop the boundaries within a quotation that is attributed, and those that sentencex takes by mistake."""
    kept = [0]
    quotations = _attributed(text)
    opened, closed = next(quotations, (len(text), len(text)))
    for start in starts:
        while closed < start:
            opened, closed = next(quotations, (len(text), len(text)))
        if opened < start <= closed or not start:
            continue
        place = _shifted(text, start)
        if kept[-1] < place < len(text) and not _mistaken(text, kept[-1], place):
            kept.append(place)
    return kept


def _shifted(text: str, start: int) -> int:
    """Where a sentence really begins: behind the marks that close the one before, or at its own opening omission."""
    if trail := _TRAIL.match(text, start):
        return trail.end()
    omission = _OMISSION.search(text, max(0, start - _LONGEST_OMISSION), start)
    return omission.start() if omission else start


def _mistaken(text: str, last: int, start: int) -> bool:
    """Whether what stands before a proposed boundary is no end of a sentence."""
    if start - last <= _LONGEST_MARK and _WORDLESS.fullmatch(text, last, start):
        return True
    small = text[start].islower() or text[start].isdigit()
    return small and bool(_ABBREVIATED.search(text, max(last, start - _LONGEST_MARK), start))


def _items(text: str) -> list[int]:
    """Where the items of a list begin that is written in one line: "1. Bread 2. Milk"; empty if the text is none."""
    if not _ITEM.match(text):
        return []
    found: list[int] = []
    for match in _ITEM.finditer(text):
        value = int(match["number"]) if match["number"] else ord(match["letter"]) - ord("a") + 1
        if not found:
            first = value
        if value == first + len(found):
            found.append(match.start())
    return found if len(found) > 1 else []


def _attributed(text: str) -> Iterator[tuple[int, int]]:
    """The quotations whose sentence says whose they are: their start and the end of what belongs to them."""
    for start, end in _quotations(text):
        before = text[max(0, start - 2) : start].rstrip()
        after = end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip())
        if _LOWER.match(text, after) or _ATTRIBUTION.match(text, after, after + _ATTRIBUTION_LENGTH):
            yield start, after
        elif before and before[-1] not in '.!?…”"':
            yield start, end


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between an opening mark and the next closing one; a mark without a partner is passed over."""
    opened: int | None = None
    for match in _MARK.finditer(text):
        mark, place = match.group(), match.start()
        if mark in _OPENING or (mark == '"' and _opens(text, place, within=opened is not None)):
            opened = place
        elif opened is not None:
            yield opened, match.end()
            opened = None


def _opens(text: str, place: int, *, within: bool) -> bool:
    """Whether a straight mark opens: a word follows, and space comes before it if another is open already."""
    follows = place + 1 < len(text) and not text[place + 1].isspace()
    return follows and (not within or place == 0 or text[place - 1].isspace())
