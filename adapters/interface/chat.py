"""The port to a chat platform, and the values that cross it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from digests.model.answer import Answer
from digests.model.base import Value
from digests.model.document import Document


class Command(Value):
    """What somebody typed or pressed: the words behind the platform's root command, and where and by whom.

    `channel` and `user` are full names, see `Chat`. `may_configure` says whether the platform gives this user the right
    to change the channel's settings.
    """

    channel: str
    user: str
    text: str
    may_configure: bool = False


class Receipt(Value):
    """A platform's word that it took a message: its id there."""

    channel: str
    message: str


Respond = Callable[[Command], Awaitable[Answer]]
"""How an adapter gets a command answered."""


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

    async def listen(self, respond: Respond) -> None:
        """Have commands answered until cancelled."""

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
