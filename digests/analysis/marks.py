"""Finds what stands between quotation marks, with exact offsets.

The marks are read as a machine with one counter: every mark opens or closes, an inner pair counts up and down, and
only the outermost pair makes a span. A line is a paragraph: a span that is still open at its end stops there.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Double marks, two apostrophes among them, and single ones where they may open a quotation (see _SINGLE_OPEN).
_MARK = re.compile(r"""["“”„‟«»]|''|‘|(?<!\w)'(?=\w)""")
# A curly or straight single mark opens a quotation only before a word, and never before a shortened year ('90s).
_SINGLE_OPEN = re.compile(r"(?<!\w)[‘'](?=\w)(?!\d\ds\b)")
# It closes only behind the punctuation that ends a spoken phrase: a bare ’ is far more often an apostrophe.
_SINGLE_CLOSE = re.compile(r"(?<=[.,!?…])[’'](?!\w)")
_OPENING = frozenset("“„‟«")
_CLOSING = frozenset("”»")
# What may stand directly before an opening mark apart from white space.
_BEFORE_OPEN = frozenset("([{—–-‘'/")


class Quotation(NamedTuple):
    """A stretch between two outermost marks: `start` and `end` exclude the marks, `left` and `right` include them."""

    left: int
    start: int
    end: int
    right: int


def find(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Yield the outermost quotations of ``text[start:end]`` in order; they do not overlap.

    Args:
        text: The text of an article.
        start: Where to begin, at the start of a paragraph.
        end: Where to stop. A line break ends a paragraph.
    """
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield from _in_line(text, start, stop)
        start = stop + 1


def _in_line(text: str, start: int, end: int) -> Iterator[Quotation]:
    depth, left, resume = 0, start, start
    singles = True  # until one is found to have no closing mark: then none behind it has
    for mark in _MARK.finditer(text, start, end):
        place = mark.start()
        if place < resume:
            continue
        if mark[0] in ("‘", "'"):
            if singles and depth == 0 and _SINGLE_OPEN.match(text, place):
                close = _SINGLE_CLOSE.search(text, place + 1, end)
                singles = close is not None
                if close:
                    resume = close.end()
                    yield Quotation(place, place + 1, close.start(), resume)
        elif _opens(text, mark, depth):
            depth += 1
            left, start = (place, mark.end()) if depth == 1 else (left, start)
        elif depth:
            depth -= 1
            if depth == 0:
                yield from _trimmed(text, left, start, place, mark.end())
    if depth:
        yield from _trimmed(text, left, start, end, end)


def _opens(text: str, found: re.Match[str], depth: int) -> bool:
    """Whether the double mark opens; its neighbours tell where its form does not."""
    mark, place, end = found[0], found.start(), found.end()
    before = text[place - 1] if place else " "
    after = text[end] if end < len(text) else " "
    leans_right = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace()
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        return depth == 0 and leans_right and after.isalnum()
    leans_left = not before.isspace() and not after.isalnum()
    return leans_right if leans_right != leans_left else depth == 0


def _trimmed(text: str, left: int, start: int, end: int, right: int) -> Iterator[Quotation]:
    """The quotation without white space at its ends, or nothing if nothing is left."""
    inner = text[start:end]
    first = start + len(inner) - len(inner.lstrip())
    last = start + len(inner.rstrip())
    if first < last:
        yield Quotation(left, first, last, right)
