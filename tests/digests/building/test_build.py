"""Tests of a digest: its window, its order and its counts."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digests.building import build, day_window
from digests.model.article import Published
from digests.model.story import Origin, Story, StoryArticle

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
DAY = date(2025, 3, 4)
ZONE = ZoneInfo("UTC")


def story(name, *, origins=1, articles=1, at=NOON, headline="Ferry aground"):
    """A story of so many articles, the outlets numbered, all published at one moment."""
    members = tuple(
        StoryArticle(id=f"{name}{n}", outlet=f"Outlet {n}", headline=headline, url=None, published=Published(at=at))
        for n in range(articles)
    )
    return Story(
        id=name,
        headline=headline,
        articles=members,
        outlets=tuple(member.outlet for member in members),
        origins=tuple(Origin(articles=(f"{name}{n}",), reason="own text") for n in range(origins)),
        first_seen=at,
        updated_at=at,
        points=(),
        quotes=(),
        figures=(),
        differences=(),
        changes=(),
        timeline=(),
    )


@pytest.mark.parametrize(("day", "hours"), [(date(2025, 3, 29), 24), (date(2025, 3, 30), 23), (date(2025, 10, 26), 25)])
def test_a_day_is_as_long_as_it_is(day, hours):
    """A local day begins and ends at local midnight, also where the clock is changed in between."""
    window = day_window(day, ZoneInfo("Europe/Berlin"))
    assert window.end.astimezone(UTC) - window.start.astimezone(UTC) == timedelta(hours=hours)


def test_stories_are_ranked_by_origins_then_articles_then_newness():
    """What most independent sources report comes first."""
    stories = [
        story("old", at=NOON - timedelta(hours=3)),
        story("new"),
        story("copied", articles=4),
        story("wide", origins=3, articles=3),
    ]
    ranked = build(stories, day=DAY, zone=ZONE).stories
    assert [one.id for one in ranked] == ["wide", "copied", "new", "old"]


def test_a_topic_keeps_the_stories_about_it():
    """Any form of a topic's words in headlines or points counts; everything read is still counted."""
    stories = [story("a", headline="New tariffs for cars"), story("b", headline="Ferry aground")]
    digest = build(stories, day=DAY, zone=ZONE, topic="levy")
    assert [one.id for one in digest.stories] == ["a"]
    assert digest.topic == "levy"
    assert (digest.articles, digest.outlets) == (2, 1)


def test_only_what_was_published_on_the_day_is_counted():
    """An earlier article of a story is shown but not counted as read that day."""
    digest = build([story("a"), story("b", at=NOON - timedelta(days=1))], day=DAY, zone=ZONE)
    assert digest.articles == 1


def test_a_quiet_day_is_an_empty_digest():
    """No story is a digest all the same, for silence has to be said."""
    digest = build([], day=DAY, zone=ZONE)
    assert (digest.stories, digest.articles) == ((), 0)
