"""The `Events` port: of which events a platform has told."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from adapters.store.database import Database
from adapters.store.schema import events

_KEPT = timedelta(days=2)


class SqlEvents:
    """The events; see `adapters.interface.Events` for what each method promises."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first(self, event: str, *, now: datetime) -> bool:
        """Keep an event by its name, and return whether it was not kept already."""
        kept = (
            self._database.insert(events).values(event=event, at=now).on_conflict_do_nothing().returning(events.c.event)
        )
        async with self._database.write() as connection:
            await connection.execute(delete(events).where(events.c.at < now - _KEPT))
            return (await connection.execute(kept)).first() is not None
