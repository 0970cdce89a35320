"""Documents as Markdown (CommonMark with tables)."""

import re
from collections.abc import Iterable

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

# What CommonMark and its table extension read as markup anywhere in a line. Article text must never become markup.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~@])")
# What they read as markup at the start of a line only: a list, a quote, a rule, an ordered list.
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)
_UNSAFE_IN_ADDRESS = re.compile(r"[\s<>()\\]")


def render(document: Document) -> str:
    """Return the document as Markdown, ending in a line break."""
    return "\n\n".join(text for block in document.blocks if (text := _block(block))) + "\n"


def _block(block: Block) -> str:  # noqa: PLR0911 - a case for each kind of block
    match block:
        case Heading():
            return f"{'#' * block.level} {_escaped(block.text)}"
        case Paragraph():
            return _at_line_start(_spans(block.spans))
        case Bullets():
            return "\n".join(f"- {_at_line_start(_spans(item))}" for item in block.items)
        case Quotation():
            return f"> “{_escaped(block.text)}”\n>\n> {_spans(block.source)}"
        case Table():
            return _table(block)
        case Picture():
            return f"!{_link(_escaped(block.alt), block.url)}" + (
                f"\n\n{_spans(block.caption)}" if block.caption else ""
            )
        case Divider():
            return "---"
        case Buttons() | Choice():
            return ""


def _table(block: Table) -> str:
    rows = [[_escaped(cell) for cell in block.header], ["---"] * len(block.header)]
    rows += [[_spans(cell) for cell in row] for row in block.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _spans(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    core = span.text.strip()
    if not core:
        return span.text
    before, after = span.text[: span.text.index(core[0])], span.text[len(span.text.rstrip()) :]
    shown = _escaped(core)
    if span.style == "strong":
        shown = f"**{shown}**"
    elif span.style == "quote":
        shown = f"“{shown}”"
    return f"{before}{_link(shown, span.url) if span.url else shown}{after}"


def _link(shown: str, url: str) -> str:
    return f"[{shown}]({_UNSAFE_IN_ADDRESS.sub(lambda found: f'%{ord(found[0]):02X}', url)})"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _at_line_start(text: str) -> str:
    return _LINE_START.sub(lambda found: f"{found[1]}{_defused(found[2])}", text)


def _defused(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}"
