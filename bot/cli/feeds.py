"""``newsdesk feeds``: the feeds that are read. What is said is what the slash command says."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import Failure, awaited, formatted, located, settings

if TYPE_CHECKING:
    from bot.commands.feeding import Asker
    from bot.desk import Desk
    from bot.feeding import Checked
    from digests.model.answer import Answer


@click.group("feeds", invoke_without_command=True)
@click.pass_context
def feeds(context: click.Context) -> None:
    """List, add, check and change the feeds that are read.

    Where a feed is asked for, its name does, the beginning of it, words of it, or its address. A desk that runs
    need not be started anew.
    """
    if context.invoked_subcommand is None:
        context.invoke(listing, words=(), form="text", store=None, config=None)


@feeds.command("list")
@click.argument("words", nargs=-1, metavar="[WORDS]")
@formatted
@located
def listing(words: tuple[str, ...], form: str, store: str | None, config: Path | None) -> None:
    """List the feeds with their health.

    Those come first that somebody has to see to. With WORDS only feeds that have them in name, outlet or address.
    """
    configured = settings(store, config)
    from bot.cli.printing import print_value
    from bot.commands.feed_telling import TERMINAL, Listed, listed
    from bot.feed_names import having
    from bot.wiring import open_desk

    async def run() -> None:
        said = " ".join(words)
        async with open_desk(configured) as desk:
            found = Listed(feeds=tuple(having(await desk.store.feeds.all(), said)))
            now = desk.clock()
        print_value(found, form, lambda one: listed(one.feeds, now, TERMINAL, said).document, found.feeds)

    awaited(run())


@feeds.command()
@click.argument("words", nargs=-1, required=True, metavar="ADDRESS [as NAME]")
@click.option("--outlet", metavar="NAME", help="The outlet of its articles; by default they say so themselves.")
@click.option("--full-text", is_flag=True, help="Read articles from their pages where it brings only the beginning.")
@located
def add(words: tuple[str, ...], outlet: str | None, *, full_text: bool, store: str | None, config: Path | None) -> None:
    """Add the feed at ADDRESS.

    The address of a site does where the site names its feed. With "as NAME" the feed is called so; one that is there
    already is renamed.
    """
    address, *behind = words
    if behind and (behind[0] != "as" or len(behind) == 1):
        raise click.UsageError(f"what may stand behind the address is its name, as in: as {' '.join(behind)}")

    async def act(asker: "Asker") -> "Answer":
        from bot.commands.feeding import add as added

        return await added(asker, address, name=" ".join(behind[1:]), outlet=outlet, full_text=full_text)

    _told(act, store, config)


def _forwarded(verb: str, what: str, doc: str) -> None:
    """Add a command whose words are those of the slash command."""

    @feeds.command(verb, help=doc)
    @click.argument("words", nargs=-1, required=True, metavar=what)
    @located
    def command(words: tuple[str, ...], store: str | None, config: Path | None) -> None:
        async def act(asker: "Asker") -> "Answer":
            from bot.commands.feeding import answer

            return await answer(asker, " ".join((verb, *words)))

        _told(act, store, config)


_forwarded("remove", "FEED", "Read a feed no more; its articles stay.")
_forwarded("pause", "FEED", "Leave a feed alone for now.")
_forwarded("resume", "FEED", "Read a feed again, at once: one that was paused, or that waits after it failed.")
_forwarded("rename", "FEED as NAME", "Give a feed another name.")
_forwarded("outlet", "FEED as OUTLET", "Say of which outlet a feed's articles are; with NONE they say so themselves.")
_forwarded("full-text", "FEED on|off", "Read articles from their pages where the feed brings only the beginning.")


@feeds.command()
@click.argument("words", nargs=-1, metavar="[FEED]")
@located
def check(words: tuple[str, ...], store: str | None, config: Path | None) -> None:
    """Look at a feed now, or at all, and change nothing.

    Prints for each what was found, or why it cannot be read; the exit status is 1 if one cannot.
    """
    configured = settings(store, config)
    from bot.wiring import open_desk

    async def run() -> int:
        async with open_desk(configured) as desk:
            return await _checked(desk, " ".join(words))

    sys.exit(awaited(run()) > 0)


@feeds.command("import")
@click.argument("source", metavar="FILE")
@located
def bring_in(source: str, store: str | None, config: Path | None) -> None:
    """Add the feeds of a list (OPML) that are not there yet.

    FILE may be the address of one; - is standard input. What was not taken is named, and the exit status is then 1.
    """

    async def act(asker: "Asker") -> "Answer":
        from bot.commands.feed_telling import imported
        from bot.commands.feeding import answer
        from bot.feed_import import bring_in

        if source.startswith(("http://", "https://")):
            return await answer(asker, f"import {source}")
        data = await asyncio.to_thread(_content, source)
        return imported(await bring_in(asker.feeding, data, owner=None), asker.place)

    _told(act, store, config)


@feeds.command()
@located
def export(store: str | None, config: Path | None) -> None:
    """Print all feeds as a list (OPML 2.0).

    For example: newsdesk feeds export > feeds.opml
    """
    configured = settings(store, config)
    from bot.feed_import import exported
    from bot.wiring import open_desk

    async def run() -> str:
        async with open_desk(configured) as desk:
            return await exported(desk.feeding)

    click.echo(awaited(run()), nl=False)


def _told(act: "Callable[[Asker], Awaitable[Answer]]", store: str | None, config: Path | None) -> None:
    """Print what is answered; the exit status is 1 if it was not done."""
    configured = settings(store, config)
    from bot.cli.printing import print_document
    from bot.commands.feed_telling import TERMINAL
    from bot.commands.feeding import Asker
    from bot.discovery import FeedError
    from bot.wiring import open_desk

    async def run() -> "Answer":
        async with open_desk(configured) as desk:
            try:
                return await act(Asker(desk.feeding, TERMINAL, desk.clock()))
            except FeedError as error:
                raise Failure(str(error)) from None

    answer = awaited(run())
    print_document(answer.document)
    sys.exit(not answer.found)


async def _checked(desk: "Desk", said: str) -> int:
    """Print what is found when feeds are looked at, as it comes, and return how many cannot be read."""
    from bot.cli.printing import print_document
    from bot.commands.feed_telling import checked_line
    from bot.discovery import FeedError
    from digests.model.document import Bullets, Document

    try:
        feeds = [await desk.feeding.named(said)] if said else await desk.store.feeds.all()
    except FeedError as error:
        raise Failure(str(error)) from None
    faulty = 0
    async with aclosing(_counted(desk.feeding.check_all(feeds), len(feeds))) as found:
        async for one in found:
            faulty += one.read is None
            print_document(Document(blocks=(Bullets(items=(checked_line(one, desk.clock()),)),)))
    click.echo(f"{len(feeds)} looked at, {faulty} cannot be read", err=True)
    return faulty


async def _counted(found: "AsyncGenerator[Checked, None]", total: int) -> "AsyncGenerator[Checked, None]":
    """Show on a terminal how many feeds were looked at so far."""
    shown = sys.stderr.isatty()
    number = 0
    async with aclosing(found):
        async for one in found:
            number += 1
            if shown:
                click.echo("\r\x1b[K", nl=False, err=True)  # away with the count, for a line comes in its place
            yield one
            if shown:
                click.echo(f"{number} of {total} looked at", nl=False, err=True)
    if shown:
        click.echo("\r\x1b[K", nl=False, err=True)


def _content(source: str) -> bytes:
    """Return what a file holds, and no more of it than can be taken."""
    from bot.opml import LARGEST

    try:
        with click.open_file(source, "rb") as file:
            content: bytes = file.read(LARGEST + 1)
    except OSError as error:
        raise Failure(f"{source} cannot be read: {error.strerror}") from None
    return content
