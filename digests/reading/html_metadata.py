"""What a page says of its article in its head, in microdata, in <time> elements and around its headline."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from digests.model.article import FoundIn
from digests.reading import json_ld
from digests.reading.html_tree import DATA
from digests.reading.lines import clean
from digests.reading.said import Said, Times

# Names of <meta> elements, the surest first: OpenGraph, Dublin Core, Parse.ly, Sailthru, Chartbeat and older customs.
_PUBLISHED = (
    "article:published_time article:published og:article:published_time og:published_time datepublished "
    "parsely-pub-date sailthru.date dcterms.issued dc.date.issued dcterms.created dc.date.created dcterms.date dc.date "
    "cxenseparse:recs:publishtime cxenseparse:publishtime bt:pubdate publish-date publish_date publishdate "
    "publication_date publication-date published-date published_date pubdate ptime pub_date article_date_original "
    "originalpublicationdate article.published rnews:datepublished date"
).split()
_UPDATED = (
    "article:modified_time article:modified og:article:modified_time og:updated_time datemodified dcterms.modified "
    "dc.date.modified bt:moddate article.updated last-modified last_modified lastmod modified-date revised utime"
).split()
_AUTHORS = (
    "author article:author parsely-author sailthru.author dc.creator dcterms.creator cxenseparse:author byl".split()
)
_OUTLETS = "publisher dc.publisher dcterms.publisher application-name".split()  # behind og:site_name and JSON-LD
_TAGS = "article:tag og:article:tag parsely-tags sailthru.tags news_keywords keywords".split()
_HEADLINES = "og:title twitter:title parsely-title sailthru.title dc.title dcterms.title title".split()
_DECKS = "og:description description twitter:description dc.description dcterms.abstract".split()
_LANGUAGES = "og:locale content-language dc.language dcterms.language language".split()

# Fields of microdata (https://schema.org/Article) that an element's attribute itemprop may name.
_ITEM = {
    "author": "authors",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "updated",
    "headline": "headlines",
    "description": "decks",
    "alternativeheadline": "decks",
}
# Names of elements that say who wrote an article and when, and of those that hold its deck.
_DATE = re.compile(r"date|time|publish|posted|stamp", re.IGNORECASE)
_BYLINE = re.compile(r"byline|author(?!i[sz])|written-?by", re.IGNORECASE)
_DECK = re.compile(
    r"\b(?:[\w-]{0,40}[-_])?(?:deck|dek|standfirst|sub-?title|strapline|article__?summary)\b", re.IGNORECASE
)
_UPDATE_WORDS = ("updat", "modif", "edited", "revis", "aktualisiert", "mise à jour", "actualizado")
_PICTURES = ("figure", "picture")
_ELSEWHERE = ("nav", "aside", "footer", "ul", "ol")
_MOST_TIMES = 6
_MOST_LINES = 12
_NEAR = 3  # elements around a deck, one of which holds the headline too
_MOST_INSIDE = 12  # elements within one that holds a line
_LONGEST_LINE = 160
_LONGEST = 600  # characters of a field


def gathered(root: Any) -> Said:
    """Return what a page's tree says: JSON-LD before <meta> before microdata before <time>."""
    said = Said()
    said.languages += [value for name in ("lang", "xml:lang") if (value := root.get(name))]
    links = (link for link in root.iter("link") if link.get("rel", "").lower() == "canonical")
    said.urls += [link.get("href", "").strip() for link in links]
    metas = _metas(root)
    _read_meta(metas, said)
    _read_microdata(root, said)
    _read_times(root, said)
    _read_lines(root, said)
    said.headlines += [clean(title.text_content()) for title in root.iter("title")][:1]
    json_ld.read((script.text or "" for script in root.iter("script") if script.get("type") == DATA), said)
    said.outlets += [value for name in _OUTLETS for value in metas.get(name, ())]
    return said


def titles(root: Any) -> list[str]:
    """Return the headings of the first level, which the headline is one of."""
    return [text for heading in root.iter("h1") if (text := clean(heading.text_content())) and len(text) <= _LONGEST]


def _metas(root: Any) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("http-equiv")
        content = meta.get("content")
        if name and content and len(content) <= 10 * _LONGEST:
            metas.setdefault(name.strip().lower(), []).append(clean(content))
    return metas


def _read_meta(metas: dict[str, list[str]], said: Said) -> None:
    def values(names: list[str]) -> Iterator[str]:
        for name in names:
            yield from metas.get(name, ())

    said.headlines += values(_HEADLINES)
    said.decks += values(_DECKS)
    said.outlets += values(["og:site_name"])
    said.authors += [metas[name] for name in _AUTHORS if name in metas]
    said.languages += values(_LANGUAGES)
    said.urls += values(["og:url"])
    said.published += [(value, "meta") for value in values(_PUBLISHED)]
    said.updated += [(value, "meta") for value in values(_UPDATED)]
    first = next((metas[name] for name in _TAGS if name in metas), [])
    said.tags += [tag for value in first for tag in value.split(",")]


def _read_microdata(root: Any, said: Said) -> None:
    people: list[str] = []
    for element in root.iterfind(".//*[@itemprop]"):
        if next(element.iterancestors(*_PICTURES), None) is not None:
            continue
        for name in element.get("itemprop").lower().split():
            field = _ITEM.get(name)
            value = _value(element) if field else ""
            if value and field in ("published", "updated"):
                _times(said, field).append((value, "microdata"))
            elif value and field:
                {"headlines": said.headlines, "decks": said.decks, "authors": people}[field].append(value)
    said.authors += [people] if people else []


def _value(element: Any) -> str:
    """Return the value of an element with microdata; of a person, the name."""
    value = element.get("content") or element.get("datetime")
    if value is None:
        named = element.find(".//*[@itemprop='name']")
        value = (named if named is not None else element).text_content()
        value = named.get("content") or value if named is not None else value
    return clean(value) if len(value) <= _LONGEST else ""


def _read_times(root: Any, said: Said) -> None:
    """Take the <time> elements of the article, those before its second <article> where it has several."""
    place: FoundIn = "time element"
    taken = 0
    for element in root.iter("time"):
        if taken == _MOST_TIMES:
            break
        value = element.get("datetime") or clean(element.text_content())
        if not value or len(value) > _LONGEST or next(element.iterancestors(*_ELSEWHERE), None) is not None:
            continue
        taken += 1
        _times(said, "updated" if _is_update(element) else "published").append((value, place))


def _is_update(element: Any) -> bool:
    parent = element.getparent()
    before = element.getprevious()
    words = [element.get("class"), element.get("itemprop"), element.text, parent.get("class"), parent.text]
    words += [before.tail, before.text] if before is not None else []
    said = " ".join(word for word in words if word).lower()
    return any(word in said for word in _UPDATE_WORDS)


def _read_lines(root: Any, said: Said) -> None:
    """Take the lines that the page's own names say to be byline, date or deck."""
    for element in root.iter("p", "div", "span", "h2", "a"):
        names = element.get("class")
        if not names or len(said.lines) + len(said.bylines) >= _MOST_LINES:
            continue
        kind = _kind_of(names)
        if kind is None or sum(1 for _ in islice(element.iter(), _MOST_INSIDE + 1)) > _MOST_INSIDE:
            continue
        text = clean(" ".join(element.itertext()))
        if not text or next(element.iterancestors(*_ELSEWHERE), None) is not None:
            continue
        if kind == "deck":
            said.deck = said.deck or (text if len(text) <= _LONGEST and _is_by_title(element) else None)
        elif len(text) <= _LONGEST_LINE:
            (said.bylines if kind == "byline" else said.lines).append(text)


def _is_by_title(element: Any) -> bool:
    """Whether an element stands next to a heading of the first level."""
    return any(around.find(".//h1") is not None for around in islice(element.iterancestors(), _NEAR))


@lru_cache(4096)  # a page repeats its names
def _kind_of(names: str) -> str | None:
    kinds = {"deck": _DECK, "byline": _BYLINE, "date": _DATE}
    return next((kind for kind, pattern in kinds.items() if pattern.search(names)), None)


def _times(said: Said, field: str) -> Times:
    return said.updated if field == "updated" else said.published
