"""Why articles are one story: what is told is in the articles that it names."""

from datetime import UTC, datetime, timedelta

from digests.analysis import analyse
from digests.grouping import reasons
from digests.model.article import Article, Part, Published
from digests.model.story import Arrival

_NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def _arrival(name: str, headline: str, text: str) -> Arrival:
    parts = (Part(kind="paragraph", text=text, start=0),) if text else ()
    published = Published(at=_NOW, precision="minute")
    article = Article(id=name, headline=headline, headline_from="record", published=published, text=text, parts=parts)
    return Arrival(article=analyse(article), read_at=_NOW + timedelta(hours=1))


_QUAY = [
    _arrival(
        "a",
        "Quay opens",
        "Mayor Edda Lindqvist opened the north quay in Brennick. It cost $40 million, Lindqvist said.",
    ),
    _arrival(
        "b",
        "A new quay",
        "Mayor Lindqvist praised the north quay. Its cost was $40 million, she said, and two ships came.",
    ),
    _arrival("c", "Ships return", "Two ships lay at the north quay in Brennick on Monday."),
]


def test_what_articles_share_is_told() -> None:
    """A name by its fullest form, a figure and a phrase are told with the articles that have them, widest first."""
    found = reasons(_QUAY, {})
    assert ("Edda Lindqvist", ("a", "b")) in [(one.text, one.articles) for one in found.names]
    assert any("$40 million" in one.text and one.articles == ("a", "b") for one in found.figures)
    assert (found.phrases[0].text, found.phrases[0].articles) == ("north quay", ("a", "b", "c"))


def test_what_one_article_has_alone_and_small_numbers_are_not_told() -> None:
    """Only what several have is shared, and that two of something are in two articles says nothing."""
    found = reasons(_QUAY, {})
    shared = (*found.names, *found.figures, *found.phrases)
    assert all(len(one.articles) > 1 for one in shared)
    assert "two" not in [one.text.lower() for one in found.figures]
    alone = reasons(_QUAY[:1], {})
    assert (alone.names, alone.figures, alone.phrases, alone.weakest) == ((), (), (), None)


def test_the_weakest_is_least_like_the_others() -> None:
    """The member with the lowest average likeness is the weakest, among those of which it is known."""
    weakest = reasons(_QUAY, {"a": 0.4, "b": 0.3}).weakest
    assert weakest is not None
    assert weakest.article == "b"
    assert reasons(_QUAY, {"a": 0.4}).weakest is None
