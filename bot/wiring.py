"""The only place that names concrete adapters: settings to a running desk."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.store.inspecting import inspect_store
from adapters.store.store import open_store
from bot.desk import Desk
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.doctor import Access


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_desk(settings: Settings, clock: Callable[[], datetime] = now) -> AsyncIterator[Desk]:
    """Open the store and yield the desk that works on it.

    Raises:
        StoreError: The store cannot be opened.
    """
    async with open_store(settings.store.url.get_secret_value()) as store:
        yield Desk(store=store, schedule=settings.digest.schedule, clock=clock)


def store_access() -> "Access":
    """Return how a store is looked at from outside, and how it is opened."""
    from bot.doctor import Access

    return Access(inspect=inspect_store, open=open_store)
