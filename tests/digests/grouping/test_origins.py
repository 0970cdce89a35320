"""Tests of articles that share an original text, and of days inferred from a story."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from digests.grouping import inferred_days, origins
from digests.model.story import Arrival

WIRE = (
    "The harbour authority closed the north quay on Monday after inspectors found cracks in two of its pillars, "
    "and ships bound for Stormont were sent to the container port at Halden instead."
)
REWRITE = (
    "Inspectors found cracks in two of its pillars, so the north quay is shut. Ships bound for Stormont were sent "
    "to the container port at Halden instead, the paper understands, and dockers were told to stay at home."
)
OWN = (
    "Dock workers learned of the closure by text message. Several said they had warned of damage to the quay for "
    "years, and their union wants the port's management to answer for the delay in repairs."
)
QUOTE = "“Nobody will be working on that quay until we know that every pillar is safe,” said Ola Brandt, its director."


def split(*articles):
    """The ids of the articles, origin by origin."""
    return [origin.articles for origin in origins(articles)]


def test_a_rewrite_counts_with_the_wire_text(article):
    """A wire text, its print and its rewrite are one origin; a report of one's own is another."""
    told = [article(name, name, text) for name, text in [("a", WIRE), ("b", OWN), ("c", WIRE), ("d", REWRITE)]]
    assert split(*told) == [("a", "c", "d"), ("b",)]
    shared, own = origins(told)
    assert "100%" in shared.reason
    assert own.reason == "own text"


def test_the_same_quote_is_no_shared_text(article):
    """Two reporters at one press conference quote the same words and are two origins."""
    assert split(article("a", "A", WIRE, QUOTE), article("b", "B", OWN, QUOTE)) == [("a",), ("b",)]


def test_an_undated_article_takes_the_day_of_the_most_alike(article):
    """Of two dated reports the one with the same text gives its day, in the desk's zone, marked as inferred."""
    read_at = datetime(2025, 6, 1, tzinfo=UTC)
    told = [
        article("a", "A", OWN, published="2025-03-02T23:30:00+00:00"),
        article("b", "B", WIRE, published="2025-03-04T23:30:00+00:00"),
        article("c", "C", REWRITE, published=None),
    ]
    [(name, day)] = inferred_days([Arrival(article=a, read_at=read_at) for a in told], ZoneInfo("Asia/Tokyo")).items()
    assert (name, day.precision, day.found_in) == ("c", "day", "story")
    assert day.inferred
    assert day.at.isoformat() == "2025-03-05T00:00:00+09:00"


def test_an_undated_article_alone_takes_the_day_it_was_read(article):
    """Where no article of a story has a day, the day of reading stands in and is marked."""
    alone = Arrival(article=article("a", "A", OWN, published=None), read_at=datetime(2025, 6, 1, 15, tzinfo=UTC))
    [day] = inferred_days([alone], UTC).values()
    assert (day.at, day.found_in) == (datetime(2025, 6, 1, tzinfo=UTC), "day read")
