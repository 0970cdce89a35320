"""Finds the articles of a story that share one original text, so that a wire report and its rewrites count once."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from digests.model.article import Article
from digests.model.story import Origin
from digests.text.words import words

# Five words in a row, outside quotation marks, hardly ever recur by chance: of 878 pairs of full articles of different
# outlets about the same event, 96 % share less than 5 % of the shorter one's runs, nearly all of them none.
_RUN = 5
SHARED = 0.04
"""The share of the shorter text's runs that two articles have in common when they count as one origin."""
_LEAST_RUNS = 5


def origins(articles: Sequence[Article]) -> tuple[Origin, ...]:
    """Split a story's articles by shared text, in order of first article; every article is in exactly one origin."""
    runs = [frozenset(_runs(article)) for article in articles]
    root = list(range(len(articles)))
    strongest: dict[int, float] = {}
    for one, other in combinations(range(len(articles)), 2):
        if root[one] == root[other]:
            continue
        share = _share(runs[one], runs[other])
        if share >= SHARED:
            low, high = sorted((root[one], root[other]))
            root = [low if number == high else number for number in root]
            strongest[low] = max(share, strongest.pop(high, 0.0), strongest.get(low, 0.0))
    return tuple(
        Origin(
            articles=tuple(article.id for article, own in zip(articles, root, strict=True) if own == number),
            reason=f"up to {strongest[number]:.0%} of the wording is shared" if number in strongest else "own text",
        )
        for number in sorted(set(root))
    )


def _share(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    shared = len(one & other)
    return shared / min(len(one), len(other)) if shared >= _LEAST_RUNS else 0.0


def _runs(article: Article) -> Iterator[tuple[str, ...]]:
    """Yield the runs of words between verbatim quotes: outlets quote the same words without copying each other."""
    pieces = iter([*(piece for quote in article.quotes if quote.verbatim for piece in quote.pieces), None])
    piece = next(pieces)
    for part in article.parts:
        if not part.narrates:
            continue
        begin = part.start
        while piece is not None and piece.start < part.end:
            yield from _runs_of(article.text[begin : piece.start])
            begin = max(begin, min(piece.end, part.end))
            piece = next(pieces)
        yield from _runs_of(article.text[begin : part.end])


def _runs_of(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return zip(*(found[offset:] for offset in range(_RUN)), strict=False)
