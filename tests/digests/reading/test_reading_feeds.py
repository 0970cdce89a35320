"""Tests of reading feeds: what each kind says, what stands in a feed's place, and what is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from digests.reading import Unreadable, read_feed

URL = "https://ledger.example/feeds/world.xml"
LONG = "The harbour office said on Monday that the ferry would stay in port until the fog had gone. " * 12


def rss(*items, head="<title>World | The Harbor Ledger</title><link>/</link>"):
    """An RSS feed of some items."""
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    spaces += ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{head}{inside}</channel></rss>'.encode()


def entry(item):
    """The entry of an RSS feed of one item."""
    [found] = read_feed(rss(item), url=URL).entries
    return found


def reason(data):
    """Why data are no feed."""
    with pytest.raises(Unreadable) as caught:
        read_feed(data, url=URL)
    return caught.value.reason


RSS = rss(
    "<title>Fog &amp;amp; more</title><link>/fog?utm_source=rss&amp;id=7</link><guid>12345</guid>"
    "<dc:creator>Ann Roe</dc:creator><category>Harbour</category><pubDate>Sat, 21 Nov 2026 10:00:00 CEST</pubDate>"
    f"<description>Fog. Read more</description><content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded>"
)
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ledger.example/"><title>The Harbor Ledger</title>
<entry><title>Fog &amp; more</title><link href="fog?id=7"/><id>tag:ledger.example,2026:7</id>
<author><name>Ann Roe</name></author><category term="Harbour"/><published>2026-11-21T08:00:00Z</published>
<content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>""".encode()
JSON = f"""{{"version": "https://jsonfeed.org/version/1.1", "title": "The Harbor Ledger", "items": [
{{"id": 7, "url": "/fog?id=7", "title": "Fog & more", "authors": [{{"name": "Ann Roe"}}], "tags": ["Harbour"],
"date_published": "2026-11-21T08:00:00Z", "content_text": "{LONG}"}}]}}""".encode()
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Harbor Ledger</title></channel>
<item><title>Fog &amp; more</title><link>https://ledger.example/fog?id=7</link><dc:creator>Ann Roe</dc:creator>
<dc:subject>Harbour</dc:subject><dc:date>2026-11-21T09:00+01:00</dc:date><description>{LONG}</description></item>
</rdf:RDF>""".encode()


@pytest.mark.parametrize(
    ("kind", "data"), [("RSS 2.0", RSS), ("Atom 1.0", ATOM), ("JSON Feed 1.1", JSON), ("RSS 1.0", RDF)]
)
def test_all_kinds_say_the_same(kind, data):
    """The same article comes out of RSS, RDF, Atom and JSON Feed with the same fields."""
    feed = read_feed(data, url=URL)
    [found] = feed.entries
    assert (feed.kind, feed.outlet) == (kind, "The Harbor Ledger")
    assert (found.headline, found.link) == ("Fog & more", "https://ledger.example/fog?id=7")
    assert (found.authors, found.tags, found.outlet) == (("Ann Roe",), ("Harbour",), "The Harbor Ledger")
    assert found.published.at == datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    assert found.identities[0] == "https://ledger.example/fog?id=7"
    assert not found.stub


def test_how_often_a_feed_wants_to_be_asked():
    """The time to live, or else the period of updates, and the hours and days to be left out are read."""
    skips = "<skipHours><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>"
    feed = read_feed(rss(head=f"<title>T</title><ttl>30</ttl>{skips}"), url=URL)
    assert (feed.ttl, feed.skip_hours, feed.skip_days) == (timedelta(minutes=30), {0, 3}, {6})
    period = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    assert read_feed(rss(head=period), url=URL).ttl == timedelta(hours=6)


def test_a_feed_without_entries_is_one():
    """A feed that holds nothing at the moment is read as such and is no error."""
    feed = read_feed(rss(), url=URL)
    assert (feed.entries, feed.problems, feed.kind) == ((), (), "RSS 2.0")


def test_broken_xml_is_read_and_said():
    """A feed with a bare ampersand is read, and the fault is named with its line."""
    feed = read_feed(RSS.replace(b"&amp;amp;", b"&"), url=URL)
    assert feed.entries[0].headline == "Fog & more"
    assert "is no well-formed XML (line 1" in feed.problems[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"<!doctype html><title>Just a moment...</title><body>Wait", "is a check for robots (“Just a moment...”)"),
        (b"<html><head><title>404 Not Found</title></head><body>x</body></html>", "is an error page (“404 Not Found”)"),
        (b"<html><title>Hello</title><form><input type=password></form>", "is a page to log in (“Hello”)"),
        (b"<html><title>Ledger</title><body><p>News of the day</p>" + b"<p>more</p>" * 90, "is a web page (“Ledger”)"),
        (b"<?xml version='1.0'?><opml><body/></opml>", "is a list of feeds (OPML)"),
        (b"<urlset><url/></urlset>", "is a sitemap"),
        (b"<?xml version='1.0'?><kml/>", "is XML of another kind (<kml>)"),
        (b'{"a": 1}', "holds JSON that is no JSON Feed"),
        (b'{"a": ', "begins like a JSON Feed but is no valid JSON"),
        (b"Hello", "is not a feed"),
    ],
)
def test_what_stands_in_a_feeds_place_is_named(data, said):
    """Pages, walls, errors, log-ins and other formats are refused as what they are."""
    assert reason(data).startswith(said)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-7"])
def test_entities_are_refused(encoding):
    """A feed that declares entities is refused in whichever encoding it does."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"/>'
    data = text.encode(encoding)
    if encoding == "utf-7":
        data = data.replace(b"<!ENTITY", b"+ADw-!ENTITY")
    assert "entities" in reason(data)


def test_what_takes_the_square_of_its_size_is_refused():
    """Elements with thousands of attributes, endless names and millions of elements are refused before parsing."""
    attributes = "".join(f" a{number}='>'" for number in range(2000))
    assert "attributes" in reason(rss(f"<title{attributes}>x</title>"))
    assert "names a person" in reason(rss(f"<author>{'a' * 9000}</author>"))
    assert "categories" in reason(rss("<category>a</category>" * 20_001))
    assert "elements" in reason(rss("<a/>" * 260_000))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-21T10:00:00+01:00", "2026-11-21T09:00:00+00:00"),
        ("Sat, 21 Nov 2026 10:00:00 EST", "2026-11-21T15:00:00+00:00"),
        ("November 21, 2026 10:00 am", "2026-11-21T10:00:00+00:00"),
        ("11/21/2026", "2026-11-21T00:00:00+00:00"),
        ("2026-11-21T24:00:00Z", "2026-11-22T00:00:00+00:00"),
        ("1795255200", "2026-11-21T10:00:00+00:00"),
        ("1795255200000", "2026-11-21T10:00:00+00:00"),
        ("sabato 21 novembre 2026 10:00", "2026-11-21T10:00:00+00:00"),
        ("21 ноября 2026 10:00", "2026-11-21T10:00:00+00:00"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("3/4/2026", None),
        ("2003", None),
        ("", None),
    ],
)
def test_dates(text, at):
    """Dates are read in the forms feeds write them; what says no day for certain stays unknown."""
    published = entry(f"<title>Fog</title><pubDate>{text}</pubDate>").published
    assert published.at == (datetime.fromisoformat(at) if at else None)


@pytest.mark.parametrize(
    ("text", "stub"),
    [
        (LONG, False),
        (f"{LONG} [...]", True),
        (f"{LONG} Continue reading", True),
        (f"{LONG} Weiterlesen »", True),
        ("Fog.", True),
    ],
)
def test_stubs(text, stub):
    """A text that is short or says that it goes on elsewhere is a stub."""
    assert entry(f"<title>Fog</title><description>{text}</description>").stub is stub


def test_the_fingerprint_is_of_what_a_reader_sees():
    """Tracking, markup and white space leave the fingerprint alone; another word changes it."""
    plain = entry(f"<title>Fog</title><description>{LONG}</description>")
    marked = entry(f"<title>Fog </title><description><![CDATA[<p>{LONG}<img src='/t?1'></p><!-- 7 -->]]></description>")
    edited = entry(f"<title>Fog</title><description>{LONG} It sailed.</description>")
    assert plain.fingerprint == marked.fingerprint != edited.fingerprint


def test_halves_of_characters():
    """Halves of characters, which JSON can hold, break no address."""
    item = '{"id": "a", "url": "https://ledger.example/\\ud800?\\ud800", "content_text": "\\ud800"}'
    data = f'{{"version": "https://jsonfeed.org/version/1", "items": [{item}]}}'.encode()
    assert read_feed(data, url=URL).entries[0].link.startswith("https://ledger.example/")


def test_a_script_is_no_link():
    """Only addresses of the web become links, and no user's name stays in one."""
    assert entry("<title>Fog</title><link>javascript:alert(1)</link>").link is None
    assert entry("<title>Fog</title><link>https://bank.example@evil.example/a</link>").link == "https://evil.example/a"
