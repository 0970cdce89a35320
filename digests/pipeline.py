"""Composes the stages of the core: bytes to structured articles, arrivals to groups, groups to stories."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, tzinfo

from digests.analysis import analyse, redate
from digests.grouping import inferred_days, origins
from digests.model.article import Article
from digests.model.digest import Window
from digests.model.story import Arrival, Story
from digests.reading import Unreadable, read
from digests.summarizing import summarize

__all__ = ["articles_in", "dated_articles", "story_of"]


def articles_in(name: str, data: bytes, *, zone: tzinfo) -> Iterator[Article | Unreadable]:
    """Read and analyse a file; see `digests.reading.read` for what `name` and `zone` mean and what is yielded."""
    for found in read(name, data, zone=zone):
        yield found if isinstance(found, Unreadable) else analyse(found)


def dated_articles(arrivals: Sequence[Arrival], zone: tzinfo) -> tuple[Article, ...]:
    """Return the articles of one story, each with a day: those without one take it from the story, marked so."""
    days = inferred_days(arrivals, zone)
    return tuple(
        redate(arrival.article, days[arrival.article.id]) if arrival.article.id in days else arrival.article
        for arrival in arrivals
    )


def story_of(identity: str, arrivals: Sequence[Arrival], *, zone: tzinfo, window: Window | None = None) -> Story | None:
    """Return the story of these arrivals, at least one, with everything that is said of it.

    Args:
        identity: The story's id.
        arrivals: Its articles in the order they joined.
        zone: The zone whose days count.
        window: Tell it as it stood at the window's end, with the changes since its start, or return None if nothing
            of it was published in between. Without a window the whole story, with the changes of its last day.
    """
    articles = dated_articles(arrivals, zone)
    if window is None:
        last = max(at for article in articles if (at := article.published.at))
        return summarize(identity, articles, origins(articles), since=_midnight(last, zone))
    told = [article for article in articles if (at := article.published.at) and at < window.end]
    if not any(at >= window.start for article in told if (at := article.published.at)):
        return None
    return summarize(identity, told, origins(told), since=window.start)


def _midnight(at: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(at.astimezone(zone), time(), zone)
