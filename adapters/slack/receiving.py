"""How Slack's word arrives: over a socket that the desk opens, or by signed calls to a port of its own."""

import asyncio
import errno
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.errors import ChatError, NotTaken
from adapters.slack.access import Access
from adapters.slack.failures import opening_socket
from adapters.slack.installing import Installing

log = logging.getLogger(__name__)

EVENTS, INSTALL, RETURN = "/slack/events", "/slack/install", "/slack/oauth_redirect"
"""The paths that Slack and who installs the app come to."""
_LOOK = 5.0  # seconds between looks at the socket
_WITHOUT = 12  # looks in a row at no socket after which it is given up


async def receive(
    access: Access,
    app: AsyncApp,
    client: AsyncWebClient,
    installing: Installing | None,
    look: float = _LOOK,
) -> None:
    """Receive until cancelled.

    Args:
        access: How Slack is reached.
        app: What hears it.
        client: A client with the app token.
        installing: The pages to install the app on, if many workspaces may.
        look: The seconds between looks at the socket, after which one that was cut is opened anew.

    Raises:
        ChatError: The token or the port is not to be had, or the connection is gone and does not come back.
    """
    async with _served(access, app, installing):
        if access.mode == "socket":
            await _connected(app, access.app_token or "", client, look)
        await asyncio.Event().wait()


async def _connected(app: AsyncApp, token: str, client: AsyncWebClient, look: float) -> None:
    """Keep a socket open; the SDK opens it anew by itself when Slack ends it, as it does every few hours."""
    handler = AsyncSocketModeHandler(app, token, web_client=client, ping_interval=look)
    try:
        with opening_socket():
            handler.client.wss_uri = await handler.client.issue_new_wss_url()
        await handler.connect_async()  # type: ignore[no-untyped-call]
        without = 0
        while without < _WITHOUT:
            await asyncio.sleep(look)
            without = 0 if await handler.client.is_connected() else without + 1
        raise NotTaken(f"there has been no connection to Slack for {without * look:.0f} seconds")
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def _served(access: Access, app: AsyncApp, installing: Installing | None) -> AsyncIterator[None]:
    """Serve what Slack and people call, where there is something to call."""
    if access.mode == "socket" and installing is None:
        yield
        return
    site = web.Application()
    if access.mode == "http":

        async def events(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

        site.router.add_post(EVENTS, events)
    if installing:
        site.router.add_get(INSTALL, installing.page)
        site.router.add_get(RETURN, installing.back)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=2.0)
    await runner.setup()
    try:
        await _started(runner, *access.listen)
        yield
    finally:
        await runner.cleanup()


async def _started(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        why = "another program listens there" if error.errno == errno.EADDRINUSE else (error.strerror or str(error))
        raise ChatError(f"Slack's calls cannot be taken at {host}:{port}: {why}; set [slack] listen") from error
    log.info("takes Slack's calls at %s:%s", *runner.addresses[0][:2], extra={"action": "slack_listens"})
