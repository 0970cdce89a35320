"""Messages into channels, threads and forums, and their looking up."""

import logging
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from cachetools import LRUCache
from discord.http import Route
from discord.utils import time_snowflake

from adapters.discord.calling import Rest
from adapters.discord.elements import Json, mark
from adapters.discord.failures import THREAD_EXISTS, UNKNOWN_CHANNEL, code_of
from adapters.discord.render import message, title
from adapters.errors import ChatError, Refused
from digests.model.document import Document

log = logging.getLogger(__name__)

_FORUMS = frozenset({15, 16})
"""Forum and media channels, in which there is nothing but threads."""
_PAGE = 100
_SEND, _REPLY = "View Channel and Send Messages", "View Channel and Send Messages in Threads"
_THREAD, _READ = "Create Public Threads", "View Channel and Read Message History"
_KEPT = 10_000
_BEFORE = timedelta(days=1)  # how far back the post of an edition's first part may be
_NO_MORE = 2.0  # seconds to wait for leave to pass a message on, of which Discord gives ten an hour


class Posting:
    """Posts and finds messages, by Discord's ids of channels."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._forums: LRUCache[str, bool] = LRUCache(_KEPT)
        self._posts: LRUCache[tuple[str, str], str] = LRUCache(_KEPT)  # by forum and edition, the thread

    async def post(self, channel: str, document: Document, key: str, thread: str | None) -> str:
        """Post and return the message's id: in a forum that of the post's first message.

        The key goes along twice: as the nonce, so that Discord takes it once for some minutes, and as a mark, by which
        it is found later.
        """
        body = {**message(document, key=key), "nonce": key or secrets.token_hex(12), "enforce_nonce": True}
        if thread:
            return await self._reply(channel, thread, title(document), body, key)
        return await self._begin(channel, title(document), body, key)

    async def publish(self, channel: str, posted: str) -> None:
        """Pass a message of an announcement channel on to those that follow it; what keeps it from that is logged."""
        path = "/channels/{channel_id}/messages/{message_id}/crosspost"
        try:
            await self._rest.call(Route("POST", path, channel_id=channel, message_id=posted), patience=_NO_MORE)
        except ChatError as error:
            said = {"action": "not_published", "channel": channel}
            log.warning("a message in %s is not passed on: %s", channel, error, extra=said)

    async def find(self, channel: str, key: str, since: datetime, thread: str | None) -> str | None:
        """Return the id of the message posted under a key, None if there is none.

        Without the right to read the history Discord answers as if there were none; then the nonce alone keeps
        messages from being there twice.
        """
        if thread and (found := await self._within(thread, key, since)):
            return found
        place = await self._rest.call(Route("GET", "/channels/{channel_id}", channel_id=channel))
        if place["type"] not in _FORUMS:
            return await self._within(channel, key, since)
        first = await self._forum_post(channel, place["guild_id"], _first(key), since)
        if first is None or key == _first(key):
            return first
        return first if await self._within(first, key, since) else None

    async def _begin(self, channel: str, name: str, body: Json, key: str) -> str:
        """Post where nothing is replied to. What a channel is, is asked when it takes no message: mostly it does."""
        if channel not in self._forums:
            try:
                return await self._send(channel, body, _SEND)
            except Refused as error:
                if error.concerns != "channel" or not await self._is_forum(channel):
                    raise
        return await self._in_forum(channel, name, body, key)

    async def _send(self, channel: str, body: Json, needs: str) -> str:
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        return str((await self._rest.call(route, body, sends=True, needs=needs))["id"])

    async def _reply(self, channel: str, thread: str, name: str, body: Json, key: str) -> str:
        """Post in the thread below a message, which has the message's id; begin it if it is not there.

        Where there can be none, the message is replied to in the channel.
        """
        for begin in (False, True):
            try:
                if begin:
                    await self._begin_thread(channel, thread, name)
                return await self._send(thread, body, _REPLY)
            except Refused as error:
                if error.concerns == "platform":
                    raise
                if code_of(error) != UNKNOWN_CHANNEL:
                    break
        reference = {"message_id": thread, "fail_if_not_exists": False}
        return await self._begin(channel, name, {**body, "message_reference": reference}, key)

    async def _begin_thread(self, channel: str, below: str, name: str) -> None:
        route = Route(
            "POST", "/channels/{channel_id}/messages/{message_id}/threads", channel_id=channel, message_id=below
        )
        try:
            await self._rest.call(route, {"name": name}, sends=True, needs=_THREAD)
        except Refused as error:
            if code_of(error) != THREAD_EXISTS:
                raise

    async def _is_forum(self, channel: str) -> bool:
        try:
            place = await self._rest.call(Route("GET", "/channels/{channel_id}", channel_id=channel))
        except Refused:
            return False
        if place["type"] in _FORUMS:
            self._forums[channel] = True
        return channel in self._forums

    async def _in_forum(self, channel: str, name: str, body: Json, key: str) -> str:
        """Begin a post, or go on with that of the edition's first part: one edition is one post."""
        edition = _first(key)
        begun = self._posts.get((channel, edition))
        if begun is None and key != edition:
            place = await self._rest.call(Route("GET", "/channels/{channel_id}", channel_id=channel))
            begun = await self._forum_post(channel, place["guild_id"], edition, datetime.now(UTC) - _BEFORE)
        if begun is not None:
            if key != edition:
                await self._send(begun, body, _REPLY)
            return begun
        first: Json = {part: body[part] for part in ("flags", "components", "allowed_mentions")}
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=channel)
        made = await self._rest.call(route, {"name": name, "message": first}, sends=True, needs=_SEND)
        if key:
            self._posts[channel, edition] = str(made["id"])
        return str(made["id"])

    async def _forum_post(self, forum: str, guild: str, key: str, since: datetime) -> str | None:
        """Return the id of the post of ours in a forum whose first message has the mark; None if there is none."""
        route = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=guild)
        oldest = time_snowflake(since)
        for thread in (await self._rest.call(route))["threads"]:
            ours = thread.get("parent_id") == forum and thread.get("owner_id") == self._rest.user
            if ours and int(thread["id"]) >= oldest and await self._within(thread["id"], key, since):
                return str(thread["id"])
        return None

    async def _within(self, channel: str, key: str, since: datetime) -> str | None:
        try:
            async for one in self._history(channel, since):
                if one["author"]["id"] == self._rest.user and _marked(one, key):
                    return str(one["id"])
        except Refused as error:
            if code_of(error) != UNKNOWN_CHANNEL:
                raise
        return None

    async def _history(self, channel: str, since: datetime) -> AsyncIterator[dict[str, Any]]:
        """Yield the messages of a channel since a moment, a page of the oldest first."""
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel)
        after = time_snowflake(since)
        while True:
            query = {"after": str(after), "limit": str(_PAGE)}
            page = await self._rest.call(route, query, needs=_READ, patience=_NO_MORE)
            for one in page:
                yield one
            if len(page) < _PAGE:
                return
            after = max(int(one["id"]) for one in page)


def _marked(found: dict[str, Any], key: str) -> bool:
    first: Json = next(iter(found.get("components") or ()), {})
    return bool(key) and (first.get("id") == mark(key) or found.get("nonce") == key)


def _first(key: str) -> str:
    """Return the key of the first part of a message's edition, whose number stands behind a hyphen."""
    edition, hyphen, _ = key.rpartition("-")
    return f"{edition}-1" if hyphen else key
