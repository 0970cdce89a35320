"""The real client on the loopback Discord."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import yarl

from tests.discord.gateway import until
from tests.discord.library import discord
from tests.discord.platform import Discord


@contextmanager
def addressed(platform: Discord) -> Iterator[None]:
    """Points discord.py to the loopback; its addresses are those of classes, so they are put back."""
    route, socket = discord.http.Route, discord.gateway.DiscordWebSocket
    before = route.BASE, socket.DEFAULT_GATEWAY
    route.BASE, socket.DEFAULT_GATEWAY = platform.base_url, yarl.URL(platform.gateway_url)
    try:
        yield
    finally:
        route.BASE, socket.DEFAULT_GATEWAY = before


class Client(discord.AutoShardedClient):
    """A client that loses no time: discord.py waits 5 s before each further shard, and 2 s for further guilds."""

    def __init__(self, **options: Any) -> None:
        quiet = discord.AllowedMentions.none()
        usual = {"intents": discord.Intents(guilds=True), "guild_ready_timeout": 0.05, "allowed_mentions": quiet}
        super().__init__(**usual | options)
        self.tree = discord.app_commands.CommandTree(self)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait."""


@asynccontextmanager
async def connected(platform: Discord, client: Any = None) -> AsyncIterator[Any]:
    """Runs a client, once ready, until it is done with; raises what ended it otherwise."""
    client = client or Client()
    with addressed(platform):
        running = asyncio.create_task(client.start(platform.token))
        try:
            await until(lambda: client.is_ready() or running.done(), 10)
            if running.done():
                await running
            yield client
        finally:
            await client.close()
            await running
