"""Tests of a story as a whole: order, headline, changes and timeline."""

from datetime import UTC, datetime

import pytest

from digests.grouping import origins
from digests.summarizing import summarize

MONDAY, TUESDAY = "2025-03-03T08:00:00+00:00", "2025-03-04T08:00:00+00:00"
SINCE = datetime(2025, 3, 4, tzinfo=UTC)


def told(*articles):
    """The story of the articles for somebody who was told of Monday's."""
    return summarize("s1", articles, origins(articles), {one.id for one in articles if one.published.at < SINCE})


def test_a_story_begins_with_its_first_article(article):
    """Articles, outlets and times come in order of publication."""
    story = told(
        article("a", "Quay shut", "The quay of Stormont was closed.", published=MONDAY),
        article("b", "Quay reopens", "The quay of Stormont opened again.", published=TUESDAY),
    )
    assert [one.id for one in story.articles] == ["a", "b"]
    assert story.outlets == ("The A", "The B")
    assert (story.first_seen.day, story.updated_at.day) == (3, 4)
    assert story.headline == "Quay reopens"


def test_a_stand_in_is_no_headline_while_there_is_a_real_one(article):
    """A first sentence heads a story only where no outlet gave a headline."""
    bare = article("a", None, "The quay of Stormont was closed by its inspectors on Monday evening.")
    assert told(bare).headline.startswith("The quay of Stormont was closed")
    assert told(bare, article("b", "Quay shut", "The quay of Stormont was closed.")).headline == "Quay shut"


def test_changes_are_what_came_since(article):
    """A moved figure, new outlets, new quotes and corrections are changes of a story that was there before."""
    story = told(
        article("a", "Ferry", "The crash left 12 passengers in hospital.", published=MONDAY),
        article(
            "b",
            "Ferry",
            "The crash left 17 passengers in hospital.",
            "“We count everyone who saw a doctor about it,” said Mara Holt.",
            "Correction: An earlier version of this article named the wrong pier.",
            published=TUESDAY,
        ),
    )
    assert {change.kind: change.text for change in story.changes} == {
        "correction": "Correction: An earlier version of this article named the wrong pier.",
        "figure": "passengers: 12 → 17",
        "outlet": "The B",
        "quote": "“We count everyone who saw a doctor about it,” Mara Holt",
    }
    assert all(citation.article == "b" for change in story.changes for citation in change.citations)


def test_a_new_story_has_no_changes(article):
    """What nobody saw before is new as a whole."""
    assert told(article("a", "Ferry", "The crash left 12 passengers in hospital.")).changes == ()


def test_the_timeline_has_the_days_two_outlets_name(article):
    """A day that two outlets name is an event, told in a verbatim sentence; what one dates alone is not."""
    one = article("a", "Quay", "The quay was closed on March 1, 2025. It was built on May 5, 1961.")
    other = article("b", "Quay", "Inspectors closed the quay on March 1, 2025.")
    [entry] = told(one, other).timeline
    assert entry.date.isoformat() == "2025-03-01"
    assert {citation.outlet for citation in entry.citations} == {"The A", "The B"}
    assert entry.text in (one.sentences[0].text, other.sentences[0].text)


def test_a_day_inside_a_quote_is_the_speakers(article):
    """Somebody's "today" is not the day of the report."""
    quoted = "“I will open the quay today, whatever they say,” said Mara Holt."
    assert told(article("a", "Quay", quoted), article("b", "Quay", quoted)).timeline == ()


def test_an_article_without_a_day_is_refused(article):
    """Summarizing needs every article dated and says which one is not."""
    undated = [article("a", "Quay", "The quay was closed.", published=None)]
    with pytest.raises(ValueError, match="'a' has no day"):
        summarize("s1", undated, origins(undated))
