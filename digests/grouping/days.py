"""Finds a day for the undated articles of a story."""

from collections.abc import Sequence
from datetime import datetime, time, tzinfo

from digests.grouping.vectors import cosine, vectors
from digests.model.article import Published
from digests.model.story import Arrival


def inferred_days(arrivals: Sequence[Arrival], zone: tzinfo) -> dict[str, Published]:
    """Return a day, marked as inferred, for each undated article of one story, by the article's id.

    An undated article takes the day of the dated article of its story whose text is most like its own; in a story
    without any, it takes the day it was read. Days are those of `zone`.
    """
    dated = [(number, at) for number, arrival in enumerate(arrivals) if (at := arrival.article.published.at)]
    if len(dated) == len(arrivals):
        return {}
    weighed = vectors(arrival.article for arrival in arrivals)

    def day(number: int) -> Published:
        if not dated:
            return Published(at=_midnight(arrivals[number].read_at, zone), precision="day", found_in="day read")
        _, at = max(dated, key=lambda other: cosine(weighed[number], weighed[other[0]]))
        return Published(at=_midnight(at, zone), precision="day", found_in="story")

    return {
        arrival.article.id: day(number)
        for number, arrival in enumerate(arrivals)
        if arrival.article.published.at is None
    }


def _midnight(at: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(at.astimezone(zone), time(), zone)
