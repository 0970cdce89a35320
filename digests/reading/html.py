"""A web page to an Article: trafilatura finds the text and the metadata, the lines are then read as in a dump."""

import re
from datetime import tzinfo
from typing import Any

from digests.model.article import Article
from digests.reading import markup
from digests.reading.agencies import agency
from digests.reading.facts import Facts
from digests.reading.headlines import without_outlet
from digests.reading.lines import bounded, clean
from digests.reading.moments import record_moment
from digests.reading.names import person
from digests.reading.plaintext import article_of
from digests.reading.unreadable import MAX_PAGE, Unreadable

_TAG = re.compile(r"<[a-zA-Z!/][^<>]{0,2000}>")
_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\blang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.IGNORECASE)
_HEAD = 4096  # characters in which the page says its language
_SHARE = 0.15  # of a text that is tags, from which on it is a page
_FEWEST = 10  # tags


def article(text: str, facts: Facts, zone: tzinfo) -> Article:
    """Return the article of a web page; raises Unreadable if the page holds none."""
    if len(text) > MAX_PAGE:
        raise Unreadable(f"is a web page of more than {MAX_PAGE // 1_000_000} million characters")
    if not _TAG.search(text):
        raise Unreadable("holds no HTML; rename it to .txt")
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        page = bare_extraction(text, fast=True, include_comments=False, include_tables=False, with_metadata=True)
    except Exception as error:  # whatever a hostile page does to the parsers, the next file is read
        raise Unreadable(f"cannot be parsed as a web page ({type(error).__name__})") from error
    if not isinstance(page, Document) or page.body is None:
        raise Unreadable("has no article text")
    _complete(facts, page, text, zone)
    found = article_of(bounded(markup.lines(page.body)), facts, zone)
    if not found.parts:
        raise Unreadable("has no article text")
    return found


def is_page(text: str) -> bool:
    """Whether a text is a web page: it begins like one, or much of it is tags."""
    start = text[:_HEAD].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html", "<head>", "<body")):
        return True
    tags = [len(tag) for tag in _TAG.findall(text[: 16 * _HEAD])]
    return len(tags) >= _FEWEST and sum(tags) >= _SHARE * len(text[: 16 * _HEAD])


def _complete(facts: Facts, page: Any, text: str, zone: tzinfo) -> None:
    """Put a page's metadata into the facts that are not known yet."""
    facts.outlet = facts.outlet or clean(page.sitename or "") or None
    if page.title and not facts.headline:
        facts.headline, outlet = without_outlet(clean(page.title), facts.outlet)
        facts.outlet = facts.outlet or outlet
    authors = [clean(name) for name in (page.author or "").split(";") if name.strip()]
    facts.agency = facts.agency or next((known for name in authors if (known := agency(name))), None)
    facts.authors = facts.authors or tuple(person(name) for name in authors if not agency(name))
    facts.url = facts.url or page.url
    facts.tags = facts.tags or tuple(clean(tag) for tag in page.tags or ())
    said = _LANGUAGE.search(text, 0, _HEAD)
    facts.language = facts.language or page.language or (said[1].lower() if said else None)
    if facts.published is None and page.date:
        facts.published = record_moment(page.date, zone)
