"""Tests of lists of feeds as others write them."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.opml import LARGEST, parse, render
from digests.reading import Unreadable
from tests.bot.newsstand import NOON, feed

ONE = '<outline type="rss" text="Ledger" xmlUrl="https://a.example/feed"/>'


def opml(body, head=""):
    """Return a list with this in its body."""
    return f'<?xml version="1.0"?><opml version="2.0"><head>{head}</head><body>{body}</body></opml>'.encode()


def urls(data):
    """Return the addresses of the feeds in a list."""
    return [one.url for one in parse(data).feeds]


@pytest.mark.parametrize(
    "body",
    [
        ONE,
        f'<outline text="World"><outline text="Papers">{ONE}</outline></outline>',
        f"{ONE}{ONE}",
        ONE.replace("xmlUrl", "XMLURL").replace("outline", "OUTLINE"),
        ONE.replace("xmlUrl", "xmlurl").replace("text", "title"),
        ONE.replace('"', "'"),
        ONE.replace(' type="rss"', ""),
        f"</outline>{ONE}</outline>",
        f"<!-- {ONE.replace('a.example', 'b.example')} -->{ONE}",
        f'<outline text="no feed" htmlUrl="https://h.example/"/>{ONE}',
    ],
)
def test_feeds_are_found_however_the_list_is_laid_out(body):
    """Folders, duplicates, the case of names, stray ends and comments make no difference."""
    [found] = parse(opml(body)).feeds
    assert (found.url, found.title) == ("https://a.example/feed", "Ledger")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<outline text="A & B" xmlUrl="https://a.example/?x=1&copy=2"/>', "https://a.example/?x=1&copy=2"),
        ('<outline text="A &amp; B" xmlUrl="https://a.example/?x=1&amp;y=2"/>', "https://a.example/?x=1&y=2"),
        ('<outline text="A &#38; B" xmlUrl=" https://a.example/?x&#61;1 "/>', "https://a.example/?x=1"),
    ],
)
def test_ampersands_are_read_escaped_or_not(body, expected):
    """A bare & is the most common mistake of all in such lists."""
    [found] = parse(opml(body)).feeds
    assert (found.title, found.url) == ("A & B", expected)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_letters_are_kept_in_every_encoding(encoding):
    """Also in UTF-8 where none is declared, which HTML parsers take for Latin-1."""
    declared = "" if encoding.startswith("utf") else f'<?xml version="1.0" encoding="{encoding}"?>'
    text = f'{declared}<opml><body><outline text="Größe" xmlUrl="https://a.example/feed"/></body></opml>'
    assert [one.title for one in parse(text.encode(encoding)).feeds] == ["Größe"]
    assert urls(gzip.compress(text.encode(encoding))) == ["https://a.example/feed"]


def test_what_breaks_off_is_read_as_far_as_it_goes():
    """The feeds before the break are there, and where it is broken is said."""
    found = parse(opml(ONE).partition(b"</body>")[0] + b'<outline text="B" xmlUrl="https://b')
    assert [one.url for one in found.feeds] == ["https://a.example/feed"]
    assert found.problem.startswith("is no well-formed XML (")
    assert "at line 1" in found.problem
    assert parse(opml(ONE)).problem is None


def test_lists_in_lists_are_told_apart():
    """An included list is no feed, and is named."""
    found = parse(opml(f'{ONE}<outline type="include" text="L" url="https://l.example/x.opml"/>'))
    assert (len(found.feeds), found.lists) == (1, ("https://l.example/x.opml",))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"hello", "is no list of feeds"),
        (b"<!doctype html><html><body>Not found</body></html>", "is no list of feeds"),
        (opml("<outline text='a'/>"), "holds no feed"),
        (b"<opml><body><outline xmlUrl=", "holds no feed that can be read: it is no well-formed XML"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "declares XML entities"),
        (opml('<outline text="a">' * 200), "has outlines in more than 100 others"),
        (b"<opml>" + b" " * LARGEST, "is larger than 5 MB"),
        (b"\x1f\x8b broken", "is a damaged gzip file"),
        (b"\x00\x01\x02\x03" * 100, "is binary"),
    ],
)
def test_what_holds_no_feeds_is_refused_with_the_reason(data, reason):
    """Each way of being no list has its own words."""
    with pytest.raises(Unreadable) as refused:
        parse(data)
    assert refused.value.reason.startswith(reason)


def test_thousands_are_read():
    """A list as large as any reader's is read whole, in its order."""
    many = "".join(ONE.replace("/feed", f"/{number}") for number in range(5000))
    assert urls(opml(many)) == [f"https://a.example/{number}" for number in range(5000)]


PIECES = [
    "<opml>", "</opml>", "<head>", "<title>", "</title>", "t", "<outline text='a'>", "</outline>", ONE, "<ownerName>",
    "</ownerName>", "<dateCreated>", "</dateCreated>", "<![CDATA[", "]]>", "<!--", "-->", "<?x", "&#0;", "&#x110000;",
    "<x:outline xmlns:x='y'>", "</x:outline>", '">', "<outline xmlUrl='", "<outline type='include' url='u'/>", "\0",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join) | st.text(max_size=60))
def test_nothing_makes_it_fail_otherwise(text):
    """Whatever is given is read, or refused with a reason."""
    try:
        found = parse(f"<opml>{text}".encode("utf-8", "surrogatepass"))
    except Unreadable:
        return
    assert found.feeds or found.lists


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_every_name_can_be_exported(name):
    """Whatever a feed is called, what is written is well-formed and read without complaint."""
    found = parse(render([feed(f"x{name}x", url="https://x.example/feed.xml", outlet=name)], NOON).encode())
    assert found.problem is None
    assert [one.url for one in found.feeds] == ["https://x.example/feed.xml"]


def test_an_exported_list_is_what_others_read():
    """It says its version and when it was made, and each feed's type, text and address, as OPML 2.0 asks."""
    text = render([feed("Ledger")], NOON)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">')
    assert "<dateCreated>Thu, 17 Apr 2025 12:00:00 GMT</dateCreated>" in text
    assert '<outline type="rss" text="Ledger" title="Ledger" xmlUrl="https://ledger.example/feed.xml" />' in text
