"""Tests of identities: which entries are one article, and which addresses are one."""

import pytest

from digests.reading import canonical, read_feed


def identities(*items, url="https://ledger.example/feed", site="https://ledger.example/"):
    """The identities of a feed's entries."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    data = f"<rss version='2.0'><channel><link>{site}</link>{inside}</channel></rss>".encode()
    return [set(entry.identities) for entry in read_feed(data, url=url).entries]


def item(title="Fog", link="", guid="", day="21"):
    """An item of a feed."""
    link, guid = (f"<{name}>{text}</{name}>" if text else "" for name, text in (("link", link), ("guid", guid)))
    return f"<title>{title}</title>{link}{guid}<pubDate>Sat, {day} Nov 2026 10:00:00 GMT</pubDate>"


A, B = "https://ledger.example/a", "https://ledger.example/b"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (item(link=A, guid="abcdef1"), item(link=A, guid="abcdef2")),
        (item(link=A, guid="abcdef1"), item(link=B, guid="abcdef1")),
        (item(link=A, guid="12"), item(link=B, guid="12")),
        (item(link=A), item(link=A.replace("https", "http") + "/?utm_medium=rss#top", day="22")),
        (item(guid=A), item(link=A)),
        (item(guid="urn:uuid:5f0c4d0e-0000-4000-8000-000000000001"),) * 2,
        (item(), item(title="FOG")),
    ],
)
def test_one_article(first, second):
    """An article stays itself when its guid, its link, its date or the tracking in its address change."""
    assert identities(first)[0] & identities(second)[0]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (item(link=A, guid="1"), item(link=B, guid="2")),
        (item(link=f"{A}?id=1"), item(link=f"{A}?id=2")),
        (item(title="Fog"), item(title="Sun")),
        (item(day="21"), item(day="22")),
        (item(title="Fog", link="https://ledger.example/"), item(title="Sun", link="https://ledger.example/")),
    ],
)
def test_two_articles(first, second):
    """Different articles share no identity."""
    assert not identities(first)[0] & identities(second)[0]


def test_two_feeds_of_a_host_that_count_their_entries():
    """Short counts hold for one feed; a long id holds for all feeds of a host."""
    first, second = "https://ledger.example/a.xml", "https://ledger.example/b.xml"
    assert not identities(item(link=A, guid="1"), url=first)[0] & identities(item(link=B, guid="1"), url=second)[0]
    long = "story-2026-104"
    assert identities(item(link=A, guid=long), url=first)[0] & identities(item(link=B, guid=long), url=second)[0]


def test_ids_of_different_sites_are_apart():
    """The same id of two sites is two articles, even where one host delivers both feeds."""
    url = "https://feeds.example/x"
    first = identities(item(link=A, guid="story-104"), url=url)[0]
    second = identities(item(link="https://post.example/b", guid="story-104"), url=url, site="https://post.example")[0]
    assert not first & second


def test_a_link_that_all_entries_share_is_none():
    """Where a feed gives different articles one link or id, they are told apart by what else they have."""
    first, second = identities(item("Fog", A, "abcdef1"), item("Sun shines", A, "abcdef2"))
    assert not first & second
    first, second = identities(
        item("Fog keeps ferry in port", A, "x#1"), item("Fog keeps ferry in port, again", A, "x#2")
    )
    assert first & second


@pytest.mark.parametrize(
    "url",
    [
        "HTTP://WWW.Ledger.Example:80/a%7Eb/%c3%a9?b=2&a=1",
        "https://ledger.example/a~b/é/?a=1&utm_source=x&b=2&fbclid=1#c",
        "https://m.ledger.example/a~b/é/amp/?a=1&b=2",
        "https://amp.ledger.example./a~b/%C3%89/../é.amp?a=1&b=2&amp=1",
        " https://me:pw@ledger.example:443/a~b/é?b=2&a=1& ",
    ],
)
def test_spellings_of_an_address(url):
    """All spellings of an address have one canonical form."""
    assert canonical(url) == "https://ledger.example/a~b/%C3%A9?a=1&b=2"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://a.example/?id=1", "https://a.example/?id=2"),
        ("https://a.example/#!/one", "https://a.example/#!/two"),
        ("https://a.example:8080/x", "https://a.example/x"),
        ("https://a.example/X", "https://a.example/x"),
        ("https://a.example/a%2Fb", "https://a.example/a/b"),
        ("https://a.example/x?q=a%26b=c", "https://a.example/x?q=a&b=c"),
        ("https://faß.example/x", "https://fass.example/x"),
        ("https://m.example/x", "https://www.example/x"),
        ("https://a.example/camp", "https://a.example/c"),
    ],
)
def test_addresses_that_differ(first, second):
    """Addresses that may be two articles' stay two."""
    assert canonical(first) != canonical(second)


def test_hosts_in_other_scripts():
    """A host in another script and its form in ASCII are one."""
    assert canonical("https://www.zürich.example/x") == canonical("https://xn--zrich-kva.example/x")


@pytest.mark.parametrize("text", ["", "urn:a:b", "mailto:a@b.example", "http://[", "https://a:b:c/", "x"])
def test_what_is_no_address(text):
    """What is no address of the web comes back as it is."""
    assert canonical(text) == text
