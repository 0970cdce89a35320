"""How fast hosts are asked: each at its pace, and not too many at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from adapters.fetching.failures import Unfetched
from adapters.fetching.outside import Outside

_LONGEST_HOLD = timedelta(days=1)
_FEW_HOSTS = 256
LONGEST_DELAY = 30.0
"""The most seconds between two requests that a host gets by asking for them."""
_JITTER = 0.25
"""By how much of itself a delay is lengthened at most, so that our requests fall into step with nobody's."""


@dataclass
class _Host:
    """A host: who asks it now or waits to, when it was last asked, and until when it wants to be left alone."""

    at_once: asyncio.Semaphore
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    begun: float = float("-inf")
    held: float = float("-inf")


class Pacer:
    """Gives turns to ask a host.

    Args:
        delay: The least seconds between the beginnings of two requests to a host.
        concurrency: How many requests there may be at once.
        per_host: How many of them to one host.
        outside: Time and chance.
    """

    def __init__(self, delay: float, concurrency: int, per_host: int, outside: Outside) -> None:
        self._delay = delay
        self._per_host = per_host
        self._clock, self._sleep, self._chance = outside.clock, outside.sleep, outside.chance
        self._all = asyncio.Semaphore(concurrency)
        self._hosts: dict[str, _Host] = {}
        self._crowd = _FEW_HOSTS

    @asynccontextmanager
    async def turn(self, name: str, delay: float = 0.0) -> AsyncIterator[None]:
        """Wait until a host may be asked; the request is made inside.

        Args:
            name: The host.
            delay: The seconds that the host itself wants between two requests, which it gets up to `LONGEST_DELAY`.

        Raises:
            Unfetched: The host wants to be left alone; nobody waits for as long as that takes.
        """
        host = self._host(name)
        host.users += 1
        try:
            async with host.at_once:
                await self._begin(name, host, max(self._delay, min(delay, LONGEST_DELAY)))
                try:
                    yield
                finally:
                    self._all.release()
        finally:
            host.users -= 1

    def hold(self, name: str, wait: timedelta) -> None:
        """Leave a host alone for a while, which is a day at most."""
        host = self._host(name)
        host.held = max(host.held, self._clock() + min(wait, _LONGEST_HOLD).total_seconds())

    async def _begin(self, name: str, host: _Host, delay: float) -> None:
        async with host.turn:
            self._check_held(name, host)
            while (early := host.begun + delay - self._clock()) > 0:
                await self._sleep(early)
                self._check_held(name, host)
            await self._all.acquire()
            try:
                self._check_held(name, host)
            except Unfetched:
                self._all.release()
                raise
            host.begun = self._clock() + self._delay * _JITTER * self._chance()

    def _check_held(self, name: str, host: _Host) -> None:
        if (left := host.held - self._clock()) > 0:
            raise Unfetched(f"{name} asked to be left alone for a while", wait=timedelta(seconds=left))

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            if len(self._hosts) >= self._crowd:
                self._forget()
            self._hosts[name] = _Host(asyncio.Semaphore(self._per_host))
        return self._hosts[name]

    def _forget(self) -> None:
        """Forget the hosts that nobody asks and that may be asked at once: in years there are many."""
        now = self._clock()
        lately = now - 2 * max(self._delay, LONGEST_DELAY)
        self._hosts = {
            name: host for name, host in self._hosts.items() if host.users or host.held > now or host.begun > lately
        }
        self._crowd = max(_FEW_HOSTS, 2 * len(self._hosts))
