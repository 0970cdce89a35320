"""Documents as text in a terminal, with colour and links where it has them."""

from collections.abc import Iterable, Iterator
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

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

WIDTH = 100
"""The widest a line gets: longer ones are hard to read."""
_STYLES = {"plain": Style(), "strong": Style(bold=True), "quote": Style(italic=True), "faint": Style(dim=True)}
_HEADINGS = {1: "bold underline", 2: "bold", 3: "italic"}
# Control characters of an article's text could move the cursor or rewrite what stands above.
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")


def show(document: Document, file: IO[str], *, pressable: bool = False) -> None:
    """Print the document to a file; colour and clickable links come out only where it is a terminal.

    Args:
        document: What to print.
        file: Where to.
        pressable: Whether a reader can press buttons. They are numbered then; else their commands are shown.
    """
    console = Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    with console.capture() as captured:
        for block in _blocks(document, pressable=pressable):
            console.print(block)
    file.write("\n".join(line.rstrip() for line in captured.get().split("\n")))


def _blocks(document: Document, *, pressable: bool) -> Iterator[RenderableType]:
    button = 0
    for number, block in enumerate(document.blocks):
        if number:
            yield ""
        if isinstance(block, Buttons | Choice):
            offered = block.offered
            labels = [f"[{button + n}] {b.label}" for n, b in enumerate(offered, 1)]
            button += len(labels)
            commands = [f"{b.label}: {b.command}" for b in offered]
            apart = "\n" if isinstance(block, Choice) else "  " if pressable else "  ·  "
            yield Text(apart.join(map(_clean, labels if pressable else commands)), style="cyan")
        else:
            yield _block(block)


def _block(block: Block) -> RenderableType:  # noqa: PLR0911 - a case for each kind of block
    match block:
        case Heading():
            return Text(_clean(block.text), style=_HEADINGS[block.level])
        case Paragraph():
            return _text(block.spans)
        case Bullets():
            return Group(*(_hanging("•", _text(item)) for item in block.items))
        case Quotation():
            quoted = Text(f"“{_clean(block.text)}”", style="italic")
            return Padding(Group(quoted, _text((Span(text="— "), *block.source))), (0, 0, 0, 4))
        case Table():
            return _table(block)
        case Picture():
            shown = Span(text=f"[picture: {block.alt}]", style="faint", url=block.url)
            return _text((shown, Span(text=" "), *block.caption))
        case Divider() | Buttons() | Choice():
            return Rule(style="dim", characters="─")


def _table(block: Table) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="dim")
    for name in block.header:
        grid.add_column(name, overflow="fold")
    for row in block.rows:
        grid.add_row(*map(_text, row))
    return grid


def _hanging(mark: str, text: Text) -> Grid:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column()
    grid.add_column(overflow="fold")  # a long address goes on in the next line; cut, it would lead nowhere
    grid.add_row(mark, text)
    return grid


def _text(spans: Iterable[Span]) -> Text:
    text = Text()
    for span in spans:
        text.append(_clean(span.text), _STYLES[span.style] + Style(link=span.url if _is_link(span.url) else None))
    return text


def _is_link(url: str | None) -> bool:
    return url is not None and url.startswith(("http://", "https://")) and " " not in url


def _clean(text: str) -> str:
    return text.translate(_CONTROLS)
