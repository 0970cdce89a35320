"""What grouping keeps of an article: its weighed terms as hashes and its time, a few hundred to 2,500 bytes."""

import struct
import zlib
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING, NamedTuple, Self

from digests.model.article import Article
from digests.text.words import terms

if TYPE_CHECKING:
    from numpy import float16, uint32
    from numpy.typing import NDArray

BUCKETS = 1 << 20
"""How many terms are told apart; two of the 400 of an article fall into one bucket about once in 13 articles."""
# A headline says in ten words what the article is about, so its terms count as if they stood there three times.
_HEADLINE_WEIGHT = 3
# News begins with what matters: the terms of an article after the first 400 different ones are background.
_MOST_TERMS = 400
_FORM = 1  # of the bytes and of what is sketched: what an earlier version made is not compared with this one's
_HEAD = struct.Struct("<BHHd")


class Sketch(NamedTuple):
    """The traits of an article by which it is grouped.

    `day` is its time of publication in days since 1970 (UTC), None if that is unknown; `terms` are the buckets of its
    words and pairs of words in rising order, `counts` how heavily it uses each (1 + ln of the weighed count).
    """

    id: str
    day: float | None
    terms: "NDArray[uint32]"
    counts: "NDArray[float16]"

    def to_bytes(self) -> bytes:
        """Return a compact form to be stored; its format is this version's own."""
        name = self.id.encode()
        day = float("nan") if self.day is None else self.day
        return _HEAD.pack(_FORM, len(name), len(self.terms), day) + name + self.terms.tobytes() + self.counts.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Return the sketch that `to_bytes` made these bytes of.

        Raises:
            ValueError: Another version made them, or they are damaged; the article can be sketched again.
        """
        import numpy as np

        if len(data) < _HEAD.size or data[0] != _FORM:
            raise ValueError("these bytes are no sketch of this version")
        _, name, size, day = _HEAD.unpack_from(data)
        begin = _HEAD.size + name
        return cls(
            id=data[_HEAD.size : begin].decode(),
            day=None if isnan(day) else day,
            terms=np.frombuffer(data, np.uint32, size, begin).copy(),
            counts=np.frombuffer(data, np.float16, size, begin + 4 * size).copy(),
        )


def sketch(article: Article) -> Sketch:
    """Return the sketch of an analysed article; the same article gives the same sketch everywhere."""
    import numpy as np

    counted = _counts(article)
    chosen = sorted(list(counted)[:_MOST_TERMS])
    return Sketch(
        id=article.id,
        day=_day(article.published.at),
        terms=np.array(chosen, np.uint32),
        counts=(1 + np.log(np.array([counted[term] for term in chosen], np.float32))).astype(np.float16),
    )


def _day(at: datetime | None) -> float | None:
    return None if at is None else (at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86_400


def _counts(article: Article) -> Counter[int]:
    narrated = " ".join(part.text for part in article.parts if part.narrates or part.kind == "heading")
    headline = article.headline if article.headline_from != "first sentence" else ""
    counted: Counter[int] = Counter()
    for text, weight in ((headline, _HEADLINE_WEIGHT), (narrated, 1)):
        stems = terms(text)
        for term in [*stems, *(f"{first} {second}" for first, second in pairwise(stems))]:
            counted[zlib.crc32(term.encode()) % BUCKETS] += weight
    return counted
