"""Sends requests over connections that the guard opens, and no others."""

import ssl

import httpcore2
import httpx2

from adapters.fetching.guard import Guard

_IDLE = 15.0


class GuardedTransport(httpx2.AsyncHTTPTransport):
    """httpx2's transport over a pool of httpcore2 whose connections the guard opens.

    httpx2 has no argument for what opens connections, so the pool is made here in place of its own. Should a release
    keep its pool under another name, nothing would be fetched at all, rather than without the guard: the pool of the
    base class is never made. There are no proxies, which would look names up themselves.

    Args:
        guard: What opens connections.
        concurrency: How many requests there are at once at most.
        tls: Whom to trust, None for the authorities that the machine trusts.
    """

    def __init__(self, guard: Guard, concurrency: int, tls: ssl.SSLContext | None = None) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=tls or httpx2.create_ssl_context(trust_env=False),
            max_connections=2 * concurrency,
            max_keepalive_connections=concurrency,
            keepalive_expiry=_IDLE,
            network_backend=guard,
        )


def sockets() -> httpcore2.AsyncNetworkBackend:
    """Return what connects by sockets."""
    return httpcore2.AnyIOBackend()
