"""Tests of robots.txt: pages keep to it, feeds need not, and nobody is asked for it more often than once a day."""

import asyncio
from datetime import timedelta

import httpcore2
import httpx
import pytest
import respx

from adapters.fetching.exchanging import Limits
from adapters.interface import Asked, Failed, Fetched

PAGE = "https://outlet.example/news/1"
ROBOTS = "https://outlet.example/robots.txt"


@pytest.fixture
def web():
    """Answers in place of the network: pages that are there, and no robots.txt unless a test says otherwise."""
    with respx.mock(using="httpcore2", assert_all_called=False) as router:
        router.get(ROBOTS, name="robots").respond(404)
        router.get(host="outlet.example", name="pages").respond(200)
        yield router


async def page(fetching, url=PAGE):
    """Asks for a page."""
    return await fetching.fetch(Asked(url=url, what="page"))


async def test_what_is_not_allowed_is_not_fetched(web, opened):
    """A page that robots.txt keeps from us is not asked for, and the reason says so; wildcards are understood."""
    web["robots"].respond(200, text="User-agent: *\nDisallow: /n*s/\nAllow: /news/free\n")
    async with opened() as fetching:
        assert await page(fetching) == Failed(
            reason="outlet.example does not allow by its robots.txt that this page is fetched"
        )
        assert isinstance(await page(fetching, "https://outlet.example/news/free"), Fetched)
    assert web["pages"].call_count == 1


async def test_a_group_of_our_own_goes_before_that_of_all(web, opened):
    """A site may speak to this program by its name."""
    web["robots"].respond(200, text="User-agent: *\nDisallow: /\n\nUser-agent: newsdesk\nDisallow: /private\n")
    async with opened() as fetching:
        assert isinstance(await page(fetching), Fetched)
        assert isinstance(await page(fetching, "https://outlet.example/private/1"), Failed)


async def test_feeds_are_made_for_readers(web, opened):
    """A feed is fetched without asking robots.txt."""
    web["robots"].respond(200, text="User-agent: *\nDisallow: /\n")
    async with opened() as fetching:
        assert isinstance(await fetching.fetch(Asked(url=PAGE)), Fetched)
    assert web["robots"].call_count == 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 204])
async def test_a_site_without_robots_txt_allows_everything(web, opened, status):
    """RFC 9309: what is not there forbids nothing."""
    web["robots"].respond(status)
    async with opened() as fetching:
        assert isinstance(await page(fetching), Fetched)


@pytest.mark.parametrize("trouble", [500, 503, 429, httpcore2.ConnectError("")])
async def test_a_site_that_cannot_say_is_left_alone_for_a_while(web, opened, clock, trouble):
    """RFC 9309: a server in trouble allows nothing; after an hour it is asked again."""
    if isinstance(trouble, int):
        web["robots"].respond(trouble)
    else:
        web["robots"].mock(side_effect=trouble)
    async with opened() as fetching:
        for _ in range(2):
            outcome = await page(fetching)
            assert isinstance(outcome, Failed)
            assert outcome.reason.startswith("outlet.example does not say by its robots.txt what may be fetched: ")
        assert web["robots"].call_count == 1
        clock.seconds += timedelta(hours=1).total_seconds()
        web["robots"].mock(side_effect=None).respond(200, text="")
        assert isinstance(await page(fetching), Fetched)


async def test_a_busy_site_is_asked_again_when_it_wants(web, opened, clock):
    """Where a server says when to come back, that holds, and not the hour."""
    web["robots"].respond(503, headers={"Retry-After": "60"})
    async with opened() as fetching:
        assert isinstance(await page(fetching), Failed)
        held = await page(fetching)
        assert isinstance(held, Failed)
        assert held.wait == timedelta(seconds=60)
        clock.seconds += 60
        web["robots"].respond(200, text="")
        assert isinstance(await page(fetching), Fetched)


async def test_it_is_asked_for_once_a_day_and_site(web, opened, clock):
    """Many pages at once, and all of a day's, cost one request; another port is another site."""
    web["robots"].respond(200, text="User-agent: *\nDisallow: /private\n")
    async with opened() as fetching:
        await asyncio.gather(*(page(fetching, f"https://outlet.example/news/{number}") for number in range(20)))
        assert web["robots"].call_count == 1
        await page(fetching, "https://outlet.example:8443/news/1")
        assert [call.request.url.port for call in web["robots"].calls] == [None, 8443]
        clock.seconds += timedelta(days=1).total_seconds()
        await page(fetching)
        assert web["robots"].call_count == 3


async def test_each_hop_is_asked_of_its_own_site(web, opened):
    """A redirect to a site that forbids the page is not followed."""
    web["pages"].mock(httpx.Response(302, headers={"Location": "https://other.example/x"}))
    web.get("https://other.example/robots.txt").respond(200, text="User-agent: *\nDisallow: /\n")
    elsewhere = web.get("https://other.example/x").respond(200)
    async with opened() as fetching:
        outcome = await page(fetching)
    assert isinstance(outcome, Failed)
    assert outcome.reason.startswith("other.example does not allow")
    assert elsewhere.call_count == 0


async def test_a_crawl_delay_is_kept(web, opened, clock):
    """What a site asks for between two requests it gets, within bounds."""
    web["robots"].respond(200, text="User-agent: *\nCrawl-delay: 7\n")
    begun = []
    web["pages"].mock(side_effect=lambda _: begun.append(clock()) or httpx.Response(200))
    async with opened(per_host_delay=1.0) as fetching:
        for _ in range(3):
            await page(fetching)
    assert begun == [1007, 1014, 1021]


async def test_a_long_one_is_read_as_far_as_it_must_be(web, opened):
    """Half a megabyte is read of a robots.txt that does not end, and holds."""
    text = "User-agent: *\nDisallow: /news\n" + "# and so on\n" * 1_000 + "Disallow: /\n"
    web["robots"].respond(200, text=text)
    async with opened(Limits(robots=5_000)) as fetching:
        assert isinstance(await page(fetching), Failed)
        assert isinstance(await page(fetching, "https://outlet.example/sports"), Fetched)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00\x00" * 9, b"<html>Not found</html>", b"Disallow", b"\x00"])
async def test_what_is_no_robots_txt_forbids_nothing(web, opened, body):
    """A page of any kind in its place has no rules."""
    web["robots"].respond(200, content=body)
    async with opened() as fetching:
        assert isinstance(await page(fetching), Fetched)
