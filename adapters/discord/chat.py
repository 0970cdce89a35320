"""The `Chat` port on Discord."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.access import Access
from adapters.discord.answering import Answering
from adapters.discord.calling import Rest
from adapters.discord.examining import examine
from adapters.discord.gateway import receive, synchronise
from adapters.discord.listening import Listening
from adapters.discord.names import PLATFORM, full, identity_of
from adapters.discord.posting import Posting
from adapters.discord.render import parts
from adapters.discord.tree import tree
from adapters.interface import Notes, Receipt, Responder, Verdict
from digests.model.document import Document


class DiscordChat:
    """Discord; see `adapters.interface.Chat` for what each method promises."""

    platform = PLATFORM

    def __init__(self, access: Access, rest: Rest, notes: Notes) -> None:
        """Reach Discord.

        Args:
            access: How.
            rest: Calls it.
            notes: Keeps what it was told last, and commands that are too long for a button.
        """
        self._access = access
        self._rest = rest
        self._notes = notes
        self._posting = Posting(rest)
        self._published = frozenset(map(str, access.publish))

    async def listen(self, responder: Responder) -> None:
        """Have what people do answered until cancelled."""
        commands = tree(responder.offers, responder.configures)
        await synchronise(self._rest, self._notes, commands, self._access.sync_guilds)
        await receive(self._access, Listening(responder, Answering(responder, self._rest, self._notes)))

    def parts(self, document: Document) -> tuple[Document, ...]:
        """Return the document in pieces of which each fits one message."""
        return parts(document)

    async def post(self, channel: str, document: Document, *, key: str = "", thread: str | None = None) -> Receipt:
        """Post a document of one part; in a forum it begins a post, and what replies stands in a thread."""
        identity = identity_of(channel)
        posted = await self._posting.post(identity, document, key, thread)
        if thread is None and identity in self._published:
            await self._posting.publish(identity, posted)
        return Receipt(channel=channel, message=posted)

    async def find(self, channel: str, key: str, *, since: datetime, thread: str | None = None) -> Receipt | None:
        """Return the receipt of the message posted under a key."""
        found = await self._posting.find(identity_of(channel), key, since, thread)
        return Receipt(channel=channel, message=found) if found else None

    async def direct(self, user: str) -> str:
        """Return the channel in which to talk to a user alone."""
        opened = await self._rest.call(Route("POST", "/users/@me/channels"), {"recipient_id": identity_of(user)})
        return full(opened["id"])

    async def examine(self, channels: Sequence[str]) -> Sequence[Verdict]:
        """Look whether all is well with the token, the application and these channels."""
        return await examine(self._rest, channels)


@asynccontextmanager
async def open_discord(access: Access, notes: Notes) -> AsyncIterator[DiscordChat]:
    """Yield Discord, whose connections are closed at the end.

    Args:
        access: How it is reached.
        notes: Where small things are kept by name.
    """
    # discord.py has the addresses in its classes: there is one Discord in a process.
    Route.BASE = access.base_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(access.gateway_url)
    # Its warnings name addresses with tokens in them, and say nothing that its errors do not. It can talk, too.
    logging.getLogger("discord.http").setLevel(logging.ERROR)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    rest = Rest(access)
    try:
        yield DiscordChat(access, rest, notes)
    finally:
        await rest.close()
