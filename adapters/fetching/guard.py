"""Lets connections be made only to the open internet and to the private hosts that the settings name.

A host's name is looked up once for each connection, every address it has is checked, and the connection is made to one
of these very addresses: a name that means another address a moment later gains nothing. TLS still speaks to the host by
its name, since httpcore2 takes the server's name from the address that was asked for.
"""

import asyncio
from collections.abc import Collection, Iterable
from typing import Any

import httpcore2
import httpx2
from httpcore2 import AsyncNetworkBackend, AsyncNetworkStream

from adapters.fetching.addresses import closed
from adapters.fetching.failures import Unfetched
from adapters.fetching.outside import Resolve

USUAL_PORTS = frozenset({80, 443, 8000, 8080, 8443})
_STANDARD = {"http": 80, "https": 443}
_LONGEST_URL = 8_000
_MOST_ADDRESSES = 6


def port_of(url: httpx2.URL) -> int:
    """Return the port of an address, which is the standard one of its scheme if it names none."""
    return _STANDARD[url.scheme] if url.port is None else url.port


class Guard(AsyncNetworkBackend):
    """What httpcore2 opens its connections with.

    Args:
        inner: What connects to an address that may be connected to.
        resolve: What looks names up.
        allow_hosts: Private hosts that may be fetched from: ``host`` at the usual ports, ``host:port`` at that port.
        ports: The ports that are open at every other host.
    """

    def __init__(
        self,
        inner: AsyncNetworkBackend,
        resolve: Resolve,
        allow_hosts: Iterable[str] = (),
        ports: Collection[int] = USUAL_PORTS,
    ) -> None:
        self._inner = inner
        self._resolve = resolve
        self._ports = frozenset(ports)
        self._allowed = {_host_and_port(host) for host in allow_hosts}

    def admit(self, address: str | httpx2.URL) -> httpx2.URL:
        """Return an address without its fragment, parsed once for all: what is checked is what is fetched.

        Raises:
            Unfetched: It is none that may be fetched.
        """
        if len(str(address)) > _LONGEST_URL:
            raise Unfetched(f"the address is longer than {_LONGEST_URL:,} characters")
        try:
            url = httpx2.URL(address).copy_with(fragment=None)
        except (httpx2.InvalidURL, ValueError):
            raise Unfetched("the address is none that can be fetched; it must be as https://host/path") from None
        if url.scheme not in _STANDARD or not url.host:
            raise Unfetched("the address is none of http:// or https://, and no other can be fetched")
        if url.userinfo:
            raise Unfetched("the address has a user's name or password in it, and these are not sent")
        self._check_port(url.host, port_of(url))
        return url

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the signature is httpcore2's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """Connect to one of a host's addresses, of which none may be closed.

        Raises:
            Unfetched: The host or the port may not be connected to, or it has no address.
            httpcore2.ConnectError: It cannot be connected to; like ConnectTimeout.
        """
        self._check_port(host, port)
        until = None if timeout is None else asyncio.get_running_loop().time() + timeout
        addresses = await self._addresses(host, port, timeout)
        for left in range(len(addresses), 0, -1):  # an address that does not answer leaves time for the others
            share = None if until is None else max(0.0, until - asyncio.get_running_loop().time()) / left
            try:
                return await self._inner.connect_tcp(
                    addresses[-left], port, timeout=share, local_address=local_address, socket_options=socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if left == 1:
                    raise
        raise Unfetched(f"there is no address for {host}")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  the signature is httpcore2's
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """Refuse: no address of the web is a socket of this machine.

        Raises:
            Unfetched: Always.
        """
        del timeout, socket_options
        raise Unfetched(f"{path} is no address of the web")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:  # noqa: ASYNC109
        try:
            async with asyncio.timeout(timeout):
                found = list(dict.fromkeys(await self._resolve(host, port)))
        except TimeoutError:
            raise Unfetched(f"the name {host} could not be looked up in time") from None
        except (OSError, UnicodeError):
            raise Unfetched(f"there is no host named {host}, or it cannot be looked up now") from None
        if not self._is_allowed(host, port):
            for address in found:
                if kind := closed(address):
                    raise Unfetched(f"{host} is at {address}, {kind}; fetch.allow_hosts can open it")
        return found[:_MOST_ADDRESSES]

    def _check_port(self, host: str, port: int) -> None:
        if port not in self._ports and (_plain(host), port) not in self._allowed:
            raise Unfetched(f"port {port} is none that is fetched from; fetch.allow_hosts can open {host}:{port}")

    def _is_allowed(self, host: str, port: int) -> bool:
        return not self._allowed.isdisjoint({(_plain(host), None), (_plain(host), port)})


def _host_and_port(text: str) -> tuple[str, int | None]:
    """Return the host and the port of ``host``, ``host:port``, ``[::1]:8080`` or ``::1``."""
    host, colon, port = text.rpartition(":")
    if colon and port.isdecimal() and (":" not in host or host.endswith("]")):
        return _plain(host), int(port)
    return _plain(text), None


def _plain(host: str) -> str:
    return httpx2.URL(scheme="http", host=host.strip("[]")).raw_host.decode("ascii").rstrip(".").lower()
