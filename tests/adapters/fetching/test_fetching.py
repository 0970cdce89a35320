"""Tests of what comes of asking: every answer of a server becomes a value with its plain reason."""

from datetime import timedelta

import httpx
import pytest
import respx

from adapters.interface import Asked, Failed, Fetched, Gone, Unchanged

FEED = "https://outlet.example/feed"


@pytest.fixture
def web():
    """Answers in place of the network."""
    with respx.mock(using="httpcore2", assert_all_called=False) as router:
        yield router


def moved(status, to):
    """Returns a redirect."""
    return httpx.Response(status, headers={"Location": to})


async def test_a_feed_is_fetched(web, opened):
    """The body comes with its type, what to ask with next time, and how long it stays fresh."""
    headers = {"Content-Type": "application/rss+xml", "ETag": '"1"', "Last-Modified": "Sat, 21 Nov 2026 11:00:00 GMT"}
    web.get(FEED).respond(200, content=b"<rss/>", headers={**headers, "Cache-Control": "max-age=900"})
    async with opened() as fetching:
        assert await fetching.fetch(Asked(url=FEED)) == Fetched(
            url=FEED,
            etag='"1"',
            last_modified="Sat, 21 Nov 2026 11:00:00 GMT",
            fresh=timedelta(minutes=15),
            body=b"<rss/>",
            content_type="application/rss+xml",
        )


@pytest.mark.parametrize(
    ("what", "accepted"), [("feed", "application/atom+xml, application/rss+xml"), ("page", "text/html")]
)
async def test_a_request_says_who_asks_for_what(web, opened, what, accepted):
    """Those who run servers can tell who comes and whom to write to; nothing is sent but what is needed."""
    web.get("https://outlet.example/robots.txt").respond(404)
    route = web.get(FEED).respond(200)
    async with opened(contact="https://desk.example/about") as fetching:
        await fetching.fetch(Asked(url=FEED + "#top", what=what))
    sent = route.calls.last.request.headers
    assert sent["user-agent"].startswith("Newsdesk/")
    assert sent["user-agent"].endswith(" (+https://desk.example/about)")
    assert sent["accept"].startswith(accepted)
    assert sent["accept-encoding"] == "gzip, deflate, br, zstd"
    assert sent.keys() == {"host", "user-agent", "accept", "accept-encoding", "connection"}


async def test_what_has_not_changed_is_said(web, opened):
    """The server is asked by what it said last time; its newer validators are taken, and the older kept."""
    route = web.get(FEED).respond(304, headers={"ETag": '"2"'})
    async with opened() as fetching:
        outcome = await fetching.fetch(Asked(url=FEED, etag='"1"', last_modified="Sat, 21 Nov 2026 11:00:00 GMT"))
    assert outcome == Unchanged(url=FEED, etag='"2"', last_modified="Sat, 21 Nov 2026 11:00:00 GMT")
    assert route.calls.last.request.headers["if-none-match"] == '"1"'
    assert route.calls.last.request.headers["if-modified-since"] == "Sat, 21 Nov 2026 11:00:00 GMT"


async def test_nothing_can_be_unchanged_that_was_never_there(web, opened):
    """A server that says "not modified" to the first request is mistaken."""
    web.get(FEED).respond(304)
    async with opened() as fetching:
        assert await fetching.fetch(Asked(url=FEED)) == Failed(reason="outlet.example answered 304 Not Modified")


async def test_what_is_gone_is_gone(web, opened):
    """A server that says 410 means it for good."""
    web.get(FEED).respond(410)
    async with opened() as fetching:
        assert await fetching.fetch(Asked(url=FEED)) == Gone(
            reason="outlet.example says that it is gone for good (410 Gone)"
        )


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (204, "204 No Content"), (206, "206 Partial Content"), (300, "300 Multiple Choices"), (400, "400 Bad Request"),
        (401, "401 Unauthorized"), (403, "403 Forbidden"), (404, "404 Not Found"), (418, "418 I'm a Teapot"),
        (500, "500 Internal Server Error"), (502, "502 Bad Gateway"), (521, "521"), (599, "599"),
    ],
)  # fmt: skip
async def test_every_other_answer_is_a_failure_by_name(web, opened, status, said):
    """The reason has the standard's own words, and none of the server's."""
    web.get(FEED).respond(status, content=b"<h1>Sorry</h1>")
    async with opened() as fetching:
        assert await fetching.fetch(Asked(url=FEED)) == Failed(reason=f"outlet.example answered {said}")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("value", ["120", "Sat, 21 Nov 2026 12:02:00 GMT"])
async def test_a_busy_host_is_left_alone(web, opened, clock, status, value):
    """A host that says when to come back is asked for nothing until then, and others are."""
    route = web.get(FEED).respond(status, headers={"Retry-After": value})
    web.get("https://other.example/feed").respond(200)
    async with opened() as fetching:
        first = await fetching.fetch(Asked(url=FEED))
        assert isinstance(first, Failed)
        assert first.reason.startswith(f"outlet.example answered {status} ")
        assert first.wait == timedelta(minutes=2)
        clock.seconds += 60
        assert await fetching.fetch(Asked(url="https://outlet.example/sports")) == Failed(
            reason="outlet.example asked to be left alone for a while", wait=timedelta(minutes=1)
        )
        assert isinstance(await fetching.fetch(Asked(url="https://other.example/feed")), Fetched)
        clock.seconds += 60
        route.respond(200)
        assert isinstance(await fetching.fetch(Asked(url=FEED)), Fetched)


@pytest.mark.parametrize(
    ("statuses", "known"),
    [
        ((301,), 1), ((308,), 1), ((301, 308), 2), ((302,), 0), ((303,), 0), ((307,), 0), ((302, 301), 0),
        ((301, 302), 1), ((301, 302, 301), 1), ((301,) * 8, 8),
    ],
)  # fmt: skip
async def test_what_moved_for_good_is_remembered(web, opened, statuses, known):
    """Where redirects lead is fetched; to be remembered is how far they led for good from the very first."""
    places = [FEED, *(f"https://outlet.example/{number}" for number in range(len(statuses)))]
    for status, here, there in zip(statuses, places, places[1:], strict=False):
        web.get(here).mock(moved(status, there))
    web.get(places[-1]).respond(200, content=b"<rss/>")
    async with opened() as fetching:
        outcome = await fetching.fetch(Asked(url=FEED))
    assert isinstance(outcome, Fetched), outcome
    assert (outcome.url, outcome.moved) == (places[-1], places[known] if known else None)


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/new", "https://outlet.example/new"),
        ("new?a=1&b=2#c", "https://outlet.example/new?a=1&b=2"),
        ("//other.example/new", "https://other.example/new"),
        ("http://other.example/ü", "http://other.example/%C3%BC"),
        ("HTTPS://OTHER.example", "https://other.example"),
    ],
)
async def test_a_redirect_is_read_as_browsers_read_it(web, opened, location, url):
    """A relative address, one without a scheme and one with letters of any alphabet lead where they should."""
    web.get(FEED).mock(httpx.Response(301, headers=[(b"Location", location.encode())]))
    web.get(url).respond(200)
    async with opened() as fetching:
        outcome = await fetching.fetch(Asked(url=FEED))
    assert isinstance(outcome, Fetched), outcome
    assert outcome.url == outcome.moved == url


async def test_redirects_come_to_an_end(web, opened):
    """A circle is told from a chain that is too long, and both end."""
    web.get(FEED).mock(moved(302, "/a"))
    web.get("https://outlet.example/a").mock(moved(302, "/feed"))
    chain = web.get(url__regex=r"https://chain\.example/\d+")
    chain.mock(side_effect=lambda request: moved(302, f"/{int(request.url.path[1:]) + 1}"))
    async with opened() as fetching:
        assert await fetching.fetch(Asked(url=FEED)) == Failed(reason="outlet.example redirects in a circle")
        assert await fetching.fetch(Asked(url="https://chain.example/1")) == Failed(
            reason="chain.example redirects on and on: more than 8 times"
        )
    assert chain.call_count == 9


async def test_no_cookie_is_kept(web, opened):
    """A server that sets a cookie does not get it back, neither at the next hop nor at the next request."""
    set_cookie = {"Set-Cookie": "who=desk; Path=/"}
    web.get(FEED).mock(httpx.Response(302, headers={**set_cookie, "Location": "/new"}))
    route = web.get("https://outlet.example/new").respond(200, headers=set_cookie)
    async with opened() as fetching:
        for _ in range(2):
            await fetching.fetch(Asked(url=FEED))
    assert [call.request.headers.get("cookie") for call in route.calls] == [None, None]


async def test_each_request_keeps_the_pace(web, opened, clock):
    """Redirects and robots.txt count as requests: each begins a delay after the one before."""
    begun = []

    def answer(request):
        begun.append((request.url.path, clock()))
        return moved(302, "/there") if request.url.path == "/here" else httpx.Response(200)

    web.get(host="outlet.example").mock(side_effect=answer)
    async with opened(per_host_delay=2.0) as fetching:
        await fetching.fetch(Asked(url="https://outlet.example/here", what="page"))
        await fetching.fetch(Asked(url="https://outlet.example/feed"))
    assert begun == [("/robots.txt", 1000), ("/here", 1002), ("/there", 1004), ("/feed", 1006)]


async def test_odd_validators_are_sent_as_they_came_or_not_at_all(web, opened):
    """What a store has kept of a server cannot make a request impossible."""
    route = web.get(FEED).respond(304)
    async with opened() as fetching:
        for etag in ('"caf\xe9"', '"\u2603"', 'a"b'):
            assert isinstance(await fetching.fetch(Asked(url=FEED, etag=etag)), Unchanged)
    assert route.calls[0].request.headers.raw[-1] == (b"If-None-Match", b'"caf\xe9"')
