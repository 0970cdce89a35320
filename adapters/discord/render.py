"""Documents as Discord's components, version 2 (https://discord.com/developers/docs/components/reference); pure.

Components and not embeds, because they are one flow from top to bottom: headings, lists, quotes and links are what they
are everywhere, buttons stand under the story that they are for, and no link unfolds to a card of its own.
"""

from collections.abc import Iterator, Sequence

from adapters.cutting import Room, cut, length, shortened
from adapters.discord.elements import (
    CHOOSE,
    COMPONENTS_V2,
    CONTAINER,
    GALLERY,
    PRESS,
    ROW,
    SELECT,
    SEPARATOR,
    SILENT,
    Json,
    actions,
    button,
    custom_id,
    mark,
    options,
    text_display,
)
from adapters.discord.markdown import address, behind, line, lines, plain, shows
from digests.model.document import (
    Block,
    Bullets,
    Button,
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

# Of a message's 40 components two are the first text and its box, and four the answer's own row; two are spare. Of its
# 4,000 characters some are kept for what an answer says of itself.
_COMPONENTS, _CHARACTERS = 32, 3700
_LONGEST = 700  # of one text, of which a quotation has two: marked and with backslashes, each is up to 2.5 times longer
_ALT, _PLACEHOLDER, _TITLE = 1024, 150, 100


def parts(document: Document) -> tuple[Document, ...]:
    """Return a document in pieces of which each is one message."""
    return cut(document, _ROOM)


def calls(document: Document, channel: str) -> list[Json]:
    """Return what is sent to post a document in a channel, by Discord's id of it: the calls in order."""
    path = f"/channels/{channel}/messages"
    return [{"method": "POST", "path": path, "body": message(part)} for part in parts(document)]


def message(document: Document, row: Sequence[Json] = (), *, key: str = "") -> Json:
    """Return a document of one part as the body of a message.

    Args:
        document: What it says.
        row: Buttons of the message's own, below everything.
        key: By which it can be found again, see `mark`.
    """
    made = components(document) or [text_display("Newsdesk")]
    if key:
        made[0]["id"] = mark(key)
    return {"flags": COMPONENTS_V2, "components": [*made, *actions(row)], "allowed_mentions": SILENT}


def components(document: Document) -> list[Json]:
    """Return a document's blocks: each story in a box of its own, everything else between the boxes."""
    page = _Page()
    for number, block in enumerate(document.blocks):
        if isinstance(block, Divider):
            page.divide()
        elif isinstance(block, Heading) and block.story:
            page.box()
        if text := _written(block):
            page.write(text, apart=isinstance(block, Paragraph) and not text.startswith("-#"))
        for one in _made(block, number):
            page.put(one)
    return page.finished()


def title(document: Document) -> str:
    """Return what a thread about a document is called."""
    headings = (" ".join(block.text.split()) for block in document.blocks if isinstance(block, Heading))
    return shortened(next(filter(None, headings), "Newsdesk"), _TITLE)


class _Page:
    """Components in the making; texts below each other become one, which needs fewer of them."""

    def __init__(self) -> None:
        self._made: list[Json] = []
        self._box: list[Json] | None = None
        self._texts: list[str] = []
        self._apart = False

    def write(self, text: str, *, apart: bool) -> None:
        """Add a text, with an empty line between two that stand `apart`."""
        gap = "\n" if apart and self._apart else ""
        self._texts.append(f"{gap}{text}" if self._texts else text)
        self._apart = apart

    def put(self, one: Json) -> None:
        """Add what is no text."""
        self._end_text()
        (self._made if self._box is None else self._box).append(one)

    def box(self) -> None:
        """Begin a box."""
        self._close()
        self._box = []

    def divide(self) -> None:
        """End a box; between what stands in none, draw a line."""
        boxed = self._box is not None
        self._close()
        if self._made and not boxed:
            self._made.append({"type": SEPARATOR, "divider": True})

    def finished(self) -> list[Json]:
        """Return what was made."""
        self._close()
        while self._made and self._made[-1]["type"] == SEPARATOR:
            self._made.pop()
        return self._made

    def _end_text(self) -> None:
        texts, self._texts, self._apart = self._texts, [], False
        if texts:
            self.put(text_display("\n".join(texts)))

    def _close(self) -> None:
        self._end_text()
        boxed, self._box = self._box, None
        if boxed:
            self._made.append({"type": CONTAINER, "components": boxed})


def _written(block: Block) -> str:
    """Return a block as text, empty if it is none."""
    match block:
        case Heading() if block.text.strip():
            return _heading(block)
        case Paragraph() if shows(block.spans):
            faint = all(span.style == "faint" or not span.text.strip() for span in block.spans)
            return behind("-# ", lines(block.spans)) if faint else lines(block.spans)
        case Bullets():
            return "\n".join(f"- {line(item)}" for item in block.items if shows(item))
        case Quotation():
            return _quotation(block)
        case Table():
            return _table(block)
    return ""


def _heading(heading: Heading) -> str:
    text = plain(heading.text)
    return f"{'#' * (heading.level + 1)} {text}" if heading.level < 3 else f"**{text}**"


def _quotation(quotation: Quotation) -> str:
    quoted = lines([Span(text=f"“{quotation.text.strip()}”")]) if quotation.text.strip() else ""
    source = f"— {line(quotation.source)}" if shows(quotation.source) else ""
    said = "\n".join(filter(None, (quoted, source)))
    return behind("> ", said) if said else ""


def _table(table: Table) -> str:
    """Return a table as a list, for Discord has none: the first cell of each row stands out."""
    rows = [" · ".join(line(cell) or "–" for cell in (_strong(row[0]), *row[1:])) for row in table.rows if row]
    header = [f"-# {plain(' · '.join(table.header))}"] if any(name.strip() for name in table.header) else []
    return "\n".join([*header, *(f"- {row}" for row in rows)])


def _strong(cell: Sequence[Span]) -> list[Span]:
    return [span.model_copy(update={"style": "strong"}) for span in cell]


def _made(block: Block, number: int) -> Iterator[Json]:
    """Yield what a block becomes besides text."""
    match block:
        case Picture():
            yield from _picture(block)
        case Buttons():
            made = (_pressed(one, f"{number}.{n}") for n, one in enumerate(block.buttons) if one.label.strip())
            yield from actions([one for one in made if one])
        case Choice():
            yield from _select(block, number)
        case _:
            pass


def _pressed(one: Button, number: str) -> Json | None:
    """Return a button of a document; one whose command does not fit is left out: it can be typed.

    Those of digests and answers name a story by its id, and fit.
    """
    carried = custom_id(PRESS, number, one.command, one.channel)
    return button(one.label, carried) if carried else None


def _select(choice: Choice, number: int) -> Iterator[Json]:
    carried = custom_id(CHOOSE, str(number), choice.command)
    offered = options([(one.label, one.value) for one in choice.options])
    if carried and offered:
        label = shortened(" ".join(choice.label.split()), _PLACEHOLDER) or "…"
        select = {"type": SELECT, "custom_id": carried, "placeholder": label, "options": offered}
        yield {"type": ROW, "components": [select]}


def _picture(picture: Picture) -> Iterator[Json]:
    url = address(picture.url)
    alt = shortened(" ".join(picture.alt.split()), _ALT)
    if url:
        shown = {"media": {"url": url}} | ({"description": alt} if alt else {})
        yield {"type": GALLERY, "items": [shown]}
    elif alt:
        yield text_display(behind("-# ", plain(alt)))
    if shows(picture.caption):
        yield text_display(behind("-# ", lines(picture.caption)))


def _size(block: Block) -> tuple[int, int]:
    """Return how many components and characters a block takes at most, with the text that has to begin behind it."""
    made = list(_made(block, 0))
    begins = isinstance(block, Divider) or (isinstance(block, Heading) and block.story is not None)
    counted = sum(1 + len(one.get("components", ())) for one in made) + bool(made) + 2 * begins
    written = sum(length(one.get("content", "")) for one in made) + length(_written(block))
    return counted, written + 2


_ROOM = Room(_size, (_COMPONENTS, _CHARACTERS), _LONGEST)
