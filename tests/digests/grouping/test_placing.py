"""Tests of placing articles into stories."""

from datetime import UTC, datetime, timedelta

import pytest

from digests.grouping import group, story_id
from digests.model.article import Article, Part, Published
from digests.model.story import Arrival, Group

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
FERRY = "The ferry Alma ran aground off Stormont harbour and passengers were taken ashore by lifeboat crews."
FERRY_TOO = "Lifeboat crews took passengers ashore after the Alma, a ferry, ran aground near Stormont harbour."
BUDGET = "The city council of Brennick passed a budget that raises the price of a parking permit by a third."


def arrival(name, text, *, published=NOON):
    """An article of one paragraph."""
    parts = (Part(kind="paragraph", text=text, start=0),) if text else ()
    article = Article(
        id=name,
        headline=text,
        headline_from="first sentence",
        text=text,
        parts=parts,
        published=Published(at=published),
    )
    return Arrival(article=article, read_at=NOON)


def placed(*arrivals, known=()):
    """The ids of the articles, story by story."""
    return [story.articles for story in group(arrivals, known)]


def test_one_event_is_one_story_and_another_stays_apart():
    """Two reports of one accident come together; a council's budget does not."""
    found = placed(arrival("a", FERRY), arrival("b", BUDGET), arrival("c", FERRY_TOO))
    assert found == [("a", "c"), ("b",)]


def test_the_same_words_months_later_are_another_event():
    """Likeness fades with time: an accident in spring and one in autumn are two stories."""
    later = NOON + timedelta(days=120)
    assert placed(arrival("a", FERRY), arrival("b", FERRY_TOO, published=later)) == [("a",), ("b",)]


def test_an_undated_article_is_judged_by_its_words():
    """Without a day only the text counts."""
    assert placed(arrival("a", FERRY), arrival("b", FERRY_TOO, published=None)) == [("a", "b")]


def test_a_known_story_keeps_its_id_and_grows():
    """What was decided before stays, and the next report of the event joins it."""
    known = [Group(id="s9", articles=("a",))]
    assert group([arrival("a", FERRY), arrival("b", FERRY_TOO)], known) == (Group(id="s9", articles=("a", "b")),)


def test_a_story_takes_its_id_from_its_first_article():
    """The same articles give the same ids on every machine, and no id reads as a number."""
    [story] = group([arrival("a", FERRY)])
    assert story.id == story_id("a") == story_id("a")
    assert not story.id.isdecimal()
    assert story_id("a") != story_id("b")


@pytest.mark.parametrize("text", ["", "the of and", "!?"])
def test_articles_without_content_words_stay_alone(text):
    """Articles that say nothing are not alike."""
    assert placed(arrival("a", text), arrival("b", text)) == [("a",), ("b",)]


def test_nothing_gives_nothing():
    """No articles, no stories."""
    assert group([]) == ()
