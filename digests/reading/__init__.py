"""Bytes to articles: plain text, web pages, feeds and JSON; parts typed, furniture set aside with the reason."""

from digests.reading.files import is_page, read, read_all
from digests.reading.unreadable import Unreadable

__all__ = ["Unreadable", "is_page", "read", "read_all"]
