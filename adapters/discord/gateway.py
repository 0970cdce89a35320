"""The connection to Discord's gateway, which discord.py keeps: it opens it anew and resumes where it broke off."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import discord
from discord.http import Route

from adapters.discord.access import Access
from adapters.discord.calling import Rest
from adapters.discord.elements import Json
from adapters.discord.failures import in_words
from adapters.discord.listening import Listening
from adapters.discord.translate import Asked, asked
from adapters.errors import AdapterError, ChatError, NotTaken, Refused
from adapters.interface import Notes

log = logging.getLogger(__name__)

_BAD_TOKEN = 4004
_UNKNOWN = "Discord does not take the bot token; copy it anew from the application's page Bot and set [discord] token"
_INTENTS = "Discord wants the privileged intents switched on that were asked for, and Newsdesk asks for none; update it"
_CLOSING = 5.0  # seconds
_SILENT = 60.0  # seconds


async def receive(access: Access, heard: Listening, *, patience: float = _SILENT) -> None:
    """Receive until cancelled.

    Args:
        access: How Discord is reached.
        heard: What hears it.
        patience: For how many seconds discord.py may try to connect.

    Raises:
        ChatError: Discord refuses the connection, or it is gone and does not come back.
    """
    client = _Client(access, heard)
    try:
        with in_words():
            await client.login(access.token)
            await _connected(client, patience)
    except discord.PrivilegedIntentsRequired as error:
        raise Refused(_INTENTS, concerns="platform") from error
    except discord.ConnectionClosed as error:
        if error.code == _BAD_TOKEN:
            raise Refused(_UNKNOWN, concerns="platform") from error
        raise NotTaken(f"Discord closed the connection ({error.code})") from error
    except ChatError:
        raise
    except Exception as error:
        # discord.py ends with whatever an event raised that it could not read.
        log.exception("the connection to Discord broke", extra={"action": "discord_broke"})
        raise NotTaken(f"Discord told something that cannot be read ({type(error).__name__})") from error
    finally:
        await client.end()


async def _connected(client: "_Client", patience: float) -> None:
    """Keep connected. discord.py tries for ever, so that without this nobody would know that there is no connection."""
    connecting = asyncio.ensure_future(client.connect())
    silent, look = 0.0, patience / 12
    try:
        while silent < patience and not connecting.done():
            await asyncio.wait((connecting,), timeout=look)
            silent = 0.0 if client.connected else silent + look
        if connecting.done():
            await connecting
        raise NotTaken(f"there has been no connection to Discord for {silent:.0f} seconds")
    finally:
        connecting.cancel()
        await asyncio.gather(connecting, return_exceptions=True)


async def synchronise(rest: Rest, notes: Notes, commands: Sequence[Json], guilds: Sequence[int]) -> None:
    """Make the commands known to Discord, everywhere or in some guilds alone, if they are not those that it knows.

    Raises:
        ChatError: Discord, or the store, does not answer.
    """
    application = (await rest.call(Route("GET", "/applications/@me")))["id"]
    known = hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()
    for guild in guilds or (None,):
        name = f"discord commands {application}" + (f" {guild}" if guild else "")
        try:
            if await notes.get(name) != known:
                await _put(rest, application, guild, commands)
                await notes.put(name, known)
        except Refused as error:
            if error.concerns == "platform":
                raise
            log.error("the commands are not known to Discord: %s", error, extra={"action": "commands_refused"})  # noqa: TRY400
        except ChatError:
            raise
        except AdapterError as error:
            raise ChatError(f"whether Discord knows the commands cannot be looked up: {error}") from error


async def _put(rest: Rest, application: str, guild: int | None, commands: Sequence[Json]) -> None:
    path = f"/applications/{{application_id}}{'/guilds/{guild_id}' if guild else ''}/commands"
    route = Route("PUT", path, application_id=application, guild_id=guild)
    await rest.call(route, list(commands), needs="the scope applications.commands")
    log.info("the commands are known to Discord", extra={"action": "commands_put", "guild": guild})


class _Client(discord.AutoShardedClient):
    """Tells what it hears on. It keeps no messages and no members, and asks to hear of guilds and channels alone."""

    def __init__(self, access: Access, heard: Listening) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            shard_count=access.shards,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._heard = heard
        self._at_work: set[asyncio.Task[Any]] = set()

    @property
    def connected(self) -> bool:
        """Whether there is a connection, of as many as there are to be."""
        return any(not shard.is_closed() for shard in self.shards.values())

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer what somebody did."""
        with self._working("what somebody did"):
            if how := self._how(interaction.type):
                await how(asked(interaction))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Hear that the bot was added to a guild."""
        with self._working("a new server"):
            await self._heard.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Hear that the bot was removed from a guild."""
        with self._working("a server that is left"):
            await self._heard.left(guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Hear that a channel was deleted."""
        with self._working("a channel that is gone"):
            await self._heard.deleted(channel)

    async def end(self) -> None:
        """Leave what is being answered, and close the connection; a gateway that does not say goodbye is left."""
        for task in self._at_work:
            task.cancel()
        await asyncio.gather(*self._at_work, return_exceptions=True)
        try:
            async with asyncio.timeout(_CLOSING):
                await self.close()
        except TimeoutError:
            await self.http.close()

    def _how(self, kind: discord.InteractionType) -> Callable[[Asked], Awaitable[None]] | None:
        return {
            discord.InteractionType.application_command: self._heard.typed,
            discord.InteractionType.autocomplete: self._heard.suggest,
            discord.InteractionType.component: self._heard.pressed,
            discord.InteractionType.modal_submit: self._heard.submitted,
        }.get(kind)

    @contextmanager
    def _working(self, at: str) -> Iterator[None]:
        """Keep in mind that this task is at work, and log what breaks in it."""
        task = asyncio.current_task()
        if task is not None:
            self._at_work.add(task)
        try:
            yield
        except AdapterError as error:
            log.error("%s was told by Discord and is left: %s", at, error, extra={"action": "discord_failed"})  # noqa: TRY400
        except Exception:
            log.exception("%s was told by Discord, and broke", at, extra={"action": "discord_failed"})
        finally:
            self._at_work.difference_update({task})
