"""What a command is, and the list of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.desk import Desk
from digests.model.answer import Answer


class Kind(Enum):
    """What a parameter takes."""

    WORDS = "words"
    STORY = "story"
    DAY = "day"


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
        return self.name if self.required else f"[{self.name}]"


@dataclass(frozen=True)
class Arguments:
    """A command's arguments: the words behind it, the day among them if it takes one, the channel and the user."""

    channel: str
    user: str
    words: str = ""
    day: date | None = None


Handler = Callable[[Desk, Arguments], Awaitable[Answer]]


def never(words: str) -> bool:
    """Return that a command only reads, whatever words stand behind it."""
    del words
    return False


def if_words(words: str) -> bool:
    """Return whether a command changes settings that only shows them when nothing stands behind it."""
    return bool(words)


@dataclass(frozen=True)
class Entry:
    """A command.

    Attributes:
        name: Its name, without the root.
        summary: What it answers.
        parameters: What may stand behind it.
        examples: Whole calls without the root.
        handler: Answers it.
        configures: Whether it changes the channel's settings with these words behind it, and so needs the right to.
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    handler: Handler
    configures: Callable[[str], bool] = never

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


class Registry:
    """The commands by name, in the order they are shown."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self._by_name = {entry.name: entry for entry in entries}

    def get(self, name: str) -> Entry | None:
        """Return the command of that name, None if there is none."""
        return self._by_name.get(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all commands, in order."""
        return tuple(self._by_name)
