"""Commands as they cross the port: what is offered, what somebody typed or pressed, and forms to fill in.

How a command is answered is the service's affair.
"""

from dataclasses import dataclass
from enum import Enum

from digests.model.base import Value


class Kind(Enum):
    """What a parameter takes. All but words can be completed, see `Responder.suggest`."""

    WORDS = "words"
    STORY = "story"
    DAY = "day"
    TOPIC = "topic"
    OUTLET = "outlet"
    COMMAND = "command"
    FEED = "feed"
    """What to do with a feed, and its name: ``pause Harbor Ledger``."""
    SINCE = "since"
    """A time that is named as it is typed: ``since:2d``."""


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name as shown, what it takes, what it is for, and whether the command needs it."""

    name: str
    kind: Kind
    help: str
    required: bool = True

    @property
    def usage(self) -> str:
        """How it is shown in a usage line: in brackets if it may be left out."""
        shown = f"{self.name}:2d" if self.kind is Kind.SINCE else self.name
        return shown if self.required else f"[{shown}]"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A command as it is offered.

    Attributes:
        name: Its name, without the root.
        summary: What it answers.
        parameters: What may stand behind it, in order.
        examples: Whole calls without the root.
        shortcut: What it is called where a platform offers it on somebody's message, whose words are then what stands
            behind it; None if it is not offered there.
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    shortcut: str | None = None

    @property
    def usage(self) -> str:
        """The usage line without the root: ``digest [topic] [day]``."""
        return " ".join((self.name, *(parameter.usage for parameter in self.parameters)))

    def takes(self, kind: Kind) -> bool:
        """Whether a parameter of this kind is among the command's."""
        return any(parameter.kind is kind for parameter in self.parameters)

    @property
    def needs_words(self) -> bool:
        """Whether the command means nothing without words behind it."""
        return any(parameter.required for parameter in self.parameters)


class Command(Value):
    """What somebody typed or pressed: the words behind the platform's root command, and where and by whom.

    `channel` and `user` are full names, see `Chat`. `may_configure` says whether the platform gives this user the right
    to change the channel's settings.
    """

    channel: str
    user: str
    text: str
    may_configure: bool = False


class Suggestion(Value):
    """A value that a parameter may get: how it is shown, and what is typed for it."""

    label: str
    value: str


class Field(Value):
    """A field of a form.

    Attributes:
        name: Its name in what is submitted.
        label: What stands above it.
        value: What it holds to begin with.
        hint: What may be written there.
        choices: What it may be, if it is not written freely.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()


class Form(Value):
    """A form to fill in where a platform has them, in place of words behind a command."""

    title: str
    fields: tuple[Field, ...]


class Mistakes(Value):
    """What is wrong in a form that was submitted: by the name of the field, what to do about it."""

    fields: dict[str, str]
