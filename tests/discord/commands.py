"""What Discord refuses of application commands and of what completes them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.discord.measures import count, number, size, text, unique

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
_NAME = re.compile(r"[-_'\w]{1,32}")
_MOST = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}


def of_scope(commands: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Returns what is wrong with all commands of one guild, or of everywhere."""
    for kind, most in _MOST.items():
        names = [command.get("name") for command in commands if command.get("type", SLASH) == kind]
        yield from count(f"commands of type {kind}", names, most)
        yield from unique(f"command of type {kind}", names)
    for command in commands:
        yield from of_one(command)


def of_one(command: Mapping[str, Any]) -> Iterator[str]:
    """Returns what is wrong with one command."""
    where, kind = f"command {command.get('name')!r}", command.get("type", SLASH)
    if kind not in _MOST:
        yield f"{where}: unknown type {kind!r}"
    elif kind == SLASH:
        yield from _named(where, command)
        yield from _options(where, command.get("options") or [], (GROUP, SUBCOMMAND))
    else:
        yield from text(f"{where} name", command.get("name"), 32, 1)
        if command.get("description") or command.get("options"):
            yield f"{where}: a menu has no description and no options"
    if (total := _total(command)) > 8000:
        yield f"{where}: {total} characters in all, at most 8000"


def _named(where: str, thing: Mapping[str, Any]) -> Iterator[str]:
    names = [thing.get("name"), *(thing.get("name_localizations") or {}).values()]
    for name in names:
        if not isinstance(name, str) or not _NAME.fullmatch(name) or name != name.lower() or size(name) > 32:
            yield f"{where}: {name!r} is no name of 1 to 32 lower-case characters"
    for description in [thing.get("description"), *(thing.get("description_localizations") or {}).values()]:
        yield from text(f"{where} description", description, 100, 1)


def _options(where: str, options: Sequence[Mapping[str, Any]], nesting: tuple[int, ...]) -> Iterator[str]:
    """Returns what is wrong with options; nesting says which kinds of subcommands may be among them."""
    yield from count(f"{where} options", options, 25)
    yield from unique(f"{where} option", [option.get("name") for option in options])
    needed = [bool(option.get("required")) for option in options]
    if needed != sorted(needed, reverse=True):
        yield f"{where}: a required option after an optional one"
    inner = [option for option in options if option.get("type") in (SUBCOMMAND, GROUP)]
    if inner and len(inner) != len(options):
        yield f"{where}: subcommands beside options"
    for option in options:
        yield from _option(f"{where} {option.get('name')}", option, nesting)


def _option(where: str, option: Mapping[str, Any], nesting: tuple[int, ...]) -> Iterator[str]:
    kind, inner = option.get("type"), option.get("options") or []
    yield from _named(where, option)
    if not isinstance(kind, int) or not 1 <= kind <= 11:
        yield f"{where}: unknown type {kind!r}"
    elif kind in (SUBCOMMAND, GROUP):
        if kind not in nesting:
            yield f"{where}: nested too deeply"
        yield from _options(where, inner, (SUBCOMMAND,) if kind == GROUP else ())
        if kind == GROUP and any(part.get("type") != SUBCOMMAND for part in inner):
            yield f"{where}: a group holds subcommands alone"
    elif inner:
        yield f"{where}: an option has no options"
    else:
        yield from _value(where, option)


def _value(where: str, option: Mapping[str, Any]) -> Iterator[str]:
    choices = option.get("choices") or []
    yield from choices_of(where, choices)
    if choices and (option.get("autocomplete") or option["type"] not in (STRING, INTEGER, NUMBER)):
        yield f"{where}: choices where there are none"
    yield from number(f"{where} min_length", option.get("min_length"), 0, 6000)
    yield from number(f"{where} max_length", option.get("max_length"), 1, 6000)


def choices_of(where: str, choices: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Returns what is wrong with the choices of an option, or with those that complete it."""
    yield from count(f"{where} choices", choices, 25)
    for place, choice in enumerate(choices):
        yield from text(f"{where} choices[{place}] name", choice.get("name"), 100, 1)
        if not isinstance(choice.get("value"), (int, float)):
            yield from text(f"{where} choices[{place}] value", choice.get("value"), 100, 1)


def _total(thing: Mapping[str, Any]) -> int:
    """Returns the characters of all names, descriptions and values; of translations, the longest counts."""
    sizes = [size(str(thing.get("value", "")))]
    for name in ("name", "description"):
        words = [thing.get(name), *(thing.get(f"{name}_localizations") or {}).values()]
        sizes.append(max(size(word or "") for word in words))
    return sum(sizes) + sum(map(_total, [*(thing.get("options") or []), *(thing.get("choices") or [])]))
