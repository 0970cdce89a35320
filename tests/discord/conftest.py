"""What the tests of the loopback Discord begin with."""

import pytest

from tests.discord.platform import Discord


@pytest.fixture
async def platform():
    """A Discord with nothing in it."""
    async with Discord() as started:
        yield started


@pytest.fixture
def channel(platform):
    """A channel in which the bot may post."""
    return platform.add_channel(platform.add_guild())
