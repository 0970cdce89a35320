"""Store URLs: what they name, and how they are shown without their password."""

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from adapters.errors import StoreError

_RIGHT = "write it as sqlite:///path/to/newsdesk.db or postgresql://user@host/database"
_MEMORY = (None, "", ":memory:")


@dataclass(frozen=True)
class Address:
    """Where a store is.

    Attributes:
        url: With the driver that is used; it may hold a password and is shown nowhere.
        name: The URL as it is shown: without its password.
        path: The file, None on PostgreSQL and in memory.
    """

    url: URL
    name: str
    path: Path | None

    @property
    def postgresql(self) -> bool:
        """Whether it is on PostgreSQL."""
        return self.url.get_backend_name() == "postgresql"


def address(url: str) -> Address:
    """Return what a store URL names.

    Raises:
        StoreError: It is none; the message says how one is written and never holds a password.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError(f"{_masked(url)!r} is no store URL; {_RIGHT}") from None
    except ValueError:  # a port that is no number
        raise StoreError(f"{_masked(url)!r} is no store URL; {_RIGHT}") from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        path = None if parsed.database in _MEMORY else Path(str(parsed.database).removeprefix("file:"))
        return Address(parsed.set(drivername="sqlite+aiosqlite"), shown(parsed), path)
    if backend in ("postgresql", "postgres"):
        return Address(parsed.set(drivername="postgresql+psycopg"), shown(parsed), None)
    raise StoreError(f"the store {shown(parsed)!r} is neither SQLite nor PostgreSQL; {_RIGHT}")


def shown(url: URL) -> str:
    """Return a URL without its password, wherever it stands in it."""
    secret = [key for key in url.query if "password" in key.lower()]
    return url.difference_update_query(secret).render_as_string(hide_password=True)


def _masked(url: str) -> str:
    """Return what is no URL without what might be a password."""
    return re.sub(r"(?s)^.*@", "***@", re.sub(r"(?i)(password=)[^&]*", r"\1***", url))
