"""Bytes to articles: plain text, web pages, feeds and JSON; parts typed, furniture set aside with the reason."""

from digests.reading.addresses import canonical
from digests.reading.feed import read_feed
from digests.reading.feed_articles import article_of_entry
from digests.reading.feed_links import feed_links
from digests.reading.files import is_page, read, read_all
from digests.reading.revisions import revised
from digests.reading.unreadable import Unreadable

__all__ = [
    "Unreadable",
    "article_of_entry",
    "canonical",
    "feed_links",
    "is_page",
    "read",
    "read_all",
    "read_feed",
    "revised",
]
