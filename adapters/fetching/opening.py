"""Puts together what fetches from the web. What is heavy is loaded when it is opened, not when this is imported."""

from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

from adapters.fetching.outside import Outside
from adapters.interface import Fetching

if TYPE_CHECKING:
    from adapters.fetching.exchanging import Limits

_PER_HOST = 2


@asynccontextmanager
async def open_fetching(  # noqa: PLR0913  the settings, one by one, and what stands in for the world
    contact: str = "",
    allow_hosts: Collection[str] = (),
    *,
    concurrency: int = 16,
    per_host_delay: float = 1.0,
    limits: "Limits | None" = None,
    ports: Collection[int] | None = None,
    outside: Outside | None = None,
) -> AsyncIterator[Fetching]:
    """Yield what fetches from the web, and close its connections at the end.

    Args:
        contact: An address of whoever runs the desk, for those who run servers; it goes into the User-Agent.
        allow_hosts: Private hosts that may be fetched from: ``host`` at the usual ports, ``host:port`` at that port.
        concurrency: How many requests there may be at once.
        per_host_delay: The least seconds between the beginnings of two requests to a host.
        limits: How much a server may cost.
        ports: The ports that are open at every host, None for the usual ones.
        outside: What fetching needs of the world.
    """
    from adapters.fetching.exchanging import Exchanger, Limits
    from adapters.fetching.fetching import WebFetching
    from adapters.fetching.guard import USUAL_PORTS, Guard
    from adapters.fetching.names import open_names
    from adapters.fetching.pacing import Pacer
    from adapters.fetching.transport import GuardedTransport, sockets

    world, limits = outside or Outside(), limits or Limits()
    async with AsyncExitStack() as stack:
        resolve = await stack.enter_async_context(open_names()) if world.resolve is None else world.resolve
        guard = Guard(world.network or sockets(), resolve, allow_hosts, USUAL_PORTS if ports is None else ports)
        transport = await stack.enter_async_context(GuardedTransport(guard, concurrency, world.tls))
        pacer = Pacer(per_host_delay, concurrency, _PER_HOST, world)
        exchanger = Exchanger(transport, pacer, _agent(contact), limits, world.now)
        yield WebFetching(exchanger, guard, limits, world.clock, world.now)


def _agent(contact: str) -> str:
    return f"Newsdesk/{version('newsdesk')}" + (f" (+{contact})" if contact else "")
