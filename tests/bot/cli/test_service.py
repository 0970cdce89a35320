"""Tests of ``newsdesk run`` and ``newsdesk schedule``."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from adapters.store.store import open_store
from digests.model.subscription import Schedule, Subscription


@pytest.fixture
def url(store):
    """The URL of a store with the samples."""
    return f"sqlite:///{store}"


def test_a_schedule_is_set_and_shown(newsdesk, url):
    """The words of the slash command set a channel's schedule from the command line, and none show it."""
    said = newsdesk("schedule", "8:30", "weekdays", "berlin", "--channel", "slack:C1", "--store", url).stdout
    assert "08:30 on weekdays, Europe/Berlin time" in said
    assert newsdesk("schedule", "--channel", "slack:C1", "--store", url).stdout == said
    assert "gets no digests" in newsdesk("schedule", "--store", url).stdout


def test_a_mistake_is_said_with_status_1(newsdesk, url):
    """What cannot be understood names what is right, and the call has failed."""
    assert "Europe/Berlin" in newsdesk("schedule", "8:30", "Europe/Berln", "--store", url, status=1).stdout


@pytest.fixture
def due(url):
    """Has the terminal's channel get a digest now."""

    async def put():
        now = datetime.now(UTC)
        slot = (now - timedelta(minutes=1)).time().replace(second=0, microsecond=0)
        daily = Schedule(slots=(slot,), days=tuple(range(7)), zone="UTC", grace=timedelta(hours=4))
        settings = Subscription(channel="console", owner="you", schedule=daily)
        async with open_store(url) as store:
            await store.subscriptions.put(settings, scheduled_to=now - timedelta(hours=1), next_at=now)

    asyncio.run(put())


def fetched(address):
    """Return status and text of a page; 0 while nothing listens."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - it is on loopback
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


@pytest.mark.usefixtures("due")
def test_the_service_posts_shows_how_it_is_and_ends(url, tmp_path):
    """What is due comes to the terminal, health and metrics answer, and SIGTERM ends it with 0 and a log of JSON."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    call = [sys.executable, "-c", "from bot.cli import main; main()", "run", "--store", url]
    environment = {**os.environ, "NEWSDESK_WEB__LISTEN": f"127.0.0.1:{port}"}
    out, err = tmp_path / "out", tmp_path / "err"
    with out.open("w") as stdout, err.open("w") as stderr:
        process = subprocess.Popen(call, env=environment, stdout=stdout, stderr=stderr)
    try:
        patience = time.monotonic() + 60
        while "News of" not in out.read_text("utf-8") or fetched(f"http://127.0.0.1:{port}/readyz")[0] != 200:
            assert process.poll() is None, err.read_text("utf-8")
            assert time.monotonic() < patience, err.read_text("utf-8")
            time.sleep(0.05)
        assert fetched(f"http://127.0.0.1:{port}/healthz") == (200, "ok\n")
        assert "newsdesk_editions_total" in fetched(f"http://127.0.0.1:{port}/metrics")[1]
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    records = [json.loads(line) for line in err.read_text("utf-8").splitlines()]
    actions = [record["action"] for record in records]
    assert {"started", "edition_delivered", "stopping"} < set(actions)
    assert actions[-1] == "stopped"
