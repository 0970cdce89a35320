"""Stories to what is said of them: key points, quotes, figures, differences, changes and timeline, each cited."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from digests.model.article import Article
from digests.model.story import Origin, Story, StoryArticle
from digests.summarizing import changes, differences, figures, points, quotes, timeline
from digests.summarizing.check import stands_in
from digests.text.synonyms import concepts

__all__ = ["summarize"]


def summarize(identity: str, articles: Sequence[Article], origins: Sequence[Origin], since: datetime) -> Story:
    """Return a story with everything that is said of it.

    Args:
        identity: The story's id.
        articles: Its articles, analysed and each with a day; at least one.
        origins: The same articles split by original text.
        since: The moment from which on changes count (aware).
    """
    ordered = sorted(articles, key=lambda article: (_day(article), article.id))
    by_id = {article.id: article for article in ordered}
    differing, quoted = differences.find(ordered), quotes.merge(ordered)
    return Story(
        id=identity,
        headline=_headline(ordered, since),
        articles=tuple(
            StoryArticle(id=a.id, outlet=a.source, headline=a.headline, url=a.url, published=a.published)
            for a in ordered
        ),
        outlets=tuple(dict.fromkeys(article.source for article in ordered)),
        origins=tuple(origins),
        first_seen=_day(ordered[0]),
        updated_at=_day(ordered[-1]),
        points=tuple(p for p in points.choose(ordered, origins, since) if stands_in(p.text, p.citations[0], by_id)),
        quotes=quoted,
        figures=figures.merge(ordered),
        differences=differing,
        changes=changes.find(ordered, differing, quoted, since),
        timeline=timeline.find(ordered),
    )


def _day(article: Article) -> datetime:
    if article.published.at is None:
        raise ValueError(f"article {article.id!r} has no day; infer one from its story before summarizing")
    return article.published.at


def _headline(articles: Sequence[Article], since: datetime) -> str:
    """Choose the headline whose concepts the articles use most: an outlet's own, and a new one if there is any."""
    spread = Counter(concept for article in articles for concept in set(concepts(f"{article.headline} {article.text}")))
    own = [article for article in articles if article.headline_from != "first sentence"] or list(articles)
    new = [article for article in own if _day(article) >= since] or own

    def central(article: Article) -> float:
        words = set(concepts(article.headline))
        return sum(spread[word] for word in words) / math.sqrt(len(words) or 1)

    return max(new, key=central).headline
