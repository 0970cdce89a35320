"""What the tests of fetching share: a web of invented hosts, all of which are servers on loopback."""

import ssl
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest

from adapters.fetching.exchanging import Limits
from adapters.fetching.opening import open_fetching
from adapters.fetching.outside import Outside
from tests.adapters.fetching.invented import CLOSE, HOLD, NOON, Net, Time, serving


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
    """The world as the tests have it, in which no certificate is trusted."""
    return Outside(
        tls=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        resolve=net.resolve,
        network=net,
        clock=clock,
        sleep=clock.sleep,
        now=lambda: NOON,
        chance=lambda: 0.0,
    )


@pytest.fixture
def opened(outside):
    """Opens fetching in that world; limits and other arguments may be given."""

    @asynccontextmanager
    async def opener(limits=None, tls=None, **given):
        settings = {"per_host_delay": 0.0, "limits": limits or Limits(), **given}
        async with open_fetching(outside=replace(outside, tls=tls or outside.tls), **settings) as fetching:
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
                while True:
                    seen.heads.append(await reader.readuntil(b"\r\n\r\n"))
                    done = await answer(seen.heads[-1], writer)
                    if done == HOLD:
                        await reader.read()
                    if done in (CLOSE, HOLD):
                        break

            seen.port = await stack.enter_async_context(serving(handle, host, port, tls))
            net.server = net.server or seen.port
            return seen

        yield listen
