"""A page's tree, without what is never the article: hidden blocks, comments, teasers and pleas, each with the reason.

The blocks are told by the names that their markup gives them. trafilatura has rules of that kind too; these come
first, for what its rules miss, and because its rules are slow on what is large and never text.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

from digests.model.article import FurnitureReason
from digests.reading.lines import Line, clean

# Elements without a word of the article. What a form holds is kept, as some pages are one form.
_EMPTY = ("style", "noscript", "template", "iframe", "svg", "object", "select", "button", "dialog", "canvas", "video")
# Names of blocks, as they stand in class, id and test id, by the reason for which the block is set aside.
_NAMES: dict[FurnitureReason, str] = {
    "comments": r"""
        comments\b(?!-\d) | comments?[-_]{0,2}(?:list|thread|section|item|content|form|body|area|wrap|container|widget|
        holder|box|respond|module|stream|panel|block) | disqus | livefyre | viafoura | spot[-_]?im\b | openweb[-_] |
        coral[-_](?:talk|thread) | hyvor | discussion[-_](?:list|thread|section)
    """,
    "related": r"""
        recommend | recirc | (?:read|up|watch|coming)[-_]?next\b | also[-_](?:read|like)\b |
        (?:read|see)[-_]?(?:more|also)[-_](?:list|box|links?|block|module|wrap|container) |
        more[-_](?:stories|articles|news|from|on)\b | (?:most|top)[-_](?:read|popular|viewed|shared|stories)\b |
        trending | taboola | outbrain | zergnet | revcontent | \bmgid\b |
        related[-_]?(?:articles?|stories|posts?|content|links?|news|items?|list|box|topics?|coverage)?\b
    """,
    "newsletter": r"""
        newsletter | sign[-_]?up\b | subscri(?:be|ption)[-_](?:box|form|widget|promo|cta|banner|block|module|wrap)
    """,
    "legal": r"disclaimer | (?:affiliate|commerce)[-_](?:disclosure|note|notice)",
    "byline": r"""
        (?:author|writer|contributor)s?[-_]{1,2}(?:bio|box|card|info|about|profile|description|details)\b |
        (?:about|bio)[-_](?:the[-_])?(?:author|writer)s?\b
    """,
    "navigation": r"""
        \bpop[-_]?(?:up|over) | [-_]pop[-_]?(?:up|over) | \bmodal\b | lightbox | tooltip | auth[-_]check |
        login[-_](?:form|box|wall|prompt) | (?:cookie|consent)[-_]?(?:banner|notice|bar|wall|message|dialog) |
        onetrust | didomi | skip[-_](?:link|to[-_])
    """,
}
_NAMED = re.compile("|".join(f"(?P<{reason}>{names})" for reason, names in _NAMES.items()), re.IGNORECASE | re.VERBOSE)
DATA = "application/ld+json"  # the type of a script that holds what the page says of itself
_BLOCKS = ("div", "section", "aside", "ul", "ol", "details", "form", "p")
_SAID_IN = ("class", "id", "data-testid", "data-component")
# Classes of what is not shown, unless another class shows it on wider screens.
_UNSEEN = {"hidden", "d-none", "is-hidden", "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text"}
_SHOWN = re.compile(r"\b(?:sm|md|lg|xl|d-(?:sm|md|lg|xl))[:-](?:block|flex|grid|inline|contents|table)")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_UNSEEN = 0.2  # of that text: where more is hidden, it is the article behind a paywall
_MOST = 0.5  # of the text in paragraphs: a block with more is the article, whatever its name


def parsed(text: str) -> Any:
    """Return the root of a page's tree, comments left out; None if there is no element in it."""
    from lxml import etree, html

    parser = html.HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


def strip(root: Any) -> list[Line]:
    """Take what is never the article out of a tree; return the text of the blocks with a reason, labelled with it."""
    dropped: list[Line] = []
    for element in list(root.iter("script", *_EMPTY)):
        if element.get("type") != DATA:
            _remove(element)
    kept = {ancestor for heading in root.iter("h1") for ancestor in (heading, *heading.iterancestors())}
    marked = [(element, reason) for element, reason in _marked(root) if element not in kept]
    total = _paragraphs(root)
    unseen = sum(_paragraphs(element) for element, reason in marked if reason is None)
    for element, reason in marked:
        if _paragraphs(element) > _MOST * total or (reason is None and unseen > _MOST_UNSEEN * total):
            continue
        text = clean(element.text_content())
        if text and reason and _is_inside(element):
            dropped.append(Line(text, label=reason))
        _remove(element)
    return dropped


def _marked(root: Any) -> Iterator[tuple[Any, FurnitureReason | None]]:
    """Yield the blocks to be set aside, with the reason; None for one that is not shown."""
    for element in root.iter(*_BLOCKS):
        attributes = element.attrib
        if not attributes:
            continue
        names = " ".join([attributes[name] for name in _SAID_IN if name in attributes])
        reason = _named(names) if names else None
        if reason:
            yield element, reason
        elif _is_hidden(attributes, names):
            yield element, None


@lru_cache(4096)  # a page repeats its names
def _named(names: str) -> FurnitureReason | None:
    found = _NAMED.search(names)
    return cast(FurnitureReason, found.lastgroup) if found else None


def _is_hidden(attributes: Any, names: str) -> bool:
    if "hidden" in attributes or ("style" in attributes and _INVISIBLE.search(attributes["style"])):
        return True
    return not _UNSEEN.isdisjoint(names.split()) and not _SHOWN.search(names)


def _paragraphs(element: Any) -> int:
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


def _is_inside(element: Any) -> bool:
    """Whether a block stands in what the page says is its article."""
    return next(element.iterancestors("article", "main"), None) is not None


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()
