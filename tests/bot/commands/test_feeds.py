"""Tests of the command about feeds, and of how they and their health are told."""

import io
import shlex
from datetime import timedelta

import pytest

from adapters.console import text
from adapters.interface import Kind
from bot.commands.feed_health import by_trouble, contents, health_facts, lasting, state
from bot.commands.feed_telling import CHAT, TERMINAL, Place, imported, listed, several
from bot.commands.feeding import Asker, answer, changes
from bot.commands.suggesting import suggest
from bot.discovery import FeedError, Several
from bot.feed_import import Imported, Refusal
from bot.feeding import Feeding
from digests.model.document import Buttons
from digests.model.feed import FeedLink
from digests.reading import read_feed
from tests.bot.newsstand import NOON, Shelf, Web, feed, page, rss

FEED = "https://outlet.example/feed.xml"
LEDGER, TIMES = feed("Harbor Ledger"), feed("Harbor Times")


@pytest.fixture
def web():
    """A web with one feed."""
    web = Web()
    web.serve(FEED, rss("Outlet News", "One", "Two", "Three", "Four"))
    return web


@pytest.fixture
def shelf():
    """Two feeds."""
    return Shelf(LEDGER, TIMES)


@pytest.fixture
def say(web, shelf):
    """Answers the words behind ``feeds`` in a chat, or at another place."""

    async def said(words, place=CHAT):
        return await answer(Asker(Feeding(shelf, web, lambda: NOON), place, NOON, "slack:U1"), words)

    return said


def shown(answer):
    """Return an answer as a terminal shows it, in one line."""
    printed = io.StringIO()
    text.show(answer.document, printed)
    return " ".join(printed.getvalue().split())


def pressed(answer):
    """Return the commands of its buttons."""
    return [
        button.command for block in answer.document.blocks if isinstance(block, Buttons) for button in block.buttons
    ]


async def test_an_added_feed_is_shown_with_what_it_holds(say, shelf):
    """Its kind, its newest three headlines with their age, how much of the texts it brings, and how to rename it."""
    said = await say("add outlet.example/feed.xml")
    assert "Added: Outlet News RSS 2.0, 4 entries, the newest just now; full texts." in shown(said)
    assert "• One, just now • Two, 60 minutes ago • Three, 2 hours ago Digests tell" in shown(said)
    assert f"For another name: /news feeds add {FEED} as NAME" in shown(said)
    assert pressed(said) == [f"feeds remove {FEED}"]
    assert (shelf.held[FEED].owner, shelf.held[FEED].title) == ("slack:U1", "Outlet News")
    again = await say(f"add {FEED}")
    assert f"{FEED} is read already, as “Outlet News”" in shown(again)
    renamed = await say(f"add {FEED} as “Evening News”")
    assert "it is called “Evening News” now" in shown(renamed)


async def test_a_feed_of_stubs_offers_the_pages(say, web, shelf):
    """Where only beginnings come, it is said how to have the whole articles, and that does it."""
    web.serve(FEED, rss("Outlet News", "One", text="Too short."))
    said = await say(f"add {FEED}")
    assert "It brings only the beginnings of articles." in shown(said)
    [_, offered] = pressed(said)
    assert "read from their pages" in shown(await say(offered.removeprefix("feeds ")))
    assert shelf.held[FEED].full_text
    await say("full text outlet news off")
    assert not shelf.held[FEED].full_text


async def test_of_several_feeds_it_is_asked_which(say, web, shelf):
    """Each choice is numbered, with the exact command, the name that was asked for among it."""
    web.serve("https://outlet.example/", page(("News", "/feed.xml"), ("Sport", "/sport.xml")))
    asked = await say("add outlet.example/ as My News")
    assert not asked.found
    assert f"1. News: /news feeds add {FEED} as My News" in shown(asked)
    assert pressed(asked)[0] == f"feeds add {FEED} as My News"
    await say(pressed(asked)[0].removeprefix("feeds "))
    assert shelf.held[FEED].title == "My News"


def test_many_choices_are_cut_with_their_number():
    """A page that names hundreds of feeds does not fill the channel."""
    links = tuple(FeedLink(url=f"https://x.example/{number}") for number in range(40))
    said = shown(several(Several(url="https://x.example", links=links), CHAT))
    assert "a page with 40 feeds" in said
    assert "10. https://x.example/9" in said
    assert "11. " not in said
    assert "And 30 more that the page names." in said


async def test_what_is_typed_in_a_shell_is_quoted_for_it(say, web):
    """A command that is shown can be copied, whatever is in an address."""
    web.serve("https://outlet.example/", page(("A", "/a?x=1&y=2"), ("B", "/b")))
    said = shown(await say("add outlet.example/", TERMINAL))
    assert "newsdesk feeds add 'https://outlet.example/a?x=1&y=2'" in said
    assert pressed(await say("add outlet.example/", TERMINAL)) == []
    typed = TERMINAL.call("pause", "It's here").text
    assert shlex.split(typed) == ["newsdesk", "feeds", "pause", "It's here"]


@pytest.mark.parametrize(
    ("words", "changed", "said"),
    [
        ("pause harbor l", {"paused": True}, "not read for now. To go on: /news feeds resume Harbor Ledger"),
        ("rename ledger as The Ledger", {"title": "The Ledger"}, "“Harbor Ledger” is called “The Ledger” now"),
        ("outlet ledger as Ledger & Co", {"outlet": "Ledger & Co"}, "held to be of Ledger & Co"),
        ("full-text ledger on", {"full_text": True}, "are read from their pages"),
    ],
)
async def test_a_feed_is_changed_by_a_word_of_it(say, shelf, words, changed, said):
    """Each change touches what it names and nothing else, and says what holds now."""
    assert said in shown(await say(words))
    assert shelf.held[LEDGER.url] == LEDGER.model_copy(update=changed)
    assert shelf.held[TIMES.url] == TIMES


async def test_changes_are_undone(say, shelf):
    """Resuming, and an outlet of none, bring back what was."""
    for words in ("pause ledger", "resume ledger", "outlet ledger as X", "outlet ledger as none"):
        await say(words)
    assert shelf.held[LEDGER.url] == LEDGER


async def test_a_removed_feed_can_be_added_again(say, shelf, web):
    """Removing says that the articles stay, and offers the way back under the same name."""
    web.serve(LEDGER.url, rss("Another title", "One"))
    said = await say("remove harbor ledger")
    assert "is read no more" in shown(said)
    assert LEDGER.url not in shelf.held
    await say(pressed(said)[0].removeprefix("feeds "))
    assert shelf.held[LEDGER.url].title == "Harbor Ledger"


@pytest.mark.parametrize("words", ["remove harbor", "pause harbor", "check harbor", "full-text harbor on"])
async def test_who_may_be_meant_is_named(say, shelf, words):
    """Where several feeds may be meant nothing is done, and each comes with the command for it."""
    before = dict(shelf.held)
    said = await say(words)
    assert not said.found
    assert shelf.held == before
    verb, _, *behind = words.split()
    assert pressed(said) == [" ".join(("feeds", verb, one.url, *behind)) for one in (LEDGER, TIMES)]
    assert f"/news feeds {pressed(said)[0].removeprefix('feeds ')}" in shown(said)


async def test_many_who_may_be_meant_are_cut_with_their_number(say, shelf):
    """A word that dozens of feeds have does not fill the channel."""
    for number in range(20):
        await shelf.put(feed(f"Outlet {number}"))
    said = await say("pause outlet")
    assert "“outlet” may be any of 20 feeds. Which?" in shown(said)
    assert "And 10 more; say more of its name." in shown(said)
    assert len(pressed(said)) == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("add", "“add” needs an address. For example: /news feeds add https://outlet.example/feed.xml"),
        ("remove", "“remove” needs the name of a feed"),
        ("pause", "“pause” needs the name of a feed"),
        ("resume", "“resume” needs the name of a feed"),
        ("rename ledger", "“rename” needs the name of a feed and another"),
        ("outlet ledger", "“outlet” needs a feed and its outlet"),
        ("full-text ledger", "“full-text” needs a feed, and on or off"),
        ("full-text ledger maybe", "“full-text” needs a feed, and on or off"),
        ("import", "“import” needs the address of a list"),
        ("puase ledger", "Did you mean this? /news feeds pause ledger"),
        ("bugle", "Did you mean this? /news feeds"),
        ("list bugle", "No feed has “bugle” in its name"),
    ],
)
async def test_what_lacks_or_is_mistyped_is_answered_with_what_is_right(say, words, said):
    """Nobody is left with a bare refusal."""
    answered = await say(words)
    assert not answered.found
    assert said in shown(answered)


async def test_what_cannot_be_done_says_why(say):
    """A feed that is not there, and a page without one."""
    with pytest.raises(FeedError, match="No feed is called “bugle”"):
        await say("remove bugle")
    with pytest.raises(FeedError, match="the server answered 404"):
        await say("add nowhere.example/feed")


async def test_feeds_are_listed_or_looked_for(say, shelf):
    """Alone, with words, or by a name alone; and with none there it is said how to begin."""
    assert "2 feeds • Harbor Ledger: not read yet" in shown(await say(""))
    assert shown(await say("list times")) == shown(await say("times"))
    assert "Ledger" not in shown(await say("times"))
    shelf.held.clear()
    empty = await say("")
    assert empty.found
    assert "No feed is read yet. /news feeds add https://outlet.example/feed.xml" in shown(empty)
    assert shown(await say("check")) == shown(empty)


def test_a_long_list_is_cut_in_chat_alone():
    """How many more there are is said, and how to find them; a terminal shows all."""
    feeds = [feed(f"Outlet {number}") for number in range(45)]
    said = shown(listed(feeds, NOON, CHAT))
    assert "45 feeds" in said
    assert said.count("•") == 30
    assert "And 15 feeds more. To look for some: /news feeds list WORDS" in said
    assert shown(listed(feeds, NOON, TERMINAL)).count("•") == 45


WELL = feed("Well", last_success=NOON - timedelta(minutes=5), last_change=NOON - timedelta(hours=3), gap=7200.0)
ILL = feed("Ill", failures=3, failing_since=NOON - timedelta(days=2), reason="the server answered 404 Not Found")
SILENT = feed("Silent", last_success=NOON, last_change=NOON - timedelta(days=30), notified="silent")
STOPPED = feed("Stopped", paused=True, reason="the server says that it is gone")
ASLEEP = feed("Asleep", paused=True)
NEW = feed("New")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (WELL, "well"),
        (ILL, "failed 3 times in a row within 2 days: the server answered 404 Not Found"),
        (SILENT, "silent for 4 weeks, much longer than it used to be"),
        (STOPPED, "paused: the server says that it is gone"),
        (ASLEEP, "paused"),
        (NEW, "not read yet"),
    ],
)
def test_each_health_has_its_words(one, said):
    """Failing, silent, stopped, paused, new and well are six different things."""
    assert state(one, NOON) == said


def test_those_in_trouble_come_first():
    """What somebody has to see to stands before what is well, and that before what was paused on purpose."""
    assert by_trouble([ASLEEP, WELL, NEW, SILENT, ILL, STOPPED]) == [STOPPED, ILL, SILENT, NEW, WELL, ASLEEP]
    worse = ILL.model_copy(update={"failures": 9, "title": "Worse"})
    assert by_trouble([ILL, worse]) == [worse, ILL]


def test_all_that_is_known_of_a_feed_is_told():
    """When it was read and changed, how often it does, how many are stubs, when it is polled next, whence it came."""
    one = WELL.model_copy(
        update={
            "read": 200,
            "stubs": 80,
            "full_text": True,
            "next_poll": NOON + timedelta(minutes=20),
            "moved_from": "https://was.example/",
        }
    )
    assert list(health_facts(one, NOON)) == [
        "last read 5 minutes ago",
        "last new 3 hours ago",
        "about 12 articles a day",
        "40 % only the beginning, read from their pages",
        "next poll in 20 minutes",
        "moved here from https://was.example/",
    ]
    assert list(health_facts(NEW, NOON)) == []
    slow = NEW.model_copy(update={"gap": 3 * 86_400.0, "next_poll": NOON})
    assert list(health_facts(slow, NOON)) == ["an article every 3 days or so", "next poll now"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "less than a minute"), (60, "1 minute"), (7199, "119 minutes"), (7200, "2 hours"), (86_400 * 2, "2 days"),
     (86_400 * 20, "20 days"), (86_400 * 21, "3 weeks"), (-120, "2 minutes")],
)  # fmt: skip
def test_times_are_said_in_their_unit(seconds, said):
    """Of every length in one that a person would choose."""
    assert lasting(timedelta(seconds=seconds)) == said


def test_contents_are_told_of_every_feed():
    """Also of one without entries, without dates, or with some stubs."""

    def told(data):
        return contents(read_feed(data.encode(), url=FEED), NOON)

    assert told(rss("Empty")) == "RSS 2.0, without entries"
    undated = rss("Undated", "One").replace("pubDate", "none")
    assert told(undated) == "RSS 2.0, 1 entry, without dates; full texts"
    mixed = rss("Mixed", "One").replace("</channel>", "<item><title>Two</title></item></channel>")
    assert told(mixed).endswith("; of 50 % of the articles only the beginning")


async def test_looking_at_all_in_chat_looks_at_the_worst(say, shelf, web):
    """As many as can be waited for, those in trouble first; the rest is counted, with the command for all."""
    for number in range(12):
        await shelf.put(feed(f"Outlet {number}", last_success=NOON))
    web.serve(LEDGER.url, rss("Ledger", "One"), moved="https://now.example/feed.xml")
    said = shown(await say("check"))
    assert "10 feeds looked at, 9 in trouble" in said
    assert "Harbor Times: cannot be read: the server answered 404 Not Found" in said
    assert "Harbor Ledger: well: RSS 2.0, 1 entry, the newest just now; full texts; moved for good to" in said
    assert "And 4 feeds more" in said
    assert "newsdesk feeds check" in said


async def test_what_a_feed_has_wrong_is_said_when_it_is_looked_at(say, web):
    """What could not be read in it does not make it unread."""
    broken = rss("Ledger", "One").replace("</channel></rss>", "<item><title>Two")
    web.serve(LEDGER.url, broken)
    said = shown(await say("check ledger"))
    problems = read_feed(broken.encode(), url=FEED).problems
    assert "1 feed looked at, none in trouble" in said
    assert problems
    assert " ".join(problems[0].split()) in said


async def test_a_list_is_imported_from_its_address(say, web, shelf):
    """What was added, was there and was refused is counted and named."""
    outlines = f'<outline text="New" xmlUrl="{FEED}"/><outline text="L" xmlUrl="{LEDGER.url}"/><outline xmlUrl="x"/>'
    web.serve("https://lists.example/l.opml", f"<opml><body>{outlines}</body></opml>")
    said = shown(await say("import lists.example/l.opml"))
    assert "1 feed added, 1 read already, 1 refused" in said
    assert "Refused • x: “x” is no address" in said
    assert f"Added • New: {FEED}" in said
    assert shelf.held[FEED].owner == "slack:U1"
    web.serve("https://lists.example/broken.opml", "<opml><body><outline xmlUrl='https://new.example/f'>")
    assert "The list is no well-formed XML" in shown(await say("import lists.example/broken.opml"))


def test_a_long_import_is_cut_in_chat_alone():
    """Hundreds of refusals do not fill a channel, and none is lost on the command line."""
    refused = tuple(Refusal(url=f"x{number}", reason="no") for number in range(50))
    done = Imported(added=(), known=(), refused=refused)
    assert "And 20 more." in shown(imported(done, CHAT))
    assert shown(imported(done, TERMINAL)).count("•") == 50


async def test_export_leads_to_the_command_line(say):
    """A chat is no place for a file."""
    assert "newsdesk feeds export > feeds.opml" in shown(await say("export"))


@pytest.mark.parametrize(
    ("words", "needed"),
    [("", False), ("list", False), ("check", False), ("export", False), ("ledger", False), ("add x", True),
     ("Remove x", True), ("pause x", True), ("resume x", True), ("rename x as y", True), ("outlet x as y", True),
     ("full text x on", True), ("full-text x on", True), ("import x", True)],
)  # fmt: skip
def test_looking_needs_no_right(words, needed):
    """What changes something needs the right to; what shows something does not."""
    assert changes(words) is needed


async def test_what_is_typed_about_feeds_is_completed(desk):
    """First what can be done, then with which feed."""
    for one in (LEDGER, TIMES):
        await desk.store.feeds.put(one)
    assert [one.value for one in await suggest(desk, Kind.FEED, "re")][:3] == ["remove", "resume", "rename"]
    found = await suggest(desk, Kind.FEED, "pause led")
    assert [(one.label, one.value) for one in found] == [("Harbor Ledger", "pause Harbor Ledger")]
    assert len(await suggest(desk, Kind.FEED, "check")) == 2


def test_a_place_without_buttons_gets_none():
    """A terminal that is not pressed is not offered buttons."""
    assert Place("x", None, chat=False).buttons(("A", "list")) == ()
