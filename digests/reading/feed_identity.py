"""Which entries are one article: the names under which it may come again, and what it says to a reader."""

import re
from collections import defaultdict
from datetime import UTC
from hashlib import blake2b

from digests.model.article import Published
from digests.reading.addresses import canonical, host, is_page
from digests.reading.feed_items import Item
from digests.reading.headlines import key

# Names that no two makers give to two things: https://www.rfc-editor.org/rfc/rfc8141, rfc4151, rfc9562, and hashes.
_GLOBAL = re.compile(
    r"(?:urn:|tag:|doi:|info:).{8,}|\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?|[0-9a-f]{40}|[0-9a-f]{64}",
    re.IGNORECASE,
)
_SHORTEST, _SHORTEST_COUNT = 6, 6  # letters of a guid, digits of a count, that hold for all feeds of a host
_ALIKE = 0.5  # share of a headline's words that its versions have in common
_LONGEST = 400  # characters of an identity; what is longer stands there by its hash
_SIZE = 16  # bytes of a hash


def hashed(text: str) -> str:
    """Return a hash of a text, in hexadecimal."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


def identities(items: list[Item], moments: list[Published], *, feed: str, site: str) -> list[tuple[str, ...]]:
    """Return the identities of a feed's entries, for each the strongest first; at least one.

    Args:
        items: The entries, with absolute links.
        moments: When each was published.
        feed: The feed's own address, for ids that count nothing but its entries.
        site: The site's address.
    """
    feed, site = canonical(feed), canonical(site)
    home = host(site) or host(feed)
    named = [_named(item, feed, home) for item in items]
    shared = _shared(items, named) | {feed, site}
    found = []
    for item, names, moment in zip(items, named, moments, strict=True):
        own = tuple(dict.fromkeys(_bounded(name) for name in names if name not in shared))
        found.append(own or (_worded(item, home, moment),))
    return found


def _named(item: Item, feed: str, home: str) -> list[str]:
    """Return the names that an entry brings: its address and its guid, as far as that one holds."""
    link = canonical(item.link)
    names = [link] if is_page(link) else []
    guid = item.guid.strip()
    if guid.startswith(("http://", "https://")):
        # An address that is not meant to be opened may tell articles apart by its fragment alone.
        address = canonical(guid)
        return [*names, address if is_page(address) and "#" not in guid else f"guid {guid.partition('://')[2]}"]
    if _GLOBAL.fullmatch(guid):
        return [*names, f"guid {guid}"]
    weak = len(guid) < _SHORTEST_COUNT if guid.isdecimal() else len(guid) < _SHORTEST
    return [*names, f"guid {guid} of {feed if weak else home}"] if guid else names


def _shared(items: list[Item], named: list[list[str]]) -> set[str]:
    """Return the names that a feed gives to different articles, and which therefore tell nothing."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    for item, names in zip(items, named, strict=True):
        for name in set(names):
            said[name].add(key(item.title) or hashed(item.content or item.summary))
    return {name for name, titles in said.items() if len(titles) > 1 and not _are_versions(titles)}


def _are_versions(titles: set[str]) -> bool:
    """Whether titles are wordings of one headline, as where an outlet lists an article once more after an edit."""
    words = [set(title.split()) for title in titles]
    common = set.intersection(*words)
    return len(common) >= _ALIKE * max(map(len, words))


def _worded(item: Item, home: str, moment: Published) -> str:
    """Return an identity of what an entry says, for one that has neither an address nor a name of its own."""
    day = moment.at.astimezone(UTC).date().isoformat() if moment.at else ""
    return f"words {hashed(key(item.title) or item.content or item.summary)} of {home} {day}".rstrip()


def _bounded(name: str) -> str:
    return name if len(name) <= _LONGEST else f"hash {hashed(name)}"
