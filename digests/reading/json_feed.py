"""JSON Feed 1 and 1.1: https://www.jsonfeed.org/version/1.1/ says what its fields mean."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urljoin

from digests.reading.decoding import decoded
from digests.reading.feed_items import Channel, Item
from digests.reading.lines import clean
from digests.reading.unreadable import Unreadable

_VERSION = "jsonfeed.org/version/"
_MOST = 20_000  # entries


def is_json(data: bytes) -> bool:
    """Whether data begin like a JSON object or list."""
    return data.replace(b"\0", b"")[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"["))


def channel(data: bytes, url: str) -> Channel:
    """Return what a JSON Feed says; raises Unreadable if the data are none."""
    try:
        feed = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("begins like a JSON Feed but is no valid JSON") from error
    version = _string(feed, "version") if isinstance(feed, dict) else ""
    if _VERSION not in version:
        raise Unreadable("holds JSON that is no JSON Feed")
    items = feed.get("items")
    problems = [] if isinstance(items, list) else ["has no list of items"]
    given = [item for item in items[:_MOST] if isinstance(item, dict)] if isinstance(items, list) else []
    return Channel(
        kind=f"JSON Feed {clean(version.rpartition('/')[2])[:8]}".strip(),
        title=clean(_string(feed, "title")),
        link=urljoin_or_none(url, _string(feed, "home_page_url")),
        language=_string(feed, "language") or None,
        items=[_item(item, url) for item in given],
        problems=problems,
    )


def _item(item: dict[str, Any], url: str) -> Item:
    text = _string(item, "content_text")
    guid = _string(item, "id")
    return Item(
        link=urljoin_or_none(url, _string(item, "url") or _string(item, "external_url")),
        guid=guid,
        permalink=guid.startswith(("http://", "https://")),
        title=clean(_string(item, "title")),
        authors=tuple(_names(item)),
        tags=tuple(clean(str(tag)) for tag in item.get("tags") or () if isinstance(tag, str))
        if isinstance(item.get("tags"), list)
        else (),
        language=_string(item, "language") or None,
        published=_string(item, "date_published"),
        updated=_string(item, "date_modified"),
        content=_string(item, "content_html") or escape(text, quote=False),
        summary=escape(_string(item, "summary"), quote=False),
    )


def _names(item: dict[str, Any]) -> Iterator[str]:
    authors = item.get("authors")
    for author in authors if isinstance(authors, list) else [item.get("author")]:
        name = clean(_string(author, "name")) if isinstance(author, dict) else ""
        if name:
            yield name


def urljoin_or_none(base: str, link: str) -> str:
    """Return a link made absolute, "" if there is none or it is no address."""
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return ""


def _string(holder: dict[str, Any], name: str) -> str:
    """Return a field as text; a number counts as one, which is how many write their ids."""
    value = holder.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)
