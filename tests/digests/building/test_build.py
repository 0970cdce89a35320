"""Tests of a digest: its window, its order and its counts."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digests.building import NoPatternError, admits, besides, build, day_window, is_material, is_news, pattern
from digests.model.article import Published
from digests.model.digest import Occasion
from digests.model.story import Change, Origin, Story, StoryArticle
from digests.model.subscription import Mute, Schedule, Subscription

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


def built(*stories, read=(), **settings):
    """The digest of the day that tells of the stories."""
    occasion = Occasion(day=DAY, zone="UTC", window=day_window(DAY, ZONE))
    return build(stories, occasion, read=read, **settings)


def subscribed(**settings):
    """The settings of a channel."""
    schedule = Schedule(slots=(), days=(), zone="UTC", grace=timedelta())
    return Subscription(**{"channel": "room", "owner": "ann", "schedule": schedule, "length": "full"} | settings)


def muting(kind, text, until=None):
    """The settings of a channel that does not want to read something."""
    return subscribed(mutes=(Mute(kind=kind, text=text, until=until, by="ann"),))


def test_stories_are_ranked_by_origins_then_articles_then_newness():
    """What most independent sources report comes first."""
    stories = [
        story("old", at=NOON - timedelta(hours=3)),
        story("new"),
        story("copied", articles=4),
        story("wide", origins=3, articles=3),
    ]
    assert [one.id for one in built(*stories).stories] == ["wide", "copied", "new", "old"]


def test_a_topic_keeps_the_stories_about_it():
    """Any form of a topic's words in headlines or points counts."""
    digest = built(story("a", headline="New tariffs for cars"), story("b", headline="Ferry aground"), topic="levy")
    assert [one.id for one in digest.stories] == ["a"]
    assert digest.topic == "levy"


def test_what_was_read_is_counted_whether_it_is_told_or_not(article):
    """Articles and outlets are those read for the digest."""
    read = [article("a", "Quay", "It was closed."), article("b", "Quay", "It was closed.")]
    digest = built(read=[*read, article("a", "Ferry", "It sailed.")])
    assert (digest.articles, digest.outlets) == (3, 2)


def test_a_quiet_day_is_an_empty_digest():
    """No story is a digest all the same, for silence has to be said."""
    digest = built()
    assert (digest.stories, digest.articles) == ((), 0)


def test_a_channels_topics_each_need_all_of_their_words():
    """A story is told if it is about one topic as a whole."""
    stories = [story("a", headline="Car tariffs rise"), story("b", headline="Car race won"), story("c")]
    told = built(*stories, subscription=subscribed(topics=("tariffs on cars", "ferries"))).stories
    assert {one.id for one in told} == {"a", "c"}


@pytest.mark.parametrize(("length", "told"), [("short", 3), ("normal", 7), ("long", 15), ("full", 20)])
def test_a_channels_length_leaves_the_least_out(length, told):
    """The first stories are told, and how many are not is counted."""
    stories = [story(f"s{n:02}", articles=30 - n) for n in range(20)]
    digest = built(*stories, subscription=subscribed(length=length))
    assert [one.id for one in digest.stories] == [one.id for one in stories[:told]]
    assert digest.further == 20 - told


@pytest.mark.parametrize(
    ("kind", "text", "left_out"),
    [
        ("words", "ferry", True),
        ("words", "FERRIES aground", True),
        ("words", "ferry fire", False),
        ("pattern", r"^ferry\b", True),
        ("pattern", r"fer{3}", False),
        ("outlet", "Ferry aground", False),
    ],
)
def test_a_mute_leaves_out_what_it_names_and_nothing_else(kind, text, left_out):
    """Words count in any form and all of them together; a pattern is searched in any case."""
    told = built(story("a", headline="Ferry aground"), subscription=muting(kind, text)).stories
    assert (told == ()) is left_out


def test_a_mute_ends_when_it_was_said_to():
    """One that has ended by the end of the window leaves nothing out."""
    end = day_window(DAY, ZONE).end
    assert built(story("a"), subscription=muting("words", "ferry", end)).stories
    assert not built(story("a"), subscription=muting("words", "ferry", end + timedelta(seconds=1))).stories


@pytest.mark.parametrize("text", ["(a", "a(?=b)", r"(a)\1", "[z-a]"])
def test_what_is_no_pattern_is_refused_with_the_reason(text):
    """A wrong expression, and what cannot be matched in linear time, is an error that says why."""
    with pytest.raises(NoPatternError, match=r"\w"):
        pattern(text)


def test_no_pattern_takes_long():
    """An expression that takes other engines longer than the world exists is searched at once."""
    digest = built(story("a", headline="a" * 100_000 + "b"), subscription=muting("pattern", "(a*)*(a|aa)+$"))
    assert len(digest.stories) == 1


@pytest.mark.parametrize(
    ("settings", "admitted"),
    [
        ({}, True),
        ({"outlets": ("the a", "The Z")}, True),
        ({"outlets": ("The Z",)}, False),
        ({"language": "en"}, True),
        ({"language": "de"}, False),
    ],
)
def test_a_channel_is_told_from_the_articles_it_wants(article, settings, admitted):
    """Outlets go by their names in any case, and an article of another language is left out."""
    told = article("a", "Quay", "The quay was closed.").model_copy(update={"language": "en"})
    assert admits(subscribed(**settings), told, NOON) is admitted


def test_a_muted_outlet_tells_nothing(article):
    """Articles of a muted outlet are not told from while the mute lasts."""
    told = article("a", "Quay", "The quay was closed.")
    assert not admits(muting("outlet", "THE A"), told, NOON)
    assert admits(muting("outlet", "The A", NOON), told, NOON)


def test_a_story_is_news_if_it_is_new_or_changed():
    """What a channel was told of and did not change is no news; a change, and a story it does not know, are."""
    known, change = story("a"), Change(kind="outlet", text="The B", citations=())
    assert is_news(known, ())
    assert not is_news(known, {"a0"})
    assert is_news(known.model_copy(update={"changes": (change,)}), {"a0"})


def test_one_more_outlet_is_no_change_of_substance():
    """A follower hears of corrections, figures and quotes alone."""
    changes = {kind: Change(kind=kind, text="", citations=()) for kind in ("outlet", "quote", "figure", "correction")}
    material = [kind for kind, one in changes.items() if is_material(story("a").model_copy(update={"changes": (one,)}))]
    assert material == ["quote", "figure", "correction"]


def test_what_was_not_looked_at_is_counted():
    """Where it takes reading to know what a channel wants, the number is the most there can be, and says so."""
    digest = built(story("a"))
    assert (besides(digest, 5, sifted=False).further, besides(digest, 5, sifted=False).sifted) == (5, False)
    assert besides(digest, 5, sifted=True).sifted
    assert besides(digest, 0, sifted=True) == digest
