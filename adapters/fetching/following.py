"""Follows redirects: each hop is checked anew, and what moved for good is remembered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx2

from adapters.fetching.exchanging import Answer
from adapters.fetching.failures import Unfetched

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True)
class Arrival:
    """Where redirects led.

    Attributes:
        answer: The answer that is no redirect.
        moved: The address by which to ask from now on, None if it is the one asked.
    """

    answer: Answer
    moved: str | None


async def follow(
    url: httpx2.URL,
    ask: Callable[[httpx2.URL], Awaitable[Answer]],
    admit: Callable[[httpx2.URL], httpx2.URL],
    hops: int,
) -> Arrival:
    """Ask for an address, and where the answer is a redirect, for the address that it names, and so on.

    Args:
        url: An admitted address.
        ask: What asks for one.
        admit: What checks an address before it is asked for, and raises Unfetched if it may not be.
        hops: How many redirects are followed.

    Raises:
        Unfetched: They lead in a circle, nowhere, on and on, or where nothing may be fetched.
    """
    seen = {url}
    moved: httpx2.URL | None = None
    for_good = True
    while (answer := await ask(url)).status in _REDIRECTS:
        try:
            url = admit(_target(answer))
        except Unfetched as stopped:
            raise Unfetched(f"{answer.url.host} redirects where nothing is fetched: {stopped.reason}") from None
        if url in seen:
            raise Unfetched(f"{answer.url.host} redirects in a circle")
        if len(seen) > hops:
            raise Unfetched(f"{answer.url.host} redirects on and on: more than {hops} times")
        seen.add(url)
        for_good = for_good and answer.status in _FOR_GOOD
        moved = url if for_good else moved
    return Arrival(answer, None if moved is None else str(moved))


def _target(answer: Answer) -> httpx2.URL:
    location = answer.headers.first("location").encode("latin-1").decode("utf-8", "replace")
    if not location:
        raise Unfetched("it does not say where to")
    try:
        return answer.url.join(location)
    except (httpx2.InvalidURL, ValueError):
        raise Unfetched("it names no address") from None
