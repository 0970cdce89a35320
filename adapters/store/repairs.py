"""The `Repairs` port: corrections of the grouping by hand."""

import json
from datetime import datetime

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.interface import Repair
from adapters.store.database import Database
from adapters.store.revisions import count_placing
from adapters.store.rows import Rows
from adapters.store.schema import repairs


class SqlRepairs:
    """The repairs; see `adapters.interface.Repairs` for what each method promises."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows

    async def add(self, repair: Repair) -> Repair:
        """Keep a repair and return it with its number."""
        row = {"asked_by": repair.by, **repair.model_dump(exclude={"id", "by", "articles"})}
        row["articles"] = json.dumps(repair.articles)
        async with self._database.write() as connection:
            await count_placing(connection)
            number = await connection.scalar(insert(repairs).values(row).returning(repairs.c.id))
        return repair.model_copy(update={"id": number})

    async def in_force(self) -> list[Repair]:
        """Return the repairs that are not undone, oldest first."""
        async with self._database.read() as connection:
            return await in_force(connection, self._rows)

    async def undo(self, identity: int, at: datetime) -> bool:
        """Mark a repair as undone; False if there is none of that number in force."""
        standing = update(repairs).where(repairs.c.id == identity, repairs.c.undone_at.is_(None))
        async with self._database.write() as connection:
            undone = (await connection.execute(standing.values(undone_at=at))).rowcount > 0
            if undone:
                await count_placing(connection)
        return undone


async def in_force(connection: AsyncConnection, rows: Rows) -> list[Repair]:
    """Return the repairs that are not undone, oldest first."""
    standing = select(repairs).where(repairs.c.undone_at.is_(None)).order_by(repairs.c.id)
    found = (await connection.execute(standing)).mappings().all()
    return [repair for row in found if (repair := rows.read("repairs", str(row["id"]), repair_of, row))]


def repair_of(row: RowMapping) -> Repair:
    """Return the repair of a row.

    Raises:
        ValueError: The row is damaged.
    """
    values = dict(row)
    articles = json.loads(values.pop("articles"))
    return Repair.model_validate({"by": values.pop("asked_by"), "articles": articles, **values})
