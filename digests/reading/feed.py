"""An RSS, Atom or RDF feed to Articles, an entry each."""

import re
from collections.abc import Iterator
from datetime import tzinfo
from html import unescape
from io import BytesIO
from typing import Any

from digests.model.article import Article
from digests.reading import markup, plaintext
from digests.reading.agencies import is_outlet
from digests.reading.facts import Facts
from digests.reading.headlines import without_outlet
from digests.reading.lines import bounded, clean
from digests.reading.moments import record_moment
from digests.reading.sections import is_section
from digests.reading.unreadable import MAX_PAGE, Unreadable

_ENTITY = b"<!ENTITY"
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_BETWEEN = re.compile(r"\s+[|–—>»:·-]+\s+")


def articles(data: bytes, file_id: str, zone: tzinfo) -> Iterator[Article | Unreadable]:
    """Yield the article of each entry of a feed, or why it has none; raises Unreadable if the data are no feed."""
    if len(data) > MAX_PAGE:
        raise Unreadable(f"is a feed of more than {MAX_PAGE // 1_000_000} MB")
    if _ENTITY in data.replace(b"\0", b""):  # UTF-16 has a zero between the characters
        raise Unreadable("declares XML entities, which are refused as they can grow without bound")
    import feedparser

    try:
        feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever a hostile feed does to the parser, the next file is read
        raise Unreadable(f"cannot be parsed as a feed ({type(error).__name__})") from error
    if not feed.entries:
        raise Unreadable("holds no entries" if feed.version else "is not a feed")
    outlet = _outlet(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, start=1):
        try:
            facts = _facts(entry, f"{file_id}-{number}", outlet, zone)
            facts.language = feed.feed.get("language")
            yield _article(entry, facts, zone)
        except Unreadable as error:
            yield Unreadable(f"entry {number} {error.reason}", f"entry {number}")


def _article(entry: Any, facts: Facts, zone: tzinfo) -> Article:
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    text = max([*contents, entry.get("summary") or ""], key=len)
    if not _MARKUP.search(text):
        return plaintext.article(unescape(text), facts, zone)
    from trafilatura import load_html

    tree = load_html(f"<div>{text}</div>")
    lines = bounded(markup.lines(tree)) if tree is not None else []
    return plaintext.article_of(lines, facts, zone) if lines else plaintext.article("", facts, zone)


def _facts(entry: Any, article_id: str, outlet: str | None, zone: tzinfo) -> Facts:
    outlet = _outlet((entry.get("source") or {}).get("title")) or outlet
    headline, _ = without_outlet(clean(unescape(_MARKUP.sub(" ", entry.get("title") or ""))), outlet)
    names = [clean(author.get("name") or "") for author in entry.get("authors") or ()]
    # Past feedparser's own look-up, which answers with another time where one is missing.
    stamps = (dict.get(entry, name) for name in ("published", "updated", "created"))
    published, updated, created = (record_moment(value.strip(), zone) if value else None for value in stamps)
    return Facts(
        id=article_id,
        headline=headline or None,
        outlet=outlet,
        authors=tuple(name for name in names if name),
        url=entry.get("link") or None,
        tags=tuple(clean(tag.get("term") or "") for tag in entry.get("tags") or () if tag.get("term")),
        published=published or created or updated,
        updated=updated if published else None,
    )


def _outlet(title: str | None) -> str | None:
    """Return the outlet in a feed's title: "World | The Harbor Ledger" is The Harbor Ledger's."""
    pieces = [piece for piece in _BETWEEN.split(clean(unescape(title or ""))) if piece and not is_section(piece)]
    return next((piece for piece in pieces if is_outlet(piece)), pieces[0] if pieces else None)
