"""Stories, a channel's settings and what it was shown to a digest: which stories, in what order, how many."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digests.building.filters import (
    NoPatternError,
    about,
    admits,
    hears,
    in_force,
    matching,
    mutes,
    pattern,
    sifts,
    wants,
)
from digests.model.article import Article
from digests.model.digest import Digest, Occasion, Window
from digests.model.story import Glance, Story
from digests.model.subscription import Length, Subscription
from digests.text.synonyms import concepts

__all__ = [
    "STORIES",
    "NoPatternError",
    "Rank",
    "admits",
    "at_best",
    "besides",
    "build",
    "day_window",
    "hears",
    "in_force",
    "is_material",
    "is_news",
    "is_told",
    "matching",
    "mutes",
    "pattern",
    "rank",
    "sifts",
]

Rank = tuple[int, int, float, str]
"""Where a story stands in a digest: the lowest come first."""

STORIES: dict[Length, int | None] = {"short": 3, "normal": 7, "long": 15, "full": None}
"""How many stories a digest of each length tells; None is all there are."""


def day_window(day: date, zone: ZoneInfo) -> Window:
    """Return the local day as a window: from its first instant to the next day's, 23 to 25 hours later."""
    return Window(
        start=datetime.combine(day, time(), zone),
        end=datetime.combine(day + timedelta(days=1), time(), zone),
    )


def build(
    stories: Sequence[Story],
    occasion: Occasion,
    *,
    read: Collection[Article | Glance],
    topic: str | None = None,
    subscription: Subscription | None = None,
) -> Digest:
    """Return a digest.

    Args:
        stories: The stories that there are to tell; which of them are told `is_told` says, in which order `rank`.
        occasion: What it is made for; mutes that have ended by the end of its window count no more.
        read: The articles that were read for it.
        topic: Words of which a story must have one in its headline, its articles' headlines or its key points.
        subscription: The settings of the channel; without them everything is told.
    """
    chosen = [story for story in stories if is_told(story, topic, subscription, occasion.window.end)]
    ranked = sorted(chosen, key=rank)
    told = ranked[: STORIES[subscription.length]] if subscription else ranked
    return Digest(
        **dict(occasion),
        topic=topic,
        articles=len(read),
        outlets=len({article.source for article in read}),
        stories=tuple(told),
        further=len(ranked) - len(told),
    )


def besides(digest: Digest, untold: int, *, sifted: bool) -> Digest:
    """Return a digest that says how many stories there are besides, which rank below all that it tells.

    Args:
        digest: The digest.
        untold: How many they are.
        sifted: Whether it would take reading them to know which of them the channel wants.
    """
    return digest.model_copy(update={"further": digest.further + untold, "sifted": bool(untold) and sifted})


def is_told(story: Story, topic: str | None, subscription: Subscription | None, now: datetime) -> bool:
    """Return whether a digest about a topic, if there is one, tells a channel of a story at a moment (aware)."""
    wanted = set(concepts(topic or ""))
    if wanted and not wanted & about(story):
        return False
    return subscription is None or wants(subscription, story, now)


def rank(story: Story) -> Rank:
    """Return where a story stands: by independent origins, then by articles, then by newness; equal ones by id."""
    return -len(story.origins), -len(story.articles), -story.updated_at.timestamp(), story.id


def at_best(story: str, articles: Collection[Glance]) -> Rank:
    """Return a rank that a story can have at best, as far as can be seen without reading it: no text is shared.

    Args:
        story: Its id.
        articles: Its articles, at least one.
    """
    return -len(articles), -len(articles), -max(article.at for article in articles).timestamp(), story


def is_news(story: Story, seen: Collection[str]) -> bool:
    """Return whether a channel that was told of the articles with the `seen` ids has anything to learn from a story."""
    return bool(story.changes) or not any(article.id in seen for article in story.articles)


def is_material(story: Story) -> bool:
    """Return whether a story changed in substance: by a correction, a figure or a quote, not by one more outlet."""
    return any(change.kind != "outlet" for change in story.changes)
