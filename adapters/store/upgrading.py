"""Brings a database's tables up to date when it is opened, with what is in them."""

from collections.abc import Collection

from sqlalchemy import Connection, text

from adapters.errors import StoreError
from adapters.store.database import UPGRADE, Database

FIRST, HEAD = "0001", "0005"
REVISIONS = (FIRST, "0002", "0003", "0004", HEAD)
"""The revisions of the tables, oldest first: held against `migrations` by a test, for loading alembic takes long."""
VERSION = "alembic_version"
"""The table in which alembic keeps the revision."""
_OPENING = "cannot be opened"
SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_TABLES = {
    "sqlite": SQLITE_TABLES,
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}


async def bring_up_to_date(database: Database) -> None:
    """Make the tables, or upgrade them from an older version, in one transaction that no two processes are in at once.

    Raises:
        StoreError: A newer version made the tables, or another program, or the database fails.
    """
    async with database.read(_OPENING) as connection:
        found = await connection.run_sync(revision_of, database.address.name)
    if found == HEAD:
        return
    from adapters.store.migrations import upgrade  # before the lock is held, for this takes long

    async with database.write(_OPENING, patient=True) as connection:
        await database.lock(connection, UPGRADE)
        found = await connection.run_sync(revision_of, database.address.name)  # another process may have been here
        if found != HEAD:
            await connection.run_sync(upgrade, found)


def revision_of(connection: Connection, name: str) -> str | None:
    """Return the revision of the tables, None if there are none.

    Raises:
        StoreError: A newer version made the tables, or another program did.
    """
    tables = set(connection.execute(text(_TABLES[connection.dialect.name])).scalars())
    version: str | None = None
    if VERSION in tables:
        version = connection.scalar(text(f"SELECT version_num FROM {VERSION}"))  # noqa: S608 - a constant
    return judged(tables, version, f"the store {name}", alone=connection.dialect.name == "sqlite")


def judged(tables: Collection[str], version: str | None, name: str, *, alone: bool) -> str | None:
    """Return the revision of what is found in a database, None if that is nothing.

    What Newsdesk made before it had revisions is the first.

    Args:
        tables: The tables that there are.
        version: The revision that is written there.
        name: What is said of the database.
        alone: Whether tables of other programs do not belong there.

    Raises:
        StoreError: A newer version made the tables, or another program did.
    """
    if version is not None and version not in REVISIONS:
        raise StoreError(
            f"{name} was made by a newer Newsdesk (its revision is {version}, the last one known here {HEAD}); "
            "update Newsdesk, or restore a backup from before"
        )
    if version is None and {"articles", "listings"} <= set(tables):
        return FIRST
    if version is None and tables and alone:
        raise StoreError(f"{name} is a database of another program; name another file")
    return version
