"""Articles as weighted term vectors, and how alike they are."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from digests.model.article import Article
from digests.text.words import terms

Vector = dict[str, float]

# A headline says in ten words what the article is about, so its terms count as if they stood there three times.
_HEADLINE_WEIGHT = 3
# Pretended articles that lack every term: with few articles read, a term that all of them share still tells their
# event from others to come.
_PRIOR_ARTICLES = 50


def vectors(articles: Iterable[Article]) -> list[Vector]:
    """Return a vector of length 1 for each article, over stemmed words and pairs of them (TF-IDF, sublinear TF)."""
    counts = [_counts(article) for article in articles]
    spread = Counter(term for count in counts for term in count)
    rarity = {term: math.log((len(counts) + _PRIOR_ARTICLES) / (n + 0.5)) for term, n in spread.items()}
    return [unit({term: (1 + math.log(n)) * rarity[term] for term, n in count.items()}) for count in counts]


def unit(vector: Mapping[str, float]) -> Vector:
    """Return the vector scaled to length 1, the empty one as it is."""
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else {}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two vectors of length 1: 0 for nothing in common, 1 for the same."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


def _counts(article: Article) -> Counter[str]:
    narrated = " ".join(part.text for part in article.parts if part.narrates or part.kind == "heading")
    counted: Counter[str] = Counter()
    headline = article.headline if article.headline_from != "first sentence" else ""
    for text, weight in ((headline, _HEADLINE_WEIGHT), (narrated, 1)):
        stems = terms(text)
        for term in stems:
            counted[term] += weight
        for first, second in pairwise(stems):
            counted[f"{first} {second}"] += weight
    return counted
