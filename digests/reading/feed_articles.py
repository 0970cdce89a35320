"""Entries of feeds to articles: from the text that the feed brings, or from the page where that is but a stub."""

from collections.abc import Iterator
from datetime import tzinfo
from html import unescape

from digests.model.article import Article
from digests.model.feed import Entry
from digests.reading import html, html_tree, markup, plaintext
from digests.reading.decoding import decoded_markup
from digests.reading.facts import Facts
from digests.reading.feed import read_feed, without_teaser
from digests.reading.feed_items import is_markup, plain
from digests.reading.headlines import key
from digests.reading.lines import bounded
from digests.reading.unreadable import Unreadable

_KNOWN, _COMMON = 40, 0.3  # words of an entry looked for in its page; share of them that makes it the entry's page
_LONG_WORD = 4  # letters
_NOWHERE = "https://feed.invalid/"  # the address of a feed that came as a file


def articles(data: bytes, file_id: str, zone: tzinfo) -> Iterator[Article | Unreadable]:
    """Yield the article of each entry of a feed, or why it has none; raises Unreadable if the data are no feed."""
    entries = read_feed(data, url=_NOWHERE, zone=zone).entries
    if not entries:
        raise Unreadable("holds no entries")
    for number, entry in enumerate(entries, start=1):
        found = article_of_entry(entry, id=f"{file_id}-{number}", zone=zone)
        if isinstance(found, Unreadable):
            found = Unreadable(f"entry {number} {found.reason}", f"entry {number}")
        yield found


def article_of_entry(
    entry: Entry,
    *,
    id: str,  # noqa: A002 - the name it has in an article
    zone: tzinfo,
    page: bytes | None = None,
) -> Article | Unreadable:
    """Return the article of an entry, not analysed, or why there is none.

    Args:
        entry: The entry.
        id: The article's id.
        zone: The zone of times in the text that name none.
        page: The page that the entry links to, where the text is to be taken from there. What the feed says of
            headline, authors and times stands; a page that is another's, or shorter than the entry, is not used.
    """
    stub: Article | Unreadable
    try:
        stub = _from_feed(entry, id, zone)
    except Unreadable as error:
        stub = error
    if page is None:
        return stub
    try:
        whole = html.article(decoded_markup(page), _facts(entry, id, headline=not _is_cut(entry.headline)), zone)
    except Unreadable:
        return stub
    if not _is_page_of(entry, whole) or (isinstance(stub, Article) and len(whole.text) <= len(stub.text)):
        return stub
    return whole


def _from_feed(entry: Entry, article_id: str, zone: tzinfo) -> Article:
    facts = _facts(entry, article_id)
    if not is_markup(entry.content):
        return plaintext.article(without_teaser(unescape(entry.content)), facts, zone)
    tree = html_tree.parsed(f"<div>{entry.content}</div>")
    lines = bounded(markup.lines(tree)) if tree is not None else []
    if lines:
        lines[-1].text = without_teaser(lines[-1].text)
    return plaintext.article_of(lines, facts, zone) if lines else plaintext.article("", facts, zone)


def _facts(entry: Entry, article_id: str, *, headline: bool = True) -> Facts:
    return Facts(
        id=article_id,
        headline=(entry.headline or None) if headline else None,
        outlet=entry.outlet,
        authors=entry.authors,
        url=entry.link,
        language=entry.language,
        tags=entry.tags,
        published=entry.published if entry.published.at else None,
        updated=entry.updated,
    )


def _is_cut(headline: str) -> bool:
    return headline.endswith(("…", "..."))


def _is_page_of(entry: Entry, article: Article) -> bool:
    """Whether a page is about what its entry says, and not the site's front page or a notice in its place."""
    said = key(f"{entry.headline} {plain(entry.content)}").split()
    words = {word for word in said if len(word) >= _LONG_WORD}
    looked_for = [word for word in dict.fromkeys(said) if word in words][:_KNOWN]
    there = set(key(f"{article.headline if _is_cut(entry.headline) else ''} {article.text}").split())
    return sum(word in there for word in looked_for) >= _COMMON * len(looked_for)
