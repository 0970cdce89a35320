"""Properties of feeds: whatever the bytes, nothing but Unreadable is raised; canonical addresses stay as they are."""

from contextlib import suppress
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from digests.reading import Unreadable, article_of_entry, canonical, feed_links, read_feed

PIECES = [
    b"<rss version='2.0'>",
    b"<channel>",
    b"<item>",
    b"</item>",
    b"<title>Fog",
    b"</title>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'>",
    b"<entry xml:base='http://['>",
    b"<link href='http://['/>",
    b"<link>//a</link>",
    b"<guid>1</guid>",
    b"<id>",
    b"<content type='xhtml'><div>",
    b"<description><![CDATA[",
    b"]]>",
    b"<pubDate>99 Foo 2026 25:61:00 +9999</pubDate>",
    b"<pubDate>9999-12-31T23:59:59-23:59</pubDate>",
    b"<author>a@b.example (A)</author>",
    b"<ttl>-1</ttl>",
    b"<skipHours><hour>99</hour></skipHours>",
    b"<?xml version='1.0' encoding='utf-16'?>",
    b"&nbsp;&bad;&#0;&#xD800;",
    b"\xff\xfe\x00",
    b"<!--",
    b"<html><body>",
    b'{"version":"https://jsonfeed.org/version/1","items":[',
    b'{"id":1e999,"url":"http://[","date_published":"x","tags":[1],"authors":{}}',
    b"]}",
]
ADDRESSES = st.lists(
    st.sampled_from(
        ["http://", "HTTPS://", "www.", "m.", "a.example", "é", ":80", "@", "/", "/amp", ".amp", "?", "&", "="]
    )
    | st.sampled_from(
        ["utm_a=1", "b", "%2e", "%C3%A9", "%", "%zz", "+", " ", "#", "#!/x", "..", "//", ";", "\ud800", "amp"]
    )
    | st.text(max_size=3),
    max_size=12,
).map("".join)


@given(st.binary(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=20).map(b"".join))
def test_any_bytes(data):
    """Any bytes are read as a feed, or refused with a reason; every entry has an identity and becomes an article."""
    assert isinstance(feed_links(data, url="https://a.example/"), tuple)
    with suppress(Unreadable):
        for entry in read_feed(data, url="https://a.example/feed", content_type="text/xml; charset=utf-8").entries:
            assert all(entry.identities)
            article_of_entry(entry, id="a", zone=UTC, page=data)


@given(ADDRESSES)
def test_canonical_is_final(url):
    """A canonical address is its own canonical form."""
    assert canonical(canonical(url)) == canonical(url)


@given(st.text(alphabet="abc123", min_size=1, max_size=8), st.text(alphabet="abc123", min_size=1, max_size=8))
def test_canonical_tells_articles_apart(first, second):
    """Addresses that differ in the parameter that names the article stay different."""
    one, other = (f"http://www.a.example/x?utm_source=rss&id={name}#top" for name in (first, second))
    assert (canonical(one) == canonical(other)) == (first == second)
