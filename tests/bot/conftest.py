"""What the tests of the service share: a store with the sample articles, and a desk on it whose clock stands still."""

import asyncio
import shutil
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest

from adapters.interface import Command
from adapters.store.store import open_store
from bot.collecting import articles_at, keep
from bot.commands.dispatch import respond
from bot.desk import Desk
from bot.telling import Telling
from digests.model.subscription import Schedule
from tests.bot.newsstand import Web, rss

NOW = datetime(2025, 4, 17, 18, tzinfo=UTC)  # the evening of the samples' last day


@asynccontextmanager
async def _desk(path):
    async with open_store(f"sqlite:///{path}") as opened:
        schedule = Schedule(slots=(), days=(), zone="UTC", grace=timedelta())
        web = Web()
        web.serve("https://outlet.example/feed.xml", rss("Outlet News", "One", "Two"))
        yield Desk(opened, Telling(opened.archive), schedule, lambda: NOW, fetching=web)


@pytest.fixture(scope="session")
def _samples(tmp_path_factory):
    path = tmp_path_factory.mktemp("samples") / "newsdesk.db"

    async def fill():
        async with _desk(path) as desk:
            await keep(articles_at([str(files("seeds"))], UTC), desk.archive, NOW)

    asyncio.run(fill())
    return path


@pytest.fixture
def store(_samples, tmp_path):
    """The path of a store with the sample articles, the test's own."""
    return shutil.copy(_samples, tmp_path / "samples.db")


@pytest.fixture
async def desk(store):
    """A desk on the sample articles."""
    async with _desk(store) as made:
        yield made


@pytest.fixture
def opened(desk):
    """The opened store of that desk."""
    return desk.store


class Clock:
    """A clock that stands still until it is set forward."""

    def __init__(self, at):
        self._at = at

    def __call__(self):
        """Return the moment."""
        return self._at

    def forward(self, by):
        """Set it forward, or back by a negative time."""
        self._at += by


@pytest.fixture
def now():
    """The evening of the samples' last day, until it is set forward."""
    return Clock(NOW)


@pytest.fixture
def say(desk):
    """Answers a command over the sample articles."""

    async def answered(text, channel="test", *, may_configure=True):
        return await respond(desk, Command(channel=channel, user="you", text=text, may_configure=may_configure))

    return answered
