"""Bytes to articles: plain text, web pages, feeds and JSON; parts typed, furniture set aside with the reason."""

from digests.reading.files import read
from digests.reading.unreadable import Unreadable

__all__ = ["Unreadable", "read"]
