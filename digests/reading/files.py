"""Any file to Articles: its name or its first characters say how it is read."""

import re
from collections.abc import Callable, Iterator
from datetime import tzinfo

from digests.model.article import Article
from digests.reading import feed_articles, html, plaintext, records
from digests.reading.decoding import decoded, decoded_markup, unpacked
from digests.reading.facts import Facts
from digests.reading.unreadable import MAX_BYTES, Unreadable

Read = Iterator[Article | Unreadable]

_ENDING = re.compile(r"(?<=.)\.[a-z][a-z0-9]{0,7}$", re.IGNORECASE)
_STDIN = "stdin"  # the id of what came without a name
_JSON = re.compile(r"\{\s*[\"}]|\[\s*[\[{\]]")
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|\w+:feed)\b", re.IGNORECASE)
_SNIFFED = 4096  # bytes at the beginning that tell a kind


def read(name: str, data: bytes, *, zone: tzinfo) -> Read:
    """Yield the articles of a file, and for what cannot be read an Unreadable in their place; nothing is raised.

    Args:
        name: The file's name, with or without its folder, or "-"; its ending picks the reader, a ".gz" behind it
            counts for nothing. Without a known ending the data are looked at.
        data: The file's bytes, gzipped or not.
        zone: The zone in which times that name none are read, and in which a day begins.
    """
    try:
        yield from _read(name, data, zone)
    except Unreadable as error:
        yield error


def read_all(name: str, data: bytes, zone: tzinfo) -> list[Article | Unreadable]:
    """Return in a list what `read` yields, so that it can cross to another process."""
    return list(read(name, data, zone=zone))


def is_page(name: str, data: bytes) -> bool:
    """Whether `read` takes a file for a web page, which may need far more time and memory than its size tells."""
    _, ending = _split(name)
    reader = _READERS.get(ending)
    if reader not in (None, _feed):
        return reader is _page
    try:
        data = unpacked(data)
        return _is_page_for_feed(data) if reader else _READERS[_sniffed(data)] is _page
    except Unreadable:
        return False


def _read(name: str, data: bytes, zone: tzinfo) -> Read:
    file_id, ending = _split(name)
    if len(data) > MAX_BYTES:
        raise Unreadable(f"is larger than {MAX_BYTES // 1_000_000} MB")
    data = unpacked(data)
    if not data.strip():
        raise Unreadable("is empty")
    reader = _READERS.get(ending) or _READERS[_sniffed(data)]
    yield from reader(data, file_id, zone)


def _split(name: str) -> tuple[str, str]:
    """Return a file's id and its ending in lower case."""
    base = re.split(r"[/\\]", name)[-1]
    if base.lower().endswith(".gz"):
        base = base[:-3]
    ending = _ENDING.search(base)
    stem = base[: ending.start()] if ending else base
    return stem if stem not in ("", "-") else _STDIN, ending[0].lower() if ending else ""


def _sniffed(data: bytes) -> str:
    """Return the ending that a file without a known one should have."""
    start = data[:_SNIFFED].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") and _FEED.search(start):
        return ".xml"
    try:
        text = decoded(data)
    except Unreadable:
        return ".html" if start.lower().startswith((b"<!doctype html", b"<html")) else ".txt"
    if _JSON.match(text.lstrip()):
        return ".jsonl"
    return ".html" if html.is_page(text) else ".txt"


def _text(data: bytes, file_id: str, zone: tzinfo) -> Read:
    text = decoded(data)
    if text.lstrip().startswith("<") and _FEED.search(data[:_SNIFFED]):
        raise Unreadable("holds a feed; rename it to .xml")
    if html.is_page(text):
        raise Unreadable("holds HTML; rename it to .html")
    if _JSON.match(text.lstrip()) and records.is_json(text):
        raise Unreadable("holds JSON; rename it to .json or .jsonl")
    yield plaintext.article(text, Facts(id=file_id), zone)


def _page(data: bytes, file_id: str, zone: tzinfo) -> Read:
    yield html.article(decoded_markup(data), Facts(id=file_id), zone)


def _is_page_for_feed(data: bytes) -> bool:
    return not _FEED.search(data.replace(b"\0", b"")) and html.is_page(decoded_markup(data))


def _feed(data: bytes, file_id: str, zone: tzinfo) -> Read:
    if _is_page_for_feed(data):
        yield from _page(data, file_id, zone)
        return
    yield from feed_articles.articles(data, file_id, zone)


def _record(data: bytes, file_id: str, zone: tzinfo) -> Read:
    yield from records.articles(decoded(data), file_id, zone)


def _records(data: bytes, file_id: str, zone: tzinfo) -> Read:
    yield from records.articles_by_line(decoded(data), file_id, zone)


_READERS: dict[str, Callable[[bytes, str, tzinfo], Read]] = {
    ".txt": _text,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".json": _record,
    ".jsonl": _records,
    ".ndjson": _records,
    ".xml": _feed,
    ".rss": _feed,
    ".atom": _feed,
    ".rdf": _feed,
}
