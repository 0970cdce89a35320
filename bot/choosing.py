"""Which stories of many are told: no more are read than it takes to know that none of the others ranks above them."""

from bisect import insort
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.telling import Kept, Seen, Telling
from digests.building import Rank, at_best, hears, rank
from digests.model.story import Story
from digests.model.subscription import Subscription

_AT_A_TIME = 8
"""How many stories are read and told in one go."""


@dataclass(frozen=True)
class Chosen:
    """The stories that were told, among them those that rank highest, and the ids of those that were not looked at."""

    stories: Sequence[Story]
    untold: Sequence[str]


Run = Callable[[Callable[[], list[Story]]], Awaitable[list[Story]]]
"""Calls what computes for long off the event loop, and returns what it returns."""


async def choose(
    telling: Telling, seen: Iterable[Seen], tell: Callable[[Kept], Story | None], limit: int | None, run: Run
) -> Chosen:
    """Tell the stories that rank highest.

    Args:
        telling: Loads them.
        seen: The stories there are, with those of their articles that may be told from, at least one each.
        tell: Tells a story, or returns None if it is not to be told; it computes for long.
        limit: How many are wanted, at least one, None for all.
        run: Where that is called.
    """
    left = deque(sorted((at_best(one.id, one.articles), one.id, one.version) for one in seen))
    stories: list[Story] = []
    ranks: list[Rank] = []
    while left and not (limit is not None and len(ranks) >= limit and ranks[limit - 1] <= left[0][0]):
        batch = [left.popleft() for _ in range(min(_AT_A_TIME, len(left)))]
        kept = await telling.load({story: version for _, story, version in batch})
        told = await run(partial(_told, kept, tell))
        stories += told
        for story in told:
            insort(ranks, rank(story))
    return Chosen(stories, [story for _, story, _ in left])


def admitted(seen: Iterable[Seen], subscription: Subscription | None, now: datetime) -> Iterator[Seen]:
    """Yield the stories that may be told to a channel at a moment (aware), with the articles they may be told from."""
    for one in seen:
        if subscription is None:
            yield one
        elif articles := tuple(article for article in one.articles if hears(subscription, article.source, now)):
            yield replace(one, articles=articles)


def _told(kept: Sequence[Kept], tell: Callable[[Kept], Story | None]) -> list[Story]:
    return [story for one in kept if (story := tell(one))]
