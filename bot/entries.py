"""Entries of a feed to articles: which are new, which were edited, and which came before the feed was read.

All moments are aware.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from adapters.interface import Feed, KnownEntry
from digests.analysis import analyse
from digests.model.article import Article
from digests.model.feed import Entry
from digests.reading import Unreadable, article_of_entry, revised

BASELINE = timedelta(days=1)
"""How old an entry may be when its feed is read first and still become an article: what is older is no news."""


@dataclass(frozen=True)
class Sorted:
    """The entries of a feed, sorted by what is known of them.

    Attributes:
        new: Those that are new, each with the id of the article that it is to become.
        edited: Those that say something else than before, each with the id of its article.
        learnt: What is known from now on, by identity, once the articles are kept.
    """

    new: dict[str, Entry] = field(default_factory=dict)
    edited: dict[str, Entry] = field(default_factory=dict)
    learnt: dict[str, KnownEntry] = field(default_factory=dict)


def sort(feed: Feed, entries: Iterable[Entry], known: Mapping[str, KnownEntry], at: datetime) -> Sorted:
    """Sort the entries of a feed as it was read at a moment.

    Args:
        feed: The feed as it was before; one that never was read has its baseline taken.
        entries: Its entries.
        known: What is known of their identities.
        at: The moment.
    """
    found = Sorted()
    own = {feed.url, feed.moved_from}
    for entry in entries:
        seen = [one for name in entry.identities if (one := found.learnt.get(name) or known.get(name))]
        if not seen:
            article = article_id(entry) if feed.last_success or _is_fresh(entry, at) else None
            now = KnownEntry(article=article, fingerprint=entry.fingerprint, feed=feed.url)
            if article:
                found.new[article] = entry
        else:
            now = seen[0]
            if now.feed in own and now.fingerprint != entry.fingerprint:
                now = now.model_copy(update={"fingerprint": entry.fingerprint, "feed": feed.url})
                if now.article and now.article not in found.new:
                    found.edited[now.article] = entry
        found.learnt.update(dict.fromkeys(entry.identities, now))
    return found


def article_id(entry: Entry) -> str:
    """Return the id of the article that an entry becomes, the same whenever it is read: "a" and sixteen characters."""
    digest = hashlib.sha256(entry.identities[0].encode()).digest()
    return "a" + base64.b32encode(digest[:10]).decode().lower()


def article_of(name: str, entry: Entry, page: bytes | None, outlet: str | None, zone: tzinfo) -> Article | Unreadable:
    """Return the article of an entry, analysed, or why it has none; it computes for long.

    Args:
        name: Its id.
        entry: The entry.
        page: The page from which its text is taken, None if that is the feed's.
        outlet: The outlet whose it is, None if the entry says so itself.
        zone: The zone of times that name none.
    """
    made = _made(name, entry, page, outlet, zone)
    return analyse(made) if isinstance(made, Article) else made


def edit_of(old: Article, entry: Entry, page: bytes | None, outlet: str | None, zone: tzinfo) -> Article | None:
    """Return an article as its edited entry has it, analysed, or None if a reader sees nothing of the edit.

    Args:
        old: The article as it was.
        entry: The entry; for the others see `article_of`.
        page: See there.
        outlet: See there.
        zone: See there.
    """
    made = _made(old.id, entry, page, outlet, zone)
    now = revised(old, made) if isinstance(made, Article) else None
    return analyse(now) if now else None


def _made(name: str, entry: Entry, page: bytes | None, outlet: str | None, zone: tzinfo) -> Article | Unreadable:
    named = entry.model_copy(update={"outlet": outlet}) if outlet else entry
    try:
        return article_of_entry(named, id=name, zone=zone, page=page)
    except Unreadable as error:
        return error


def _is_fresh(entry: Entry, at: datetime) -> bool:
    return entry.published.at is not None and entry.published.at > at - BASELINE
