"""Brings a database's tables up to date when it is opened, with what is in them."""

from sqlalchemy import Connection, text

from adapters.errors import StoreError
from adapters.store.database import UPGRADE, Database

FIRST, HEAD = "0001", "0002"
REVISIONS = (FIRST, HEAD)
"""The revisions of the tables, oldest first: held against `migrations` by a test, for loading alembic takes long."""
_OPENING = "cannot be opened"
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
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
    async with database.write(_OPENING) as connection:
        await database.lock(connection, UPGRADE)
        found = await connection.run_sync(revision_of, database.address.name)  # another process may have been here
        if found != HEAD:
            from adapters.store.migrations import upgrade

            await connection.run_sync(upgrade, found)


def revision_of(connection: Connection, name: str) -> str | None:
    """Return the revision of the tables, None if there are none.

    What Newsdesk made before it had revisions is the first.

    Raises:
        StoreError: A newer version made the tables, or another program did.
    """
    tables = set(connection.execute(text(_TABLES[connection.dialect.name])).scalars())
    found: str | None = None
    if "alembic_version" in tables:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is not None and found not in REVISIONS:
        raise StoreError(
            f"the store {name} was made by a newer Newsdesk (its revision is {found}, the last one known here {HEAD}); "
            "update Newsdesk, or restore a backup from before"
        )
    if found is None and {"articles", "listings"} <= tables:
        return FIRST
    if found is None and tables and connection.dialect.name == "sqlite":
        raise StoreError(f"the store {name} is a database of another program; name another file")
    return found
