"""The only place that names concrete adapters: settings to a running desk."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from adapters.fetching.opening import open_fetching
from adapters.interface import Asked, Fetching, Outcome
from adapters.store.backup import backup, restore
from adapters.store.inspecting import inspect_store
from adapters.store.store import open_store
from bot.desk import Desk
from bot.sections import DiscordSettings, FetchSettings, SlackSettings, address
from bot.settings import Settings
from bot.telling import Telling

if TYPE_CHECKING:
    from adapters.discord.access import Access as DiscordAccess
    from adapters.interface import Chat, Store
    from adapters.slack.access import Access as SlackAccess
    from bot.doctor import Reach
    from bot.service import Service
    from digests.model.document import Document


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_desk(settings: Settings, clock: Callable[[], datetime] = now) -> AsyncIterator[Desk]:
    """Open the store and yield the desk that works on it.

    Raises:
        StoreError: The store cannot be opened.
    """
    async with open_store(settings.store.url.get_secret_value()) as store, AsyncExitStack() as opened:
        fetching = FetchingOnDemand(settings.fetch, opened)
        yield Desk(store, Telling(store.archive), settings.digest.schedule, clock, fetching=fetching)


class FetchingOnDemand:
    """Fetching that is opened when something is fetched first: most commands fetch nothing.

    Args:
        settings: How to fetch.
        opened: What closes it at the end.
    """

    def __init__(self, settings: FetchSettings, opened: AsyncExitStack) -> None:
        self._settings = settings
        self._stack = opened
        self._opening = asyncio.Lock()
        self._fetching: Fetching | None = None

    async def fetch(self, asked: Asked) -> Outcome:
        """Fetch what is asked for."""
        async with self._opening:
            if self._fetching is None:
                self._fetching = await self._stack.enter_async_context(web_fetching(self._settings))
        return await self._fetching.fetch(asked)


def web_fetching(fetch: FetchSettings) -> AbstractAsyncContextManager[Fetching]:
    """Return what fetches from the web, to be opened."""
    return open_fetching(
        fetch.contact,
        fetch.allow_hosts,
        concurrency=fetch.concurrency,
        per_host_delay=fetch.per_host_delay.total_seconds(),
    )


@asynccontextmanager
async def open_service(settings: Settings, terminal: "Chat | None" = None) -> AsyncIterator["Service"]:
    """Open the store and yield the service that works on it and on the platforms that the settings connect with.

    Args:
        settings: The settings.
        terminal: The platform that is used instead.

    Raises:
        StoreError: The store cannot be opened.
    """
    from bot.service import Service

    days = settings.store.retention_days
    retention = None if days is None else timedelta(days=days)
    async with AsyncExitStack() as opened:
        store = await opened.enter_async_context(open_store(settings.store.url.get_secret_value()))
        chats = [terminal] if terminal else await opened.enter_async_context(open_chats(settings, store))
        fetching = FetchingOnDemand(settings.fetch, opened)
        yield Service(store, chats, settings.digest.schedule, now, retention, fetching)


@asynccontextmanager
async def open_chats(settings: Settings, store: "Store") -> AsyncIterator[Sequence["Chat"]]:
    """Yield the platforms that the settings connect with."""
    async with AsyncExitStack() as opened:
        chats: list[Chat] = []
        if settings.slack.connected:
            from adapters.slack.chat import open_slack

            chats.append(
                await opened.enter_async_context(open_slack(slack_access(settings.slack), store.installations))
            )
        if settings.discord.connected:
            from adapters.discord.chat import open_discord

            chats.append(await opened.enter_async_context(open_discord(discord_access(settings.discord), store.notes)))
        yield chats


def discord_access(discord: DiscordSettings) -> "DiscordAccess":
    """Return how Discord is reached."""
    from adapters.discord.access import Access

    return Access(
        token=_revealed(discord.token) or "",
        base_url=discord.base_url.rstrip("/"),
        gateway_url=discord.gateway_url,
        sync_guilds=discord.sync_guilds,
        shards=discord.shards,
        publish=frozenset(discord.publish),
    )


def slack_access(slack: SlackSettings) -> "SlackAccess":
    """Return how Slack is reached."""
    from adapters.slack.access import Access

    where = address(slack.listen)
    return Access(
        mode=slack.mode,
        bot_token=_revealed(slack.bot_token),
        app_token=_revealed(slack.app_token),
        signing_secret=_revealed(slack.signing_secret),
        base_url=f"{slack.base_url.rstrip('/')}/",
        **({"listen": where} if where else {}),
        client_id=slack.client_id,
        client_secret=_revealed(slack.client_secret),
        authorize_url=slack.authorize_url,
        redirect_url=slack.redirect_url,
        encryption_key=_revealed(slack.encryption_key),
        admins=frozenset(slack.admins),
    )


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


async def serve(settings: Settings, terminal: "Chat | None" = None) -> None:
    """Run the service, with health and metrics, until a signal ends it.

    Args:
        settings: The settings.
        terminal: The platform that is used instead.

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
        open_service(settings, terminal) as service,
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


def slack_manifest(settings: Settings, url: str | None) -> dict[str, Any]:
    """Return the manifest of the app for Slack; `url` is where Slack reaches the desk from outside, if it does."""
    from adapters.slack.manifest import manifest
    from bot.commands.dispatch import registry

    slack = settings.slack
    return manifest(registry.entries, url=url, redirect_url=slack.redirect_url, many=slack.client_id is not None)


def discord_invite(application: str) -> str:
    """Return the address by which the bot of an application, by its id, is invited."""
    from adapters.discord.invite import invite

    return invite(application)


def rendered(document: "Document", form: str) -> "list[dict[str, Any]]":
    """Return what an adapter would send to post a document: the calls, in order.

    Args:
        document: What is posted.
        form: The platform: ``slack`` or ``discord``.
    """
    if form == "discord":
        from adapters.discord.render import calls

        return calls(document, "1")
    from adapters.slack.render import message, parts

    return [{"method": "chat.postMessage", "body": {"channel": "C1", **message(part)}} for part in parts(document)]


def reach() -> "Reach":
    """Return how what the doctor looks at is reached."""
    from bot.doctor import Reach

    return Reach(inspect=inspect_store, open=open_store, chats=open_chats)
