"""The commands that run the desk and set when it posts: ``newsdesk run``, ``chat`` and ``schedule``."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import CONSOLE, awaited, located, settings

if TYPE_CHECKING:
    from adapters.mock import MockChat


@click.command()
@located
def run(store: str | None, config: Path | None) -> None:
    """Run the desk until it is told to stop.

    Posts each channel's digest at its time and answers commands, on every platform that the settings connect with. If
    they connect with none it posts to this terminal. Logs go to standard error; SIGTERM and Ctrl-C have it finish what
    it is sending and end.
    """
    configured = settings(store, config)
    from bot.logs import configure
    from bot.wiring import serve

    configure(configured)
    awaited(serve(configured, None if configured.connected else _terminal()))


def _terminal() -> "MockChat":
    from adapters.console import text
    from adapters.mock import MockChat

    return MockChat(show=lambda document: text.show(document, sys.stdout))


@click.command()
@located
def chat(store: str | None, config: Path | None) -> None:
    """Open a local chat.

    Type slash commands, and press buttons by their number; the tab key completes, Ctrl-D leaves. While it is open,
    digests are posted here as the channel "console" has them scheduled.
    """
    configured = settings(store, config)
    from adapters.console import text
    from adapters.console.chatting import converse
    from adapters.mock import MockChat
    from bot.commands.dispatch import completions
    from bot.wiring import open_service

    async def talk() -> None:
        room = MockChat(show=lambda document: text.show(document, sys.stdout, pressable=True))
        stop = asyncio.Event()
        async with open_service(configured, room) as service:
            running = asyncio.create_task(service.run(stop))
            try:
                await converse(room, service.reception.answer, completions(), channel=CONSOLE)
            finally:
                stop.set()
                await running

    awaited(talk())


@click.command()
@click.argument("words", nargs=-1, metavar="[SETTING]")
@click.option("--channel", default=CONSOLE, show_default=True, help="The channel by its full name, as slack:C024BE91L.")
@located
def schedule(words: tuple[str, ...], channel: str, store: str | None, config: Path | None) -> None:
    """Show or set when a channel gets its digest, about what and how long.

    For example: newsdesk schedule 08:30 weekdays Europe/Berlin --channel slack:C024BE91L. The words are those of the
    slash command; what there is to say: newsdesk say '/news help schedule'
    """
    configured = settings(store, config)
    from adapters.mock import MockChat
    from bot.cli.printing import print_document
    from bot.commands.dispatch import respond
    from bot.wiring import open_desk

    async def say() -> bool:
        async with open_desk(configured) as desk:
            text = " ".join(("schedule", *words))
            answer = await MockChat().type(text, lambda command: respond(desk, command), channel=channel)
            print_document(answer.document)
            return answer.found

    sys.exit(not awaited(say()))
