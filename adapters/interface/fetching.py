"""The port to what is fetched from the web: feeds, and the pages that their entries link to."""

from datetime import timedelta
from typing import Literal, Protocol

from digests.model.base import Value

What = Literal["feed", "page"]
"""What is asked for: pages keep to robots.txt, feeds are made for readers such as this one."""


class Asked(Value):
    """What is asked of a server.

    Attributes:
        url: The address.
        what: What is meant to be there.
        etag: What the server said last time, so that it can answer that nothing changed; like `last_modified`.
        last_modified: See `etag`.
    """

    url: str
    what: What = "feed"
    etag: str | None = None
    last_modified: str | None = None


class Answered(Value):
    """What holds for each answer of a server.

    Attributes:
        url: The address that answered in the end.
        moved: The address by which to ask from now on, None if it is the one asked: the server moved it for good.
        etag: What to ask with next time, like `last_modified`.
        last_modified: See `etag`.
        fresh: For how long the server says it need not be asked again, None if it does not say.
    """

    url: str
    moved: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    fresh: timedelta | None = None


class Fetched(Answered):
    """The server sent what was asked for: its body, unpacked, and the Content-Type, "" if it named none."""

    body: bytes
    content_type: str


class Unchanged(Answered):
    """The server has nothing new since it was asked last."""


class Gone(Value):
    """The server says that the address is gone for good (410), and why in plain words."""

    reason: str


class Failed(Value):
    """It could not be fetched.

    Attributes:
        reason: Why, in plain words: "the server answered 503 Service Unavailable".
        wait: For how long the server asks to be left alone, None if it does not say.
    """

    reason: str
    wait: timedelta | None = None


Outcome = Fetched | Unchanged | Gone | Failed


class Fetching(Protocol):
    """What fetches, politely and safely; it never raises for what a server does."""

    async def fetch(self, asked: Asked) -> Outcome:
        """Fetch what is asked for; a host is asked no faster than its pace allows, however many ask at once."""
