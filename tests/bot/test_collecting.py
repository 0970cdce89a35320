"""Tests of how articles come into the archive."""

import json
from datetime import UTC, date

import pytest

from bot.collecting import Problem, articles_at, keep
from digests.building import day_window
from digests.model.article import Article


@pytest.fixture
def write(tmp_path):
    """Writes records, a line each, and returns the path."""

    def writer(name, *records):
        path = tmp_path / name
        path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        return str(path)

    return writer


async def test_more_articles_than_one_batch_are_all_kept(desk, write):
    """Articles that come in several batches are counted once each, and each is in a story."""
    records = [
        {"id": f"{n}", "published_at": "2025-04-20T10:00:00Z", "headline": f"{chr(97 + n % 26) * 4}ville opens"}
        for n in range(501)
    ]
    assert await keep(articles_at([write("many.jsonl", *records)], UTC), desk.archive, desk.clock()) == 501
    assert await desk.archive.unplaced() == []
    stories = await desk.archive.stories_in(day_window(date(2025, 4, 20), desk.zone))
    assert sum(version.articles for version in stories.values()) == 501


async def test_a_new_version_takes_the_place_of_an_article(desk, write):
    """An article that comes again with other words is not new, stays in its story, and is shown as it is now."""
    first = {
        "id": "quay",
        "published_at": "2025-04-20",
        "headline": "Quay opens",
        "text": "The quay at Brennick opened.",
    }
    second = first | {"headline": "Quay at Brennick opens late"}
    assert await keep(articles_at([write("a.jsonl", first)], UTC), desk.archive, desk.clock()) == 1
    assert await keep(articles_at([write("a.jsonl", second)], UTC), desk.archive, desk.clock()) == 0
    (story,) = (await desk.digest(date(2025, 4, 20), channel="test")).stories
    assert [article.headline for article in story.articles] == ["Quay at Brennick opens late"]


def test_the_second_article_of_an_id_is_a_problem_in_its_place(write):
    """Where two files give one id to different articles the first is read, the second said, and what follows read."""
    paths = [
        write("a.jsonl", {"id": "x", "headline": "One"}, {"id": "x", "headline": "One"}),
        write("b.jsonl", {"id": "x", "headline": "Two"}, {"id": "y", "headline": "Three"}),
    ]
    first, problem, last = articles_at(paths, UTC)
    assert isinstance(first, Article)
    assert isinstance(problem, Problem)
    assert (first.headline, problem.path, last.headline) == ("One", paths[1], "Three")
    assert "has the id 'x' of another article" in problem.reason


def test_pages_are_read_with_the_rest(tmp_path):
    """Web pages, which another process reads, come in their place among the texts; one that holds nothing is said."""
    prose = "The quay at Brennick opened on Monday, and the first boat came in at noon with forty people."
    page = f"<html><body><article><h1>Quay opens</h1><p>{prose}</p></article></body></html>"
    (tmp_path / "a.txt").write_text(f"Quay opens\n\n{prose}\n", "utf-8")
    (tmp_path / "b.html").write_text(page, "utf-8")
    (tmp_path / "c.html").write_text("<html><head><title>404 Not Found</title></head></html>", "utf-8")
    (tmp_path / "d.html").write_text(page, "utf-8")
    text, first, problem, second = articles_at([str(tmp_path)], UTC)
    assert [article.id for article in (text, first, second)] == ["a", "b", "d"]
    assert text.text == first.text == second.text == prose
    assert first.sentences
    assert problem == Problem(str(tmp_path / "c.html"), "is an error page (“404 Not Found”), not an article")
