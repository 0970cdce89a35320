"""A feed of any kind to its entries: what each says, whose it is, when it appeared, how it is known again."""

import re
from datetime import UTC, tzinfo

from digests.model.article import Published
from digests.model.feed import Entry, FeedRead
from digests.reading import feed_guards, feed_walls, feed_xml, json_feed
from digests.reading.addresses import shown
from digests.reading.agencies import is_outlet
from digests.reading.decoding import unpacked
from digests.reading.feed_dates import feed_moment
from digests.reading.feed_identity import hashed, identities
from digests.reading.feed_items import Channel, Item, plain
from digests.reading.headlines import without_outlet
from digests.reading.lines import clean
from digests.reading.sections import is_section
from digests.reading.unreadable import MAX_PAGE, Unreadable

_BETWEEN = re.compile(r"\s+[|–—>»:·-]+\s+")
# How a text ends that goes on elsewhere: a link to the rest, or a mark that there is one.
_LINK = (
    r"(?:\b(?:read|see|learn)\s(?:more|the\s(?:full|whole|rest|original)\b.{0,30}|on|full\s(?:story|article))|"
    r"\b(?:continue|keep)\sreading\b.{0,100}|\b(?:full|more)\s(?:story|at\b.{0,60})|view\s(?:full|entire)\s(?:post|article|story)|"
    r"\bweiterlesen|\bmehr\s(?:lesen|erfahren)|\b(?:lire|en\ssavoir)\s(?:la\ssuite|plus|l['’]article)\b.{0,60}|\bleer\smás|"
    r"\bseguir\sleyendo|\bcontinua\s(?:a\sleggere|la\slettura)|\bleggi\s(?:tutto|di\spiù)|\blees\s(?:meer|verder)|"
    r"\bleia\smais|\bcontinuar\slendo)[\s.…»›→>\])]*$"
)
_TEASER = re.compile(rf"(?:(?<=[.!?…:\])\"”’»])\s+|\s*[|(\[«‹>–—-]+\s*){_LINK}", re.IGNORECASE)  # behind a sentence
_GOES_ON = re.compile(
    rf"(?:\[\s*(?:\.{{3}}|…|\+\d+\schars)\s*\]|…|\.{{3}}|\(more\))[\s.…»›→>\])]*$|{_LINK}", re.IGNORECASE
)
_HINTS = "… ... more read full view weiter mehr suite plus article más leyendo legger lettura lees leia lendo +".split()
_END = 120  # characters at the end of a text in which that stands
_SHORT_SUMMARY, _SHORT = 700, 250  # characters of a text that is not all: in a field for summaries, in one for contents
_GUESSED = 100  # entries whose dates are worth a long look
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_TAG, _MOST = 500, 100, 60, 40


def read_feed(data: bytes, *, url: str, content_type: str = "", zone: tzinfo = UTC) -> FeedRead:
    """Return what a feed says: RSS of any version, RDF, Atom or JSON Feed.

    Args:
        data: Its bytes, as they came.
        url: Its address; links are resolved by it and short ids hold for it alone.
        content_type: The header of that name that came with it, for the encoding.
        zone: The zone of dates that name none.

    Returns:
        The feed; without entries if it has none.

    Raises:
        Unreadable: It is no feed, with what it is instead: a page, an error page, a log-in page, a check for robots.
    """
    data = unpacked(data)
    if not data.strip():
        raise Unreadable("is empty")
    if len(data) > MAX_PAGE:
        raise Unreadable(f"is a feed of more than {MAX_PAGE // 1_000_000} MB")
    if json_feed.is_json(data):
        return _feed(json_feed.channel(data), url, zone)
    feed_walls.refuse(data)
    feed_guards.check(data, content_type)
    channel = feed_xml.channel(data, content_type)
    if not channel.kind and not channel.items:
        raise Unreadable(feed_walls.other(data))
    return _feed(channel, url, zone)


def _feed(channel: Channel, url: str, zone: tzinfo) -> FeedRead:
    outlet = outlet_of(channel.title)
    site = shown(channel.link, url) if channel.link else None
    for item in channel.items:
        item.link = (shown(item.link, url) if item.link else None) or ""
        item.outlet = (outlet_of(item.outlet) if item.outlet else outlet) or ""
    times = [_times(item, zone, guess=number < _GUESSED) for number, item in enumerate(channel.items)]
    names = identities(channel.items, [published for published, _ in times], feed=url, site=site or "")
    return FeedRead(
        title=channel.title[:_LONGEST_TITLE],
        kind=channel.kind,
        site=site,
        outlet=outlet,
        language=channel.language,
        ttl=channel.ttl,
        skip_hours=channel.skip_hours,
        skip_days=channel.skip_days,
        entries=tuple(map(_entry, channel.items, names, times)),
        problems=tuple(channel.problems),
    )


def _entry(item: Item, names: tuple[str, ...], times: tuple[Published, Published | None]) -> Entry:
    content = max(item.content, item.summary, key=len)
    text = plain(content)
    shortest = _SHORT if content == item.content else _SHORT_SUMMARY
    headline = without_outlet(item.title, item.outlet or None)[0][:_LONGEST_TITLE]
    return Entry(
        identities=names,
        fingerprint=hashed(f"{headline}\n{text}"),
        link=item.link or None,
        headline=headline,
        outlet=item.outlet or None,
        authors=_distinct(item.authors, _LONGEST_NAME),
        tags=_distinct(item.tags, _LONGEST_TAG),
        language=item.language,
        published=times[0],
        updated=times[1],
        content=content,
        stub=len(text) < shortest or _goes_on(text[-_END:]),
    )


def _goes_on(end: str) -> bool:
    """Whether a text says at its end that it goes on elsewhere."""
    lower = end.lower()
    return any(hint in lower for hint in _HINTS) and _GOES_ON.search(end) is not None


def without_teaser(text: str) -> str:
    """Return a text without the words at its end by which a reader is sent elsewhere for the rest."""
    end = max(len(text) - _END, 0)
    found = _TEASER.search(text, end) if any(hint in text[end:].lower() for hint in _HINTS) else None
    return text[: found.start()] if found and text[: found.start()].strip() else text


def _times(item: Item, zone: tzinfo, *, guess: bool) -> tuple[Published, Published | None]:
    published = feed_moment(item.published, zone, guess=guess)
    updated = feed_moment(item.updated, zone, guess=guess) if item.updated != item.published else None
    return (published or updated or Published(), updated if published else None)


def _distinct(texts: tuple[str, ...], longest: int) -> tuple[str, ...]:
    known: dict[str, str] = {}
    for text in texts:
        if text and len(text) <= longest:
            known.setdefault(text.casefold(), text)
    return tuple(known.values())[:_MOST]


def outlet_of(title: str) -> str | None:
    """Return the outlet in a feed's title: "World | The Harbor Ledger" is The Harbor Ledger's."""
    pieces = [piece for piece in _BETWEEN.split(clean(title)) if piece and not is_section(piece)]
    return next((piece for piece in pieces if is_outlet(piece)), pieces[0] if pieces else None)
