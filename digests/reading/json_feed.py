"""JSON Feed 1 and 1.1: https://www.jsonfeed.org/version/1.1/ says what its fields mean."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from digests.reading.decoding import decoded
from digests.reading.feed_items import Channel, Item
from digests.reading.lines import clean
from digests.reading.unreadable import Unreadable

_VERSION = "jsonfeed.org/version/"
_MOST = 20_000  # entries


def is_json(data: bytes) -> bool:
    """Whether data begin like a JSON object or list."""
    return data.replace(b"\0", b"")[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"["))


def channel(data: bytes) -> Channel:
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
    given = [item for item in _list(feed, "items")[:_MOST] if isinstance(item, dict)]
    language = _string(feed, "language") or None
    problems = [] if isinstance(feed.get("items"), list) else ["has no list of items"]
    return Channel(
        kind=f"JSON Feed {clean(version.rpartition('/')[2])[:8]}".strip(),
        title=clean(_string(feed, "title")),
        link=_string(feed, "home_page_url"),
        language=language,
        items=[_item(item, language) for item in given],
        problems=problems,
    )


def _item(item: dict[str, Any], language: str | None) -> Item:
    text = _string(item, "content_text")
    guid = _string(item, "id")
    return Item(
        link=_string(item, "url") or _string(item, "external_url") or (guid if "://" in guid else ""),
        guid=guid,
        title=clean(_string(item, "title")),
        authors=tuple(_names(item)),
        tags=tuple(clean(tag) for tag in _list(item, "tags") if isinstance(tag, str)),
        language=_string(item, "language") or language,
        published=_string(item, "date_published"),
        updated=_string(item, "date_modified"),
        content=_string(item, "content_html") or escape(text, quote=False),
        summary=escape(_string(item, "summary"), quote=False),
    )


def _names(item: dict[str, Any]) -> Iterator[str]:
    for author in [*_list(item, "authors"), item.get("author")]:  # one author in version 1, several in 1.1
        name = clean(_string(author, "name")) if isinstance(author, dict) else ""
        if name:
            yield name


def _list(holder: dict[str, Any], name: str) -> list[Any]:
    value = holder.get(name)
    return value if isinstance(value, list) else []


def _string(holder: dict[str, Any], name: str) -> str:
    """Return a field as text; a number counts as one, which is how many write their ids."""
    value = holder.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)
