"""The only place that names concrete adapters: settings to a running desk."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.store.backup import backup, restore
from adapters.store.inspecting import inspect_store
from adapters.store.store import open_store
from bot.desk import Desk
from bot.settings import Settings
from bot.telling import Telling

if TYPE_CHECKING:
    from adapters.interface import Chat
    from bot.doctor import Access
    from bot.service import Service


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
        yield Desk(store, Telling(store.archive), settings.digest.schedule, clock)


@asynccontextmanager
async def open_service(settings: Settings, chats: Sequence["Chat"]) -> AsyncIterator["Service"]:
    """Open the store and yield the service that works on it and on these platforms.

    Raises:
        StoreError: The store cannot be opened.
    """
    from bot.service import Service

    days = settings.store.retention_days
    retention = None if days is None else timedelta(days=days)
    async with open_store(settings.store.url.get_secret_value()) as store:
        yield Service(store, chats, settings.digest.schedule, now, retention)


async def serve(settings: Settings, chats: Sequence["Chat"]) -> None:
    """Run the service, with health and metrics, until a signal ends it.

    Raises:
        AdapterError: The store cannot be opened, or health and metrics not be served.
    """
    from bot.logs import loop_error
    from bot.web import serve_web

    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    loop.set_exception_handler(loop_error)
    for told in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(told, stop.set)
    async with (
        open_service(settings, chats) as service,
        serve_web(settings.web.listen, service.health, service.metrics),
    ):
        await service.run(stop)


async def backup_store(settings: Settings, target: Path) -> None:
    """Write a backup of the store to a new file.

    Raises:
        StoreError: It cannot be written; the message says why.
    """
    await backup(settings.store.url.get_secret_value(), target)


async def restore_store(settings: Settings, source: Path, *, force: bool) -> Path | None:
    """Have a backup take the store's place and return the file in which is kept what was there, if it was something.

    Raises:
        StoreError: It is no sound backup, or the store holds something and is not replaced by `force`, or is in use.
    """
    return await restore(source, settings.store.url.get_secret_value(), force=force)


def store_access() -> "Access":
    """Return how a store is looked at from outside, and how it is opened."""
    from bot.doctor import Access

    return Access(inspect=inspect_store, open=open_store)
