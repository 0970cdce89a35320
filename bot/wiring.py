"""The only place that names concrete adapters: settings to a running desk."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from adapters.store.archive import open_archive
from bot.desk import Desk
from bot.settings import Settings


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_desk(settings: Settings, clock: Callable[[], datetime] = now) -> AsyncIterator[Desk]:
    """Open the store and yield the desk that works on it.

    Raises:
        StoreError: The store cannot be opened.
    """
    async with open_archive(settings.store.url.get_secret_value()) as archive:
        yield Desk(archive=archive, zone=ZoneInfo(settings.digest.zone), clock=clock)
