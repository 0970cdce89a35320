"""The `Installations` port: in which workspaces the desk is installed, with what the adapter keeps of each."""

from datetime import datetime

from sqlalchemy import RowMapping, delete, insert, select

from adapters.interface import Installation
from adapters.store.database import Database
from adapters.store.rows import Rows
from adapters.store.schema import installations, states


class SqlInstallations:
    """The installations; see `adapters.interface.Installations` for what each method promises."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows

    async def all(self) -> list[Installation]:
        """Return the installations by workspace."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(installations).order_by(installations.c.workspace))).mappings()
        return [one for row in rows.all() if (one := self._read(row))]

    async def get(self, workspace: str) -> Installation | None:
        """Return the installation in a workspace, None if there is none."""
        own = select(installations).where(installations.c.workspace == workspace)
        async with self._database.read() as connection:
            row = (await connection.execute(own)).mappings().first()
        return None if row is None else self._read(row)

    async def put(self, installation: Installation) -> None:
        """Keep an installation, replacing the one of the same workspace."""
        row = installation.model_dump()
        kept = self._database.insert(installations).values(row)
        async with self._database.write() as connection:
            await connection.execute(kept.on_conflict_do_update(index_elements=["workspace"], set_=row))

    async def remove(self, workspace: str) -> bool:
        """Forget an installation; False if there was none."""
        async with self._database.write() as connection:
            gone = await connection.execute(delete(installations).where(installations.c.workspace == workspace))
            return gone.rowcount > 0

    async def begin(self, state: str, *, until: datetime) -> None:
        """Keep that somebody has begun to install."""
        async with self._database.write() as connection:
            await connection.execute(insert(states).values(state=state, until=until))

    async def end(self, state: str, *, now: datetime) -> bool:
        """Return whether that was begun and is still in time; whatever is out of time is forgotten."""
        async with self._database.write() as connection:
            await connection.execute(delete(states).where(states.c.until < now))
            return (await connection.execute(delete(states).where(states.c.state == state))).rowcount > 0

    def _read(self, row: RowMapping) -> Installation | None:
        return self._rows.read("installations", row["workspace"], installation_of, row)


def installation_of(row: RowMapping) -> Installation:
    """Return the installation of a row.

    Raises:
        ValueError: The row is damaged.
    """
    return Installation.model_validate(dict(row))
