"""The port from the platforms to the service: what they call when somebody does something there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from adapters.interface.commands import Command, Form, Kind, Mistakes, Offer, Suggestion
from digests.model.answer import Answer
from digests.model.document import Document


class Responder(Protocol):
    """Answers what people do on a platform. Channels and users go by full names, see `Chat`."""

    @property
    def offers(self) -> Sequence[Offer]:
        """The commands there are, in the order they are shown."""

    def configures(self, text: str) -> bool:
        """Return whether a command changes settings, so that the platform has to say who may."""

    async def answer(self, command: Command) -> Answer:
        """Answer a command; it never raises."""

    async def suggest(self, kind: Kind, typed: str, *, channel: str) -> Sequence[Suggestion]:
        """Return what a parameter may be, best first, at most 25.

        Args:
            kind: What the parameter takes.
            typed: What stands there so far.
            channel: In which channel.
        """

    async def form(self, command: Command) -> Form | Answer | None:
        """Return the form that a command opens, or why not; None if it opens none and is to be answered."""

    async def submit(self, command: Command, filled: Mapping[str, str]) -> Answer | Mistakes:
        """Take the filled-in form of a command: what it changes holds, or its mistakes and nothing has changed."""

    async def home(self, user: str, channels: Sequence[str]) -> Document:
        """Return a user's own page: the digests of these channels, what they may do, and how the sources are."""

    async def first(self, event: str) -> bool:
        """Return whether an event is new, by a name that no other has: platforms tell of some more than once."""

    async def joined(self, channel: str, *, at: datetime) -> None:
        """Hear that the desk may speak in a channel since a moment (aware)."""

    async def closed(self, channel: str, why: str) -> None:
        """Hear that it may not speak in a channel any more, and why, in words for the channel's owner."""

    async def returned(self, within: str) -> None:
        """Hear that it may speak again in the channels whose full name begins so."""

    async def withdrawn(self, within: str, why: str) -> None:
        """Hear that it may speak in no channel any more whose full name begins so."""
