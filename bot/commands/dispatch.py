"""Takes what somebody typed to the right command, and every mistake to a helpful answer."""

import logging
import secrets

from adapters.errors import AdapterError
from adapters.interface import Command
from bot.commands.days import NoSuchDayError, day
from bot.commands.following import FOLLOWING
from bot.commands.help import ROOT, missing, mistaken, unknown, with_help
from bot.commands.muting import MUTING
from bot.commands.operating import OPERATING
from bot.commands.reading import READING
from bot.commands.registry import Arguments, Entry, Kind
from bot.commands.scheduling import SCHEDULING
from bot.desk import Desk
from digests.model.answer import Answer
from digests.model.document import Document, Paragraph, Span

LONGEST = 3000
"""The most characters a command may have: what the platforms' own text fields take."""

registry = with_help((*READING, *SCHEDULING, *FOLLOWING, *MUTING, *OPERATING))
log = logging.getLogger(__name__)


async def respond(desk: Desk, command: Command) -> Answer:
    """Answer a command; it never raises.

    A known error is said with what to do about it; an unknown one is logged whole under a short reference, which is
    all the reader sees.
    """
    try:
        return await _respond(desk, command)
    except NoSuchDayError as error:
        return mistaken(f"There is no day {error}. A day is written like this:", f"digest {desk.today()}")
    except AdapterError as error:
        return _failed(f"That did not work: {error}")
    except Exception:
        reference = secrets.token_hex(3)
        log.exception("command failed", extra={"action": "command_failed", "reference": reference})
        return _failed(f"Something went wrong here. Whoever runs the desk finds it in the log as {reference}.")


def completions() -> dict[str, str]:
    """Return what can be typed with what it does: each command with its root."""
    return {f"{ROOT} {entry.name}": entry.summary for entry in registry.entries}


def name_of(text: str) -> str:
    """Return the name of the command that a text calls, "unknown" if there is no such command."""
    name = text.strip().removeprefix(ROOT).strip().partition(" ")[0].lower() or "help"
    return name if registry.get(name) else "unknown"


async def _respond(desk: Desk, command: Command) -> Answer:
    text = command.text.strip().removeprefix(ROOT).strip()
    if len(text) > LONGEST:
        return _failed(f"That is longer than {LONGEST:,} characters. Ask with a few words of what it is about.")
    name, _, rest = text.partition(" ")
    entry = registry.get(name.lower() or "help")
    if entry is None:
        return unknown(registry, text)
    arguments = _arguments(entry, rest, desk, command)
    if entry.needs_words and not arguments.words:
        return missing(entry)
    if entry.configures(arguments.words) and not command.may_configure:
        return _failed(f"“{entry.name}” changes this channel's settings, and you lack the right to change them here.")
    return await entry.handler(desk, arguments)


def _arguments(entry: Entry, rest: str, desk: Desk, command: Command) -> Arguments:
    words = rest.split()
    meant = None
    if entry.takes(Kind.DAY) and words and (meant := day(words[-1], desk.today())):
        words.pop()
    said = " ".join(words).strip("\"'“”")
    return Arguments(channel=command.channel, user=command.user, words=said, day=meant)


def _failed(said: str) -> Answer:
    return Answer(found=False, text=said, document=Document(blocks=(Paragraph(spans=(Span(text=said),)),)))
