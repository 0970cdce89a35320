"""The terms of the open articles: how rare each is, which articles have it, and how alike articles are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from digests.grouping.sketch import BUCKETS, Sketch

if TYPE_CHECKING:
    from numpy import float16, float32, int32, int64, uint32
    from numpy.typing import NDArray

# Pretended articles that lack every term: with few articles read, a term that all of them share still tells their
# event from others to come.
_PRIOR_ARTICLES = 100
# What more than an eighth of the articles have weighs as much as what an eighth have: where one event fills the news,
# its words must not count for nothing.
_LEAST_RARITY = 2
NEARNESS_DAYS = 1.0
"""Standard deviation, in days, of the Gaussian by which likeness fades with the time between two articles."""
_UNDATED_DAYS = 1.0
"""How far from every other an article without a time is taken to be."""
# The index: an article stands in the rows of its 64 heaviest terms, each of which holds the 16 latest of its terms'
# articles, and is looked up in those of 32. That bounds time and memory however many articles are open (16 MB in
# all); at 100,000 of them a row still reaches back over the last 65,000.
_ROWS = 1 << 18
_LATEST = 16
_KEPT = 64
_LOOKED_UP = 32
_CANDIDATES = 16


class Terms:
    """How many articles have each term, and an index from terms to the latest articles; articles have numbers."""

    def __init__(self) -> None:
        import numpy as np

        self._articles = 0
        self._spread = np.zeros(BUCKETS, np.int32)
        self._column = np.zeros(BUCKETS, np.int32)
        self._index = np.full((_ROWS, _LATEST), -1, np.int32)
        self._turn = np.zeros(_ROWS, np.uint8)

    def add(self, number: int, sketch: Sketch) -> None:
        """Count an article's terms and make it a candidate for later ones."""
        self._articles += 1
        self._spread[sketch.terms] += 1
        rows = self._heaviest(sketch, _KEPT, 1)[0] % _ROWS
        self._index[rows, self._turn[rows]] = number
        self._turn[rows] = (self._turn[rows] + 1) % _LATEST

    def candidates(self, number: int, sketch: Sketch) -> list[int]:
        """Return the articles that share most of the weight of an article's heaviest terms, the likeliest first."""
        import numpy as np

        terms, weights = self._heaviest(sketch, _LOOKED_UP, 2)
        cells = self._index[terms % _ROWS]
        found, place = np.unique(cells, return_inverse=True)
        votes = np.bincount(place.ravel(), np.repeat(weights, _LATEST), len(found))
        votes[(found == number) | (found < 0)] = 0
        # Of equal ones the latest come first.
        order = np.lexsort((-found, -votes))[:_CANDIDATES]
        likeliest: list[int] = found[order[votes[order] > 0]].tolist()
        return likeliest

    def likeness(self, sketches: Sequence[Sketch]) -> "NDArray[float32]":
        """Return how alike each of some articles is to each other, from 0 to 1, as a square of them.

        It is the cosine of their weighted terms, times their nearness in time.
        """
        import numpy as np
        from scipy.sparse import csr_array  # type: ignore[import-untyped]

        row, column, weights = self._table(sketches)
        size, width = len(sketches), int(column.max(initial=0)) + 1
        ends = np.concatenate([[0], np.bincount(row, minlength=size).cumsum()])
        by_term = np.zeros((width, size), np.float32)
        by_term[column, row] = weights
        # One factor is sparse, for that is quick on one core, where a product of two dense ones would take all cores.
        cosine = csr_array((weights, column, ends), shape=(size, width)) @ by_term
        alike: NDArray[float32] = cosine * _nearness(sketches, sketches)
        return alike

    def likeness_to(self, sketch: Sketch, others: Sequence[Sketch]) -> "NDArray[float32]":
        """Return how alike an article is to each of some others, as `likeness` does."""
        import numpy as np

        row, column, weights = self._table([sketch, *others])
        own = np.zeros(int(column.max(initial=0)) + 1, np.float32)
        own[column[row == 0]] = weights[row == 0]
        cosine = np.bincount(row, weights * own[column], len(others) + 1)[1:]
        alike: NDArray[float32] = cosine * _nearness([sketch], others)[0]
        return alike

    def _table(self, sketches: Sequence[Sketch]) -> "tuple[NDArray[int64], NDArray[int32], NDArray[float32]]":
        """Return the weighted terms of articles, each of length 1, as entries of a table by rows, columns and values.

        A row is an article, a column a term; terms that no two articles share are left out.
        """
        import numpy as np

        terms = np.concatenate([sketch.terms for sketch in sketches])
        row = np.repeat(np.arange(len(sketches)), [len(sketch.terms) for sketch in sketches])
        weights = self._weights(terms, np.concatenate([sketch.counts for sketch in sketches]))
        length = np.sqrt(np.bincount(row, weights * weights, len(sketches)))
        shared = self._spread[terms] > 1
        terms, row = terms[shared], row[shared]
        # Each term gets a column: its last place, counted among the last places of all.
        places = np.arange(len(terms), dtype=np.int32)
        self._column[terms] = places
        last = self._column[terms]
        column = (last == places).cumsum(dtype=np.int32)[last] - 1
        return row, column, (weights[shared] / length[row]).astype(np.float32)

    def _weights(self, terms: "NDArray[uint32]", counts: "NDArray[float16]") -> "NDArray[float32]":
        """Return the weight of each term: how heavily it is used, times the square of how rare it is.

        A term that no other article has says the less the more articles there are: in the length of an article it
        would make long ones unlike everything.
        """
        import numpy as np

        spread = self._spread[terms]
        rarity = np.log((self._articles + _PRIOR_ARTICLES) / (spread + 0.5), dtype=np.float32).clip(_LEAST_RARITY)
        alone = np.float32(_PRIOR_ARTICLES / (self._articles + _PRIOR_ARTICLES))
        weights: NDArray[float32] = counts * rarity * rarity * np.where(spread > 1, np.float32(1), alone)
        return weights

    def _heaviest(self, sketch: Sketch, most: int, least: int) -> "tuple[NDArray[uint32], NDArray[float32]]":
        """Return the heaviest of those terms of an article that so many articles have at least."""
        import numpy as np

        known = self._spread[sketch.terms] >= least
        terms, weights = sketch.terms[known], self._weights(sketch.terms[known], sketch.counts[known])
        order = np.argsort(-weights, kind="stable")[:most]
        return terms[order], weights[order]


def _nearness(ones: Sequence[Sketch], others: Sequence[Sketch]) -> "NDArray[float32]":
    """Return how near each of some articles is in time to each of some others: 1 at once to 0 for days apart."""
    import numpy as np

    def times(sketches: Sequence[Sketch]) -> "NDArray[Any]":
        return np.array([np.nan if sketch.day is None else sketch.day for sketch in sketches])

    apart = np.abs(times(ones)[:, None] - times(others))
    apart[np.isnan(apart)] = _UNDATED_DAYS
    near: NDArray[float32] = np.exp(-((apart / NEARNESS_DAYS) ** 2) / 2)
    return near
