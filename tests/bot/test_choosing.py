"""Tests of choosing: the same stories are told as if all had been read, and hardly any others are read."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.interface import Version
from bot.choosing import admitted, choose
from bot.telling import Kept, Seen, Telling
from digests.building import rank
from digests.model.article import Article
from digests.model.story import Arrival, Glance
from digests.model.subscription import Schedule, Subscription
from tests.digests.building.test_build import story

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
NEVER = Schedule(slots=(time(8),), days=(), zone="UTC", grace=timedelta())


class Shelf:
    """An archive of stories, each with so many articles, that notes which of them are read."""

    def __init__(self, sizes):
        """Keep a story of each size."""
        self.sizes, self.read = dict(enumerate(sizes)), []

    async def stories(self, identities):
        """Return stories whole."""
        self.read += identities
        return {name: [_arrival(f"{name}-{n}") for n in range(self.sizes[int(name[1:])])] for name in identities}

    @property
    def seen(self):
        """What can be seen of the stories."""
        return [
            Seen(
                f"s{name}",
                Version(size, 1),
                tuple(Glance(f"s{name}-{n}", f"Outlet {n}", NOON, NOON) for n in range(size)),
            )
            for name, size in self.sizes.items()
        ]


def _arrival(name):
    return Arrival(article=Article(id=name, headline="Ferry", headline_from="record"), read_at=NOON)


async def run(work):
    """Call what computes for long."""
    return work()


@given(
    stories=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.booleans()), max_size=40),
    limit=st.none() | st.integers(1, 9),
)
async def test_the_best_are_told_as_if_all_had_been_read(stories, limit):
    """However many origins turn out to be one, and whichever stories are not told at all."""
    shelf = Shelf([articles for articles, _, _ in stories])

    def tell(kept: Kept):
        articles, origins, wanted = stories[int(kept.id[1:])]
        return story(kept.id, origins=min(origins, articles), articles=articles) if wanted else None

    chosen = await choose(Telling(shelf), shelf.seen, tell, limit, run)
    everything = sorted((told for one in shelf.seen if (told := tell(one))), key=rank)
    assert sorted(chosen.stories, key=rank)[:limit] == everything[:limit]
    assert len(shelf.read) + len(chosen.untold) == len(stories)


async def test_what_cannot_rank_high_is_not_read():
    """Of a day of thousands of small stories those are read that are the largest."""
    shelf = Shelf([1] * 3000 + [9, 8, 7])
    chosen = await choose(Telling(shelf), shelf.seen, lambda kept: story(kept.id, origins=6, articles=9), 3, run)
    assert {one.id for one in chosen.stories} >= {"s3000", "s3001", "s3002"}
    assert len(shelf.read) <= 16
    assert len(chosen.untold) == 3003 - len(shelf.read)


@pytest.mark.parametrize(
    ("settings", "left"), [({}, [2, 1]), ({"outlets": ("outlet 1",)}, [1]), ({"outlets": ("Elsewhere",)}, [])]
)
def test_stories_are_seen_by_the_outlets_that_a_channel_hears(settings, left):
    """One that none of them wrote of is none for the channel."""
    subscription = Subscription(channel="mock:room", owner="mock:ann", schedule=NEVER, **settings)
    found = [len(one.articles) for one in admitted(Shelf([2, 1]).seen, subscription, NOON)]
    assert found == left
