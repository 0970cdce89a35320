"""Calls of Discord's REST interface, over discord.py's HTTP client; it needs no connection to the gateway."""

import asyncio
from types import SimpleNamespace
from typing import Any

import aiohttp
from discord.http import HTTPClient, Ratelimit, Route

from adapters.discord.access import Access
from adapters.discord.failures import Attempt, SentBeforeError, in_words
from adapters.errors import NotTaken

_PATIENCE = aiohttp.ClientTimeout(total=30)
_BREATH = 0.05  # seconds counted for a wait of none, so that patience ends
_AT_ONCE = 1e-9  # seconds that discord.py may wait by itself; 0 would be no limit


class Rest:
    """The REST interface; logs in when it is first needed."""

    def __init__(self, access: Access) -> None:
        self._token = access.token
        self._http: _Http | None = None
        self._logging_in = asyncio.Lock()
        self.user = ""
        """The bot's own id, once logged in."""

    async def call(
        self,
        route: Route,
        body: Any = None,
        *,
        sends: bool = False,
        needs: str = "View Channel",
        patience: float = 0.0,
    ) -> Any:
        """Return what Discord answers.

        Args:
            route: What is called.
            body: What is sent along; of what is only read, what stands behind the address.
            sends: Whether it posts something, so that no answer means that it may be there.
            needs: The permissions that it takes, in Discord's words.
            patience: For how many seconds in all it may wait when Discord wants no more for now.

        Raises:
            ChatError: It did not go well; see the `Chat` port for what each kind means.
        """
        http = await self.login()
        sent = {} if body is None else {"params" if route.method == "GET" else "json": body}
        while True:
            attempt = Attempt()
            try:
                with in_words(attempt, sends=sends, needs=needs):
                    return await http.request(route, trace_request_ctx=attempt, timeout=_PATIENCE, **sent)
            except NotTaken as error:
                if error.wait is None or error.wait >= patience:
                    raise
                patience -= error.wait or _BREATH
                await asyncio.sleep(error.wait)

    async def login(self) -> "_Http":
        """Return the client, logged in: whether the token is taken is known from then on."""
        async with self._logging_in:
            if self._http is None:
                http = _Http()
                try:
                    with in_words():
                        self.user = str((await http.static_login(self._token))["id"])
                except BaseException:
                    await http.close()
                    raise
                self._http = http
            return self._http

    async def close(self) -> None:
        """End all connections."""
        if self._http is not None:
            await self._http.close()
            self._http = None


class _Http(HTTPClient):
    """discord.py's client, but one that neither waits nor tries again by itself: that is the delivery's to decide.

    By itself it would wait out each 429, and for one that holds everywhere keep all calls back meanwhile; when the
    delivery's patience ends before the wait does, its lock stays closed for ever. And it would send anew what a 500,
    502, 504 or 524 was answered to, which may have arrived; the nonce guards messages from that, but no forum posts.
    """

    def __init__(self) -> None:
        watched = aiohttp.TraceConfig()
        watched.on_request_start.append(_begun)
        watched.on_request_end.append(_ended)
        super().__init__(asyncio.get_running_loop(), http_trace=watched)
        self.max_ratelimit_timeout = _AT_ONCE  # the constructor would make 30 seconds of it

    def get_ratelimit(self, key: str) -> Ratelimit:
        """Return a limit that knows of no other call: one that does raises though calls are left, or sleeps for long.

        What Discord wants no more of, it says; a digest has too few parts for that to happen often in one channel.
        """
        del key
        self._buckets.clear()
        return Ratelimit(self.max_ratelimit_timeout)


async def _begun(session: aiohttp.ClientSession, context: SimpleNamespace, about: object) -> None:
    del session, about
    attempt = context.trace_request_ctx
    if attempt is not None:
        if attempt.sent:
            raise SentBeforeError
        attempt.sent = True


async def _ended(
    session: aiohttp.ClientSession, context: SimpleNamespace, about: aiohttp.TraceRequestEndParams
) -> None:
    del session
    attempt = context.trace_request_ctx
    if attempt is not None:
        attempt.status = about.response.status
        attempt.everywhere = about.response.headers.get("X-RateLimit-Scope") == "global"
