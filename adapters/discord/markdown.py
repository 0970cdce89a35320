"""Text as Discord's markdown, in which nothing that an article says is markup, a mention or a link by itself; pure.

Discord has no plain text, so everything that it would read as markup gets a backslash. A mention, which its servers
look for without regard to backslashes, is broken by a space of no width; besides, no message may mention anybody.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from adapters.cutting import length
from adapters.discord.names import PLATFORM, identity_of
from adapters.interface import platform_of
from digests.model.document import Span

BREAK = "\u200b"
"""The space of no width."""
URL = 800
"""The longest address of a link, as it is written."""

_KNOWN = 4096  # addresses: those of a digest are asked for several times, and it goes to many channels

_MARKUP = re.compile(r"[\\*_~`|<\[\]]|:(?=//|[^\s:]+:)")
_MENTION = re.compile(r"@(?=everyone|here)|<(?=[@#:/a-z])", re.IGNORECASE)
_LINE_START = re.compile(r"^\s*(?=[#>+\-])|^\s*\d+(?=[.)](?:\s|$))", re.MULTILINE)
_LINE_END = re.compile(r"\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
_BREAKS_LINKS = re.compile(r"[\\*`|<>()\[\]\"]|@(?=everyone|here)", re.IGNORECASE)
_WIDE = str.maketrans("[]", "［］")
"""In the text of a link brackets would end it, whatever stands before them."""


def line(spans: Iterable[Span]) -> str:
    """Return spans in one line."""
    return _LINE_END.sub(" ", lines(spans))


def lines(spans: Iterable[Span]) -> str:
    """Return spans in as many lines as they have."""
    written = ""
    for span in _joined(spans):
        one = _span(span)
        # What ends and what begins with the same sign would be taken for one run of it.
        written += BREAK + one if written.endswith("*") and one.startswith("*") else one
    return _LINE_START.sub(r"\g<0>\\", _LINE_END.sub("\n", written.strip()))


def plain(text: str) -> str:
    """Return a text in one line."""
    return line((Span(text=text),))


def behind(prefix: str, text: str) -> str:
    """Return a text of several lines with a sign before each."""
    return "\n".join(f"{prefix}{one}" for one in text.split("\n"))


def shows(spans: Sequence[Span]) -> bool:
    """Return whether anything is to be seen of spans."""
    return any(span.text.strip() for span in spans)


@lru_cache(_KNOWN)
def address(url: str | None) -> str | None:
    """Return the address of a link as it is written in one; None if it is none that may be shown."""
    try:
        taken_apart = urlsplit(url or "")
        host = taken_apart.hostname
    except ValueError:
        return None
    if taken_apart.scheme not in ("http", "https") or not host or re.search(r"\s", url or ""):
        return None
    written = _BREAKS_LINKS.sub(lambda found: f"%{ord(found[0]):02X}", url or "")
    return written if length(written) <= URL else None


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans without a border between what looks the same: over one, two could become a mention or a link."""
    joined: list[Span] = []
    for span in spans:
        if joined and _is_text(span) and _is_text(joined[-1]) and _mark(span) == _mark(joined[-1]):
            joined[-1] = joined[-1].model_copy(update={"text": joined[-1].text + span.text, "url": None})
        elif span.text:
            joined.append(span)
    return joined


def _is_text(span: Span) -> bool:
    return not _channel(span) and not address(span.url)


def _mark(span: Span) -> str:
    return {"strong": "**", "quote": "*"}.get(span.style, "")


def _channel(span: Span) -> str | None:
    return span.channel if span.channel and platform_of(span.channel) == PLATFORM else None


def _span(span: Span) -> str:
    if channel := _channel(span):
        return f"<#{identity_of(channel)}>"
    text = span.text.strip()
    if not text:
        return span.text
    before, _, after = span.text.partition(text)
    mark = _mark(span)
    if url := address(span.url):
        return f"{before}{mark}[{_escaped(_LINE_END.sub(' ', text).translate(_WIDE))}]({url}){mark}{after}"
    return f"{before}{mark}{_escaped(text)}{mark}{after}"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", _MENTION.sub(rf"\g<0>{BREAK}", text))
