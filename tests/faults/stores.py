"""Where the runs keep things: each run has a store of its own, a copy of one that is filled once."""

import shutil
from pathlib import Path

from tests.faults.life import fill


class Files:
    """Stores in SQLite files of a folder."""

    at_once = 24

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def prepare(self) -> None:
        """Fill the store that the others are copies of."""
        await fill(self.url("template"), 0)

    def url(self, name: str) -> str:
        """Return the URL of a store."""
        return f"sqlite:///{self._folder / name}.db"

    def copy(self, name: str) -> None:
        """Make a store."""
        shutil.copy(self._folder / "template.db", self._folder / f"{name}.db")

    def drop(self, name: str) -> None:
        """Forget a store."""
        for path in self._folder.glob(f"{name}.db*"):
            path.unlink()


class Databases:
    """Stores in databases of a PostgreSQL server.

    `administer` runs a statement there outside a transaction, and `locate` gives the URL of a database.
    """

    at_once = 8  # each process has some ten connections

    def __init__(self, administer, locate) -> None:
        self._administer = administer
        self._locate = locate

    async def prepare(self) -> None:
        """Fill the store that the others are copies of."""
        self._administer("DROP DATABASE IF EXISTS faults_template")
        self._administer("CREATE DATABASE faults_template")
        await fill(self.url("template"), 0)

    def url(self, name: str) -> str:
        """Return the URL of a store."""
        return self._locate(f"faults_{name}")

    def copy(self, name: str) -> None:
        """Make a store."""
        self._administer(f"CREATE DATABASE faults_{name} TEMPLATE faults_template")

    def drop(self, name: str) -> None:
        """Forget a store."""
        self._administer(f"DROP DATABASE faults_{name} WITH (FORCE)")
