"""A web of invented hosts for the tests of fetching: its clock, its names, and what its servers say."""

import asyncio
from collections.abc import Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpcore2

PUBLIC = "93.184.215.14"
"""An address of the open internet, at which tests have the invented hosts."""

NEXT, CLOSE, HOLD = "next request", "close", "hold until the client leaves"

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Time:
    """A clock that stands still but for those who sleep, and moves at once to where the first of them wakes."""

    def __init__(self):
        self.seconds = 1_000.0
        self.slept = []

    def __call__(self):
        """Tells the seconds."""
        return self.seconds

    async def sleep(self, seconds):
        """Moves the clock on."""
        self.slept.append(seconds)
        until = self.seconds + seconds
        await asyncio.sleep(0)
        self.seconds = max(self.seconds, until)


@dataclass
class Net(httpcore2.AsyncNetworkBackend):
    """Names that are looked up, and connections: what is at `PUBLIC` is on loopback, all else where it says.

    Attributes:
        server: The loopback's port that stands for the open internet.
        names: What each name's look-ups give, one after the other, the last for good; others give `PUBLIC`.
        dialled: The addresses that were connected to.
        looked_up: The names that were looked up.
        elsewhere: Other addresses of the open internet, and the loopback's ports that stand for them.
        elsewhere: Other addresses of the open internet, and the loopback's ports that stand for them.
    """

    server: int = 0
    names: dict[str, list[Sequence[str] | OSError]] = field(default_factory=dict)
    dialled: list[str] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    elsewhere: dict[str, int] = field(default_factory=dict)

    async def resolve(self, host, port):
        """Looks a name up in `names`."""
        self.looked_up.append(host)
        answers = self.names.get(host, [[PUBLIC]])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, OSError):
            raise answer
        return answer

    async def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):  # noqa: ASYNC109
        """Connects for real, on loopback."""
        self.dialled.append(host)
        places = {PUBLIC: self.server, **self.elsewhere}
        real = ("127.0.0.1", places[host]) if host in places else (host, port)
        return await httpcore2.AnyIOBackend().connect_tcp(*real, timeout=timeout)


@asynccontextmanager
async def serving(handle, host="127.0.0.1", port=0, tls=None):
    """Serves on loopback and yields the port; ends when every connection has been seen to its end.

    Args:
        handle: A coroutine that is called with the reader and the writer of each connection.
        host: Where to listen, None for IPv4 and IPv6.
        port: At which port, 0 for any that is free.
        tls: How to encrypt.
    """
    handling = set()

    async def handled(reader, writer):
        handling.add(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, OSError):  # the client has gone, as clients do
            await handle(reader, writer)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async with await asyncio.start_server(handled, host, port, ssl=tls) as server:
        yield server.sockets[0].getsockname()[1]
        await asyncio.gather(*handling)


def saying(status="200 OK", body=b"", **headers):
    """Returns a server that gives one answer to everything; an answer says what is done with the connection then."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *(f"{n}: {v}" for n, v in named.items())]
    whole = "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    async def answer(_head, writer):
        writer.write(whole)
        await writer.drain()
        return NEXT

    return answer
