"""The feeds that a page names in its head."""

from urllib.parse import urljoin

from digests.model.feed import FeedLink
from digests.reading import html_tree
from digests.reading.addresses import shown
from digests.reading.decoding import decoded_markup
from digests.reading.lines import clean
from digests.reading.unreadable import MAX_PAGE, Unreadable

# Types that a page gives its feeds; behind them those that are any XML or JSON, where the address says that it is one.
_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_ANY = ("text/xml", "application/xml", "application/json")
_SAID = ("rss", "atom", "feed", "rdf")
_COMMENTS = (
    "comment",
    "kommentar",
    "commentaire",
    "comentario",
    "commenti",
    "replies",
    "reacties",
    "/feed/?withoutcomments",
)
_LONGEST = 200  # characters of a title


def feed_links(page: bytes, *, url: str) -> tuple[FeedLink, ...]:
    """Return the feeds that a page names as its own, in its order, those of comments last; none for what is no page.

    Args:
        page: The page's bytes.
        url: Its address, by which links are resolved unless it names another base.
    """
    try:
        root = html_tree.parsed(decoded_markup(page[:MAX_PAGE]))
    except Unreadable:
        return ()
    if root is None:
        return ()
    base = next((href for element in root.iter("base") if (href := element.get("href"))), "")
    base = _joined(url, base)
    found: dict[str, FeedLink] = {}
    for link in root.iter("link"):
        href = (link.get("href") or "").strip()
        if href and _is_feed(link.get("rel"), link.get("type"), href):
            address = shown(_feed_scheme(href), base)
            if address:
                found.setdefault(address, FeedLink(url=address, title=clean(link.get("title") or "")[:_LONGEST]))
    return tuple(sorted(found.values(), key=_is_of_comments))


def _is_feed(rel: str | None, kind: str | None, href: str) -> bool:
    rels = (rel or "").lower().split()
    kind = (kind or "").partition(";")[0].strip().lower()
    if "feed" in rels:
        return kind in ("", *_TYPES, *_ANY)
    return "alternate" in rels and (kind in _TYPES or (kind in _ANY and _says_feed(href)))


def _says_feed(href: str) -> bool:
    return "wp-json" not in href and any(word in href.lower() for word in _SAID)


def _feed_scheme(href: str) -> str:
    """Return the address behind "feed:", as some sites write it."""
    rest = href.partition(":")[2] if href[:5].lower() == "feed:" else href
    return f"https:{rest}" if rest != href and rest.startswith("//") else rest


def _is_of_comments(link: FeedLink) -> bool:
    return any(word in f"{link.url} {link.title}".lower() for word in _COMMENTS)


def _joined(url: str, base: str) -> str:
    try:
        return urljoin(url, base)
    except ValueError:
        return url
