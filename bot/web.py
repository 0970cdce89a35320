"""The pages by which a supervisor and Prometheus look at the running desk: /healthz, /readyz and /metrics."""

import errno
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client.exposition import choose_encoder

from adapters.errors import AdapterError
from bot.health import Health
from bot.metrics import Metrics
from bot.sections import address

SERVER = "newsdesk"
"""The name by which the pages can be told from those of another program."""
_LARGEST = 1024
"""Bytes of a request's body: nobody has a reason to send one."""
_PATIENCE = 2.0
"""Seconds that an answer under way is given when the desk stops."""

log = logging.getLogger(__name__)


@asynccontextmanager
async def serve_web(listen: str, health: Health, metrics: Metrics) -> AsyncIterator[str | None]:
    """Serve the pages and yield their address, as ``http://127.0.0.1:8080``; None if they are switched off.

    Args:
        listen: Where, as ``127.0.0.1:8080``; port 0 takes any that is free, and an empty text switches the pages off.
        health: What the first two tell.
        metrics: What the third tells.

    Raises:
        AdapterError: Nothing can be served there; the message says why and what to change.
    """
    where = address(listen)
    if where is None:
        yield None
        return
    runner = web.AppRunner(application(health, metrics), access_log=None, shutdown_timeout=_PATIENCE)
    await runner.setup()
    try:
        yield await _started(runner, *where)
    finally:
        await runner.cleanup()


def application(health: Health, metrics: Metrics) -> web.Application:
    """Return the pages."""

    async def healthz(_request: web.Request) -> web.Response:
        alive = health.alive()
        return web.Response(text="ok\n" if alive else "the event loop is held up\n", status=200 if alive else 503)

    async def readyz(_request: web.Request) -> web.Response:
        problems = health.problems()
        return web.json_response({"ready": not problems, "problems": problems}, status=503 if problems else 200)

    async def numbers(request: web.Request) -> web.Response:
        encode, kind = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(metrics.registry), headers={"Content-Type": kind})

    made = web.Application(middlewares=[_safe], client_max_size=_LARGEST)
    made.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", numbers)])
    return made


@web.middleware
async def _safe(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        response = await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        reference = secrets.token_hex(3)
        log.exception("a page failed", extra={"action": "page_failed", "page": request.path, "reference": reference})
        response = web.Response(text=f"something went wrong here; the log has it as {reference}\n", status=500)
    response.headers.update({"Cache-Control": "no-store", "Server": SERVER})
    return response


async def _started(runner: web.AppRunner, host: str, port: int) -> str:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "another program listens there already" if taken else (error.strerror or str(error))
        raise AdapterError(
            f"health and metrics cannot be served at {host}:{port}: {why}; "
            'set [web] listen to another address, or to "" to do without'
        ) from error
    host, port = runner.addresses[0][:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
