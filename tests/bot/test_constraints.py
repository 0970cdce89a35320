"""Tests of what repairs demand of the grouping."""

from datetime import UTC, datetime

from adapters.interface import Repair
from bot.constraints import constraints
from digests.grouping import Constraints

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


def _repair(kind, other, articles):
    return Repair(kind=kind, story="s1", other=other, articles=tuple(articles), by="mock:ann", at=NOON)


def test_repairs_demand_what_they_say():
    """A merge binds the articles of both stories, a split keeps one from the others."""
    found = constraints([_repair("merge", "s2", "abc"), _repair("split", "d", "ef")])
    assert found == Constraints((("a", "b", "c"),), (("d", ("e", "f")),))


def test_a_later_split_holds_against_a_merge():
    """An article that is split off after its story was merged is bound no more, and the others are."""
    found = constraints([_repair("merge", "s2", "abc"), _repair("split", "b", "ac")])
    assert found == Constraints((("a", "c"),), (("b", ("a", "c")),))
    assert constraints([_repair("merge", "s2", "ab"), _repair("split", "b", "a")]).together == ()


def test_a_later_merge_holds_against_a_split():
    """Stories that are merged after an article was split off keep it from nothing that they have."""
    found = constraints([_repair("split", "a", "bc"), _repair("split", "x", "bc"), _repair("merge", "s2", "ab")])
    assert found == Constraints((("a", "b"),), (("a", ("c",)), ("x", ("b", "c"))))
    assert constraints([_repair("split", "a", "b"), _repair("merge", "s2", "ab")]).apart == ()


def test_repairs_of_other_stories_stay():
    """Repairs that have no articles in common leave each other alone."""
    found = constraints([_repair("merge", "s2", "ab"), _repair("split", "c", "d")])
    assert found == Constraints((("a", "b"),), (("c", ("d",)),))
