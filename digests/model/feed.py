"""Feeds as they are read: their entries, and what they say of themselves."""

from datetime import timedelta

from digests.model.article import Published
from digests.model.base import Value


class Entry(Value):
    """An entry of a feed.

    Attributes:
        identities: The names under which the same article may come again, strongest first: its canonical link, its
            guid where that is one, else what it says. Two entries that share one are one article.
        fingerprint: Of what it says to a reader; another one means that it was edited.
        link: The address of the article, absolute, as given but for what tracks readers.
        headline: Its title in plain text, "" if it has none.
        outlet: Which outlet's it is, where the entry or its feed says so.
        authors: Who wrote it.
        tags: What the feed files it under.
        language: Its language or its feed's, as given.
        published: When it was published.
        updated: When it says it was changed, if it does.
        content: The longest text it brings, markup and all.
        stub: Whether that is only the beginning or a summary of the article.
    """

    identities: tuple[str, ...]
    fingerprint: str
    link: str | None = None
    headline: str = ""
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    published: Published = Published()
    updated: Published | None = None
    content: str = ""
    stub: bool = False


class FeedRead(Value):
    """A feed as it was read.

    Attributes:
        title: Its name, "" if it has none.
        kind: Which kind of feed it is, such as "RSS 2.0", "Atom 1.0", "JSON Feed 1.1".
        site: The address of the site it belongs to, absolute.
        outlet: The outlet that its title names.
        language: Its language, as given.
        ttl: For how long it says it need not be asked again.
        skip_hours: The hours of the day (UTC) in which it says it never changes; like `skip_days`, Monday is 0.
        skip_days: See `skip_hours`.
        entries: Its entries in the order given.
        problems: What could not be read in it, in plain words; the rest stands.
    """

    title: str = ""
    kind: str = ""
    site: str | None = None
    outlet: str | None = None
    language: str | None = None
    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


class FeedLink(Value):
    """A feed that a page names: its address (absolute) and title, "" if it has none."""

    url: str
    title: str = ""
