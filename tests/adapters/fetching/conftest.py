"""What the tests of fetching share: a web of invented hosts, all of which are servers on loopback."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest

from adapters.fetching.exchanging import Limits
from adapters.fetching.opening import open_fetching
from adapters.fetching.outside import Outside
from tests.adapters.fetching.invented import CLOSE, HOLD, NOON, Net, Time


@pytest.fixture
def clock():
    """A clock that moves only by sleeping."""
    return Time()


@pytest.fixture
def net():
    """A web of invented hosts."""
    return Net()


@pytest.fixture
def outside(net, clock):
    """The world as the tests have it."""
    return Outside(
        resolve=net.resolve, network=net, clock=clock, sleep=clock.sleep, now=lambda: NOON, chance=lambda: 0.0
    )


@pytest.fixture
def opened(outside):
    """Opens fetching in that world; limits and other arguments may be given."""

    @asynccontextmanager
    async def opener(limits=None, tls=None, **given):
        settings = {"per_host_delay": 0.0, "limits": limits or Limits(), **given}
        async with open_fetching(outside=replace(outside, tls=tls), **settings) as fetching:
            yield fetching

    return opener


@pytest.fixture
async def listening(net):
    """Starts servers on loopback, the first of which stands for the open internet, and ends them with the test.

    A server is a coroutine that is called with what it was asked (its request's head) and the writer; it is done with a
    connection when it returns.
    """
    async with AsyncExitStack() as stack:

        async def listen(answer, *, tls=None, host="127.0.0.1", port=0):
            seen = SimpleNamespace(connections=0, heads=[], port=0)

            async def handle(reader, writer):
                seen.connections += 1
                try:
                    while head := await reader.readuntil(b"\r\n\r\n"):
                        seen.heads.append(head)
                        done = await answer(head, writer)
                        if done == HOLD:
                            await reader.read()
                        if done in (CLOSE, HOLD):
                            break
                except (asyncio.IncompleteReadError, ConnectionError):
                    pass  # the client has gone, as clients do
                finally:
                    writer.close()

            server = await asyncio.start_server(handle, host, port, ssl=tls)
            stack.push_async_callback(server.wait_closed)
            stack.callback(server.close)
            seen.port = server.sockets[0].getsockname()[1]
            net.server = net.server or seen.port
            return seen

        yield listen
