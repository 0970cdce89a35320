"""Cuts documents into pieces of which each fits a message: between stories, then blocks, then sentences.

Nothing is left out, and nothing is cut in the middle of a sentence unless one alone is longer than a whole message;
that one is cut between words. What a platform's limits are, its adapter says.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from digests.model.document import (
    Block,
    Bullets,
    Buttons,
    Choice,
    Divider,
    Document,
    Heading,
    Paragraph,
    Picture,
    Quotation,
    Span,
    Table,
)

T = TypeVar("T")
_SENTENCE = re.compile(r".+?(?:[.!?…]['\"”’)\]]*(?=\s)|$)\s*", re.DOTALL)
"""A sentence of text that is shown, with the spaces behind it: a cut behind an abbreviation does no harm here."""
_JOINERS = frozenset("\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""What ties one sign to the next, as in emoji of several, and tones of skin."""


def length(text: str) -> int:
    """Return how long a text is as the platforms count, in UTF-16 code units: most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, longest: int) -> str:
    """Return a label in so many UTF-16 code units: one that is longer ends behind a word, with an ellipsis."""
    return text if length(text) <= longest else f"{next(_fitting(text, longest - 1)).rstrip()}…"


@dataclass(frozen=True)
class Room:
    """What one message holds.

    Attributes:
        size: Returns how much a block takes of each of several limits.
        limits: How much there is of each.
        longest: The longest text of one block, in UTF-16 code units: longer ones become several.
    """

    size: Callable[[Block], Sequence[int]]
    limits: Sequence[int]
    longest: int

    def holds(self, blocks: Iterable[Block]) -> bool:
        """Return whether a message holds all these blocks."""
        return self.has(map(self.size, blocks))

    def has(self, sizes: Iterable[Sequence[int]]) -> bool:
        """Return whether a message holds blocks of these sizes."""
        return all(sum(taken) <= limit for taken, limit in zip(zip(*sizes, strict=True), self.limits, strict=False))


@dataclass(frozen=True)
class _Sized:
    block: Block
    size: Sequence[int]


def cut(document: Document, room: Room) -> tuple[Document, ...]:
    """Return a document in pieces that fit.

    A story goes whole into the next piece where it does not fit behind what stands before it, unless no piece holds it.
    A heading stays with what is below it, and buttons with what is above.
    """
    small = [_Sized(one, room.size(one)) for block in document.blocks for one in _small(block, room)]
    pieces: list[list[_Sized]] = [[]]
    for section in _sections(small):
        _put(pieces, section, room, (_groups, _singles))
    full = [blocks for piece in pieces if (blocks := _trimmed([one.block for one in piece]))] or [()]
    return tuple(Document(blocks=blocks) for blocks in full)


def _put(
    pieces: list[list[_Sized]],
    unit: list[_Sized],
    room: Room,
    finer: Sequence[Callable[[list[_Sized]], Iterator[list[_Sized]]]],
) -> None:
    """Put a unit behind the last piece, or into one of its own, or the finer units that it is made of."""
    together = [*pieces[-1], *unit]
    if room.has(one.size for one in together):
        pieces[-1] = together
    elif not finer or room.has(one.size for one in unit):
        pieces.append(unit)
    else:
        for part in finer[0](unit):
            _put(pieces, part, room, finer[1:])


def _sections(blocks: Sequence[_Sized]) -> Iterator[list[_Sized]]:
    """Yield what belongs together best: each story with its heading, and what stands before and behind them."""
    section: list[_Sized] = []
    for one in blocks:
        begins = isinstance(one.block, Divider) or (isinstance(one.block, Heading) and one.block.story is not None)
        if section and begins:
            yield section
            section = []
        section.append(one)
    if section:
        yield section


def _groups(section: list[_Sized]) -> Iterator[list[_Sized]]:
    """Yield what should not be parted: headings with the block below, buttons with the block above."""
    group: list[_Sized] = []
    for one in section:
        if group and not isinstance(group[-1].block, Heading) and not isinstance(one.block, Buttons | Choice):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _singles(group: list[_Sized]) -> Iterator[list[_Sized]]:
    yield from ([one] for one in group)


def _trimmed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a piece without dividers at its beginning and end, where they divide nothing."""
    others = [number for number, block in enumerate(blocks) if not isinstance(block, Divider)]
    return tuple(blocks[others[0] : others[-1] + 1]) if others else ()


def _small(block: Block, room: Room) -> Iterator[Block]:
    """Yield a block, or in its place several that are small enough."""
    if room.holds([block]) and all(length(text) <= room.longest for text in _texts(block)):
        yield block
        return
    match block:
        case Heading():
            yield from _small_heading(block, room)
        case Paragraph():
            yield from (Paragraph(spans=line) for line in _lines(block.spans, room.longest))
        case Bullets():
            items = [line for item in block.items for line in _lines(item, room.longest)]
            yield from _packed(items, lambda some: Bullets(items=tuple(some)), room)
        case Quotation():
            yield from _small_quotation(block, room)
        case Table():
            yield from _small_table(block, room)
        case Picture():
            yield block.model_copy(update={"caption": ()})
            yield from (Paragraph(spans=line) for line in _lines(block.caption, room.longest))
        case Buttons():
            yield from _packed(block.buttons, lambda some: Buttons(buttons=tuple(some)), room)
        case _:
            yield block


def _small_heading(heading: Heading, room: Room) -> Iterator[Block]:
    first, *rest = _fitting(heading.text, room.longest)
    yield heading.model_copy(update={"text": first})
    yield from (Paragraph(spans=(Span(text=text, style="strong"),)) for text in rest)


def _small_quotation(quotation: Quotation, room: Room) -> Iterator[Block]:
    lines = _lines((Span(text=quotation.text),), room.longest, joined=True)
    *most, last = [line[0].text.strip() for line in lines] or [""]
    yield from (Quotation(text=text, source=()) for text in most)
    source, *rest = _lines(quotation.source, room.longest) or [()]
    yield Quotation(text=last, source=source)
    yield from (Paragraph(spans=line) for line in rest)


def _small_table(table: Table, room: Room) -> Iterator[Block]:
    """Yield runs of rows, and a row with a cell that is too long as a paragraph of its own."""
    rows: list[tuple[tuple[Span, ...], ...]] = []

    def run() -> Iterator[Block]:
        yield from _packed(rows, lambda some: Table(header=table.header, rows=tuple(some)), room)
        rows.clear()

    for row in table.rows:
        if (
            room.holds([one := Table(header=table.header, rows=(row,))])
            and max(map(length, _texts(one)), default=0) <= room.longest
        ):
            rows.append(row)
        else:
            yield from run()
            spans = tuple(span for n, cell in enumerate(row) for span in ((Span(text=" · "),) if n else ()) + cell)
            yield from (Paragraph(spans=line) for line in _lines(spans, room.longest))
    yield from run()


def _packed(items: Sequence[T], make: Callable[[Sequence[T]], Block], room: Room) -> Iterator[Block]:
    """Yield blocks of the items, as few as fit a message each."""
    run: list[T] = []
    for item in items:
        if run and not room.holds([make([*run, item])]):
            yield make(run)
            run = []
        run.append(item)
    if run:
        yield make(run)


def _texts(block: Block) -> Iterator[str]:
    """Yield the texts of a block that are shown as one."""
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield _text(block.spans)
        case Bullets():
            yield from map(_text, block.items)
        case Quotation():
            yield from (block.text, _text(block.source))
        case Table():
            yield from (_text(cell) for row in block.rows for cell in row)
        case Picture():
            yield _text(block.caption)
        case _:
            pass


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)


def _lines(spans: Sequence[Span], longest: int, *, joined: bool = False) -> list[tuple[Span, ...]]:
    """Return spans in runs of which each is short enough, cut behind sentences.

    Args:
        spans: What is cut; a link only if it is too long by itself.
        longest: The most UTF-16 code units of a run.
        joined: Whether the spans of a run become one, in the style of the first.

    Addresses count as text: a run of many links takes more room than it shows.
    """
    lines: list[list[Span]] = [[]]
    left = longest
    for piece in (piece for span in spans for piece in _pieces(span, longest)):
        taken = length(piece.text) + length(piece.url or "")
        if lines[-1] and taken > left:
            lines.append([])
            left = longest
        lines[-1].append(piece)
        left -= taken
    if joined:
        return [(line[0].model_copy(update={"text": _text(line)}),) for line in lines if line]
    return [tuple(line) for line in lines if line]


def _pieces(span: Span, longest: int) -> Iterator[Span]:
    """Yield a span in sentences; one that is too long by itself in words, and such a word in characters."""
    if span.url and length(span.text) <= longest:
        yield span
        return
    for sentence in _SENTENCE.findall(span.text):
        for piece in _fitting(sentence, longest):
            yield span.model_copy(update={"text": piece})


def _fitting(text: str, longest: int) -> Iterator[str]:
    """Yield a text in pieces that are short enough, cut between words where it has any."""
    while length(text) > longest:
        end = _reach(text, longest)
        space = text.rfind(" ", 1, end)
        end = space + 1 if space > 0 else end
        yield text[:end]
        text = text[end:]
    if text:
        yield text


def _reach(text: str, longest: int) -> int:
    """Return how many characters of a text fit, without parting a sign from the marks on it."""
    taken = fitting = 0
    for one in text:
        taken += 1 + (one > "\uffff")
        if taken > longest:
            break
        fitting += 1
    end = fitting
    while end and (unicodedata.category(text[end]).startswith("M") or {text[end], text[end - 1]} & _JOINERS):
        end -= 1
    return end or max(fitting, 1)
