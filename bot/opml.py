"""Lists of feeds as OPML (http://opml.org/spec2.opml): out, and in, however untidily others write them.

Imported where it is used: listparser takes a while to load.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from listparser.opml import OpmlMixin

from adapters.interface import Feed
from digests.model.base import Value
from digests.reading import Unreadable
from digests.reading.decoding import decoded_markup, unpacked

LARGEST = 5_000_000
"""The bytes that a list may have: some 25,000 feeds."""
_DEEPEST = 100
_OWN = "urn:newsdesk:feeds"
_OUTLET, _FULL_TEXT, _PAUSED = "outlet", "fullText", "paused"
_YES = "true"
_LIST = re.compile(r"<(?:\w+:)?(?:opml|outline)\b", re.IGNORECASE)
_BARE = re.compile(r"&(?!#?\w{1,30};)")
_ENTITY = re.compile(r"<!entity", re.IGNORECASE)
# What XML 1.0 cannot hold or advises against.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Outline(Value):
    """A feed as a list has it: its address as it stands there, and what is said of it; see `Feed`."""

    url: str
    title: str = ""
    outlet: str | None = None
    full_text: bool = False
    paused: bool = False


class Outlines(Value):
    """A list of feeds.

    Attributes:
        feeds: The feeds, each address once, in the order of the list.
        lists: The addresses of other lists that it includes.
        problem: What is wrong with the file although it could be read, in plain words, None if nothing is.
    """

    feeds: tuple[Outline, ...]
    lists: tuple[str, ...] = ()
    problem: str | None = None


def parse(data: bytes) -> Outlines:
    """Return the feeds of an OPML file, also of one that is no well-formed XML.

    Raises:
        Unreadable: It holds none, is too large, or declares entities.
    """
    data = unpacked(data)
    if not data.strip():
        raise Unreadable("is empty")
    if len(data) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST // 1_000_000} MB")
    text = decoded_markup(data)
    if _ENTITY.search(text):
        raise Unreadable("declares XML entities, which are refused as they can grow without bound")
    if not _LIST.search(text):
        raise Unreadable("is no list of feeds (OPML)")
    handler = _Outlines()
    handler.feed(_BARE.sub("&amp;", text))
    feeds = tuple(_outline(one["url"], one["title"], handler.said[one["url"]]) for one in handler.harvest["feeds"])
    lists = tuple(one["url"] for one in handler.harvest["lists"])
    problem = _problem(text)
    if not feeds and not lists:
        raise Unreadable(f"holds no feed{f' that can be read: it {problem}' if problem else ''}")
    return Outlines(feeds=feeds, lists=lists, problem=problem)


def render(feeds: Iterable[Feed], at: datetime) -> str:
    """Return feeds as OPML 2.0, with what OPML has no place for in attributes of our own.

    Args:
        feeds: The feeds.
        at: The moment (aware).
    """
    ET.register_namespace("newsdesk", _OWN)
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = "Feeds of Newsdesk"
    ET.SubElement(head, "dateCreated").text = format_datetime(at.astimezone(UTC), usegmt=True)
    body = ET.SubElement(root, "body")
    for feed in feeds:
        said = {"type": "rss", "text": feed.title, "title": feed.title, "xmlUrl": feed.url}
        own = {_OUTLET: feed.outlet, _FULL_TEXT: feed.full_text and _YES, _PAUSED: feed.paused and _YES}
        said |= {f"{{{_OWN}}}{name}": value for name, value in own.items() if value}
        ET.SubElement(body, "outline", {name: _FORBIDDEN.sub("", value) for name, value in said.items()})
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


class _Outlines(OpmlMixin):
    """Listparser's reader of OPML, which also keeps what else an outline says, and bears ends without beginnings.

    It is given characters: from bytes it would take UTF-8 for Latin-1 where no encoding is declared.
    """

    def __init__(self) -> None:
        super().__init__()
        self.harvest.update(feeds=[], lists=[], opportunities=[], meta={})
        self.said: dict[str, Mapping[str, str]] = {}

    def start_opml_outline(self, attrs: dict[str, str]) -> None:
        """Take an outline; the folders that it lies in do not matter."""
        url = attrs.get("xmlurl", "").strip()
        if len(self.hierarchy) > _DEEPEST:
            raise Unreadable(f"has outlines in more than {_DEEPEST} others")
        if url and url in self.said:
            self.hierarchy.append("")
            return
        self.said[url] = attrs
        super().start_opml_outline(attrs)

    def end_opml_outline(self) -> None:
        """Leave an outline."""
        if self.hierarchy:
            super().end_opml_outline()


def _outline(url: str, title: str, said: Mapping[str, str]) -> Outline:
    own = {name.rpartition(":")[2]: value.strip() for name, value in said.items() if ":" in name}
    return Outline(
        url=url,
        title=" ".join(title.split()),
        outlet=own.get(_OUTLET) or None,
        full_text=own.get(_FULL_TEXT.lower()) == _YES,
        paused=own.get(_PAUSED) == _YES,
    )


def _problem(text: str) -> str | None:
    """Return where a file is no well-formed XML."""
    try:
        ET.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).strip())  # noqa: S314 - entities are refused before
    except ET.ParseError as error:
        line, column = error.position
        return f"is no well-formed XML ({str(error).partition(':')[0]} at line {line}, column {column + 1})"
    return None
