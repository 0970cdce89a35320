"""Tests of how fetching is put together: by real sockets, past no proxy, and without weight until it is opened."""

import subprocess
import sys

import pytest

from adapters.fetching.failures import Unfetched
from adapters.fetching.guard import Guard
from adapters.fetching.opening import open_fetching
from adapters.fetching.transport import GuardedTransport
from adapters.interface import Asked, Fetched
from tests.adapters.fetching.invented import Net, saying


async def test_it_is_put_together_from_settings_alone(listening):
    """By the machine's own resolver, sockets and clock a private host that is allowed is fetched."""
    server = await listening(saying(body=b"<rss/>"))
    async with open_fetching("https://desk.example/", [f"localhost:{server.port}"]) as fetching:
        outcome = await fetching.fetch(Asked(url=f"http://localhost:{server.port}/feed"))
    assert isinstance(outcome, Fetched), outcome
    assert server.connections == 1


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
async def test_no_proxy_of_the_environment_is_used(listening, opened, monkeypatch, variable):
    """A proxy would look names up itself, and where it connects to nobody could check."""
    server = await listening(saying(body=b"<rss/>"))
    proxy = await listening(saying("502 Bad Gateway"))
    monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
    async with opened() as fetching:
        assert isinstance(await fetching.fetch(Asked(url="http://outlet.example/feed")), Fetched)
    assert (server.connections, proxy.connections) == (1, 0)


async def test_every_connection_is_the_guards():
    """The pool has the guard, and a socket of the machine is no address of the web."""
    guard = Guard(Net(), Net().resolve)
    async with GuardedTransport(guard, 1) as transport:
        assert transport._pool._network_backend is guard
    with pytest.raises(Unfetched, match=r"/run/docker\.sock is no address of the web"):
        await guard.connect_unix_socket("/run/docker.sock")


def test_what_is_heavy_is_loaded_when_it_is_opened():
    """Importing what opens fetching loads neither the HTTP client nor what unpacks."""
    heavy = "{'httpx2', 'httpcore2', 'brotli', 'protego'}"
    code = f"import sys, adapters.fetching.opening; print({heavy} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
