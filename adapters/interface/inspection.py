"""What can be known of a store without opening it, which would make it or upgrade it."""

from datetime import datetime
from pathlib import Path

from digests.model.base import Value


class Inspection(Value):
    """A store looked at from outside.

    Attributes:
        name: Its URL without the password.
        engine: What keeps it: "SQLite 3.45.1", "PostgreSQL 16.2".
        path: Its file, None on a server and in memory.
        revision: Which form its tables have, None if it has none yet.
        current: The form that this version of Newsdesk gives them.
        clock: The time on its server (aware), None where there is no server.
    """

    name: str
    engine: str
    path: Path | None = None
    revision: str | None = None
    current: str
    clock: datetime | None = None
