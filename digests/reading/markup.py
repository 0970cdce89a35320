"""Trees of HTML, or of the TEI that trafilatura makes of it, as lines of text."""

from collections.abc import Iterator
from typing import Any, Literal

from digests.reading.lines import Label, Line, clean

# Elements that begin a new line, in HTML or TEI, with those for headings, list items and line breaks among them.
_HEADINGS = {"head", "h1", "h2", "h3", "h4", "h5", "h6"}
_ITEMS = {"li", "item"}
_BREAKS = {"br", "lb"}
_BLOCKS = set(
    "p div section article main header footer aside nav ul ol dl dt dd table thead tbody tr td th pre figure "
    "figcaption blockquote hr list quote row cell ab graphic".split()
)
_BLOCKS |= _HEADINGS | _ITEMS
_DROPPED = {"script", "style", "noscript", "template", "iframe", "form", "button", "svg", "object"}


def lines(tree: Any) -> Iterator[Line]:
    """Yield each block of an lxml tree as a line; headings and list items are marked, captions labelled."""
    around = ["body"]  # the blocks that the walk is in
    pieces: list[str] = []
    for event, element in _walk(tree):
        if event != "text":
            if element in _BREAKS or element in _BLOCKS:
                yield from _line(pieces, around)
                pieces.clear()
            if element in _BLOCKS:
                around.append(element) if event == "start" else around.pop()
        else:
            pieces.append(element)
    yield from _line(pieces, around)


def _walk(tree: Any) -> Iterator[tuple[Literal["start", "end", "text"], str]]:
    """Yield the names of a tree's elements as they begin and end, and the text between; without recursion."""
    stack: list[Any] = [("start", tree)]
    while stack:
        event, element = stack.pop()
        if event == "text":
            yield "text", element
        elif event == "end":
            yield "end", element.tag
        elif isinstance(element.tag, str) and element.tag not in _DROPPED:
            yield "start", element.tag
            stack.append(("end", element))
            for child in reversed(element):
                stack += [("text", child.tail or ""), ("start", child)]
            yield "text", element.text or ""


def _line(pieces: list[str], around: list[str]) -> Iterator[Line]:
    text = clean("".join(pieces))
    if text:
        label: Label | None = "caption" if "figcaption" in around else None
        mark = "•" if _ITEMS.intersection(around) else ""
        yield Line(text, gap=True, mark=mark, heading=around[-1] in _HEADINGS, label=label)
