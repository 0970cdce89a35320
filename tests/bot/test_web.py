"""Tests of the pages: health for a supervisor, readiness for a balancer, numbers for Prometheus."""

import logging
import re
import socket
from datetime import timedelta

import aiohttp
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_families
from prometheus_client.parser import text_string_to_metric_families as families

from adapters.errors import AdapterError
from bot.health import LOOP, Health
from bot.metrics import Metrics
from bot.web import serve_web

ANY = "127.0.0.1:0"


class Page:
    """What came back."""

    def __init__(self, status, headers, text):
        self.status, self.headers, self.text = status, headers, text


async def get(url, accept="*/*"):
    """Fetches a page."""
    async with aiohttp.ClientSession() as session, session.get(url, headers={"Accept": accept}) as response:
        return Page(response.status, response.headers, await response.text())


def ready():
    """Returns the health of a desk that is ready."""
    health = Health()
    health.beat(LOOP)
    health.beat("scheduler")
    return health


async def test_a_desk_that_is_well_says_so():
    """A supervisor and a balancer get 200 while nothing is wrong."""
    async with serve_web(ANY, ready(), Metrics()) as url:
        alive, able = await get(f"{url}/healthz"), await get(f"{url}/readyz")
    assert (alive.status, alive.text) == (200, "ok\n")
    assert (able.status, able.text) == (200, '{"ready": true, "problems": []}')
    assert able.headers["Content-Type"].startswith("application/json")
    assert (able.headers["Server"], able.headers["Cache-Control"]) == ("newsdesk", "no-store")


async def test_a_desk_that_cannot_work_says_why():
    """What is wrong is a list of reasons, and 503; the process lives all the same."""
    health = ready()
    health.fail("store", "the disk is full")
    async with serve_web(ANY, health, Metrics()) as url:
        alive, able = await get(f"{url}/healthz"), await get(f"{url}/readyz")
    assert alive.status == 200
    assert (able.status, able.text) == (503, '{"ready": false, "problems": ["store: the disk is full"]}')


async def test_a_loop_that_is_held_up_is_not_alive():
    """A process whose loop does not get round is one to start anew."""
    moments = iter([0.0, 100.0])
    async with serve_web(ANY, Health(lambda: next(moments)), Metrics()) as url:
        page = await get(f"{url}/healthz")
    assert (page.status, page.text) == (503, "the event loop is held up\n")


def filled():
    """Returns metrics of which each has a value."""
    metrics = Metrics()
    metrics.edition_ended("slack", "delivered")
    metrics.part_handed("slack", "sent")
    metrics.begun(timedelta(seconds=2))
    metrics.delivered(timedelta(seconds=3))
    metrics.put_off("discord", "rate_limit")
    metrics.open_editions("slack", 4)
    metrics.subscriptions("active", 5)
    metrics.answered("ask", "answered", timedelta(milliseconds=40))
    metrics.leads(leads=True)
    return metrics


async def test_the_numbers_are_there_by_their_names():
    """Each metric has its name, its unit and its labels, and no other is there."""
    async with serve_web(ANY, ready(), filled()) as url:
        page = await get(f"{url}/metrics")
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families(page.text)
        for sample in family.samples
        if not sample.name.endswith(("_created", "_bucket", "_build_info"))
    }
    assert samples == {
        ("newsdesk_editions_total", "delivered", "slack"): 1,
        ("newsdesk_deliveries_total", "sent", "slack"): 1,
        ("newsdesk_delivery_seconds_count",): 1,
        ("newsdesk_delivery_seconds_sum",): 3,
        ("newsdesk_delivery_lateness_seconds_count",): 1,
        ("newsdesk_delivery_lateness_seconds_sum",): 2,
        ("newsdesk_retries_total", "discord", "rate_limit"): 1,
        ("newsdesk_open_editions", "slack"): 4,
        ("newsdesk_subscriptions", "active"): 5,
        ("newsdesk_commands_total", "answered", "ask"): 1,
        ("newsdesk_command_seconds_count", "ask"): 1,
        ("newsdesk_command_seconds_sum", "ask"): 0.04,
        ("newsdesk_leader",): 1,
    }
    assert re.search(r'^newsdesk_build_info\{python="3\.\d+\.\d+",version="\d[^"]*"\} 1', page.text, re.MULTILINE)
    assert page.headers["Content-Type"].startswith("text/plain")


async def test_the_numbers_come_as_openmetrics_where_that_is_asked_for():
    """A newer Prometheus gets the format it asks for."""
    async with serve_web(ANY, ready(), filled()) as url:
        page = await get(f"{url}/metrics", accept="application/openmetrics-text; version=1.0.0")
    assert page.headers["Content-Type"].startswith("application/openmetrics-text")
    assert "newsdesk_leader" in {family.name for family in open_families(page.text)}


async def test_two_desks_count_apart():
    """Numbers belong to one desk and not to the process."""
    first, second = filled(), Metrics()
    async with serve_web(ANY, ready(), second) as url:
        page = await get(f"{url}/metrics")
    assert "newsdesk_leader 0.0" in page.text
    assert first.registry is not second.registry


class Broken(Health):
    """A health that cannot be told."""

    def problems(self):
        """Fail."""
        raise ValueError("where nobody looks")


async def test_a_page_that_fails_says_where_to_look(caplog):
    """A mistake of ours is 500 with a reference, and the log has the trace under it; the next page comes as ever."""
    with caplog.at_level(logging.ERROR):
        async with serve_web(ANY, Broken(), Metrics()) as url:
            page, other = await get(f"{url}/readyz"), await get(f"{url}/healthz")
    assert page.status == 500
    assert "where nobody looks" not in page.text
    [record] = caplog.records
    assert record.action == "page_failed"
    assert record.reference in page.text
    assert "where nobody looks" in caplog.text
    assert other.status == 200


async def test_there_are_no_other_pages():
    """Any other address is 404."""
    async with serve_web(ANY, ready(), Metrics()) as url:
        assert (await get(f"{url}/admin")).status == 404


async def test_an_empty_address_serves_nothing():
    """Without an address there are no pages, and no port is taken."""
    async with serve_web("", ready(), Metrics()) as url:
        assert url is None


async def test_a_port_that_is_taken_is_said_with_what_to_change():
    """Who listens there already is not found out by a trace."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = (
            rf"^health and metrics cannot be served at 127\.0\.0\.1:{port}: another program listens there already; "
            r'set \[web\] listen to another address, or to "" to do without$'
        )
        with pytest.raises(AdapterError, match=said):
            async with serve_web(f"127.0.0.1:{port}", ready(), Metrics()):
                pass


async def test_an_address_of_another_machine_is_said():
    """An address that this machine does not have is no place to listen at."""
    with pytest.raises(AdapterError, match=r"cannot be served at 192\.0\.2\.1:8080: .*assign requested address"):
        async with serve_web("192.0.2.1:8080", ready(), Metrics()):
            pass


async def test_the_port_is_free_afterwards():
    """A desk that stopped can be started again at once."""
    async with serve_web(ANY, ready(), Metrics()) as url:
        await get(f"{url}/healthz")
    async with serve_web(url.removeprefix("http://"), ready(), Metrics()) as again:
        assert (await get(f"{again}/healthz")).status == 200


def has_ipv6():
    """Returns whether this machine has the newer loopback."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
async def test_the_newer_loopback_is_written_in_brackets():
    """An IPv6 address comes back as a URL that can be fetched."""
    async with serve_web("[::1]:0", ready(), Metrics()) as url:
        assert url.startswith("http://[::1]:")
        assert (await get(f"{url}/healthz")).status == 200
