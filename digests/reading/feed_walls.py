"""What is sent in a feed's place: pages, log-ins, errors, checks for robots, and XML of other kinds."""

import re
from typing import Any

from digests.reading import html, html_metadata, html_tree, html_walls
from digests.reading.decoding import decoded_markup
from digests.reading.lines import clean
from digests.reading.unreadable import MAX_PAGE, Unreadable

# The elements a feed begins with; CDF, an ancestor of RSS, has a channel alone, and an entry may stand alone.
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel|entry)(?=[\s>/])", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?([a-z][\w.-]*)", re.IGNORECASE)
_XML = re.compile(rb"\W{0,9}<\?xml\b", re.IGNORECASE)
_OTHERS = {
    "opml": "is a list of feeds (OPML), not a feed; import it",
    "urlset": "is a sitemap, not a feed",
    "sitemapindex": "is a sitemap, not a feed",
}
_SNIFFED = 65_536  # bytes in which the root stands


def refuse(data: bytes) -> None:
    """Raise Unreadable with what data are, if they are no feed but a page."""
    start = data[:_SNIFFED].replace(b"\0", b"")
    if _FEED.search(start) or (_XML.match(start) and root_name(data) not in ("html", "head", "body")):
        return
    text = decoded_markup(data[:MAX_PAGE])
    if html.is_page(text):
        raise Unreadable(_page(text))


def other(data: bytes) -> str:
    """Return what data are that no parser takes for a feed or a page."""
    name = root_name(data)
    if name in _OTHERS:
        return _OTHERS[name]
    return f"is XML of another kind (<{name}>), not a feed" if name else "is not a feed"


def root_name(data: bytes) -> str:
    """Return the name of the first element in lower case, "" if there is none."""
    root = _ROOT.search(data[:_SNIFFED].replace(b"\0", b""))
    return root[1].decode("ascii").lower()[:40] if root else ""


def _page(text: str) -> str:
    """Return what kind of page stands there instead of a feed."""
    root = html_tree.parsed(text)
    if root is None:
        return "is a web page, not a feed"
    titles = html_metadata.titles(root)
    named = [clean(title.text_content()) for title in root.iter("title")]
    found = html_walls.kind([*named, *titles[:2]])
    if found:
        return f"is {found[0]} (“{found[1]}”), not a feed"
    if _asks_for_password(root):
        return f"is a page to log in{f' (“{named[0]}”)' if named and named[0] else ''}, not a feed"
    if html_walls.is_scripted(root):
        return "is a page that only browsers that run its scripts can show, not a feed"
    return f"is a web page{f' (“{named[0]}”)' if named and named[0] else ''}, not a feed"


def _asks_for_password(root: Any) -> bool:
    return any((field.get("type") or "").lower() == "password" for field in root.iter("input"))
