"""Tests of the loopback Discord's gateway with the real discord.py: sessions that begin, are lost and go on."""

import pytest

from tests.discord.client import Client, connected
from tests.discord.gateway import until
from tests.discord.library import discord


async def test_guilds_come_and_go(platform):
    """The client hears of a guild that it is added to, and of its removal."""
    async with connected(platform) as client:
        guild = platform.add_guild()
        await platform.join(guild)
        await until(lambda: client.get_guild(guild.id) is not None)
        await platform.leave(guild)
        await until(lambda: client.get_guild(guild.id) is None)


async def test_thousands_of_guilds_are_shared_out(platform):
    """Each of two shards gets its half of 2,500 guilds."""
    channels = platform.add_guilds(2500)
    platform.shards = 2
    async with connected(platform) as client:
        assert len(client.guilds) == len(channels)
        assert {guild.shard_id for guild in client.guilds} == {0, 1}
    assert [said["shard"] for said in platform.identified] == [[0, 2], [1, 2]]


async def test_a_plain_client_connects_without_shards(platform, channel):
    """Who does not share out identifies without a shard."""
    plain = discord.Client(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)
    async with connected(platform, plain) as client:
        assert client.get_channel(channel.id).name == channel.name
    assert "shard" not in platform.identified[0]


@pytest.mark.parametrize("way", ["reconnect", "invalidate", "drop", "close"])
async def test_what_happens_meanwhile_is_replayed(platform, way):
    """A session that is resumed, for whatever reason, misses nothing."""
    async with connected(platform) as client:
        broken_off = {"invalidate": lambda: platform.invalidate(resumable=True)}.get(way, getattr(platform, way))()
        if broken_off is not None:
            await broken_off
        guild = platform.add_guild()
        await platform.join(guild)
        await platform.until_ready()
        await until(lambda: client.get_guild(guild.id) is not None)
    assert (len(platform.identified), len(platform.resumed)) == (1, 1)


async def test_an_invalid_session_is_begun_anew(platform):
    """A session that cannot be resumed ends with another IDENTIFY."""
    async with connected(platform):
        await platform.invalidate(resumable=False)
        await platform.until_ready()
    assert (len(platform.identified), len(platform.resumed)) == (2, 0)


class Enduring(Client):
    """A client that keeps what ended it."""

    async def start(self, token, **options):
        """Keeps what is raised."""
        try:
            await super().start(token, **options)
        except discord.DiscordException as ended:
            self.ended = ended


@pytest.mark.parametrize(
    ("code", "error"), [(4004, discord.ConnectionClosed), (4014, discord.PrivilegedIntentsRequired)]
)
async def test_a_gateway_that_refuses_ends_the_client(platform, code, error):
    """A bad token or intents that are not granted are raised by the client, at once or later."""
    async with connected(platform, Enduring()) as client:
        await platform.close(code)
        await until(client.is_closed)
    assert isinstance(client.ended, error)
    platform.refuses = code
    with pytest.raises(error):
        async with connected(platform):
            pytest.fail("the gateway refuses")
