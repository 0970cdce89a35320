"""Finds the feed at an address, or that a site's page names."""

import asyncio

from adapters.interface import Asked, Failed, Fetched, Fetching, Gone, Unchanged
from bot.addresses import Address, AddressError, address, same
from digests.model.base import Value
from digests.model.feed import FeedLink, FeedRead
from digests.reading import Unreadable, feed_links, read_feed


class FeedError(ValueError):
    """It cannot be done; the message says why, and what to do."""


class _UnfetchedError(FeedError):
    """Nothing came from an address."""


class Found(Value):
    """A feed was found: the address by which to read it from now on, and what it says."""

    url: str
    read: FeedRead


class Several(Value):
    """A page was found, with the feeds it names."""

    url: str
    links: tuple[FeedLink, ...]


async def discover(fetching: Fetching, typed: str) -> Found | Several:
    """Return the feed at an address, or which feeds the page names that is there; one alone is followed.

    Args:
        fetching: What fetches.
        typed: The address as it was typed; without a scheme https is tried, then http.

    Raises:
        FeedError: There is none.
    """
    where = known_address(typed)
    try:
        return await _at(fetching, where.url)
    except _UnfetchedError:
        if where.plain is None:
            raise
        try:
            return await _at(fetching, where.plain)
        except _UnfetchedError:
            pass  # what is said is what came of https
        raise


async def fetched(fetching: Fetching, url: str) -> Fetched:
    """Return what is at an address.

    Raises:
        FeedError: Nothing can be had from there.
    """
    outcome = await fetching.fetch(Asked(url=url))
    if isinstance(outcome, Fetched):
        return outcome
    raise _UnfetchedError(f"{url} cannot be read: {reason(outcome)}.")


async def read(outcome: Fetched) -> FeedRead | Unreadable:
    """Return the feed that was fetched, or what it is instead."""

    def parsed() -> FeedRead | Unreadable:
        try:
            return read_feed(outcome.body, url=outcome.url, content_type=outcome.content_type)
        except Unreadable as error:
            return error

    return await asyncio.to_thread(parsed)


def reason(outcome: Failed | Gone | Unchanged) -> str:
    """Return why nothing came, in plain words."""
    return "the server says that nothing changed" if isinstance(outcome, Unchanged) else outcome.reason


def known_address(typed: str) -> Address:
    """Return the address that was typed.

    Raises:
        FeedError: It is none.
    """
    try:
        return address(typed)
    except AddressError as error:
        raise FeedError(str(error)) from None


async def _at(fetching: Fetching, url: str) -> Found | Several:
    outcome = await fetched(fetching, url)
    found = await read(outcome)
    if isinstance(found, FeedRead):
        return Found(url=outcome.moved or url, read=found)
    named = await asyncio.to_thread(feed_links, outcome.body, url=outcome.url)
    links = tuple(link for link in named if not same(link.url, outcome.url))
    if not links:
        raise FeedError(f"{url} {found.reason}. No feed is named there.")
    if len(links) > 1:
        return Several(url=url, links=links)
    linked = await fetched(fetching, links[0].url)
    found = await read(linked)
    if isinstance(found, Unreadable):
        raise FeedError(f"{url} names {links[0].url} as its feed, but that {found.reason}.")
    return Found(url=linked.moved or links[0].url, read=found)
