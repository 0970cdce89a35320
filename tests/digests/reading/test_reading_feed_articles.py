"""Tests of what becomes of entries: articles, from the feed or the page; edits of them; the feeds a page names."""

from datetime import UTC, datetime

import pytest

from digests.model.article import Published
from digests.model.feed import Entry
from digests.reading import Unreadable, article_of_entry, feed_links, read, revised

SENTENCE = "The harbour office said on Monday that the ferry would stay in port until the fog had gone."
MORE = "The bus needs three hours for the way around the bay, and runs twice as often while the ferry waits."
AT = Published(at=datetime(2026, 11, 21, 10, 0, tzinfo=UTC), precision="minute", found_in="record")


def entry(**fields):
    """An entry about fog."""
    given = {"headline": "Fog keeps the ferry in port", "content": f"<p>{SENTENCE}</p>", "link": "https://l.example/a"}
    known = {"outlet": "The Harbor Ledger", "published": AT, "authors": ("Ann Roe",), "stub": True}
    return Entry(identities=("a",), fingerprint="f", **{**given, **known, **fields})


def article(text=SENTENCE, **fields):
    """An article of an entry with this text."""
    found = article_of_entry(entry(content=f"<p>{text}</p>", **fields), id="a1", zone=UTC)
    assert not isinstance(found, Unreadable)
    return found


def page(*paragraphs, title="Fog keeps the ferry in port"):
    """A page with some paragraphs."""
    inside = "".join(f"<p>{text}</p>" for text in paragraphs)
    head = f"<title>{title}</title>"
    return f"<html><head>{head}</head><body><article><h1>{title}</h1>{inside}</article></body></html>".encode()


def test_an_entry_becomes_an_article():
    """What the feed says of an entry stands in its article; scripts in it do not."""
    found = article_of_entry(entry(content=f"<p>{SENTENCE}</p><script>x()</script>"), id="a1", zone=UTC)
    assert (found.id, found.text, found.published) == ("a1", SENTENCE, AT)
    assert (found.outlet, found.authors, found.url) == ("The Harbor Ledger", ("Ann Roe",), "https://l.example/a")


def test_an_entry_without_anything_is_no_article():
    """An entry that says nothing is told of and raises nothing."""
    assert isinstance(article_of_entry(entry(headline="", content=""), id="a1", zone=UTC), Unreadable)


def test_the_text_comes_from_the_page():
    """Where a page is given, the text is the page's and the rest the feed's."""
    found = article_of_entry(entry(), id="a1", zone=UTC, page=page(SENTENCE, MORE, MORE.upper()))
    assert MORE in found.text
    assert (found.headline, found.published, found.outlet) == ("Fog keeps the ferry in port", AT, "The Harbor Ledger")


def test_a_headline_that_is_cut_comes_from_the_page():
    """A headline that the feed cut off is taken whole from the page."""
    found = article_of_entry(entry(headline="Fog keeps the…"), id="a1", zone=UTC, page=page(SENTENCE, MORE))
    assert found.headline == "Fog keeps the ferry in port"


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"<html><title>Just a moment...</title><body>Wait",
        page("Welcome to our site, which has quite different things to tell and to sell.", title="Front"),
        page("The ferry stays."),
    ],
)
def test_a_page_that_is_of_no_use(given):
    """A wall, another's page or one that says less leaves the entry's own text."""
    assert article_of_entry(entry(), id="a1", zone=UTC, page=given).text == SENTENCE


def test_a_feed_as_a_file_is_read_the_same_way():
    """`read` makes of a feed the articles that its entries make."""
    item = f"<item><description>{SENTENCE}</description></item>"
    data = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>"
    [found] = read("a.xml", data.encode(), zone=UTC)
    assert (found.id, found.text) == ("a-1", SENTENCE)


def test_no_edit():
    """White space, a date or tracking alone make no edit."""
    assert revised(article(), article(SENTENCE.replace(" ", "  "), link="https://l.example/a?x=1")) is None


def test_an_edit():
    """An edit keeps the id and the first publication, has the new text, and says when as far as that is known."""
    later = AT.model_copy(update={"at": datetime(2026, 11, 21, 12, 0, tzinfo=UTC)})
    new = revised(article(), article(f"{SENTENCE} {MORE}", updated=later).model_copy(update={"id": "b"}))
    assert (new.id, new.published, new.updated) == ("a1", AT, later)
    assert MORE in new.text
    assert revised(article(), article(MORE)).updated == Published()


def test_an_edited_headline():
    """Another headline alone is an edit."""
    assert revised(article(), article(headline="Ferry sails again")).headline == "Ferry sails again"


def test_a_correction_stays_one():
    """A notice of a correction in the new text is a part of that kind."""
    new = revised(article(), article(f"{SENTENCE}</p><p>Correction: The ferry has two decks."))
    assert [part.kind for part in new.parts] == ["paragraph", "correction"]


def test_a_stub_does_not_replace_the_text():
    """Where a feed stops sending the whole text, the known one stays."""
    whole = article(f"{SENTENCE}</p><p>{MORE}</p><p>{MORE.upper()}")
    assert revised(whole, article(SENTENCE)) is None
    assert revised(whole, article(SENTENCE, headline="Ferry sails")).text == whole.text


def test_feeds_of_a_page():
    """The feeds a page names come in its order, resolved by its base, each once, those of comments last."""
    links = """<html><head><base href="/blog/">
    <link rel="alternate" type="application/rss+xml" title="Ledger » Comments Feed" href="comments/feed/">
    <link rel="alternate" type="application/rss+xml" title="Ledger" href="feed/">
    <link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="//other.example/atom">
    <link rel="alternate" type="application/rss+xml" href="feed/">
    <link rel="alternate" type="application/json+oembed" href="/oembed"><link rel="stylesheet" href="/a.css">
    <link rel="alternate" type="application/json" href="/wp-json/feed"><link rel="alternate" hreflang="de" href="/de">
    <link rel="alternate" type="application/feed+json" href="feed.json"><link rel="alternate" type="application/rss+xml"
    href="javascript:x"></head></html>"""
    found = feed_links(links.encode(), url="https://l.example/x")
    assert [link.url for link in found] == [
        "https://l.example/blog/feed/",
        "https://other.example/atom",
        "https://l.example/blog/feed.json",
        "https://l.example/blog/comments/feed/",
    ]
    assert found[0].title == "Ledger"
    assert feed_links(b"", url="https://l.example/") == feed_links(b"\0\1\2", url="https://l.example/") == ()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("The council agreed on a pier. Read more", "The council agreed on a pier."),
        ('<p>The council agreed on a pier. <a href="x">Continue reading →</a></p>', "The council agreed on a pier."),
        ("The council agreed on a pier […]", "The council agreed on a pier […]"),
        ("She told them to continue reading.", "She told them to continue reading."),
        ("Read more", ""),
    ],
)
def test_a_stub_keeps_its_text_and_not_the_way_to_the_rest(content, text):
    """Where the words that send a reader elsewhere stand behind a sentence, the sentence stays."""
    made = article_of_entry(
        Entry(identities=("x",), fingerprint="f", headline="Ferry", content=content), id="a", zone=UTC
    )
    assert made.text == text
