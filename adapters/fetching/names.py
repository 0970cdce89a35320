"""Looks the names of hosts up as the machine does, without holding anything else up."""

import asyncio
import socket
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from adapters.fetching.outside import Resolve

_AT_ONCE = 16


@asynccontextmanager
async def open_names() -> AsyncIterator[Resolve]:
    """Yield what looks names up by getaddrinfo.

    It has threads of its own: a name server that does not answer holds a thread for half a minute, and in the event
    loop's own threads, of which a small machine has six, everything else would wait behind it.
    """
    threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="names")

    async def resolve(host: str, port: int) -> list[str]:
        look_up = asyncio.get_running_loop().run_in_executor
        found = await look_up(threads, _addresses, host, port)
        return list(dict.fromkeys(found))

    try:
        yield resolve
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _addresses(host: str, port: int) -> list[str]:
    return [str(place[0]) for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
