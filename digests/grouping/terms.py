"""The terms of the open articles: how rare each is, which articles have it, and how alike articles are."""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from digests.grouping.sketch import BUCKETS, Sketch

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

# Pretended articles that lack every term: with few articles read, a term that all of them share still tells their
# event from others to come.
_PRIOR_ARTICLES = 50
# An article is looked up by its 16 heaviest terms, each among the 48 latest articles that were kept under it: that
# bounds the time and the memory of an article however many are open.
_HEAVIEST = 16
_LATEST = 48
_CANDIDATES = 24


class Terms:
    """An index from heavy terms to the latest articles that have them, with counts of articles by term."""

    def __init__(self) -> None:
        import numpy as np

        self._articles = 0
        self._spread = np.zeros(BUCKETS, np.int32)
        self._dense = np.zeros(BUCKETS, np.float32)
        self._latest: dict[int, deque[str]] = {}

    def add(self, sketch: Sketch) -> None:
        """Count an article's terms and make it a candidate for later ones."""
        self._articles += 1
        self._spread[sketch.terms] += 1
        for term in self._heaviest(sketch):
            self._latest.setdefault(term, deque(maxlen=_LATEST)).append(sketch.id)

    def remove(self, sketch: Sketch) -> None:
        """Forget an article that was added."""
        self._articles -= 1
        self._spread[sketch.terms] -= 1

    def forget_unless(self, known: "dict[str, Sketch]") -> None:
        """Drop every entry of an article that is not known any more."""
        kept = {term: deque((i for i in ids if i in known), _LATEST) for term, ids in self._latest.items()}
        self._latest = {term: ids for term, ids in kept.items() if ids}

    def candidates(self, sketch: Sketch) -> list[str]:
        """Return the articles that share most of an article's heaviest terms, the likeliest first."""
        votes: dict[str, int] = {}
        for term in self._heaviest(sketch):
            for other in self._latest.get(term, ()):
                votes[other] = votes.get(other, 0) + 1
        votes.pop(sketch.id, None)
        return sorted(votes, key=lambda other: (-votes[other], other))[:_CANDIDATES]

    def likeness(self, one: Sketch, others: Sequence[Sketch], days: float) -> "NDArray[float32]":
        """Return how alike an article is to each of some others: the cosine, times the nearness in time.

        `days` is the standard deviation of the Gaussian of the nearness; what has no time is near to everything.
        """
        import numpy as np

        weights = [self._weights(other) for other in others]
        self._dense[one.terms] = self._weights(one)
        sizes = np.array([len(other.terms) for other in others])
        products = np.concatenate(weights) * self._dense[np.concatenate([other.terms for other in others])]
        self._dense[one.terms] = 0
        ends = np.concatenate([[0.0], np.cumsum(products, dtype=np.float64)])[np.concatenate([[0], sizes.cumsum()])]
        found: NDArray[float32] = np.diff(ends) * nearness([one], others, days)[0]
        return found

    def likenesses(self, sketches: Sequence[Sketch], days: float) -> "NDArray[float32]":
        """Return the likeness of each of some articles to each other, as a square of them."""
        import numpy as np
        from scipy.sparse import csr_array  # type: ignore[import-untyped]

        ends = np.cumsum([0, *(len(sketch.terms) for sketch in sketches)])
        terms = np.concatenate([sketch.terms for sketch in sketches]).astype(np.int32)
        used, column = np.unique(terms, return_inverse=True)
        weights = np.concatenate([self._weights(sketch) for sketch in sketches])
        table = csr_array((weights, column, ends), shape=(len(sketches), len(used)))
        found: NDArray[float32] = (table @ table.T).toarray() * nearness(sketches, sketches, days)
        return found

    def _weights(self, sketch: Sketch) -> "NDArray[float32]":
        """Return the weights of an article's terms (TF-IDF), of length 1 together."""
        import numpy as np

        rarity = np.log((self._articles + _PRIOR_ARTICLES) / (self._spread[sketch.terms] + 0.5), dtype=np.float32)
        weights = sketch.counts * rarity.clip(0)
        length = float(np.sqrt(weights @ weights))
        unit: NDArray[float32] = weights / length if length else weights
        return unit

    def _heaviest(self, sketch: Sketch) -> list[int]:
        import numpy as np

        weights = self._weights(sketch)
        # A term that no other article has finds nobody: those that some have come first.
        order = np.argsort(-weights * (self._spread[sketch.terms] > 1), kind="stable")[:_HEAVIEST]
        found: list[int] = sketch.terms[order].tolist()
        return found


def nearness(ones: Sequence[Sketch], others: Sequence[Sketch], days: float) -> "NDArray[float32]":
    """Return how near each of some articles is in time to each of some others, 1 at once to 0 for days apart."""
    import numpy as np

    def times(sketches: Sequence[Sketch]) -> "NDArray[float32]":
        return np.array([np.nan if sketch.day is None else sketch.day for sketch in sketches])

    near: NDArray[float32] = np.exp(-(((times(ones)[:, None] - times(others)) / days) ** 2) / 2)
    near[np.isnan(near)] = 1
    return near
