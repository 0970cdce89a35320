"""Backups of a store, and how one takes the place of a store again."""

import asyncio
from pathlib import Path

from adapters.errors import StoreError
from adapters.store import copies, dumping
from adapters.store.address import address


async def backup(url: str, target: Path) -> None:
    """Write what a store holds at one moment to a new file, while others go on writing to the store.

    Args:
        url: The store.
        target: The file, which must not be there yet: a SQLite database, or PostgreSQL's own format for `pg_restore`.

    Raises:
        StoreError: There is no store, the file is there already or cannot be written, or a program is missing.
    """
    named = address(url)
    _see_free(target)
    if named.postgresql:
        await dumping.dump(named, target)
    elif named.path is None:
        raise StoreError("a store in memory cannot be backed up")
    else:
        await asyncio.to_thread(copies.copy_out, named.path, target)


async def restore(source: Path, url: str, *, force: bool = False) -> Path | None:
    """Have a backup take the place of a store, once it has been found sound.

    Args:
        source: The backup.
        url: The store, whose service must not run.
        force: Whether a store that holds something is replaced.

    Returns:
        The file to which what was replaced is kept, None if nothing was.

    Raises:
        StoreError: The backup is damaged, of a newer version or none, the store holds something or is in use, or a
            program is missing.
    """
    named = address(url)
    _see_file(source)
    if named.postgresql:
        return await dumping.load(source, named, force=force)
    if named.path is None:
        raise StoreError("a store in memory cannot be restored; name a file")
    return await asyncio.to_thread(copies.copy_in, source, named.path, force=force)


def _see_free(target: Path) -> None:
    if target.exists():
        raise StoreError(f"{target} is there already; a backup never takes the place of a file: name another one")


def _see_file(source: Path) -> None:
    if not source.is_file():
        raise StoreError(f"{source} is no file; name the backup")
