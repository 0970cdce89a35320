"""A chat that lives in memory: it records what was posted and lets a caller type commands. For people and for tests."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from adapters.interface import Command, Receipt, Responder, Verdict
from digests.model.answer import Answer
from digests.model.document import Buttons, Choice, Document

Respond = Callable[[Command], Awaitable[Answer]]
"""How a command gets answered."""


@dataclass(frozen=True)
class Post:
    """A message in the mock chat."""

    receipt: Receipt
    document: Document
    key: str = ""
    thread: str | None = None


@dataclass
class MockChat:
    """A chat in memory, implementing the `Chat` port.

    Attributes:
        show: Called with each document as it is posted, to print it for instance.
        posts: Everything posted so far, oldest first.
        platform: What stands before the colon in the names of its channels.
        longest: How many blocks one message takes; all there are if None.
    """

    show: Callable[[Document], None] = lambda _document: None
    posts: list[Post] = field(default_factory=list)
    platform: str = "console"
    longest: int | None = None

    async def listen(self, responder: Responder) -> None:
        """Wait: nobody types here but by `type`."""
        del responder
        await asyncio.Event().wait()

    def parts(self, document: Document) -> tuple[Document, ...]:
        """Return the document in pieces of at most `longest` blocks."""
        size = self.longest or max(1, len(document.blocks))
        starts = range(0, max(1, len(document.blocks)), size)
        return tuple(Document(blocks=document.blocks[start : start + size]) for start in starts)

    async def post(self, channel: str, document: Document, *, key: str = "", thread: str | None = None) -> Receipt:
        """Record a document as posted; a second one under the same key is the first."""
        if key and (posted := self._under(key)):
            return posted
        receipt = Receipt(channel=channel, message=f"{channel}-{len(self.posts) + 1}")
        self.posts.append(Post(receipt, document, key, thread))
        self.show(document)
        return receipt

    async def find(self, channel: str, key: str, *, since: datetime, thread: str | None = None) -> Receipt | None:
        """Return the receipt of what was posted under a key."""
        del channel, since, thread
        return self._under(key)

    async def direct(self, user: str) -> str:
        """Return the channel in which to talk to a user alone."""
        return f"{self.platform}:@{user.removeprefix(f'{self.platform}:')}"

    async def examine(self, channels: Sequence[str]) -> Sequence[Verdict]:
        """Return that all is well: there is nothing that could be wrong."""
        del channels
        return [Verdict(check=self.platform, state="ok", said="in memory")]

    async def type(self, text: str, respond: Respond, *, channel: str = "console", user: str = "you") -> Answer:
        """Type a command as a person would, who may do everything, post the answer to it and return it."""
        answer = await respond(Command(channel=channel, user=user, text=text, may_configure=True))
        await self.post(channel, answer.document)
        return answer

    def buttons(self) -> list[tuple[str, str]]:
        """Return label and command of each button of the last post, in order."""
        blocks = self.posts[-1].document.blocks if self.posts else ()
        offering = [block for block in blocks if isinstance(block, Buttons | Choice)]
        return [(button.label, button.command) for block in offering for button in block.offered]

    def _under(self, key: str) -> Receipt | None:
        return next((post.receipt for post in self.posts if post.key == key), None)
