"""The ports, which the service uses and the adapters implement, and the values that cross them."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from digests.model.answer import Answer
from digests.model.base import Value
from digests.model.digest import Window
from digests.model.document import Document
from digests.model.story import Arrival, Group


class Command(Value):
    """What somebody typed or pressed: the words behind the platform's root command, and where and by whom."""

    channel: str
    user: str
    text: str


class Receipt(Value):
    """A platform's word that it took a message: its id there."""

    channel: str
    message: str


Respond = Callable[[Command], Awaitable[Answer]]
"""How an adapter gets a command answered."""


class Chat(Protocol):
    """A place where people talk."""

    async def post(self, channel: str, document: Document) -> Receipt:
        """Post a document to a channel and return the platform's receipt.

        Raises:
            AdapterError: The platform did not take it.
        """


class Archive(Protocol):
    """Where articles, their grouping and what channels were shown are kept."""

    async def add(self, arrivals: Sequence[Arrival]) -> int:
        """Keep the articles, replacing those of the same id, and return how many were new."""

    async def unplaced(self) -> list[Arrival]:
        """Return the articles that belong to no story yet, in order of arrival."""

    async def open_stories(self, since: datetime, until: datetime) -> dict[str, list[Arrival]]:
        """Return the stories with an article published or read in between (aware), by id, articles as they joined."""

    async def place(self, groups: Sequence[Group]) -> None:
        """Keep which article belongs to which story."""

    async def stories_in(self, window: Window) -> dict[str, list[Arrival]]:
        """Return the stories with an article of the window, by id, each whole, articles as they joined."""

    async def stories_with(self, words: Sequence[str], limit: int) -> dict[str, list[Arrival]]:
        """Return the stories of the articles that match any of the words best, best first, at most `limit` articles."""

    async def story(self, identity: str) -> list[Arrival]:
        """Return the articles of a story as they joined, none if there is no such story."""

    async def last_published(self) -> datetime | None:
        """Return when the newest article was published, or read if it is undated; None if there is none."""

    async def remember_listing(self, channel: str, stories: Sequence[str]) -> None:
        """Keep the story ids of a channel's last digest in order, so that "2" means the second of them."""

    async def listing(self, channel: str) -> list[str]:
        """Return the story ids of the channel's last digest."""
