"""How moments are kept: as such on PostgreSQL, as text that sorts on SQLite."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator, TypeEngine

POSTGRESQL = "postgresql"


class Moment(TypeDecorator[datetime]):
    """An aware moment, in UTC.

    What cannot be read as one is handed on as text, so that a damaged value costs its own row and not the whole query:
    the value that is made of the row refuses it.
    """

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return what the database keeps: ISO 8601 of a fixed width, unless it knows moments."""
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == POSTGRESQL else String())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return what is kept.

        Raises:
            ValueError: The moment is not aware.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} is no moment: it has no zone")
        utc = value.astimezone(UTC)
        return utc if dialect.name == POSTGRESQL else utc.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the moment that was kept."""
        del dialect
        if value is None:
            return None
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except (TypeError, ValueError):
            return f"{value!r}, which is no moment"
        return moment.astimezone(UTC) if moment.tzinfo else f"{value!r}, which has no zone"
