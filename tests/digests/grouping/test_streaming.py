"""Grouping article by article: order, restarts, repairs and bad input."""

from datetime import UTC, datetime, timedelta

import pytest

from digests.grouping import Constraints, Grouping, Sketch, sketch, story_id
from digests.model.article import Article, Part, Published

_START = datetime(2026, 3, 2, 8, tzinfo=UTC)
_FLOOD = "River Lune floods Caton after the dam at Wray burst"
_STRIKE = "Tram drivers in Graz walk out over night shifts"


def _sketch(name: str, text: str, hours: float | None = 0) -> Sketch:
    at = None if hours is None else _START + timedelta(hours=hours)
    parts = (Part(kind="paragraph", text=text, start=0),) if text else ()
    published = Published(at=at, precision="unknown" if at is None else "minute")
    return sketch(Article(id=name, headline=text, headline_from="record", published=published, text=text, parts=parts))


_STREAM = [
    _sketch("f1", _FLOOD, 0),
    _sketch("t1", _STRIKE, 1),
    _sketch("f2", _FLOOD + ", families leave", 2),
    _sketch("t2", _STRIKE + ", commuters walk", 3),
    _sketch("f3", "Caton under water: " + _FLOOD, 4),
]


def _grouped(sketches: list[Sketch], constraints: Constraints | None = None) -> Grouping:
    grouping = Grouping(constraints or Constraints())
    for one in sketches:
        grouping.add(one)
    return grouping


def _sets(grouping: Grouping) -> set[frozenset[str]]:
    return {frozenset(group.articles) for group in grouping.groups()}


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]])
def test_order_does_not_change_the_stories(order: list[int]) -> None:
    """Two plainly different events give the same two stories in whatever order their articles come."""
    found = _sets(_grouped([_STREAM[number] for number in order]))
    assert found == {frozenset({"f1", "f2", "f3"}), frozenset({"t1", "t2"})}


@pytest.mark.parametrize("stop", [2, 4])
def test_restart_gives_the_same_groups(stop: int) -> None:
    """Sketches that were stored as bytes and added again give the same ids and articles as no restart."""
    stored = [Sketch.from_bytes(one.to_bytes()) for one in _STREAM[:stop]]
    assert _grouped([*stored, *_STREAM[stop:]]).groups() == _grouped(_STREAM).groups()


def test_story_is_named_by_its_first_article() -> None:
    """A story keeps the id that its first article gave it."""
    assert _grouped(_STREAM).story_of("f3") == story_id("f1")


def test_apart_holds_against_likeness() -> None:
    """An article that people split off stays out of the story although its words are the same."""
    constraints = Constraints(apart=(("f2", ("f1", "f3")),))
    assert frozenset({"f1", "f3"}) in _sets(_grouped(_STREAM, constraints))


def test_together_holds_against_unlikeness() -> None:
    """Articles that people merged are one story although they share no word; the id that went answers still."""
    grouping = _grouped(_STREAM, Constraints(together=(("f1", "t1"),)))
    assert grouping.story_of("t1") == grouping.story_of("f1") == story_id("f1")


def test_same_text_days_later_is_another_story() -> None:
    """An event of another week is not swallowed by one that reads the same."""
    assert len(_grouped([_sketch("a", _FLOOD, 0), _sketch("b", _FLOOD, 24 * 9)]).groups()) == 2


def test_bad_input_is_placed() -> None:
    """Articles without words, without a time, of 1970 or twice the same are placed, each once, and swallow nothing."""
    odd = [_sketch("none", ""), _sketch("blank", "", None), _sketch("old", _STRIKE, -490_000), _STREAM[0], _STREAM[0]]
    grouping = _grouped(odd)
    assert sorted(article for group in grouping.groups() for article in group.articles) == [
        "blank",
        "f1",
        "none",
        "old",
    ]
    assert len(grouping.groups()) == 4


def test_expired_stories_are_forgotten() -> None:
    """A story that rested is let go, and what comes afterwards is grouped without it."""
    grouping = _grouped(_STREAM)
    day = _STREAM[0].day
    assert day is not None
    grouping.expire(day + 2)
    assert grouping.groups() == ()
    grouping.add(_sketch("f9", _FLOOD, 1))
    assert grouping.story_of("f9") == story_id("f9")
