"""``newsdesk store``: backups of the store, and what keeps it in order."""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.cli.options import Failure, awaited, located, settings
from bot.exits import Exit

T = TypeVar("T")


@click.group("store")
def store_group() -> None:
    """Back up, restore, check or prune the store."""


@store_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@located
def backup(file: Path, store: str | None, config: Path | None) -> None:
    """Write a backup of the store to a new FILE.

    The desk may go on running: the backup holds what was there at one moment. A file that is there is never replaced.
    """
    configured = settings(store, config)
    from bot.wiring import backup_store

    _done(backup_store(configured, file))
    click.echo(f"{configured.store.shown} is backed up in {file}.")


@store_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Also if the store holds something, which is then kept in a file.")
@located
def restore(file: Path, *, force: bool, store: str | None, config: Path | None) -> None:
    """Have the backup in FILE take the store's place.

    The desk must not run. The backup is looked through first; a store that holds something is replaced only with
    --force, and is kept in a file whose name is printed.
    """
    configured = settings(store, config)
    from bot.wiring import restore_store

    kept = _done(restore_store(configured, file, force=force))
    click.echo(f"{configured.store.shown} is restored from {file}.")
    if kept is not None:
        click.echo(f"What was there is kept in {kept}.")


@store_group.command()
@located
def check(store: str | None, config: Path | None) -> None:
    """Look for damage in the store.

    Prints a line for everything that is wrong, with what to do, and the exit status is then 1.
    """
    configured = settings(store, config)
    from bot.wiring import open_desk

    async def run() -> int:
        async with open_desk(configured) as desk:
            found = await desk.store.check()
        for finding in found:
            click.echo(f"{finding.where}: {finding.said}")
        return len(found)

    if awaited(run()):
        sys.exit(Exit.FAILED)
    click.echo("Nothing is wrong.")


@store_group.command()
@click.option("--older-than", "days", metavar="DAYS", type=click.IntRange(min=1), required=True, help="Of what age.")
@located
def prune(days: int, store: str | None, config: Path | None) -> None:
    """Forget old articles.

    What appeared more than DAYS days ago is forgotten. Kept are articles from which a story was told in a channel, and
    everything that was posted.
    """
    configured = settings(store, config)
    from datetime import timedelta

    from bot.wiring import open_desk

    async def run() -> int:
        async with open_desk(configured) as desk:
            return await desk.store.prune(desk.clock() - timedelta(days=days))

    forgotten = awaited(run())
    click.echo(f"{forgotten} {'article' if forgotten == 1 else 'articles'} forgotten.")


def _done(work: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns; what it refuses is no store that cannot be reached.

    Raises:
        Failure: It could not be done.
    """
    from adapters.errors import StoreError

    try:
        return asyncio.run(work)
    except StoreError as error:
        raise Failure(str(error)) from None
