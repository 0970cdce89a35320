"""What the tests of the Discord adapter begin with."""

import pytest

from tests.adapters.discord.newsroom import FakeNotes, FakeResponder, access_to
from tests.discord.library import discord  # noqa: F401 - first, for its import warns on later Pythons
from tests.discord.platform import Discord


@pytest.fixture
async def platform():
    """A Discord with nothing in it."""
    async with Discord() as started:
        yield started


@pytest.fixture
def guild(platform):
    """A guild that has the bot in it."""
    return platform.add_guild()


@pytest.fixture
def channel(platform, guild):
    """A channel in which the bot may post."""
    return platform.add_channel(guild)


@pytest.fixture
def responder():
    """What answers."""
    return FakeResponder()


@pytest.fixture
def notes():
    """Where small things are kept."""
    return FakeNotes()


@pytest.fixture
async def chat(platform, notes):
    """The adapter on the loopback; nobody listens yet."""
    from adapters.discord.chat import open_discord

    async with open_discord(access_to(platform), notes) as opened:
        yield opened
