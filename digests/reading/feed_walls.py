"""What is sent in a feed's place: pages, log-ins, errors, checks for robots, and XML of other kinds."""

import re
from typing import Any

from digests.reading import html, html_metadata, html_tree, html_walls
from digests.reading.decoding import decoded_markup
from digests.reading.lines import clean
from digests.reading.unreadable import MAX_PAGE, Unreadable

# The elements a feed begins with; CDF, an ancestor of RSS, has a channel alone.
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel)(?=[\s>/])", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?([a-z][\w.-]*)", re.IGNORECASE)
_OTHERS = {
    b"opml": "is a list of feeds (OPML), not a feed; import it",
    b"urlset": "is a sitemap, not a feed",
    b"sitemapindex": "is a sitemap, not a feed",
    b"opensearchdescription": "describes a search, and is not a feed",
    b"svg": "is a picture",
}
_SNIFFED = 65_536  # bytes in which the root stands


def refuse(data: bytes) -> None:
    """Raise Unreadable with what data are, if they are no feed but a page or XML of another known kind."""
    start = data[:_SNIFFED].replace(b"\0", b"")
    if _FEED.search(start):
        return
    root = _ROOT.search(start)
    if root and root[1].lower() in _OTHERS:
        raise Unreadable(_OTHERS[root[1].lower()])
    text = decoded_markup(data[:MAX_PAGE])
    if html.is_page(text):
        raise Unreadable(_page(text))


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
