"""A web page to an Article: its metadata, the text that trafilatura and we find in it, then read as lines of a dump."""

import re
from datetime import tzinfo

from digests.model.article import Article
from digests.reading import html_body, html_facts, html_metadata, html_tree, html_walls, markup
from digests.reading.facts import Facts
from digests.reading.headlines import key
from digests.reading.lines import bounded
from digests.reading.plaintext import article_of
from digests.reading.unreadable import MAX_PAGE, Unreadable

_TAG = re.compile(r"<[a-zA-Z!/][^<>]{0,2000}>")
_START = 4096  # characters in which a page shows that it is one
_SHARE = 0.15  # of a text that is tags, from which on it is a page
_FEWEST = 10  # tags
_HEAD = 4  # lines among which the deck stands


def article(text: str, facts: Facts, zone: tzinfo) -> Article:
    """Return the article of a web page; raises Unreadable if the page holds none."""
    if len(text) > MAX_PAGE:
        raise Unreadable(f"is a web page of more than {MAX_PAGE // 1_000_000} million characters")
    root = html_tree.parsed(text) if _TAG.search(text) else None
    if root is None:
        raise Unreadable("holds no HTML; rename it to .txt")
    said, titles = html_metadata.gathered(root), html_metadata.titles(root)
    html_walls.refuse(root, said, titles)
    html_facts.complete(facts, said, titles, zone)
    if facts.published is None:
        html_facts.add_shown(facts, markup.lines(root), zone)
    lines = bounded(html_body.lines(root, text, said.bodies))
    known = html_facts.title_keys(said, titles, facts.outlet)
    for number, line in enumerate(lines):
        if line.label is None and key(line.text) in known:
            line.label = "headline repeated"
        elif number < _HEAD and line.text == said.deck and number + 1 < len(lines):
            line.label, facts.deck = "deck", line.text
    found = article_of(lines, facts, zone)
    if not found.parts:
        raise Unreadable("has no article text")
    return html_facts.completed(found, said)


def is_page(text: str) -> bool:
    """Whether a text is a web page: it begins like one, or much of it is tags."""
    start = text[:_START].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html", "<head>", "<body")):
        return True
    tags = [len(tag) for tag in _TAG.findall(text[: 16 * _START])]
    return len(tags) >= _FEWEST and sum(tags) >= _SHARE * len(text[: 16 * _START])
