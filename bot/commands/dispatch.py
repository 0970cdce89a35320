"""Takes what somebody typed or filled in to the right command, and every mistake to a helpful answer."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from adapters.errors import AdapterError
from adapters.interface import Command, Form, Kind, Mistakes
from bot.commands.days import NoSuchDayError
from bot.commands.explaining import EXPLAINING
from bot.commands.feeding import FEEDING
from bot.commands.following import FOLLOWING
from bot.commands.grouping import GROUPING
from bot.commands.help import ROOT, failed, missing, mistaken, unknown, with_help
from bot.commands.muting import MUTING
from bot.commands.operating import OPERATING
from bot.commands.parsing import bare, parsed, split
from bot.commands.reading import READING
from bot.commands.registry import EDIT, Arguments, Editing, Entry
from bot.commands.scheduling import SCHEDULING
from bot.commands.suggesting import stories_to_choose
from bot.desk import Desk
from bot.times import NotUnderstoodError
from digests.model.answer import Answer

LONGEST = 3000
"""The most characters a command may have: what the platforms' own text fields take."""

registry = with_help((*READING, *SCHEDULING, *FOLLOWING, *MUTING, *FEEDING, *EXPLAINING, *GROUPING, *OPERATING))
log = logging.getLogger(__name__)
T = TypeVar("T")


async def respond(desk: Desk, command: Command) -> Answer:
    """Answer a command; it never raises.

    A known error is said with what to do about it; an unknown one is logged whole under a short reference, which is
    all the reader sees.
    """
    return await _guarded(desk, command, lambda: _respond(desk, command))


async def form(desk: Desk, command: Command) -> Form | Answer | None:
    """Return the form that a command opens, an answer that says why it does not, or None if it opens none."""
    if not _editing(command.text):
        return None
    return await _guarded(desk, command, lambda: _form(desk, command))


async def submit(desk: Desk, command: Command, filled: Mapping[str, str]) -> Answer | Mistakes:
    """Take the filled-in form of a command."""
    return await _guarded(desk, command, lambda: _submit(desk, command, filled))


def configures(text: str) -> bool:
    """Return whether a command changes settings."""
    name, rest = split(text)
    entry = registry.get(name)
    return entry is not None and entry.configures(rest.strip())


def reads(text: str) -> bool:
    """Return whether a command works on articles, which takes the processor for a while."""
    return registry.get(split(text)[0]) in (*READING, *EXPLAINING, *GROUPING)


def completions() -> dict[str, str]:
    """Return what can be typed with what it does: each command with its root."""
    return {f"{ROOT} {entry.name}": entry.summary for entry in registry.entries}


def name_of(text: str) -> str:
    """Return the name of the command that a text calls, "unknown" if there is no such command."""
    name, _ = split(text)
    return name if registry.get(name) else "unknown"


async def _guarded(desk: Desk, command: Command, work: Callable[[], Awaitable[T]]) -> T | Answer:
    try:
        return await work()
    except NoSuchDayError as error:
        return mistaken(f"There is no day {error}. A day is written like this:", f"digest {desk.today()}")
    except NotUnderstoodError as error:
        entry = registry.get(split(command.text)[0])
        return mistaken(str(error), entry.examples[-1] if entry else "help")
    except AdapterError as error:
        return failed(f"That did not work: {error}")
    except Exception:
        reference = secrets.token_hex(3)
        log.exception("command failed", extra={"action": "command_failed", "reference": reference})
        return failed(f"Something went wrong here. Whoever runs the desk finds it in the log as {reference}.")


async def _respond(desk: Desk, command: Command) -> Answer:
    text = bare(command.text)
    if len(text) > LONGEST:
        return failed(f"That is longer than {LONGEST:,} characters. Ask with a few words of what it is about.")
    name, rest = split(text)
    entry = registry.get(name)
    if entry is None:
        return unknown(registry, text)
    said = parsed(entry, rest, desk.clock(), await desk.zone_of(command.channel))
    if entry.needs_words and not said.words:
        return missing(entry, await stories_to_choose(desk) if entry.takes(Kind.STORY) else ())
    if entry.configures(said.words) and not command.may_configure:
        return _refused(entry)
    return await entry.handler(desk, Arguments(command.channel, command.user, said.words, said.day, said.since))


async def _form(desk: Desk, command: Command) -> Form | Answer:
    entry, editing = _edited(command)
    if not command.may_configure:
        return _refused(entry)
    return await editing.form(desk, Arguments(command.channel, command.user))


async def _submit(desk: Desk, command: Command, filled: Mapping[str, str]) -> Answer | Mistakes:
    entry, editing = _edited(command)
    if not command.may_configure:
        return _refused(entry)
    return await editing.submit(desk, Arguments(command.channel, command.user), filled)


def _editing(text: str) -> bool:
    name, rest = split(text)
    entry = registry.get(name)
    return entry is not None and entry.editing is not None and rest.strip().lower() == EDIT


def _edited(command: Command) -> tuple[Entry, Editing]:
    entry = registry.get(split(command.text)[0])
    if entry is None or entry.editing is None:
        raise ValueError(f"{command.text!r} opens no form")
    return entry, entry.editing


def _refused(entry: Entry) -> Answer:
    said = f"“{entry.name}” changes this channel's settings, and you lack the right to change them here."
    return failed(said)
