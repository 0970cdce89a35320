"""Finds what stands between quotation marks, with exact offsets.

The marks are read as a machine with one counter: every mark opens or closes, an inner pair counts up and down, and
only the outermost pair makes a span. A line is a paragraph: a span that is still open at its end stops there.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Double marks, two apostrophes among them, single ones where they may open a quotation (see _SINGLE_OPEN), and the
# ends of lines.
_MARK = re.compile(r"""["“”„‟«»\n]|''|‘|(?<!\w)'(?=\w)""")
# A curly or straight single mark opens a quotation only before a word, and never before a shortened year ('90s).
_SINGLE_OPEN = re.compile(r"(?<!\w)[‘'](?=\w)(?!\d\ds\b)")
# It closes only behind the punctuation that ends a spoken phrase: a bare ’ is far more often an apostrophe.
_SINGLE_CLOSE = re.compile(r"(?<=[.,!?…])[’'](?!\w)|\n")
_OPENING = frozenset("“„‟«")
_CLOSING = frozenset("”»")
# What may stand directly before an opening mark apart from white space.
_BEFORE_OPEN = frozenset("([{—–-‘'/")


class Quotation(NamedTuple):
    """A stretch between two outermost marks: `start` and `end` exclude the marks, `left` and `right` include them.

    One that is not `closed` reaches to the end of its paragraph; one that is `single` stands between single marks.
    """

    left: int
    start: int
    end: int
    right: int
    closed: bool = True
    single: bool = False


def find(text: str) -> Iterator[Quotation]:  # noqa: C901 - one machine, a branch for each mark
    """Yield the outermost quotations of a text in order; they do not overlap, and none goes on over a line break."""
    depth = left = start = resume = 0
    singles = True  # until one is found to have no closing mark: then none behind it in the line has
    for mark in _MARK.finditer(text):
        place, form = mark.start(), mark[0]
        if form == "\n":
            if depth:
                yield from _trimmed(text, Quotation(left, start, place, place, closed=False))
            depth, singles = 0, True
        elif place < resume:
            continue
        elif form in ("‘", "'"):
            if depth == 0 and singles and _SINGLE_OPEN.match(text, place):
                quotation = _single(text, place)
                singles = quotation is not None
                if quotation:
                    resume = quotation.right
                    yield quotation
        elif _opens(text, mark, depth):
            depth += 1
            left, start = (place, mark.end()) if depth == 1 else (left, start)
        elif depth:
            depth -= 1
            if depth == 0:
                yield from _trimmed(text, Quotation(left, start, place, mark.end()))
    if depth:
        yield from _trimmed(text, Quotation(left, start, len(text), len(text), closed=False))


def _single(text: str, place: int) -> Quotation | None:
    """The quotation that a single mark opens, if another one closes it in its line."""
    close = _SINGLE_CLOSE.search(text, place + 1)
    if not close or close[0] == "\n":
        return None
    return Quotation(place, place + 1, close.start(), close.end(), single=True)


def _opens(text: str, found: re.Match[str], depth: int) -> bool:
    """Whether the double mark opens; its neighbours tell where its form does not."""
    mark, place, end = found[0], found.start(), found.end()
    before = text[place - 1] if place else " "
    after = text[end] if end < len(text) else " "
    leans_right = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace()
    leans_left = not before.isspace() and not after.isalnum()
    if mark in _OPENING:
        return not depth or leans_right or not leans_left  # „so“ and »so« close with a mark that opens elsewhere
    if mark in _CLOSING:
        return depth == 0 and leans_right and after.isalnum()
    return leans_right if leans_right != leans_left else depth == 0


def _trimmed(text: str, found: Quotation) -> Iterator[Quotation]:
    """The quotation without white space at its ends, or nothing if nothing is left."""
    inner = text[found.start : found.end]
    first = found.start + len(inner) - len(inner.lstrip())
    last = found.start + len(inner.rstrip())
    if first < last:
        yield Quotation(found.left, first, last, found.right, found.closed)
