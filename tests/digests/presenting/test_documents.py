"""Tests of how digests, stories and articles are laid out."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from digests.building import besides, build
from digests.grouping import origins
from digests.model.article import Published
from digests.model.digest import Occasion, Window
from digests.model.document import Buttons, Document, Heading
from digests.model.story import Citation
from digests.presenting.articles import article_document
from digests.presenting.moments import when
from digests.presenting.notices import failed_document, paused_document
from digests.presenting.spans import cited, count, listed
from digests.presenting.stories import (
    completed_in,
    digest_document,
    followed_document,
    story_document,
    update_document,
)
from digests.summarizing import summarize

NOON = datetime(2025, 3, 4, 12, 5, tzinfo=UTC)


def text(document):
    """Everything a document says, as one text."""
    return document.model_dump_json()


@pytest.fixture(scope="module")
def story(article):
    """A story with a difference, a quote, a correction and an update."""
    told = [
        article(
            "a", "Ferry aground", "The crash left 12 passengers in hospital.", published="2025-03-03T08:00:00+00:00"
        ),
        article(
            "b",
            "More hurt on ferry",
            "The crash left 17 passengers in hospital on March 1, 2025.",
            "“We count everyone who saw a doctor about it,” said Mara Holt, a coastguard commander.",
            "Correction: An earlier version of this article named the wrong pier.",
        ),
        article("c", "Ferry crash", "The crash on March 1, 2025 left 15 passengers in hospital."),
    ]
    return summarize("s1", told, origins(told), {"a"})


@pytest.mark.parametrize(
    ("citations", "shown"),
    [
        ([("a", 0)], "[a 1]"),
        ([("a", 4), ("a", 0), ("b", 2)], "[a 1, 5; b 3]"),
        ([], ""),
    ],
)
def test_citations_name_each_outlet_once(citations, shown):
    """An outlet stands once, with its sentences counted from one."""
    spans = cited([Citation(article=name, sentence=n, outlet=name) for name, n in citations])
    assert "".join(span.text for span in spans) == shown


def test_a_citation_links_to_its_article():
    """The outlet's name is the link."""
    spans = cited([Citation(article="a", sentence=0, outlet="A", url="https://a.example/1")])
    assert [span.url for span in spans if span.url] == ["https://a.example/1"]


def test_words_for_numbers_and_lists():
    """Counts and lists read as a person would write them."""
    assert [count(1, "story", "stories"), count(2, "story", "stories"), count(1200, "article")] == [
        "1 story",
        "2 stories",
        "1,200 articles",
    ]
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (Published(), "no date"),
        (Published(at=NOON, precision="minute"), "4 March 2025, 12:05"),
        (Published(at=NOON, precision="day"), "4 March 2025"),
        (Published(at=NOON, precision="day", found_in="story"), "4 March 2025, day inferred from the story"),
        (Published(at=NOON, precision="day", found_in="day read"), "4 March 2025, the day it was read"),
    ],
)
def test_times_are_as_precise_as_they_are_known(published, shown):
    """A day is no minute, and an inferred day says so."""
    assert when(published) == shown


def digest(*stories, read=(), start=datetime(2025, 3, 4, tzinfo=UTC), topic=None, **circumstances):
    """The document of a digest of 4 March that tells of the stories."""
    window = Window(start=start, end=datetime(2025, 3, 5, tzinfo=UTC))
    occasion = Occasion(day=date(2025, 3, 4), zone="UTC", window=window, **circumstances)
    return digest_document(build(stories, occasion, read=read, topic=topic))


def test_a_digest_says_what_was_read_and_numbers_its_stories(story, article):
    """The front line counts articles and outlets; buttons refer to the story's number."""
    document = digest(story, read=[article("b", "Ferry", "It sank."), article("c", "Ferry", "It sank.")])
    said = text(document)
    assert "2 articles from 2 outlets read, 1 story (UTC)." in said
    assert "News of Tuesday, 4 March 2025" in said
    assert f"1. {story.headline}" in said
    [buttons] = [block for block in document.blocks if isinstance(block, Buttons)]
    assert [button.command for button in buttons.buttons] == ["story s1", "quotes s1", "figures s1", "follow s1"]
    assert "passengers: 12 → " in said
    assert "Sources differ: passengers" in said
    assert "Moved with time" not in said


@pytest.mark.parametrize(
    ("sifted", "said"),
    [(False, "1 article from 1 outlet read, 4 stories (UTC)."), (True, "1 article from 1 outlet read, 1 story (UTC).")],
)
def test_a_digest_says_how_many_stories_it_leaves_out(story, article, sifted, said):
    """Where that would take reading them it says the most there can be, and counts as stories those it tells."""
    window = Window(start=datetime(2025, 3, 4, tzinfo=UTC), end=datetime(2025, 3, 5, tzinfo=UTC))
    made = build(
        [story], Occasion(day=date(2025, 3, 4), zone="UTC", window=window), read=[article("b", "Ferry", "It sank.")]
    )
    shown = text(digest_document(besides(made, 3, sifted=sifted)))
    assert said in shown
    assert f"{'Up to ' * sifted}3 more stories left out by this channel's length." in shown


def test_each_kind_of_silence_has_its_own_words(story, article):
    """Nothing published, nothing about a topic and nothing new for a channel are three messages."""
    read = [article("b", "Ferry", "It sank.")]
    assert "Nothing was published" in text(digest())
    assert "none is about “elephants”" in text(digest(story, read=read, topic="elephants"))
    assert "none has news for this channel" in text(digest(read=read))


def test_a_digest_says_how_it_came_about(story):
    """Since when it tells, that it is late, what it makes up for and which feeds failed is said in front."""
    said = text(
        digest(
            story,
            start=datetime(2025, 3, 3, 8, 30, tzinfo=UTC),
            late_for=datetime(2025, 3, 4, 8, 30, tzinfo=UTC),
            missed=(datetime(2025, 3, 3, 17, tzinfo=UTC),),
            unread=("The Bugle",),
        )
    )
    assert "read since 08:30 on Monday, 3 March 2025, 1 story" in said
    assert "comes late: it was due at 08:30 on Tuesday, 4 March 2025." in said
    assert "what was due at 17:00 on Monday, 3 March 2025 and could not be sent." in said
    assert "Could not be read since then: The Bugle." in said


def test_the_parts_of_a_digest_tell_which_stories_they_complete(story):
    """A story that is cut in two is complete with the part that has its last piece."""
    stories = [story.model_copy(update={"id": name}) for name in ("s1", "s2", "s3")]
    blocks = digest(*stories).blocks
    heads = [number for number, block in enumerate(blocks) if isinstance(block, Heading) and block.story]
    cuts = (0, heads[1] + 2, heads[2], len(blocks))
    parts = [Document(blocks=blocks[start:end]) for start, end in pairwise(cuts)]
    assert completed_in(parts) == [("s1",), ("s2",), ("s3",)]
    assert completed_in([Document(blocks=blocks)]) == [("s1", "s2", "s3")]


def test_an_update_of_a_followed_story_tells_what_changed(story):
    """The thread gets the changes alone, and its opening the story in brief."""
    update, opening = text(update_document(story)), text(followed_document(story))
    assert "Moved: " in update
    assert story.points[0].text not in update
    assert story.points[0].text in opening
    assert "posted in this thread" in opening


def test_an_owner_is_told_what_is_wrong_and_what_to_do():
    """A pause names the reason and how to go on; a digest that was given up says that its news is not lost."""
    assert "is archived" in text(paused_document("slack:C1", "the channel is archived"))
    assert "/news schedule on" in text(paused_document("slack:C1", "the channel is archived"))
    assert "comes with the next digest" in text(failed_document("slack:C1", "08:30", "no answer"))


def test_a_story_in_full_has_every_section(story):
    """What changed, where sources differ, quotes, figures, timeline and articles each have their heading."""
    document = story_document(story)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == [
        story.headline,
        "What changed",
        "Where sources differ",
        "Quotes",
        "Figures",
        "Timeline",
        "Articles",
    ]


def test_an_article_shows_what_was_set_aside(article):
    """Furniture is listed with its reason below the body."""
    made = article("a", "Ferry aground", "The crash left 12 passengers in hospital.", "Sign up for our newsletter")
    said = text(article_document(made))
    assert "newsletter: Sign up for our newsletter" in said
    assert "1 sentence, 0 quotes, 1 figure" in said
