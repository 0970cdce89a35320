"""Tests of what is done with feeds: finding one at an address, adding, calling by name, looking at, importing."""

import pytest

from adapters.interface import Failed
from bot.discovery import FeedError, Several, discover, fetched
from bot.feed_import import bring_in, exported
from bot.feed_names import called, free_name
from bot.feeding import AmbiguousError, Feeding, Unconnected
from tests.bot.newsstand import NOON, Shelf, Web, feed, page, rss

FEED = "https://outlet.example/feed.xml"


@pytest.fixture
def web():
    """A web with one feed."""
    web = Web()
    web.serve(FEED, rss("Harbor Ledger", "One", "Two"))
    return web


@pytest.fixture
def shelf():
    """No feeds yet."""
    return Shelf()


@pytest.fixture
def calls():
    """How often it was told that there is something to poll."""
    return []


@pytest.fixture
def feeding(web, shelf, calls):
    """What works on them."""
    return Feeding(shelf, web, lambda: NOON, lambda: calls.append("poll"))


@pytest.mark.parametrize("typed", [FEED, "outlet.example/feed.xml", f"<{FEED}>", "feed://outlet.example/feed.xml"])
async def test_a_feed_is_found_however_its_address_is_typed(web, typed):
    """With or without a scheme, in a chat's brackets, and with the scheme of old readers."""
    found = await discover(web, typed)
    assert (found.url, found.read.title) == (FEED, "Harbor Ledger")


async def test_without_a_scheme_http_is_tried_where_https_is_not_answered(web):
    """Where a scheme is typed, no other is tried."""
    web.serve("http://old.example/rss", rss("Old Post", "One"))
    assert (await discover(web, "old.example/rss")).url == "http://old.example/rss"
    with pytest.raises(FeedError, match=r"https://old\.example/rss cannot be read: the server answered 404"):
        await discover(web, "https://old.example/rss")
    with pytest.raises(FeedError, match=r"https://nowhere\.example cannot be read"):
        await discover(web, "nowhere.example")


async def test_a_sites_address_leads_to_its_feed(web):
    """A page that names one feed stands for it; of several it is asked which."""
    web.serve("https://outlet.example/", page(("News", "/feed.xml")))
    assert (await discover(web, "outlet.example/")).url == FEED
    web.serve("https://outlet.example/", page(("News", "/feed.xml"), ("Sport", "/sport.xml")))
    found = await discover(web, "outlet.example/")
    assert isinstance(found, Several)
    assert [(link.title, link.url) for link in found.links] == [
        ("News", FEED),
        ("Sport", "https://outlet.example/sport.xml"),
    ]


@pytest.mark.parametrize(
    ("links", "reason"),
    [
        ([], "is a web page.*No feed is named there"),
        ([("News", "https://outlet.example/none.xml")], "none.xml cannot be read: the server answered 404"),
        ([("News", "/other")], "names https://outlet.example/other as its feed, but that is a web page"),
    ],
)
async def test_a_page_that_leads_to_no_feed_says_why(web, links, reason):
    """A page without feeds, with one that is not there, and with one that is a page again."""
    web.serve("https://outlet.example/", page(*links))
    web.serve("https://outlet.example/other", page())
    with pytest.raises(FeedError, match=reason):
        await discover(web, "https://outlet.example/")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "no address"),
        ("ledger", "looks like this: https://"),
        ("file:///etc/passwd", "no address"),
        ("ftp://outlet.example/feed", "“ftp:” is not fetched"),
        ("javascript:alert(1)", "no address"),
        ("https://me:secret@outlet.example/feed", "everybody here could read it"),
        ("https://outlet.example:port/", "no address"),
        ("https://[::1/", "no address"),
        ("https://outlet.example/a b", "no address"),
        ("https://outlet.example/\x07", "no address"),
        ("https://outlet.example/" + "x" * 3000, "no address"),
    ],
)
async def test_what_is_no_address_is_not_fetched(web, typed, said):
    """What cannot be fetched is said before anything is."""
    with pytest.raises(FeedError, match=said):
        await discover(web, typed)
    assert web.asked == []


async def test_an_added_feed_is_read_at_once(feeding, shelf, calls):
    """It has its own title, its owner, no validators that would keep its first reading empty, and is due now."""
    added = await feeding.add("outlet.example/feed.xml", owner="slack:U1")
    [kept] = await shelf.all()
    assert kept == added.feed
    assert (kept.title, kept.owner, kept.added_at) == ("Harbor Ledger", "slack:U1", NOON)
    assert (kept.etag, kept.last_modified, kept.next_poll, kept.last_success) == (None, None, None, None)
    assert [entry.headline for entry in added.read.entries] == ["One", "Two"]
    assert calls == ["poll"]


async def test_a_feed_that_moved_for_good_is_kept_where_it_is(feeding, web, shelf):
    """The address to ask from now on is the one that the server says."""
    web.serve("http://outlet.example/old", rss("Harbor Ledger", "One"), url=FEED, moved=FEED)
    await feeding.add("http://outlet.example/old")
    assert list(shelf.held) == [FEED]


@pytest.mark.parametrize(
    "again", [FEED, "http://outlet.example/feed.xml", "OUTLET.example/feed.xml/", "https://outlet.example:443/feed.xml"]
)
async def test_a_feed_is_added_once(feeding, web, shelf, again):
    """The same address in other words is the same feed, which is not fetched again, and is renamed if that is said."""
    await feeding.add(FEED)
    web.asked.clear()
    known = await feeding.add(again)
    assert (known.feed.title, known.read) == ("Harbor Ledger", None)
    assert (await feeding.add(again, name="Ledger")).feed.title == "Ledger"
    assert len(shelf.held) == 1
    assert web.asked == []


async def test_a_page_whose_feed_is_there_adds_nothing(feeding, web, shelf):
    """What is found is looked for among what is there, too."""
    await feeding.add(FEED)
    web.serve("https://outlet.example/", page(("News", "/feed.xml")))
    assert (await feeding.add("https://outlet.example/")).read is None
    assert len(shelf.held) == 1


async def test_no_two_feeds_have_one_name(feeding, web, shelf):
    """A title that is taken gets a number; a name that is taken is refused, before anything is fetched."""
    web.serve("https://other.example/feed", rss("HARBOR LEDGER", "One"))
    await feeding.add(FEED)
    assert (await feeding.add("https://other.example/feed")).feed.title == "HARBOR LEDGER 2"
    web.asked.clear()
    with pytest.raises(FeedError, match="Another feed is called “Harbor Ledger” already: https://outlet"):
        await feeding.add("https://third.example/feed", name="harbor ledger")
    with pytest.raises(FeedError, match="Another feed is called"):
        await feeding.rename(shelf.held["https://other.example/feed"], "Harbor Ledger")
    assert web.asked == []


def test_a_name_is_never_taken_twice():
    """A number is added that no other has."""
    assert free_name("  Harbor \n Ledger ", ()) == "Harbor Ledger"
    assert free_name("Ledger", {"ledger", "ledger 2"}) == "Ledger 3"


LEDGER, TIMES = feed("Harbor Ledger", outlet="The Ledger"), feed("Harbor Times", moved_from="https://was.example/x")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("harbor ledger", [LEDGER]),
        ('"Harbor Ledger"', [LEDGER]),
        ("harbor t", [TIMES]),
        ("harbor", [LEDGER, TIMES]),
        ("times", [TIMES]),
        ("the ledger", [LEDGER]),
        ("harbor-times.example", [TIMES]),
        ("http://harbor-times.example/feed.xml/", [TIMES]),
        ("https://was.example/x", [TIMES]),
        ("example", [LEDGER, TIMES]),
        ("bugle", []),
        ("", []),
    ],
)
def test_a_feed_goes_by_name_words_or_address(said, meant):
    """Whole names stand before beginnings, and those before words of name, outlet and address."""
    assert called([LEDGER, TIMES], said) == meant


async def test_who_is_meant_is_asked_where_several_may_be(feeding, shelf):
    """A name that nobody has, and one that several may have, are two mistakes."""
    for one in (LEDGER, TIMES):
        await shelf.put(one)
    with pytest.raises(AmbiguousError) as ambiguous:
        await feeding.named("harbor")
    assert ambiguous.value.candidates == (LEDGER, TIMES)
    with pytest.raises(FeedError, match="No feed is called “bugle”"):
        await feeding.named("bugle")


async def test_a_removed_feed_is_not_changed(feeding):
    """Who changes what another removed meanwhile is told so."""
    with pytest.raises(FeedError, match="was removed meanwhile"):
        await feeding.change(LEDGER, paused=True)


async def test_a_resumed_feed_is_due(feeding, shelf, calls):
    """Resuming has it read now, also where it waits after failures."""
    await shelf.put(LEDGER.model_copy(update={"paused": True, "next_poll": NOON}))
    resumed = await feeding.resume(LEDGER)
    assert (resumed.paused, resumed.next_poll, calls) == (False, None, ["poll"])


async def test_looking_at_feeds_changes_nothing(feeding, web, shelf):
    """Each is fetched whole and said to be well or not, with the reason; what is kept of them stays as it is."""
    well = feed("Well", etag="x")
    for one in (well, LEDGER, TIMES):
        await shelf.put(one)
    before = dict(shelf.held)
    web.serve(well.url, rss("Well", "One"))
    web.fail(LEDGER.url, "harbor-ledger.example fell silent")
    web.serve(TIMES.url, page())
    found = {one.feed.title: one async for one in feeding.check_all(await shelf.all())}
    assert [entry.headline for entry in found["Well"].read.entries] == ["One"]
    assert found["Harbor Ledger"].problem == "harbor-ledger.example fell silent"
    assert found["Harbor Times"].problem.startswith("what is there is a web page")
    assert shelf.held == before


async def test_a_look_that_breaks_off_leaves_nothing_running(feeding, shelf):
    """Who stops listening stops the fetching."""
    for one in (LEDGER, TIMES):
        await shelf.put(one)
    found = feeding.check_all(await shelf.all())
    assert (await anext(found)).problem
    await found.aclose()


async def test_a_desk_that_fetches_nothing_says_so():
    """Without a connection to the web feeds are listed and changed, but not found."""
    outcome = await Unconnected().fetch(None)
    assert isinstance(outcome, Failed)
    with pytest.raises(FeedError, match="this desk fetches nothing"):
        await discover(Unconnected(), FEED)


LIST = f"""<opml version="2.0"><body>
<outline text="World"><outline type="rss" text="Harbor Ledger" xmlUrl="{FEED}"/>
<outline text="Again" xmlUrl="http://outlet.example/feed.xml/"/><outline text="Bad" xmlUrl="gopher://x.example/"/></outline>
<outline text="Times" xmlUrl="https://harbor-times.example/feed.xml"/><outline type="include" text="L" url="https://x.example/l"/>
<outline xmlUrl="https://bare.example/feed"/></body></opml>"""


async def test_a_list_is_imported_without_fetching(feeding, web, shelf, calls):
    """What is new is added under its name or host, what is there is told apart, and what is refused has its reason."""
    await shelf.put(TIMES)
    done = await bring_in(feeding, LIST.encode(), owner="slack:U1")
    assert [(one.title, one.url) for one in done.added] == [
        ("Harbor Ledger", FEED),
        ("bare.example", "https://bare.example/feed"),
    ]
    assert done.known == (TIMES,)
    assert [(one.url, one.reason.split(";")[0]) for one in done.refused] == [
        ("https://x.example/l", "it is another list"),
        ("gopher://x.example/", "“gopher:” is not fetched"),
    ]
    assert (shelf.held[FEED].owner, shelf.held[FEED].added_at) == ("slack:U1", NOON)
    assert (web.asked, calls) == ([], ["poll"])
    again = await bring_in(feeding, LIST.encode())
    assert (again.added, len(again.known)) == ((), 3)


async def test_what_is_no_list_is_refused_whole(feeding, shelf):
    """The reason is said, and nothing is added."""
    with pytest.raises(FeedError, match=r"^The list is no list of feeds \(OPML\)\.$"):
        await bring_in(feeding, rss("Harbor Ledger", "One").encode())
    assert shelf.held == {}


async def test_a_list_comes_back_as_it_went(feeding, shelf):
    """Title, address, outlet, full text and pause survive export and import; health does not travel."""
    odd = feed("A & B <\x0bC> “ü”", url="https://x.example/?a=1&copy=2", outlet='The "Odd" & Co', full_text=True)
    kept = [odd, feed("Plain", failures=3, reason="x"), feed("Stopped", paused=True)]
    for one in kept:
        await shelf.put(one)
    other = Feeding(Shelf(), Web(), lambda: NOON)
    await bring_in(other, (await exported(feeding)).encode())
    names = ("url", "title", "outlet", "full_text", "paused")
    came = {one.url: tuple(getattr(one, name) for name in names) for one in await other.feeds.all()}
    assert came == {
        one.url: tuple(
            getattr(one, name).replace("\x0b", "") if name == "title" else getattr(one, name) for name in names
        )
        for one in kept
    }
    assert all(one.failures == 0 for one in await other.feeds.all())


async def test_a_document_is_fetched_or_the_reason_said(web):
    """Lists come from addresses, too."""
    web.serve("https://outlet.example/l.opml", LIST)
    assert (await fetched(web, "https://outlet.example/l.opml")).body == LIST.encode()
    with pytest.raises(FeedError, match="cannot be read: the server answered 404"):
        await fetched(web, "https://outlet.example/none.opml")
