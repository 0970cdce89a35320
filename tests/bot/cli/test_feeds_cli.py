"""Tests of ``newsdesk feeds``, against a server on loopback."""

import io
import json
import sys
from xml.etree import ElementTree as ET

import pytest

from bot.cli.feeds import _counted
from tests.bot.newsstand import page, rss, serving


@pytest.fixture
def pages():
    """What the server has, by path."""
    return {
        "/feed.xml": rss("Outlet News", "One", "Two"),
        "/sport.xml": rss("Outlet Sport", "Three", text="Too short."),
        "/": page(("News", "/feed.xml"), ("Sport", "/sport.xml")),
        "/about": page(),
    }


@pytest.fixture
def place(pages, monkeypatch):
    """Where the server is; it may be fetched from without a pause."""
    with serving(pages) as place:
        monkeypatch.setenv("NEWSDESK_FETCH__ALLOW_HOSTS", place)
        monkeypatch.setenv("NEWSDESK_FETCH__PER_HOST_DELAY", "0s")
        yield place


@pytest.fixture
def feeds(newsdesk, tmp_path, place):
    """Runs ``newsdesk feeds`` on a store of the test's own."""
    del place

    def run(*arguments, **said):
        return newsdesk("feeds", *arguments, "--store", f"sqlite:///{tmp_path}/newsdesk.db", **said)

    return run


def test_a_feed_is_added_listed_changed_and_removed(feeds, place):
    """The whole life of a feed, from an address without a scheme on; each call sees what the one before did."""
    said = feeds("add", f"{place}/feed.xml").stdout
    assert said.startswith("Added: Outlet News\n\nRSS 2.0, 2 entries, the newest")
    assert f"newsdesk feeds add http://{place}/feed.xml as NAME" in " ".join(said.split())
    feeds("add", f"http://{place}/sport.xml", "as", "Sports", "--outlet", "The Outlet", "--full-text")
    listed = feeds("list").stdout
    assert listed.startswith("2 feeds\n\n• Outlet News: not read yet")
    assert "• Sports (The Outlet): not read yet" in listed
    assert "“Outlet News” is not read for now" in feeds("pause", "outlet", "n").stdout
    assert "1 paused" in feeds("list", "news").stdout
    feeds("resume", "outlet", "news")
    feeds("rename", "sports", "as", "The", "Games")
    feeds("full-text", "games", "off")
    feeds("outlet", "games", "as", "none")
    assert "is read no more" in feeds("remove", "outlet news").stdout
    [kept] = map(json.loads, feeds("list", "--format", "jsonl").stdout.splitlines())
    assert (kept["title"], kept["outlet"], kept["full_text"], kept["paused"]) == ("The Games", None, False, False)


def test_of_several_feeds_one_is_asked_for(feeds, place):
    """The command for each is printed, the status says that nothing was added."""
    said = feeds("add", place, status=1).stdout
    assert f"1. News: newsdesk feeds add http://{place}/feed.xml" in said
    assert "No feed is read yet" in feeds("list").stdout


def test_what_goes_wrong_is_one_line_on_stderr(feeds, place):
    """Each reason is plain, and the status is 1; a wrong call is told from it by its status."""
    for arguments, reason in (
        (("add", f"http://{place}/none.xml"), "answered 404 Not Found"),
        (("add", f"http://{place}/about"), "No feed is named there."),
        (("add", "ledger"), "is no address"),
        (("pause", "ledger"), "No feed is called “ledger”."),
        (("check", "ledger"), "No feed is called “ledger”."),
        (("import", "/nowhere/feeds.opml"), "/nowhere/feeds.opml cannot be read: No such file or directory"),
        (("import", f"http://{place}/none.opml"), "answered 404 Not Found"),
    ):
        refused = feeds(*arguments, status=1)
        assert refused.stdout == ""
        assert refused.stderr.startswith("newsdesk: ")
        assert reason in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
    assert "as Other" in feeds("add", f"http://{place}/feed.xml", "Other", status=2).stderr


def test_looking_at_all_names_each_with_what_was_found(feeds, place, pages):
    """What is well and what is not comes on stdout, how many on stderr, and the status says whether one is not."""
    for path in ("feed.xml", "sport.xml"):
        feeds("add", f"http://{place}/{path}")
    well = feeds("check")
    assert min(well.stdout.splitlines()).startswith("• Outlet News: well: RSS 2.0, 2 entries, the newest")
    assert "only the beginnings of articles" in well.stdout
    assert well.stderr == "2 looked at, 0 cannot be read\n"
    pages["/sport.xml"] = page()
    ill = feeds("check", status=1)
    assert "• Outlet Sport: cannot be read: what is there is a web page" in ill.stdout
    assert ill.stderr == "2 looked at, 1 cannot be read\n"
    assert "not read yet" in feeds("list", "sport").stdout
    assert feeds("check", "news").stderr == "1 looked at, 0 cannot be read\n"


def test_a_list_goes_out_and_comes_in(feeds, place, pages, newsdesk, tmp_path):
    """What is exported is imported elsewhere from a file, from standard input, and from an address."""
    feeds("add", f"http://{place}/sport.xml", "as", "Größe & Co", "--outlet", "The Outlet", "--full-text")
    feeds("pause", "größe")
    exported = feeds("export").stdout
    assert ET.fromstring(exported).find("body/outline").get("text") == "Größe & Co"  # noqa: S314 - it is our own
    (tmp_path / "feeds.opml").write_text(exported, "utf-8")
    pages["/feeds.opml"] = exported
    for number, source in enumerate((tmp_path / "feeds.opml", "-", f"http://{place}/feeds.opml")):
        url = f"sqlite:///{tmp_path}/{number}.db"
        said = newsdesk("feeds", "import", source, "--store", url, stdin=exported).stdout
        assert said.startswith("1 feed added, 0 read already, 0 refused")
        assert (
            newsdesk("feeds", "export", "--store", url).stdout.partition("<body>")[2] == exported.partition("<body>")[2]
        )
        assert (
            "0 feeds added, 1 read already"
            in newsdesk("feeds", "import", source, "--store", url, stdin=exported).stdout
        )


def test_what_is_not_taken_of_a_list_is_named(feeds):
    """Each refusal has its reason, the rest is taken, and the status is 1."""
    outlines = "<outline xmlUrl='ftp://x.example'/><outline xmlUrl='https://y.example/feed'/>"
    done = feeds("import", "-", stdin=f"<opml><body>{outlines}</body></opml>", status=1)
    assert "1 feed added, 0 read already, 1 refused" in done.stdout
    assert "• ftp://x.example: “ftp:” is not fetched" in done.stdout
    assert "holds no feed" in feeds("import", "-", stdin="<opml></opml>", status=1).stderr


def test_alone_it_lists(newsdesk, monkeypatch, tmp_path):
    """``newsdesk feeds`` is the list."""
    monkeypatch.setenv("NEWSDESK_STORE__URL", f"sqlite:///{tmp_path}/newsdesk.db")
    assert newsdesk("feeds").stdout == newsdesk("feeds", "list").stdout


async def test_a_terminal_is_told_how_far_the_look_is(monkeypatch):
    """The count stands below what was found, and is gone in the end."""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    async def found():
        for one in ("a", "b"):
            yield one

    monkeypatch.setattr(sys, "stderr", Terminal())
    assert [one async for one in _counted(found(), 2)] == ["a", "b"]
    away = "\r\x1b[K"
    assert sys.stderr.getvalue() == f"{away}1 of 2 looked at{away}2 of 2 looked at{away}"
