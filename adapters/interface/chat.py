"""The port to a chat platform, and the values that cross it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from adapters.interface.inspection import Verdict
from adapters.interface.responder import Responder
from digests.model.base import Value
from digests.model.document import Document


class Receipt(Value):
    """A platform's word that it took a message: its id there."""

    channel: str
    message: str


def platform_of(channel: str) -> str:
    """Return the platform of a channel or user by its full name: what stands before the first colon."""
    return channel.partition(":")[0]


class Chat(Protocol):
    """A platform where people talk.

    Channels and users go by full names: the platform, a colon and whatever the platform calls them ("slack:C024BE91L").
    """

    @property
    def platform(self) -> str:
        """The platform's name: what stands before the colon in the names of its channels."""

    async def listen(self, responder: Responder) -> None:
        """Have what people do answered until cancelled.

        Raises:
            ChatError: The platform cannot be listened to.
        """

    async def examine(self, channels: Sequence[str]) -> Sequence[Verdict]:
        """Look whether all is well with the connection, the rights there and these channels; changes nothing."""

    def parts(self, document: Document) -> tuple[Document, ...]:
        """Return the document in pieces of which each fits one message, cut between sentences; pure."""

    async def post(self, channel: str, document: Document, *, key: str = "", thread: str | None = None) -> Receipt:
        """Post a document of one part and return the platform's receipt.

        Args:
            channel: Where to.
            document: What `parts` gave.
            key: A name of this message that no other has, at most 25 characters, by which the platform refuses to take
                it twice, where it can, and by which `find` finds it.
            thread: The message that is replied to.

        Raises:
            NotTaken: The platform did not take it, but may later.
            OutcomeUnknown: It may have taken it.
            Refused: It will not take it until somebody acts.
        """

    async def find(self, channel: str, key: str, *, since: datetime, thread: str | None = None) -> Receipt | None:
        """Return the receipt of the message posted under a key, None if the platform has none.

        Args:
            channel: Where it was posted.
            key: The key it was posted with.
            since: A moment before it was posted (aware).
            thread: The message that it replied to.

        Raises:
            NotTaken: The platform does not answer now.
            OutcomeUnknown: The same, after the question was sent.
            Refused: It will not say until somebody acts.
        """

    async def direct(self, user: str) -> str:
        """Return the channel in which to talk to a user alone.

        Raises:
            NotTaken, OutcomeUnknown, Refused: As `find`.
        """
