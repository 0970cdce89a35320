"""The raw text cut into lines of clean white space; lines that a mail program wrapped are joined again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from typing import Literal

from digests.model.article import FurnitureReason, PartKind
from digests.reading.unreadable import MAX_LINE, MAX_LINES, MAX_TEXT, Unreadable

Label = PartKind | FurnitureReason | Literal["headline", "deck"]


@dataclass(slots=True)
class Line:
    """One line: its text, whether a blank line (`gap`) or a bullet mark stood before it, and what it turned out to be.

    `indent` is the number of characters of white space before it, `heading` whether markup made it a heading; `label`
    is None while nothing is known. `size` is the number of words; in a script without spaces, two characters are one.
    """

    text: str
    gap: bool = False
    mark: str = ""
    indent: int = 0
    heading: bool = False
    label: Label | None = None
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = self.text.count(" ") + 1
        if not self.text.isascii():
            self.size += len(_UNSPACED.findall(self.text)) // 2

    @property
    def stops(self) -> bool:
        """Whether the line ends as a sentence of prose does: a stop or colon, perhaps inside closing marks."""
        last = self.text[-1:]
        return not last.isalnum() and _STOP.search(self.text, max(0, len(self.text) - _CLOSING)) is not None

    @property
    def ends(self) -> bool:
        """Whether it ends as any sentence does, a question too; headlines may."""
        return self.stops or self.text.rstrip("\"'”’»)]").endswith(("?", "!", "？", "！", "؟"))


_CLOSING = 6  # characters at the end in which the stop is looked for
# A sentence's stop and what may close behind it: quotation marks, brackets, a footnote's star.
_STOP = re.compile(r"(?:[.:…。：।۔]|(?<=[.…])[.…]+|[?!？！؟][\"'”’»)\]])[\"'”’»“)\]*」』]*$|[.,…][\"'”’»]$")
# Characters of scripts that put no space between words: Thai, Japanese, Chinese.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

# Characters without a width: soft hyphen, zero-width spaces, marks of direction, byte order mark, controls, and halves
# of surrogate pairs, which are no characters; zero-width joiners too, but for the scripts whose spelling needs them.
_INVISIBLE = re.compile(
    r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
    r"|(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f])"
)
_SURROGATES = re.compile(r"[\ud800-\udfff]")

# A mark that begins a list's item: a dot, square or arrow; a star, dash or middle dot only before a space.
_MARK = re.compile(r"(?P<mark>[•◦▪‣⁃∙●○■□►▶➤➢✓✔]|[*·–—-](?=\s))\s*")
_DASHES = "-–—"
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")  # a heading in Markdown

# Mails are wrapped at some width of this range; below are lists, above are paragraphs.
_NARROWEST, _WIDEST = 50, 100
_FEWEST_PAIRS = 3
_LONG = 0.7  # of the width: lines that may be full
_SHARE_FULL, _SHARE_INSIDE = 0.75, 0.4  # of the long lines that another one follows directly


def clean(text: str) -> str:
    """Return a text on one line: invisible characters out, every run of white space one space."""
    if not text.isprintable():
        text = _INVISIBLE.sub("", _SURROGATES.sub("\ufffd", text))
    return " ".join(text.split())


def split(text: str) -> list[Line]:
    """Return the lines of a raw text that hold a word; raises Unreadable where one of them or all are too long."""
    if len(text) > MAX_TEXT:
        raise Unreadable(f"is longer than {MAX_TEXT // 1_000_000} million characters, more than one article")
    lines = bounded(_cut(text))
    _keep_lists(lines)
    return _unwrapped(lines)


def bounded(lines: Iterable[Line]) -> list[Line]:
    """Return the lines in a list; raises Unreadable where they are more than an article has."""
    taken = list(islice(lines, MAX_LINES + 1))
    if len(taken) > MAX_LINES:
        raise Unreadable(f"has more than {MAX_LINES:,} lines, more than one article")
    return taken


def _cut(text: str) -> Iterator[Line]:
    gap, mark = False, ""
    for number, raw in enumerate(text.splitlines(), start=1):
        if len(raw) > MAX_LINE:
            where = f"line {number}"
            raise Unreadable(f"{where} is longer than {MAX_LINE // 1_000_000} million characters", where)
        content = clean(raw)
        if not content:
            gap = True
            continue
        found = _MARK.match(content)
        if found and found.end() == len(content):  # the mark stands on a line of its own, before its item
            gap, mark = True, found["mark"] if found["mark"] not in _DASHES else ""
            continue
        if found:
            mark, content = found["mark"], content[found.end() :]
        heading = _HEADING.match(content)
        content = content[heading.end() :] if heading else content
        yield Line(content, gap, mark, len(raw) - len(raw.lstrip()), heading=heading is not None)
        gap, mark = False, ""


def _keep_lists(lines: list[Line]) -> None:
    """Give a mark back to its line where it marks no item of a list.

    That is a dash where no neighbour has the same (dialogue, a signature, an attribution), and a mark that comes again
    within its line, which holds a list of its own.
    """
    marks = ["", *(line.mark for line in lines), ""]
    for number, line in enumerate(lines, start=1):
        alone = line.mark in _DASHES and line.mark not in (marks[number - 1], marks[number + 1])
        if line.mark and (alone or f" {line.mark}" in line.text):
            line.text, line.mark = f"{line.mark} {line.text}", ""


def _unwrapped(lines: list[Line]) -> list[Line]:
    width = _width(lines)
    if width is None:
        return lines
    joined: list[Line] = []
    pieces: list[str] = []
    for before, line in pairwise([Line(""), *lines]):
        if pieces and _continues(before, line, width):
            pieces.append(line.text)
            continue
        joined[-1:] = [replace(last, text=" ".join(pieces)) for last in joined[-1:]]
        joined.append(line)
        pieces = [line.text]
    return [*joined[:-1], replace(joined[-1], text=" ".join(pieces))]


def _width(lines: list[Line]) -> int | None:
    """Return the width the lines were wrapped at, None if they were not."""
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[len(lengths) * 19 // 20] if lengths else 0  # one line in twenty may be a long link
    if not _NARROWEST <= width <= _WIDEST:
        return None
    followed = [(before, line) for before, line in pairwise(lines) if not line.gap and not line.mark]
    pairs = [(before, line) for before, line in followed if len(before.text) >= _LONG * width]
    full = sum(_continues(before, line, width) for before, line in pairs)
    inside = sum(not line.text[0].isupper() for _, line in pairs)  # lines that begin inside a sentence
    wrapped = len(pairs) >= _FEWEST_PAIRS and full >= _SHARE_FULL * len(pairs) and inside >= _SHARE_INSIDE * len(pairs)
    return width if wrapped else None


def _continues(before: Line, line: Line, width: int) -> bool:
    """Whether the second line goes on with the first: its first word would not have fitted there."""
    if line.gap or line.mark or line.heading or before.heading or (line.indent > before.indent and not before.mark):
        return False
    word = line.text.partition(" ")[0]
    return before.indent + 2 * len(before.mark) + len(before.text) + 1 + len(word) > width
