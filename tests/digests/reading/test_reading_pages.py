"""Tests of web pages and feeds."""

from datetime import UTC, datetime, timedelta, timezone

from digests.reading import Unreadable, read

PROSE = "The harbour office said on Monday that the ferry would stay in port until the fog had gone."
HEAD = (
    "<html lang='en-GB'><head><title>Fog keeps the ferry in port | The Harbor Ledger</title>"
    "<meta property='og:site_name' content='The Harbor Ledger'><meta name='author' content='Ann Roe'>"
    "<meta property='article:published_time' content='2025-04-03T10:15:00+01:00'>"
    "<link rel='canonical' href='https://ledger.example/fog'></head>"
)
BODY = (
    "<body><nav><a href='/'>Home</a></nav><article><h1>Fog keeps the ferry in port</h1>"
    f"<p>{PROSE}</p><p>Passengers were told to take the <b>bus</b>, which needs three hours for the way.</p>"
    "<h2>What comes next</h2><ul><li>The ferry is to sail at noon.</li><li>The bus is free for all.</li></ul>"
    f"<p>OSLO — {PROSE}</p><p>Share this article</p></article></body></html>"
)


def feed(entries, title="World | The Harbor Ledger"):
    """Returns an RSS feed with some entries."""
    return f"<rss version='2.0'><channel><title>{title}</title>{entries}</channel></rss>".encode()


def test_a_page(zone, parts, furniture):
    """A page's parts are typed, and its metadata are the article's fields."""
    [article] = read("fog.html", (HEAD + BODY).encode(), zone=zone)
    assert (article.headline, article.headline_from) == ("Fog keeps the ferry in port", "record")
    assert (article.outlet, article.authors, article.language) == ("The Harbor Ledger", ("Ann Roe",), "en")
    assert article.url == "https://ledger.example/fog"
    assert (article.published.at.date().isoformat(), article.published.found_in) == ("2025-04-03", "meta")
    assert parts(article, "paragraph")[0] == PROSE
    assert "take the bus, which" in parts(article, "paragraph")[1]
    assert parts(article, "heading") == ["What comes next"]
    assert parts(article, "bullet") == ["The ferry is to sail at noon.", "The bus is free for all."]
    assert (article.place, furniture(article, "dateline")) == ("Oslo", ["OSLO —"])
    assert all(article.text[part.start : part.end] == part.text for part in article.parts)


def test_a_page_without_a_text(refusal):
    """A page that has a title and nothing to read is refused."""
    body = "<body><p>Share this article</p></body></html>"
    assert refusal("fog.html", (HEAD + body).encode()).reason == "has no article text"


def test_a_feed(zone, parts):
    """Each entry of a feed is an article with the feed's outlet, its own time, link and tags."""
    entries = (
        "<item><title>Fog &amp; ferry</title><link>https://ledger.example/1?a=1&amp;b=2</link><category>Fog</category>"
        "<pubDate>Thu, 03 Apr 2025 10:15:00 +0100</pubDate>"
        "<description>&lt;p&gt;OSLO (AP) — The ferry stays.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;"
        "&lt;p&gt;A bus &lt;b&gt;runs&lt;/b&gt;.&lt;br&gt;It is free.&lt;/p&gt;</description></item>"
        "<item><title>Only a title</title><pubDate>Thu, 03 Apr 2025 10:15:00 CEST</pubDate></item>"
        "<item><description>Menu</description></item>"
    )
    first, second, third = read("fog.xml", feed(entries), zone=zone)
    assert (first.id, first.headline, first.outlet) == ("fog-1", "Fog & ferry", "The Harbor Ledger")
    assert (first.url, first.tags) == ("https://ledger.example/1?a=1&b=2", ("Fog",))
    assert first.published.at == datetime(2025, 4, 3, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    assert parts(first, "paragraph") == ["The ferry stays.", "A bus runs.", "It is free."]
    assert first.agency == "Associated Press"
    assert (second.headline, second.text) == ("Only a title", "")
    assert second.published.at == datetime(2025, 4, 3, 8, 15, tzinfo=UTC)
    assert isinstance(third, Unreadable)
    assert (third.reason, third.where) == ("entry 3 has no article text", "entry 3")


def test_an_atom_feed(zone):
    """An Atom entry's content outweighs its summary; plain text is read as a dump."""
    data = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Gull</title><entry><title>Fog</title><id>urn:1</id>"
        "<updated>2025-04-03T10:15:00Z</updated><author><name>Ann Roe</name></author><summary>Short.</summary>"
        "<content type='text'>The ferry stays in port. A bus runs.</content></entry></feed>"
    )
    [article] = read("gull.atom", data.encode(), zone=zone)
    assert (article.outlet, article.authors) == ("The Gull", ("Ann Roe",))
    assert article.text == "The ferry stays in port. A bus runs."
    assert article.published.at == datetime(2025, 4, 3, 10, 15, tzinfo=UTC)


def test_a_feed_that_declares_entities_is_refused(zone):
    """Entities, which can grow without bound, are refused before the feed is parsed, in UTF-16 too."""
    text = "<!DOCTYPE rss [<!ENTITY a 'aaaa'>]><rss><channel><item><title>&a;</title></item></channel></rss>"
    for data in (text.encode(), text.encode("utf-16")):
        [unreadable] = read("a.xml", data, zone=zone)
        assert "entities" in unreadable.reason


def test_a_page_with_the_ending_of_a_feed(zone):
    """A page that was saved as .xml is read as a page."""
    [article] = read("fog.xml", f"<!DOCTYPE html>{HEAD}{BODY}".encode(), zone=zone)
    assert article.headline == "Fog keeps the ferry in port"
