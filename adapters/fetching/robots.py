"""What sites' robots.txt allow (RFC 9309): asked for once a day and site, for pages alone."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from weakref import WeakValueDictionary

import httpx2
from cachetools import TLRUCache
from protego import Protego

from adapters.fetching.exchanging import Answer
from adapters.fetching.failures import Unfetched
from adapters.fetching.guard import port_of

_NAME = "Newsdesk"
"""By which a robots.txt speaks to this program."""

_DAY = timedelta(days=1).total_seconds()
_WHILE = timedelta(hours=1).total_seconds()
_MOST_KEPT = 4_000_000  # characters of all that is remembered: parsed, they take about twenty times as many bytes
_LEAST_KEPT = 500


@dataclass(frozen=True)
class _Rules:
    """What a site said: its rules, None where it has none, or why they are not known."""

    rules: Protego | None = None
    unknown: str | None = None
    size: int = 0


class Robots:
    """Knows what sites allow, and asks those that it does not know.

    Args:
        ask: What asks for a robots.txt, redirects followed.
        clock: The seconds since some moment, never set back.
    """

    def __init__(self, ask: Callable[[httpx2.URL], Awaitable[Answer]], clock: Callable[[], float]) -> None:
        self._ask = ask
        self._known: TLRUCache[httpx2.URL, _Rules] = TLRUCache(
            _MOST_KEPT,
            ttu=lambda _site, said, now: now + (_WHILE if said.unknown else _DAY),
            timer=clock,
            getsizeof=lambda said: _LEAST_KEPT + said.size,
        )
        self._asking: WeakValueDictionary[httpx2.URL, asyncio.Lock] = WeakValueDictionary()

    async def delay(self, url: httpx2.URL) -> float:
        """Return the seconds that a site wants between two requests, 0 if it does not say.

        Raises:
            Unfetched: The site does not allow that a page is fetched, or it is not known whether it does.
        """
        said = await self._said(httpx2.URL(scheme=url.scheme, host=url.host, port=port_of(url), path="/robots.txt"))
        if said.unknown:
            raise Unfetched(f"{url.host} does not say by its robots.txt what may be fetched: {said.unknown}")
        if said.rules is None:
            return 0.0
        if not said.rules.can_fetch(str(url), _NAME):
            raise Unfetched(f"{url.host} does not allow by its robots.txt that this page is fetched")
        return said.rules.crawl_delay(_NAME) or 0.0

    async def _said(self, site: httpx2.URL) -> _Rules:
        lock = self._asking.setdefault(site, asyncio.Lock())
        async with lock:
            said: _Rules | None = self._known.get(site)
            if said is None:
                said = await self._asked(site)
                self._known[site] = said
            return said

    async def _asked(self, site: httpx2.URL) -> _Rules:
        try:
            answer = await self._ask(site)
        except Unfetched as stopped:
            if stopped.wait is not None:  # it will be known when the wait is over
                raise
            return _Rules(unknown=stopped.reason)
        if answer.status in (200, 203):
            text = answer.body.decode("utf-8", "replace")
            return _Rules(await asyncio.to_thread(Protego.parse, text), size=len(text))
        if answer.status == 429 or answer.status >= 500:
            return _Rules(unknown=f"it answered {answer.status}")
        return _Rules()
