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


def _restored(stories: dict[str, list[str]], sketches: dict[str, Sketch], constraints: Constraints) -> Grouping:
    grouping = Grouping(constraints)
    grouping.restore([(sketches[article], story) for story, articles in stories.items() for article in articles])
    return grouping


def test_restored_stories_stay_and_grow() -> None:
    """Articles that are taken back are in the stories they were in, whatever is alike, and later ones join those."""
    sketches = {one.id: one for one in _STREAM}
    grouping = _restored({"s1": ["f1", "t1"], "s2": ["f2"]}, sketches, Constraints())
    assert {group.id: group.articles for group in grouping.groups()} == {"s1": ("f1", "t1"), "s2": ("f2",)}
    assert grouping.enforce().stories == ()
    assert "f1" in grouping
    assert "f3" not in grouping
    grouping.add(sketches["t2"])
    assert frozenset({"t1", "t2"}) in _sets(grouping)


def test_an_article_is_split_off_a_story_however_large() -> None:
    """One of the oldest articles of a large story goes apart from it, and what comes later does not bring it back."""
    many = {f"f{n}": _sketch(f"f{n}", f"{_FLOOD}, street {n % 3}", n / 20) for n in range(120)}
    names = list(many)
    grouping = _restored({"s1": names}, many, Constraints(apart=(("f3", tuple(n for n in names if n != "f3")),)))
    changed = grouping.enforce()
    assert {group.id: len(group.articles) for group in changed.stories} == {"s1": 119, grouping.story_of("f3"): 1}
    for turn in range(60):
        grouping.add(_sketch(f"later{turn}", f"{_FLOOD}, street {turn % 3}", 6 + turn / 20))
    assert grouping.enforce().stories == ()
    assert grouping.story_of("f3") != grouping.story_of("f4") == "s1"


def test_a_merged_story_has_the_id_of_the_first_named() -> None:
    """Of stories that people made one the one that is named first keeps its id, though the other is older."""
    sketches = {one.id: one for one in _STREAM}
    merged = Constraints(together=(("t1", "t2", "f1", "f2"),))
    grouping = _restored({"s1": ["f1", "f2"], "s2": ["t1", "t2"]}, sketches, merged)
    assert grouping.enforce().merged == {"s1": "s2"}
    assert grouping.current("s1") == "s2"
    grouping.add(sketches["f3"])
    assert grouping.story_of("f1") == grouping.story_of("t1") == "s2"


def test_what_is_decided_no_more_is_grouped_by_what_it_says() -> None:
    """Stories that nobody holds together any longer are two again when revised; what is not open is left out."""
    sketches = {one.id: one for one in _STREAM}
    grouping = _restored({"s2": ["t1", "t2", "f1", "f2", "f3"]}, sketches, Constraints())
    grouping.revise(["t1", "gone"])
    assert _sets(grouping) == {frozenset({"t1", "t2"}), frozenset({"f1", "f2", "f3"})}
    assert grouping.revise(["gone"]).stories == ()


@pytest.mark.parametrize("damage", [b"", b"\x00" * 40, b"\x09" + _STREAM[0].to_bytes()[1:], _STREAM[0].to_bytes()[:60]])
def test_bytes_that_are_no_sketch_are_told(damage: bytes) -> None:
    """Bytes of another version, cut or empty ones are refused, so that the article is sketched again."""
    with pytest.raises(ValueError, match=r"."):
        Sketch.from_bytes(damage)
