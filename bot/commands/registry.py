"""What a command is, and the list of them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from adapters.interface import Form, Mistakes, Offer
from bot.desk import Desk
from digests.model.answer import Answer


@dataclass(frozen=True)
class Arguments:
    """A command's arguments: the words behind it, what it takes besides, the channel and the user.

    `day` and `since` (aware) are None where nothing was said of them.
    """

    channel: str
    user: str
    words: str = ""
    day: date | None = None
    since: datetime | None = None


Handler = Callable[[Desk, Arguments], Awaitable[Answer]]


def never(words: str) -> bool:
    """Return that a command only reads, whatever words stand behind it."""
    del words
    return False


def if_words(words: str) -> bool:
    """Return whether a command changes settings that only shows them when nothing stands behind it."""
    return bool(words)


EDIT = "edit"
"""The word behind a command that opens its form."""


@dataclass(frozen=True)
class Editing:
    """How a command's settings are changed in a form.

    Attributes:
        form: Returns the form with the settings as they are.
        submit: Changes them, or returns what is wrong in the form.
    """

    form: Callable[[Desk, Arguments], Awaitable[Form]]
    submit: Callable[[Desk, Arguments, Mapping[str, str]], Awaitable[Answer | Mistakes]]


@dataclass(frozen=True, kw_only=True)
class Entry(Offer):
    """A command.

    Attributes:
        handler: Answers it.
        configures: Whether it changes the channel's settings with these words behind it, and so needs the right to.
        editing: How its settings are changed in a form, None if they are not.
    """

    handler: Handler
    configures: Callable[[str], bool] = never
    editing: Editing | None = None


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
