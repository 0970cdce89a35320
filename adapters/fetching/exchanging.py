"""One request to a host and its answer: at its turn, in bounded time, and with a body of bounded size."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import httpx2

from adapters.fetching.failures import FAULTS, Unfetched, said_of
from adapters.fetching.headers import Headers
from adapters.fetching.pacing import Pacer
from adapters.fetching.unpacking import ACCEPTED, Unpacker

_READ = frozenset({200, 203, 304})
"""The answers whose body is read; of the others the status says all."""

BUSY = frozenset({429, 503})
"""The answers whose Retry-After holds for the whole host."""


@dataclass(frozen=True)
class Limits:
    """How much a server may cost.

    Attributes:
        connect: The seconds until it must be connected to, the look-up of its name among them.
        read: The seconds for which it may be silent.
        whole: The seconds that one request may take in all.
        body: The bytes that a body may have, packed or unpacked.
        robots: The bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB.
        hops: How many redirects are followed.
    """

    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    body: int = 10_000_000
    robots: int = 512_000
    hops: int = 8


@dataclass(frozen=True)
class Answer:
    """What a server answered: the body is that of a 200 or 203, and else empty."""

    url: httpx2.URL
    status: int
    headers: Headers
    body: bytes = b""


class Exchanger:
    """Makes requests, one at a time for each call.

    Args:
        transport: What connects, sends and receives. There is no client around it, which would keep cookies, follow
            redirects, read proxies from the environment and unpack bodies of any size.
        pacer: What gives turns.
        agent: The User-Agent.
        limits: How much a server may cost.
        now: The present moment, with its zone.
    """

    def __init__(
        self,
        transport: httpx2.AsyncBaseTransport,
        pacer: Pacer,
        agent: str,
        limits: Limits,
        now: Callable[[], datetime],
    ) -> None:
        self._transport = transport
        self._pacer = pacer
        self._standing = {"User-Agent": agent, "Accept-Encoding": ACCEPTED, "Connection": "keep-alive"}
        self._limits = limits
        self._now = now
        self._times = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.whole}

    async def exchange(
        self, url: httpx2.URL, headers: Mapping[str, str], *, most: int, cut: bool = False, delay: float = 0.0
    ) -> Answer:
        """Ask for an address and return the answer, whatever its status.

        Args:
            url: The address.
            headers: What is asked besides.
            most: The most bytes of the body.
            cut: Whether a longer body is cut there, and not refused.
            delay: The seconds that the host wants between two requests.

        Raises:
            Unfetched: There was no answer, or none that can be taken.
        """
        host = url.host.rstrip(".")
        async with self._pacer.turn(host, delay):
            try:
                async with asyncio.timeout(self._limits.whole):
                    answer = await self._answer(self._request(url, headers), most, cut=cut)
            except TimeoutError:
                raise Unfetched(f"{host} did not send all of it within {self._limits.whole:g} seconds") from None
            except FAULTS as fault:
                raise Unfetched(said_of(fault, host)) from fault
        if answer.status in BUSY and (wait := answer.headers.wait(self._now())):
            self._pacer.hold(host, wait)
        return answer

    def _request(self, url: httpx2.URL, headers: Mapping[str, str]) -> httpx2.Request:
        sent = [
            (name.encode(), value.encode("latin-1", "ignore")) for name, value in {**self._standing, **headers}.items()
        ]
        return httpx2.Request("GET", url, headers=sent, extensions={"timeout": self._times})

    async def _answer(self, request: httpx2.Request, most: int, *, cut: bool) -> Answer:
        response = await self._transport.handle_async_request(request)
        try:
            headers = Headers(response.headers.raw)
            body = await _body(response, headers, most, cut=cut) if response.status_code in _READ else b""
            return Answer(request.url, response.status_code, headers, body)
        finally:
            await response.aclose()


async def _body(response: httpx2.Response, headers: Headers, most: int, *, cut: bool) -> bytes:
    unpacker = Unpacker(headers.all("content-encoding"), most, cut=cut)
    async for data in response.aiter_raw():
        if not unpacker.take(data):
            break
    return unpacker.whole()
