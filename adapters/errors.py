"""What can go wrong outside, in words for the person who runs the desk. Errors of libraries end here."""

from typing import Literal


class AdapterError(Exception):
    """Something outside failed; the message says what, where and what to do."""


class StoreError(AdapterError):
    """The store cannot be opened, read or written."""


class ChatError(AdapterError):
    """A chat platform did not do what was asked; the message never holds a secret."""


class NotTaken(ChatError):
    """The platform certainly did not take a message, and may when asked again.

    Attributes:
        wait: The seconds it asked to wait, None if it did not say.
        everywhere: Whether the wait holds for the whole platform and not for one channel.
    """

    def __init__(self, said: str, *, wait: float | None = None, everywhere: bool = False) -> None:
        super().__init__(said)
        self.wait = wait
        self.everywhere = everywhere


class OutcomeUnknown(ChatError):
    """A message was sent and no answer came: the platform may have taken it."""


class Refused(ChatError):
    """The platform will not take it until somebody acts; the message names the permission or the step that is missing.

    Attributes:
        concerns: What it refuses: this ``message``, everything in this ``channel``, or everything on the ``platform``.
    """

    def __init__(self, said: str, *, concerns: Literal["message", "channel", "platform"]) -> None:
        super().__init__(said)
        self.concerns = concerns
