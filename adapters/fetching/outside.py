"""What fetching needs of the world: names, connections, time and chance, each to be had in another way in tests."""

import asyncio
import random
import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from httpcore2 import AsyncNetworkBackend

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Looks a host's name up for a port: its addresses, in the order in which to try them; OSError if it has none."""


@dataclass(frozen=True)
class Outside:
    """What fetching needs of the world, as it is unless said otherwise.

    Attributes:
        resolve: What looks names up, None for the machine's own resolver.
        network: What connects to an address, None for sockets.
        tls: Whom to trust, None for the authorities that the machine trusts.
        clock: The seconds since some moment, never set back.
        sleep: What waits for some seconds.
        now: The present moment, with its zone.
        chance: A number from 0 up to 1, anew each time.
    """

    resolve: Resolve | None = None
    network: "AsyncNetworkBackend | None" = None
    tls: ssl.SSLContext | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    chance: Callable[[], float] = random.random
