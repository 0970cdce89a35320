"""Where the platforms call when somebody does something there: commands, forms, and who comes and goes."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta

from adapters.interface import (
    Chat,
    Command,
    Form,
    Kind,
    Mistakes,
    Offer,
    Suggestion,
    platform_of,
)
from bot.commands import dispatch
from bot.commands.schedules import described
from bot.commands.suggesting import suggest
from bot.desk import Desk
from bot.editions import Editor
from bot.home import home
from bot.metrics import Metrics
from bot.owners import Owners
from digests.model.answer import Answer
from digests.model.document import Document
from digests.presenting.notices import hello_document, paused_document

_AT_ONCE = 2
"""How many commands that read are answered at once: more would take the processor from each other and from digests.

Those that only look at settings wait for none."""


class Reception:
    """The `Responder` of all platforms; see there for what each method promises."""

    def __init__(
        self, desk: Desk, editor: Editor, chats: Mapping[str, Chat], metrics: Metrics, call: Callable[[], None]
    ) -> None:
        """Receive what happens on platforms.

        Args:
            desk: What answers commands.
            editor: Makes what is said to owners and in new channels.
            chats: The platforms by name.
            metrics: What is counted.
            call: Called when there is something to be delivered.
        """
        self._desk = desk
        self._editor = editor
        self._chats = chats
        self._metrics = metrics
        self._call = call
        self._owners = Owners(desk.store, editor, chats, call)
        self._free = asyncio.Semaphore(_AT_ONCE)

    @property
    def offers(self) -> Sequence[Offer]:
        """The commands there are."""
        return dispatch.registry.entries

    def configures(self, text: str) -> bool:
        """Return whether a command changes settings."""
        return dispatch.configures(text)

    async def answer(self, command: Command) -> Answer:
        """Answer a command."""
        begun = time.monotonic()
        async with self._free if dispatch.reads(command.text) else nullcontext():
            answer = await dispatch.respond(self._desk, command)
        outcome = "found" if answer.found else "not_found"
        took = timedelta(seconds=time.monotonic() - begun)
        self._metrics.answered(dispatch.name_of(command.text), outcome, took)
        return answer

    async def suggest(self, kind: Kind, typed: str, *, channel: str) -> Sequence[Suggestion]:
        """Return what a parameter may be."""
        del channel
        return await suggest(self._desk, kind, typed)

    async def form(self, command: Command) -> Form | Answer | None:
        """Return the form that a command opens, or why not."""
        return await dispatch.form(self._desk, command)

    async def submit(self, command: Command, filled: Mapping[str, str]) -> Answer | Mistakes:
        """Take the filled-in form of a command."""
        return await dispatch.submit(self._desk, command, filled)

    async def home(self, user: str, channels: Sequence[str]) -> Document:
        """Return a user's own page."""
        del user
        return await home(self._desk, channels)

    async def first(self, event: str) -> bool:
        """Return whether an event is new."""
        return await self._desk.store.events.first(event, now=self._desk.clock())

    async def joined(self, channel: str, *, at: datetime) -> None:
        """Say hello in a channel, once a day however often it is joined, and have its digests go on if they paused."""
        standing = await self._desk.standing(channel)
        if standing is not None:
            await self._desk.configure(channel, standing.subscription.owner, lambda settings: settings)
            return
        chat = self._chats[platform_of(channel)]
        document = hello_document(described(self._desk.schedule))
        message = self._editor.hello(channel, at, document, chat)
        await self._desk.store.editions.announce(message, self._desk.clock())
        self._call()

    async def closed(self, channel: str, why: str) -> None:
        """Pause what is posted to a channel, and tell its owner."""
        await self._desk.store.subscriptions.pause(channel, why)
        await self._owners.tell(channel, "closed", paused_document(channel, why))

    async def returned(self, within: str) -> None:
        """Have the digests go on in channels whose name begins so, where they were paused."""
        for one in await self._desk.store.subscriptions.all():
            channel = one.subscription.channel
            if one.paused and channel.startswith(within):
                await self._desk.configure(channel, one.subscription.owner, lambda settings: settings)

    async def withdrawn(self, within: str, why: str) -> None:
        """Pause what is posted to channels whose name begins so."""
        for one in await self._desk.store.subscriptions.all():
            if one.subscription.channel.startswith(within):
                await self._desk.store.subscriptions.pause(one.subscription.channel, why, platform=True)
