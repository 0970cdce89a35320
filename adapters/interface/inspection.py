"""What is found where something is looked at without changing it: a store from outside, a platform, a machine."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from digests.model.base import Value


class Verdict(Value):
    """What one check found: `said` in a line, and in another what to do if all is not well."""

    check: str
    state: Literal["ok", "warning", "failed"]
    said: str
    todo: str = ""


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
