"""What a database says when it fails, in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from adapters.errors import StoreError

_FULL = "the disk is full; free some space"
_READONLY = "it may only be read; give the user that runs Newsdesk the right to write the file and its folder"
_LOCKED = "another program holds it locked; end that program, or try again"
_SQLITE = {
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READONLY,
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_NOTADB": "file is not a database; name another file, or restore a backup",
    "SQLITE_CANTOPEN": "the file cannot be opened; look whether it may be read and written, and its folder too",
    "SQLITE_CORRUPT": "the file is damaged; restore a backup with newsdesk store restore",
    "SQLITE_IOERR": "the disk cannot be read or written",
}
"""By SQLite's result codes, https://www.sqlite.org/rescode.html; longer names begin with these."""
_REFUSED = "the server refuses the user or the password; look at the store's URL"
_MISSING = "the server has no such database; make it with createdb"
_POSTGRESQL = {
    "28": _REFUSED,
    "3D": _MISSING,
    "25006": "the server only reads; name the one that is written",
    "42501": "the user of the store's URL may not do that; grant it the rights to the database",
    "53100": "the disk of the server is full; free some space",
    "53300": "the server has no connection left; raise its max_connections",
    "55P03": _LOCKED,
    "57P": "the server is shutting down or starting; try again",
}
"""By classes and codes of PostgreSQL, https://www.postgresql.org/docs/current/errcodes-appendix.html."""
_CONNECTING = {
    "password authentication failed": _REFUSED,
    "no password supplied": _REFUSED,
    'database "': _MISSING,
    'role "': _REFUSED,
}
"""By the server's words: a connection that is refused has no code."""


@contextmanager
def in_words(name: str, what: str = "failed") -> Iterator[None]:
    """Turn what the database or its driver raises into a StoreError with the store's name."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"the store {name} {what}: {reason(error.orig)}") from error
    except PoolTimeout as error:
        raise StoreError(f"the store {name} {what}: it is too busy; try again") from error


def reason(error: Any) -> str:
    """Return why a driver failed, as a clause."""
    if name := getattr(error, "sqlite_errorname", None):
        return next((said for start, said in _SQLITE.items() if name.startswith(start)), str(error))
    code = getattr(error, "sqlstate", None)
    said = next(iter(str(error).strip().splitlines()), type(error).__name__)
    if code:
        return next((words for start, words in _POSTGRESQL.items() if code.startswith(start)), said)
    return next((words for part, words in _CONNECTING.items() if part in said), f"the server cannot be reached: {said}")
