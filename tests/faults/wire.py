"""The adapter to the platform of the fault run: it implements the `Chat` port over HTTP, as a real one does."""

import asyncio
import os

import aiohttp

from adapters.errors import NotTaken, OutcomeUnknown
from adapters.interface import Receipt

_BLOCKS = 8  # a message takes so many, so that a digest has several parts


class WireChat:
    """A chat on the platform at an address; see `adapters.interface.Chat`."""

    platform = "wire"

    def __init__(self, address, session):
        self._address = f"{address}/messages"
        self._session = session

    async def listen(self, respond):
        """Wait: nobody types."""
        del respond
        await asyncio.Event().wait()

    def parts(self, document):
        """Return pieces of a few blocks."""
        blocks = document.blocks
        return tuple(
            document.model_copy(update={"blocks": blocks[start : start + _BLOCKS]})
            for start in range(0, max(1, len(blocks)), _BLOCKS)
        )

    async def post(self, channel, document, *, key="", thread=None):
        """Post a document."""
        del document, thread
        sent = {"channel": channel, "key": key, "pid": os.getpid()}
        answer = await self._asked("POST", json=sent)
        return Receipt(channel=channel, message=answer["message"])

    async def find(self, channel, key, *, since, thread=None):
        """Look a message up by its key."""
        del since, thread
        answer = await self._asked("GET", params={"channel": channel, "key": key})
        return Receipt(channel=channel, message=answer["message"]) if answer["message"] else None

    async def direct(self, user):
        """Return where to talk to a user."""
        return f"wire:@{user}"

    async def _asked(self, method, **what):
        try:
            async with self._session.request(method, self._address, **what) as response:
                answer = await response.json()
        except aiohttp.ClientConnectorError as error:
            raise NotTaken(f"no connection: {error}") from error
        except aiohttp.ClientError as error:
            raise OutcomeUnknown(f"no answer: {error}") from error
        if response.status == 429:
            raise NotTaken("too many", wait=answer["wait"])
        if response.status >= 500:
            raise OutcomeUnknown(f"status {response.status}")
        return answer
