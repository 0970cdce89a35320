"""Composes the stages of the core: bytes to structured articles, arrivals to groups, groups to stories."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, tzinfo

from digests.analysis import analyse, redate
from digests.grouping import inferred_days, origins
from digests.model.article import Article
from digests.model.digest import Window
from digests.model.story import Arrival, Story
from digests.reading import Unreadable, read
from digests.summarizing import summarize

__all__ = ["articles_in", "dated_articles", "story_of"]

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


def story_of(identity: str, arrivals: Sequence[Arrival], *, zone: tzinfo, window: Window | None = None) -> Story | None:
    """Return the story of these arrivals, at least one, with everything that is said of it.

    Args:
        identity: The story's id.
        arrivals: Its articles, in any order.
        zone: The zone whose days count.
        window: Tell it as it stood at the window's end, with the changes since its start, or return None if nothing
            of it was published in between. Without a window the whole story, with the changes of its last day.
    """
    articles = dated_articles(arrivals, zone)
    if window is None:
        return summarize(identity, articles, origins(articles), since=_midnight(articles[-1].appeared, zone))
    told = [article for article in articles if article.appeared < window.end]
    if not told or told[-1].appeared < window.start:
        return None
    return summarize(identity, told, origins(told), since=window.start)


def _midnight(at: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(at.astimezone(zone), time(), zone)
