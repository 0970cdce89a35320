"""What a feed says, of whichever kind it is, before anything is made of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape

from digests.reading.lines import clean

_TAG = re.compile(r"<(?:[a-zA-Z/][^<>]{0,2000}|!\[CDATA\[|![a-zA-Z][^<>]{0,2000})>")
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|figure|figcaption|hr)\b[^<>]{0,2000}>", re.IGNORECASE
)
_HIDES = re.compile(r"<(?:!--|(?P<name>script|style|noscript|template|iframe)\b)", re.IGNORECASE)


@dataclass(slots=True)
class Item:
    """An entry as its feed wrote it; the link may be relative, the title is plain, content and summary are markup."""

    link: str = ""
    guid: str = ""
    title: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    published: str = ""
    updated: str = ""
    content: str = ""
    summary: str = ""


@dataclass(slots=True)
class Channel:
    """A feed as it wrote itself; see `digests.model.feed.FeedRead`."""

    kind: str
    title: str = ""
    link: str = ""
    language: str | None = None
    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    items: list[Item] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def plain(markup: str) -> str:
    """Return the text of markup that a reader sees, on one line."""
    if "<" in markup:
        markup = _TAG.sub("", _BLOCK.sub(" ", "".join(_shown(markup))))
    return clean(unescape(markup) if "&" in markup else markup)


def is_markup(text: str) -> bool:
    """Whether a text holds a tag."""
    return "<" in text and _TAG.search(text) is not None


def _shown(markup: str) -> Iterator[str]:
    """Yield the stretches between comments, scripts and the like; one that is not closed hides the rest."""
    at = 0
    while found := _HIDES.search(markup, at):
        yield markup[at : found.start()]
        closing = re.compile(f"</{found['name']}[^<>]{{0,100}}>" if found["name"] else "-->", re.IGNORECASE)
        closed = closing.search(markup, found.end())
        if closed is None:
            return
        at = closed.end()
    yield markup[at:]
