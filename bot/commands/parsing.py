"""What somebody typed, taken apart: the command, the words behind it, and what it takes besides."""

import difflib
import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from adapters.interface import Kind
from bot.commands.days import day, since
from bot.commands.help import ROOT
from bot.commands.registry import Entry
from bot.times import NotUnderstoodError

_TOKEN = re.compile(r'"[^"]*"|“[^”]*”|\S+')
_NAMED = re.compile(r"(?P<name>[a-z]{3,8})[:=](?P<value>\w[\w-]*)", re.IGNORECASE)
_NAME = "since"
_ALIKE = 0.8  # of `difflib`: one letter wrong, missing or swapped
_QUOTES = "\"'“”"


@dataclass(frozen=True)
class Parsed:
    """What stands behind a command: the words, and the day and the moment (aware) that were said, if any."""

    words: str
    day: date | None = None
    since: datetime | None = None


def split(text: str) -> tuple[str, str]:
    """Return the name of the command that a text calls, in lower case, and what stands behind it."""
    name, _, rest = bare(text).partition(" ")
    return name.lower() or "help", rest


def bare(text: str) -> str:
    """Return a text without the root command before it."""
    return text.strip().removeprefix(ROOT).strip()


def parsed(entry: Entry, rest: str, now: datetime, zone: ZoneInfo) -> Parsed:
    """Return what stands behind a command.

    Args:
        entry: The command.
        rest: The text behind its name. Quotes hold together what stands in them.
        now: The moment (aware).
        zone: Whose days count.

    Raises:
        NotUnderstoodError: What is named is mistyped, or nothing the command takes; the message says what is right.
        NoSuchDayError: A date is none.
    """
    tokens = _TOKEN.findall(rest)
    named = [token for token in tokens if (found := _NAMED.fullmatch(token)) and _meant(found["name"])]
    from_when = [_since(entry, token, now, zone) for token in named]
    words = [token for token in tokens if token not in named]
    when = None
    if entry.takes(Kind.DAY) and words and (when := day(words[-1], now.astimezone(zone).date())):
        words.pop()
    return Parsed(" ".join(words).strip(_QUOTES), when, from_when[-1] if from_when else None)


def _meant(name: str) -> bool:
    return difflib.SequenceMatcher(None, name.lower(), _NAME).ratio() >= _ALIKE


def _since(entry: Entry, token: str, now: datetime, zone: ZoneInfo) -> datetime:
    name, _, value = token.replace("=", ":").partition(":")
    if name.lower() != _NAME:
        raise NotUnderstoodError(f"“{token}” is mistyped; write {_NAME}:{value}.")
    if not entry.takes(Kind.SINCE):
        raise NotUnderstoodError(f"“{entry.name}” takes no “{_NAME}”.")
    return since(value, now, zone)
