"""Composes the stages of the core: bytes to structured articles, arrivals to groups, groups to stories."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, time, tzinfo

from digests.analysis import analyse, redate
from digests.grouping import inferred_days, origins
from digests.model.article import Article
from digests.model.digest import Window
from digests.model.story import Arrival, Story
from digests.reading import Unreadable, read
from digests.summarizing import summarize

__all__ = ["articles_in", "dated_articles", "story_in", "story_of"]

Read = Callable[[str, bytes, tzinfo], Iterable[Article | Unreadable]]


def articles_in(name: str, data: bytes, *, zone: tzinfo, reader: Read | None = None) -> Iterator[Article | Unreadable]:
    """Read and analyse a file; see `digests.reading.read` for what `name` and `zone` mean and what is yielded.

    `reader` reads the file where that is to be done elsewhere than here, such as in another process.
    """
    for found in reader(name, data, zone) if reader else read(name, data, zone=zone):
        yield found if isinstance(found, Unreadable) else analyse(found)


def dated_articles(arrivals: Sequence[Arrival], zone: tzinfo) -> tuple[Article, ...]:
    """Return a story's articles in order of publication; those without a day take it from the story, marked so."""
    days = inferred_days(arrivals, zone)
    dated = (
        redate(arrival.article, days[arrival.article.id]) if arrival.article.id in days else arrival.article
        for arrival in arrivals
    )
    return tuple(sorted(dated, key=lambda article: (article.appeared, article.id)))


def story_of(identity: str, arrivals: Sequence[Arrival], *, zone: tzinfo, seen: Collection[str] | None = None) -> Story:
    """Return the story of these arrivals, at least one, with everything that is said of it.

    Args:
        identity: The story's id.
        arrivals: Its articles, in any order.
        zone: The zone whose days count.
        seen: The ids of the articles that the reader was told of; what the others bring are its changes. Without it
            the changes are those of its last day.
    """
    articles = dated_articles(arrivals, zone)
    if seen is None:
        midnight = _midnight(articles[-1].appeared, zone)
        seen = {article.id for article in articles if article.appeared < midnight}
    return summarize(identity, articles, origins(articles), seen)


def story_in(identity: str, arrivals: Sequence[Arrival], *, zone: tzinfo, window: Window) -> Story | None:
    """Return the story as it stood at the end of a window, with its changes since the window's start.

    The arguments are those of `story_of`; None if nothing of the story was published in the window.
    """
    told = [article for article in dated_articles(arrivals, zone) if article.appeared < window.end]
    if not told or told[-1].appeared < window.start:
        return None
    return summarize(identity, told, origins(told), {article.id for article in told if article.appeared < window.start})


def _midnight(at: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(at.astimezone(zone), time(), zone)
