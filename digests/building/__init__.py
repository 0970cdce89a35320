"""Stories to a digest: which of them, in what order."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digests.model.digest import Digest, Window
from digests.model.story import Story
from digests.text.synonyms import concepts

__all__ = ["build", "day_window"]


def day_window(day: date, zone: ZoneInfo) -> Window:
    """Return the local day as a window: from its first instant to the next day's, 23 to 25 hours later."""
    return Window(
        start=datetime.combine(day, time(), zone),
        end=datetime.combine(day + timedelta(days=1), time(), zone),
    )


def build(stories: Sequence[Story], *, day: date, zone: ZoneInfo, topic: str | None = None) -> Digest:
    """Return the digest of a local day.

    Args:
        stories: The stories of the day's window.
        day: The local day.
        zone: Its zone.
        topic: Words of which a story must have one in its headline, its articles' headlines or its key points.

    Stories are ranked by independent origins, then by articles, then by newness; equal ones by id.
    """
    window = day_window(day, zone)
    wanted = set(concepts(topic or ""))
    chosen = [story for story in stories if not wanted or wanted & _about(story)]
    read = [article for story in stories for article in story.articles if _within(article.published.at, window)]
    return Digest(
        day=day,
        zone=zone.key,
        window=window,
        topic=topic,
        articles=len(read),
        outlets=len({article.outlet for article in read}),
        stories=tuple(sorted(chosen, key=_rank)),
    )


def _rank(story: Story) -> tuple[int, int, float, str]:
    return -len(story.origins), -len(story.articles), -story.updated_at.timestamp(), story.id


def _about(story: Story) -> set[str]:
    texts = [story.headline, *(a.headline for a in story.articles), *(p.text for p in story.points)]
    return {concept for text in texts for concept in concepts(text)}


def _within(at: datetime | None, window: Window) -> bool:
    return at is not None and window.start <= at < window.end
