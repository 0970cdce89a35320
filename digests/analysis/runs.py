"""Finds runs of capitalised words, the raw material of names."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from digests.analysis.organisations import ORGANISATION_WORDS
from digests.analysis.roles import ABBREVIATED, ADDRESSES, is_role

# The capitals of the alphabets that have any, up to the end of the extended Cyrillic block.
UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())

# Words that begin a family name, alone or in twos; they need a capitalised word behind them.
PARTICLES = frozenset("van von der den de la del della da dos du di bin ibn al el le ter ten".split())
_PARTICLES = r"(?:(?:van|von)[\ \u00a0](?:der|den|de)|de[\ \u00a0]la|" + "|".join(sorted(PARTICLES, reverse=True)) + ")"
_OTHER_STOPPED = frozenset("Jr. Sr. Corp. Inc. Co. Ltd.".split())
_STOPPED = "|".join(
    sorted(
        (re.escape(word) for word in ABBREVIATED | ADDRESSES | _OTHER_STOPPED if word[-1] == "."), key=len, reverse=True
    )
)
_TOKEN = rf"""(?:
    (?:{_STOPPED})                                        # Sen. Dr. Jr.
    | [{UPPER}]\.(?:-?[{UPPER}]\.)*                     # J. G.K. U.S.
    | al-[{UPPER}]\w*                                    # al-Roe
    | [{UPPER}][\w&]*(?:['’-](?=[{UPPER}])\w+)*         # Roe O'Roe Mary-Kate AT&T
)"""
# Tokens with one space between them; "of", "for" and "on" are kept for now and judged by _split.
_RUN = re.compile(
    rf"""(?<![\w@\#/])(?:{_PARTICLES}[\ \u00a0])?{_TOKEN}
    (?:[\ \u00a0](?:(?:of|for|on)[\ \u00a0](?:the[\ \u00a0])?|{_PARTICLES}[\ \u00a0]|&[\ \u00a0])?{_TOKEN}){{0,40}}""",
    re.VERBOSE,
)
_WORD = re.compile(r"\S+")
CONNECTING = frozenset(("of", "for", "on"))

# What may stand before a word that is capitalised only because something begins there.
_OPENS = frozenset(".!?:…•—–-“”\"‘«»(['\n|*")


class Word(NamedTuple):
    """One word of a run with its offsets."""

    text: str
    start: int
    end: int


class Run(NamedTuple):
    """Capitalised words in a row; `initial` if the first may owe its capital to its place."""

    words: tuple[Word, ...]
    initial: bool


def scan(text: str, start: int, end: int, begins: frozenset[int]) -> Iterator[Run]:
    """Yield the capitalised runs of ``text[start:end]`` in order.

    Args:
        text: The text of an article.
        start: The start of a part.
        end: Its end.
        begins: Where sentences begin.
    """
    for match in _RUN.finditer(text, start, end):
        first, last = match.span()
        if " " not in (found := match[0]) and "\u00a0" not in found:
            yield Run((Word(found, first, last),), first in begins or _opening(text, first, start))
            continue
        for piece in _split([Word(word[0], *word.span()) for word in _WORD.finditer(text, first, last)]):
            first = piece[0].start
            yield Run(piece, first in begins or _opening(text, first, start))


def _opening(text: str, place: int, start: int) -> bool:
    before = text[max(start, place - 3) : place].rstrip()
    return not before or before[-1] in _OPENS


def _split(words: list[Word]) -> Iterator[tuple[Word, ...]]:
    """Cut a run at each "of", "for" or "on" that no office or organisation stands before."""
    piece: list[Word] = []
    for index, word in enumerate(words):
        if word.text in CONNECTING and not _takes_of(words[index - 1].text):
            if piece:
                yield tuple(piece)
            piece = []
        elif piece or word.text[0].isupper() or word.text not in ("the", "&"):
            piece.append(word)
    if piece:
        yield tuple(piece)


def _takes_of(word: str) -> bool:
    return word in ORGANISATION_WORDS or is_role(word)
