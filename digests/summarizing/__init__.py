"""Stories to what is said of them: key points, quotes, figures, differences, changes and timeline, each cited."""

import math
from collections import Counter
from collections.abc import Collection, Sequence

from digests.model.article import Article
from digests.model.story import Origin, Story, StoryArticle
from digests.summarizing import changes, differences, figures, points, quotes, timeline
from digests.summarizing.check import stands_in
from digests.text.synonyms import concepts

__all__ = ["summarize"]


def summarize(
    identity: str, articles: Sequence[Article], origins: Sequence[Origin], seen: Collection[str] = ()
) -> Story:
    """Return a story with everything that is said of it.

    Args:
        identity: The story's id.
        articles: Its articles in order of publication, analysed and each with a day; at least one.
        origins: The same articles split by original text.
        seen: The ids of the articles that the reader was told of before; what the others bring counts as new.
    """
    by_id = {article.id: article for article in articles}
    differing, quoted = differences.find(articles), quotes.merge(articles)
    return Story(
        id=identity,
        headline=_headline(articles, seen),
        articles=tuple(
            StoryArticle(id=a.id, outlet=a.source, headline=a.headline, url=a.url, published=a.published)
            for a in articles
        ),
        outlets=tuple(dict.fromkeys(article.source for article in articles)),
        origins=tuple(origins),
        first_seen=articles[0].appeared,
        updated_at=articles[-1].appeared,
        points=tuple(p for p in points.choose(articles, origins, seen) if stands_in(p.text, p.citations[0], by_id)),
        quotes=quoted,
        figures=figures.merge(articles),
        differences=differing,
        changes=changes.find(articles, differing, quoted, seen),
        timeline=timeline.find(articles),
    )


def _headline(articles: Sequence[Article], seen: Collection[str]) -> str:
    """Choose the headline whose concepts the articles use most: an outlet's own, and a new one if there is any."""
    spread = Counter(concept for article in articles for concept in set(concepts(f"{article.headline} {article.text}")))
    own = [article for article in articles if article.headline_from != "first sentence"] or list(articles)
    new = [article for article in own if article.id not in seen] or own

    def central(article: Article) -> float:
        words = set(concepts(article.headline))
        return sum(spread[word] for word in words) / math.sqrt(len(words) or 1)

    return max(new, key=central).headline
