"""Stories, a channel's settings and what it was shown to a digest: which stories, in what order, how many."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digests.building.filters import NoPatternError, about, admits, in_force, mutes, pattern, wants
from digests.model.article import Article
from digests.model.digest import Digest, Occasion, Window
from digests.model.story import Story
from digests.model.subscription import Length, Subscription
from digests.text.synonyms import concepts

__all__ = [
    "STORIES",
    "NoPatternError",
    "admits",
    "build",
    "day_window",
    "in_force",
    "is_material",
    "is_news",
    "mutes",
    "pattern",
]

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
    read: Collection[Article],
    topic: str | None = None,
    subscription: Subscription | None = None,
) -> Digest:
    """Return a digest.

    Args:
        stories: The stories that there are to tell.
        occasion: What it is made for; mutes that have ended by the end of its window count no more.
        read: The articles that were read for it.
        topic: Words of which a story must have one in its headline, its articles' headlines or its key points.
        subscription: The settings of the channel; without them everything is told.

    Stories are ranked by independent origins, then by articles, then by newness; equal ones by id.
    """
    wanted = set(concepts(topic or ""))
    chosen = [story for story in stories if not wanted or wanted & about(story)]
    if subscription:
        chosen = [story for story in chosen if wants(subscription, story, occasion.window.end)]
    ranked = sorted(chosen, key=_rank)
    told = ranked[: STORIES[subscription.length]] if subscription else ranked
    return Digest(
        **dict(occasion),
        topic=topic,
        articles=len(read),
        outlets=len({article.source for article in read}),
        stories=tuple(told),
        further=len(ranked) - len(told),
    )


def is_news(story: Story, seen: Collection[str]) -> bool:
    """Return whether a channel that was told of the articles with the `seen` ids has anything to learn from a story."""
    return bool(story.changes) or not any(article.id in seen for article in story.articles)


def is_material(story: Story) -> bool:
    """Return whether a story changed in substance: by a correction, a figure or a quote, not by one more outlet."""
    return any(change.kind != "outlet" for change in story.changes)


def _rank(story: Story) -> tuple[int, int, float, str]:
    return -len(story.origins), -len(story.articles), -story.updated_at.timestamp(), story.id
