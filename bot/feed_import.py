"""Lists of feeds into the store and out of it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from adapters.interface import Feed
from bot.addresses import AddressError, address, key
from bot.discovery import FeedError
from bot.feed_names import free_name
from bot.feeding import Feeding
from digests.model.base import Value
from digests.reading import Unreadable


class Refusal(Value):
    """A feed of a list that was not taken, by the address that stands there, and why."""

    url: str
    reason: str


class Imported(Value):
    """What became of a list.

    Attributes:
        added: The feeds that are read from now on.
        known: Those that were read already.
        refused: What was not taken.
        problem: What is wrong with the list itself, None if nothing is.
    """

    added: tuple[Feed, ...]
    known: tuple[Feed, ...]
    refused: tuple[Refusal, ...]
    problem: str | None = None


async def bring_in(feeding: Feeding, data: bytes, *, owner: str | None = None) -> Imported:
    """Add the feeds of an OPML file that are not there yet; whether they can be read shows when they are first read.

    Args:
        feeding: Where to.
        data: The file.
        owner: Who adds them, see `Feed`.

    Raises:
        FeedError: The file holds no feeds.
    """
    feeds = await feeding.feeds.all()
    try:
        imported = await asyncio.to_thread(_sorted_out, data, feeds, feeding.clock(), owner)
    except Unreadable as error:
        raise FeedError(f"The list {error.reason}.") from None
    for feed in imported.added:
        await feeding.feeds.put(feed)
    feeding.changed()
    return imported


async def exported(feeding: Feeding) -> str:
    """Return all feeds as OPML."""
    from bot.opml import render

    return render(await feeding.feeds.all(), feeding.clock())


def _sorted_out(data: bytes, feeds: Sequence[Feed], now: datetime, owner: str | None) -> Imported:
    from bot.opml import parse

    outlines = parse(data)
    there = {key(url): feed for feed in feeds for url in (feed.url, feed.moved_from) if url}
    names = {feed.title.casefold() for feed in feeds}
    added: dict[str, Feed] = {}
    known: dict[str, Feed] = {}
    refused = [Refusal(url=url, reason="it is another list; import it by itself") for url in outlines.lists]
    for one in outlines.feeds:
        try:
            url = address(one.url).url
        except AddressError as error:
            refused.append(Refusal(url=one.url, reason=str(error)))
            continue
        if found := there.get(key(url)):
            known[found.url] = found
        elif key(url) not in added:
            title = free_name(one.title or urlsplit(url).hostname or url, names)
            names.add(title.casefold())
            said = one.model_dump(exclude={"url", "title"})
            added[key(url)] = Feed(url=url, title=title, added_at=now, owner=owner, **said)
    return Imported(
        added=tuple(added.values()), known=tuple(known.values()), refused=tuple(refused), problem=outlines.problem
    )
