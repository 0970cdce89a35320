"""The `Notes` port: small things that adapters keep by name."""

from sqlalchemy import select

from adapters.store.database import Database
from adapters.store.schema import notes


class SqlNotes:
    """The notes; see `adapters.interface.Notes` for what each method promises."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> str | None:
        """Return what is kept under a name, None if there is nothing."""
        async with self._database.read() as connection:
            text: str | None = await connection.scalar(select(notes.c.text).where(notes.c.name == name))
        return text

    async def put(self, name: str, text: str) -> None:
        """Keep a text under a name, in place of what was there."""
        kept = self._database.insert(notes).values(name=name, text=text)
        async with self._database.write() as connection:
            await connection.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"text": text}))
