"""A chat that lives in memory: it records what was posted and lets a caller type commands. For people and for tests."""

from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.interface import Command, Receipt, Respond
from digests.model.answer import Answer
from digests.model.document import Buttons, Document


@dataclass(frozen=True)
class Post:
    """A message in the mock chat."""

    receipt: Receipt
    document: Document


@dataclass
class MockChat:
    """A chat in memory, implementing the `Chat` port.

    Attributes:
        posts: Everything posted so far, oldest first.
        show: Called with each document as it is posted, to print it for instance.
    """

    show: Callable[[Document], None] = lambda _document: None
    posts: list[Post] = field(default_factory=list)

    async def post(self, channel: str, document: Document) -> Receipt:
        """Record a document as posted."""
        receipt = Receipt(channel=channel, message=f"{channel}-{len(self.posts) + 1}")
        self.posts.append(Post(receipt, document))
        self.show(document)
        return receipt

    async def type(self, text: str, respond: Respond, *, channel: str = "console", user: str = "you") -> Answer:
        """Type a command as a person would, post the answer to it and return it."""
        answer = await respond(Command(channel=channel, user=user, text=text))
        await self.post(channel, answer.document)
        return answer

    def buttons(self) -> list[tuple[str, str]]:
        """Return label and command of each button of the last post, in order."""
        blocks = self.posts[-1].document.blocks if self.posts else ()
        return [(b.label, b.command) for block in blocks if isinstance(block, Buttons) for b in block.buttons]
