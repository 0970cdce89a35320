"""Tests of the entry: which reader a file gets, what its articles are called, and what is refused with which advice."""

import gzip

import pytest

from digests.reading import Unreadable, is_page, read

STORY = "Ferry to Port Ansel cancelled\n\nThe evening ferry to Port Ansel was cancelled on Monday because of fog.\n"
RECORD = '{"headline": "Ferry cancelled", "text": "The evening ferry was cancelled on Monday."}'
PAGE = (
    "<!doctype html><html lang='en'><head><title>Ferry cancelled</title></head><body><article><h1>Ferry cancelled</h1>"
    + "<p>The evening ferry to Port Ansel was cancelled because of fog, the harbour office said.</p>" * 4
    + "</article></body></html>"
)
FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>The Harbor Ledger</title>"
    "<item><title>Ferry cancelled</title><description>The evening ferry was cancelled.</description></item>"
    "</channel></rss>"
)


@pytest.mark.parametrize(
    ("name", "content", "article_id"),
    [
        ("ferry.txt", STORY, "ferry"),
        ("news/2025/ferry.TXT", STORY, "ferry"),
        ("C:\\news\\ferry.txt", STORY, "ferry"),
        ("ferry.v2.txt", STORY, "ferry.v2"),
        ("0417-ledger.ferry.json", RECORD, "0417-ledger.ferry"),
        ("ferry.jsonl", RECORD, "ferry-1"),
        ("ferry.ndjson", RECORD, "ferry-1"),
        ("ferry.html", PAGE, "ferry"),
        ("ferry.htm", PAGE, "ferry"),
        ("ferry.xml", FEED, "ferry-1"),
        ("ferry.rss", FEED, "ferry-1"),
        ("ferry", STORY, "ferry"),
        ("ferry", PAGE, "ferry"),
        ("ferry", FEED, "ferry-1"),
        ("ferry.md", STORY, "ferry"),
        ("-", STORY, "stdin"),
        ("-", RECORD, "stdin-1"),
        ("-", f"[{RECORD}, {RECORD}]", "stdin-1"),
        ("-", PAGE, "stdin"),
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_the_name_or_the_content_picks_the_reader(name, content, article_id, packed, zone):
    """Every kind of file is read by its ending or, without one, by its looks, gzipped too; its id is its bare name."""
    data = gzip.compress(content.encode()) if packed else content.encode()
    article = next(read(name + ".gz" * (packed and name != "-"), data, zone=zone))
    assert not isinstance(article, Unreadable), article
    assert article.id == article_id
    assert "erry" in article.headline
    assert "cancelled" in article.text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.json", b" \n\t", "is empty"),
        ("a.txt", "Café".encode("latin-1"), "is not UTF-8 text (byte 0xE9 at offset 3); save it as UTF-8"),
        ("a.json", b'{"text": "caf\xe9"}', "is not UTF-8 text (byte 0xE9 at offset 13); save it as UTF-8"),
        ("a.txt", b"\xff\xfeA\x00\x00\xd8", "is not UTF-16 text (byte 0x00 at offset 4); save it as UTF-8"),
        ("a.txt", b"some\x00thing", "is binary"),
        ("a.txt", b"\x01\x02\x03\x04\x05\x06", "is binary"),
        ("a.html", b"<p>\x00</p>", "is binary"),
        ("a.pdf", b"%PDF-1.7 ...", "is a PDF; save its text as .txt"),
        ("a.docx", b"PK\x03\x04....", "is a ZIP or Office file; unpack it, or save its text as .txt"),
        ("a.txt", b"<!DOCTYPE html><html><body>x", "holds HTML; rename it to .html"),
        ("a.txt", b"<div class='a'><p>x</p><p>y</p></div>" * 5, "holds HTML; rename it to .html"),
        ("a.txt", FEED.encode(), "holds a feed; rename it to .xml"),
        ("a.txt", RECORD.encode(), "holds JSON; rename it to .json or .jsonl"),
        ("a.txt", f"{RECORD}\n{RECORD}".encode(), "holds JSON; rename it to .json or .jsonl"),
        ("a.html", STORY.encode(), "holds no HTML; rename it to .txt"),
        ("a.txt", b"Menu\nShare\nAdvertisement\n", "has no article text"),
        ("a.html", b"<html><body></body></html>", "has no article text"),
        ("a.txt.gz", b"\x1f\x8bnothing", "is a damaged gzip file"),
        ("a.txt", gzip.compress(STORY.encode(), mtime=0)[:-9], "is a damaged gzip file"),
        ("a.json", b"[]", "is an empty list"),
        ("a.xml", b"<rss><channel><title>x</title></channel></rss>", "holds no entries"),
        ("a.xml", b"/etc/hostname", "is not a feed"),
    ],
)
def test_what_cannot_be_read_says_why(name, data, reason, refusal):
    """A file without an article yields one clause that stands behind its name and says what is wrong with it."""
    unreadable = refusal(name, data)
    assert unreadable.reason == str(unreadable) == reason
    assert unreadable.where is None


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"a" * 100_000_001, "is larger than 100 MB"),
        ("a.txt.gz", gzip.compress(b"a" * 100_000_001, 1, mtime=0), "unpacks to more than 100 MB"),
        ("a.txt", b"ab " * 2_000_000, "is longer than 5 million characters, more than one article"),
        ("a.txt", b"word\n" * 20_001, "has more than 20,000 lines, more than one article"),
        ("a.html", b"<p>" + b"a" * 5_000_000, "is a web page of more than 5 million characters"),
        ("a.xml", b"<rss>" + b"a" * 5_000_000, "is a feed of more than 5 MB"),
    ],
)
def test_what_is_too_large_is_refused(name, data, reason, refusal):
    """Input beyond the sizes of articles is refused at once, compressed or not."""
    assert refusal(name, data).reason == reason


def test_a_line_that_is_too_long_is_named(refusal):
    """One endless line is refused with its number."""
    unreadable = refusal("a.txt", b"A headline\n" + b"ab " * 400_000)
    assert (unreadable.reason, unreadable.where) == ("line 2 is longer than 1 million characters", "line 2")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_understood(encoding, zone):
    """Text with a byte order mark is read in its encoding, without the mark."""
    [article] = read("a.txt", STORY.encode(encoding), zone=zone)
    assert article.headline == "Ferry to Port Ansel cancelled"


def test_a_page_may_have_an_older_encoding(zone):
    """A web page is read in the encoding it declares, or in that of browsers if it declares none."""
    for meta in ("<meta charset='iso-8859-1'>", "", "<meta charset='no-such-thing'>"):
        page = PAGE.replace("<head>", f"<head>{meta}").replace("fog", "brume à la côte")
        [article] = read("a.html", page.encode("latin-1"), zone=zone)
        assert "brume à la côte" in article.text


@pytest.mark.parametrize(
    ("name", "data", "page"),
    [
        ("a.html", b"", True),
        ("a.htm.gz", b"", True),
        ("a.txt", b"<!doctype html><p>x", False),
        ("a.jsonl", b"{}", False),
        ("-", b"<!DOCTYPE html><html><p>x</p></html>", True),
        ("-", b"A text of one line.", False),
        ("a.xml", b"<!DOCTYPE html><html><p>x</p></html>", True),
        ("a.xml", b"<rss><channel></channel></rss>", False),
        ("-", b"\x1f\x8bbroken", False),
    ],
)
def test_which_files_are_pages(name, data, page):
    """A file is known for a web page by its ending, or by its beginning where the ending does not say."""
    assert is_page(name, data) is page
