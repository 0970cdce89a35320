"""Backups of SQLite databases: whole files, that are there at once or not at all."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from urllib.parse import quote

from adapters.errors import StoreError
from adapters.store.failures import reason
from adapters.store.schema import CONTENT
from adapters.store.upgrading import SQLITE_TABLES, VERSION, judged

_HEADER = b"SQLite format 3\0"
_PATIENCE = 5.0  # seconds to wait for another process's lock


def copy_out(path: Path, target: Path) -> None:
    """Write a copy of the database as it is at one moment to a new file.

    Raises:
        StoreError: There is no store, or the file cannot be written.
    """
    if not path.exists():
        raise StoreError(f"there is no store at {path}")
    with _copied(path, target.parent) as (copy, revision):
        if revision is None:
            raise StoreError(f"the store {path} is empty")
        put_in_place(copy, target)


def copy_in(source: Path, path: Path, *, force: bool) -> Path | None:
    """Have a sound copy take the place of a database and return the file to which that is kept, if it held something.

    Raises:
        StoreError: The copy is not sound, or the database holds something or is in use.
    """
    held = path.exists() and _holds(path)
    if held and not force:
        raise StoreError(f"the store {path} holds something; with --force it is replaced, and kept in a file beside it")
    with _folder(path.parent), _copied(source, path.parent, whole=True) as (copy, revision):
        if revision is None:
            raise StoreError(f"{source} is no backup of Newsdesk: it is empty")
        if path.exists():
            _close(path)
            shutil.copymode(path, copy)
            with suppress(PermissionError):  # whose file it was matters where root restores it
                os.chown(copy, path.stat().st_uid, path.stat().st_gid)
        kept = _put_beside(path) if held else None
        copy.replace(path)
        _sync(path.parent)
        return kept


@contextmanager
def _copied(source: Path, folder: Path, *, whole: bool = False) -> Iterator[tuple[Path, str | None]]:
    """Copy a database to a file in a folder, which is gone afterwards if nobody moved it, and yield its revision too.

    Args:
        source: The database.
        folder: Where the copy is made.
        whole: Whether the copy is looked through for damage.
    """
    with _said(source, "cannot be copied"):
        descriptor, name = tempfile.mkstemp(prefix=".newsdesk-", dir=folder)
        os.close(descriptor)
        copy = Path(name)
        try:
            with closing(_connect(source, "ro")) as origin, closing(_connect(copy, "rw")) as copied:
                origin.backup(copied)  # in one step: other processes may write meanwhile, and are not in it
                copied.execute("PRAGMA journal_mode = DELETE")
                found = _revision(copied, str(source))
                if whole:
                    _look_through(copied, source)
            _sync(copy)
            yield copy, found
        finally:
            copy.unlink(missing_ok=True)


def _look_through(connection: sqlite3.Connection, source: Path) -> None:
    said = " ".join(str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)"))
    if said != "ok":
        raise StoreError(f"{source} is damaged ({' '.join(said.split())}); take another backup")


def _revision(connection: sqlite3.Connection, name: str) -> str | None:
    tables = {str(row[0]) for row in connection.execute(SQLITE_TABLES)}
    version = None
    if VERSION in tables:
        row = connection.execute(f"SELECT version_num FROM {VERSION}").fetchone()  # noqa: S608 - a constant
        version = row and row[0]
    return judged(tables, version, name, alone=True)


def _holds(path: Path) -> bool:
    """Return whether a file holds something that must not be lost; what cannot be read may."""
    if path.stat().st_size == 0:
        return False
    try:
        with closing(_connect(path, "ro")) as connection:
            tables = {str(row[0]) for row in connection.execute(SQLITE_TABLES)}
            if tables and not CONTENT & tables:
                return True
            counted = (connection.execute(f"SELECT 1 FROM {table} LIMIT 1") for table in CONTENT & tables)  # noqa: S608
            return any(rows.fetchone() for rows in counted)
    except sqlite3.Error:
        return True


def _close(path: Path) -> None:
    """Bring everything into the one file, which needs that nobody else has it open.

    Raises:
        StoreError: Somebody has.
    """
    with path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:  # nobody uses it, and SQLite would remove the log beside it
            return
    try:
        with closing(_connect(path, "rw")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        said = f"the store {path} is in use ({reason(error)}); stop Newsdesk and restore again"
        raise StoreError(said) from error
    except sqlite3.DatabaseError:  # it is damaged: then nobody uses it
        return


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)


def free_beside(path: Path) -> Path:
    """Return the name under which what a restored store replaces is kept: one that is free."""
    names = (path.with_name(f"{path.name}.replaced" + (f"-{n}" if n > 1 else "")) for n in count(1))
    return next(name for name in names if not name.exists())


def _put_beside(path: Path) -> Path:
    """Keep a database under a free name beside it, and return that."""
    kept = free_beside(path)
    shutil.copy2(path, kept)
    _sync(kept)
    for log in ("-wal", "-shm"):  # of a database that could not be closed
        with suppress(FileNotFoundError):
            path.with_name(path.name + log).rename(kept.with_name(kept.name + log))
    return kept


def put_in_place(copy: Path, target: Path) -> None:
    """Have a finished file be there under its name at once.

    Raises:
        StoreError: There is one of that name.
    """
    try:
        target.touch(exist_ok=False)  # the name is ours from here on
    except FileExistsError as error:
        raise StoreError(f"{target} is there already; name another file") from error
    copy.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    """See that a file, or what a folder says is in it, has reached the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    with _said(folder, "cannot be made"):
        folder.mkdir(parents=True, exist_ok=True)
    yield


@contextmanager
def _said(path: Path, what: str) -> Iterator[None]:
    """Turn what goes wrong with a file into a StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path} {what}: {reason(error)}") from error
    except OSError as error:
        where = error.filename or path
        raise StoreError(f"{where} cannot be read or written: {error.strerror}") from error
