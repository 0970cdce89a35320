"""Tests of what becomes of a feed's entries: articles, edits, or nothing."""

from datetime import UTC, datetime, timedelta

from bot.entries import BASELINE, article_id, article_of, edit_of, sort
from digests.model.article import Article, Published
from digests.model.feed import Entry
from digests.reading import Unreadable
from tests.bot.newsstand import LONG, feed

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
READ = feed("Alpha", last_success=NOON - HOUR)


def entry(*identities, fingerprint="f1", at=NOON - HOUR, **said):
    """An entry with these identities, an hour old."""
    return Entry(identities=identities, fingerprint=fingerprint, published=Published(at=at), **said)


def test_the_first_reading_takes_what_is_fresh():
    """What is older than a day, or has no date, is known from then on without an article."""
    listed = [entry("new"), entry("old", at=NOON - BASELINE - HOUR), entry("undated", at=None)]
    found = sort(feed("Alpha"), listed, {}, NOON)
    assert list(found.new.values()) == [listed[0]]
    assert {name: one.article is None for name, one in found.learnt.items()} == {
        "new": False,
        "old": True,
        "undated": True,
    }
    again = sort(READ, listed, found.learnt, NOON)
    assert (again.new, again.edited) == ({}, {})


def test_a_feed_that_was_read_before_brings_all_it_has_new():
    """Also what is dated long ago or not at all."""
    listed = [entry("late", at=NOON - 9 * BASELINE), entry("undated", at=None)]
    assert list(sort(READ, listed, {}, NOON).new.values()) == listed


def test_an_entry_that_shares_a_name_is_the_same_article():
    """A changed guid or a changed link is learnt beside the name that stayed."""
    first = sort(READ, [entry("link", "guid")], {}, NOON)
    second = sort(READ, [entry("link", "other guid"), entry("other link", "guid")], first.learnt, NOON)
    assert (second.new, second.edited) == ({}, {})
    known = first.learnt | second.learnt
    assert set(known) == {"link", "guid", "other guid", "other link"}
    assert {one.article for one in known.values()} == {article_id(entry("link"))}


def test_a_feed_that_lists_an_article_twice_brings_it_once():
    """The second is the first, within one reading too, even with other words."""
    found = sort(READ, [entry("link"), entry("link", "guid", fingerprint="f2")], {}, NOON)
    assert list(found.new) == [article_id(entry("link"))]
    assert found.edited == {}


def test_only_the_feed_that_brought_an_article_edits_it():
    """Another one words it differently each time, and could be anybody's."""
    known = sort(READ, [entry("link")], {}, NOON).learnt
    changed = entry("link", fingerprint="f2")
    assert list(sort(READ, [changed], known, NOON).edited.values()) == [changed]
    assert sort(feed("Beta", last_success=NOON), [changed], known, NOON).edited == {}
    moved = READ.model_copy(update={"url": "https://new.example/feed", "moved_from": READ.url})
    assert list(sort(moved, [changed], known, NOON).edited.values()) == [changed]


def test_an_edit_of_what_came_before_the_baseline_is_no_news():
    """It stays known without an article."""
    known = sort(feed("Alpha"), [entry("old", at=NOON - 9 * BASELINE)], {}, NOON).learnt
    found = sort(READ, [entry("old", fingerprint="f2", at=NOON - 9 * BASELINE)], known, NOON)
    assert (found.new, found.edited) == ({}, {})
    assert found.learnt["old"].fingerprint == "f2"


def test_the_id_of_an_article_follows_from_its_entry():
    """Whoever reads it, and when: what is read again after a crash is the same article."""
    assert article_id(entry("link", "guid")) == article_id(entry("link", fingerprint="f2"))
    assert article_id(entry("link")) != article_id(entry("other"))
    assert len(article_id(entry("link"))) == 17


def test_an_entry_becomes_an_analysed_article_of_its_feeds_outlet():
    """Its sentences are told apart, and the outlet is the one that the feed is set to bring."""
    made = article_of("a1", entry("link", headline="Pier agreed", content=LONG), None, "The Harbor Ledger", UTC)
    assert isinstance(made, Article)
    assert (made.id, made.outlet, made.headline) == ("a1", "The Harbor Ledger", "Pier agreed")
    assert made.sentences


def test_an_entry_without_words_says_why_it_is_no_article():
    """It is a value, for others go on."""
    assert isinstance(article_of("a1", entry("link"), None, None, UTC), Unreadable)


def test_an_edit_keeps_the_article_and_shows_what_changed():
    """Its id and first publication stay; one that no reader sees is none."""
    first = entry("link", headline="Pier agreed", content=LONG)
    old = article_of("a1", first, None, "Ledger", UTC)
    assert edit_of(old, first, None, "Ledger", UTC) is None
    longer = first.model_copy(update={"content": f"{LONG}The mayor wants it built by May."})
    new = edit_of(old, longer, None, "Ledger", UTC)
    assert (new.id, new.published) == ("a1", old.published)
    assert "built by May" in new.text
    assert new.sentences
