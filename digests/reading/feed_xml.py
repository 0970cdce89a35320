"""RSS of all versions, RDF and Atom by feedparser, which is given bytes alone: names and addresses it would open."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import escape
from io import BytesIO
from typing import Any

from digests.reading.feed_items import Channel, Item, is_markup, plain
from digests.reading.lines import clean
from digests.reading.unreadable import Unreadable

_UNKNOWN = " (unknown version)"
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 7 * 24, "monthly": 30 * 24, "yearly": 365 * 24}  # hours
_LONGEST_WAIT = timedelta(days=366)
_SKIPPED = re.compile(rb"<skip(hours|days)\s*>(.{0,2000}?)</skip\1\s*>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour\s*>\s*(\d{1,2})\s*<", re.IGNORECASE)
_DAY = re.compile(rb"<day\s*>\s*([a-z]{3})", re.IGNORECASE)
_DAYS = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")
_HOURS_OF_DAY = 24


def channel(data: bytes, content_type: str) -> Channel:
    """Return what a feed in XML says; its `kind` is "" if it says of none that it is.

    Raises:
        Unreadable: If feedparser cannot read it at all.
    """
    import feedparser
    from feedparser.api import SUPPORTED_VERSIONS

    # Not told the feed's address: it would make addresses of ids that are none. Links are resolved afterwards.
    headers = {"content-type": content_type or "application/xml"}
    try:
        parsed = feedparser.parse(
            BytesIO(data), sanitize_html=False, resolve_relative_uris=False, response_headers=headers
        )
    except Exception as error:  # whatever a hostile feed does to the parser, the next one is read
        raise Unreadable(f"cannot be parsed as a feed ({type(error).__name__})") from error
    feed = parsed.feed
    kind = SUPPORTED_VERSIONS.get(parsed.version, "") if parsed.version else ""
    skipped = {name.lower(): inside for name, inside in _SKIPPED.findall(data.replace(b"\0", b""))}
    return Channel(
        kind=kind.removesuffix(_UNKNOWN),
        title=_text(feed, "title", atom=kind.startswith("Atom")),
        link=feed.get("link") or "",
        language=feed.get("language") or None,
        ttl=_ttl(feed),
        skip_hours=frozenset(int(hour) % _HOURS_OF_DAY for hour in _HOUR.findall(skipped.get(b"hours", b""))),
        skip_days=frozenset(
            _DAYS.index(day) for day in map(bytes.lower, _DAY.findall(skipped.get(b"days", b""))) if day in _DAYS
        ),
        items=[_item(entry, feed.get("language") or None, atom=kind.startswith("Atom")) for entry in parsed.entries],
        problems=list(_problems(parsed)),
    )


def _problems(parsed: Any) -> Iterator[str]:
    error = parsed.get("bozo_exception")
    if error is None:
        return
    line = getattr(error, "getLineNumber", lambda: None)()
    if line is not None:
        yield f"is no well-formed XML (line {line}: {clean(str(error.getMessage()))})"
    else:
        yield clean(str(error))[:200] or type(error).__name__


def _item(entry: Any, language: str | None, *, atom: bool) -> Item:
    get = entry.get
    contents = [_markup(content, atom=atom) for content in get("content") or ()]
    guid = get("id") or ""
    summary = _markup(get("summary_detail") or {"value": get("summary") or ""}, atom=atom)
    # Past feedparser's own look-up, which answers with another time where one is missing.
    published, updated, created = (dict.get(entry, name) or "" for name in ("published", "updated", "created"))
    return Item(
        link=get("feedburner_origlink") or _link(get("link") or "", guid),
        guid=guid,
        title=_text(entry, "title", atom=atom),
        outlet=plain((get("source") or {}).get("title") or ""),
        authors=tuple(_names(get("authors") or ())),
        tags=tuple(clean(tag.get("term") or tag.get("label") or "") for tag in get("tags") or ()),
        language=_language(entry) or (None if atom else language),
        published=published or created,
        updated=updated,
        content=max(contents, key=len, default=""),
        summary=summary,
    )


def _link(link: str, guid: str) -> str:
    """Return an entry's link; feedparser takes an id in its place, even one that is no address."""
    return "" if link == guid and not link.startswith(("http://", "https://", "/")) else link


def _text(holder: Any, name: str, *, atom: bool) -> str:
    """Return a title in plain text; in Atom, one that is said to be plain is, whatever it looks like."""
    value = holder.get(name) or ""
    literal = atom and (holder.get(f"{name}_detail") or {}).get("type") == "text/plain"
    return clean(value) if literal else plain(value)


def _markup(detail: Any, *, atom: bool) -> str:
    value = detail.get("value") or ""
    literal = atom and detail.get("type") == "text/plain" and is_markup(value)
    return escape(value, quote=False) if literal else value


def _names(authors: Any) -> Iterator[str]:
    for author in authors:
        name = plain(author.get("name") or "")
        if name:
            yield name


def _language(entry: Any) -> str | None:
    details = [*(entry.get("content") or ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {}]
    return next((language for detail in details if (language := detail.get("language"))), None)


def _ttl(feed: Any) -> timedelta | None:
    """Return how long a feed need not be asked: by <ttl> in minutes, or by how often it says it changes."""
    minutes = _number(feed.get("ttl"))
    if minutes:
        return min(timedelta(minutes=minutes), _LONGEST_WAIT)
    hours = _PERIODS.get((feed.get("sy_updateperiod") or "").strip().lower())
    times = _number(feed.get("sy_updatefrequency")) or 1
    return timedelta(hours=hours) / times if hours else None


def _number(text: str | None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len("525600") else None
