"""A loopback Discord: REST and gateway on one port, a world that a test sets up, and answers that it scripts.

    async with Discord() as discord:
        channel = discord.add_channel(discord.add_guild())
        discord.script("POST", "/channels/*/messages", cut(taken=True), limited(0.1))
        ...
        assert discord.posted(channel)[0].body["content"] == "hello"

It keeps every call in `calls`. What it would have refused, and what would have notified somebody, it keeps in
`findings` and raises at the end.
"""

import asyncio
import json
import time
from typing import Self
from zlib import crc32

from aiohttp import web

from tests.discord import about, callbacks, messages, routes  # noqa: F401 - the first three register what they answer
from tests.discord.asking import People
from tests.discord.calls import PREFIX, Call, read
from tests.discord.checker import pings, problems
from tests.discord.paths import matches
from tests.discord.scripting import Answer, Refused, usual
from tests.discord.world import TOKEN, Channel

_ROOM, _WINDOW = 1000, 1.0  # calls in each bucket and seconds, so that nobody waits who is not told to


class Discord(People):
    """The platform; `base_url` and `gateway_url` are where it listens once started."""

    def __init__(self, token: str = TOKEN, *, checks: bool = True) -> None:
        super().__init__(token)
        self.checks = checks
        self.base_url = ""
        self.findings: list[str] = []
        self._scripts: list[tuple[str, str, list[Answer]]] = []

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=1 << 25)
        app.router.add_get("/gateway", self._listen)
        app.router.add_route("*", PREFIX + "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}{PREFIX}"
        self.gateway_url = f"ws://{host}:{port}/gateway"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        await self._hang_up()
        await self._runner.cleanup()
        if self.findings and kind is None:
            raise AssertionError("Discord would not have this:\n" + "\n".join(self.findings))

    def script(self, method: str, pattern: str, *answers: Answer) -> None:
        """Lets the next calls have these answers, in turn; a star in the pattern stands for one step of the path."""
        self._scripts.append((method, pattern, list(answers)))

    def of(self, method: str, pattern: str) -> list[Call]:
        """Returns the calls of a kind, in order."""
        return [call for call in self.calls if call.method == method and matches(pattern, call.path)]

    def posted(self, channel: Channel | int) -> list[Call]:
        """Returns the calls that posted, or tried to, in a channel."""
        number = channel.id if isinstance(channel, Channel) else channel
        return self.of("POST", f"/channels/{number}/messages")

    async def _serve(self, request: web.Request) -> web.Response:
        call = await read(request)
        self.calls.append(call)
        self._judge(call)
        scripted = self._next(call) or usual()
        answer = self._usual(call) if scripted.taken else scripted
        if scripted.how != "usual":
            answer = scripted
        if answer.how == "silent":
            await _until_left(request)
        if answer.how != "said" and request.transport:
            request.transport.abort()
        return _response(call, answer)

    def _judge(self, call: Call) -> None:
        """Notes what is wrong with a call."""
        if self.checks and isinstance(call.body, (dict, list)):
            wrong = problems(call.method, call.path, call.body)
            wrong += [f"notifies {who}" for who in pings(call.body)] if isinstance(call.body, dict) else []
            self.findings += [f"{call.method} {call.path}: {what}" for what in wrong]

    def _next(self, call: Call) -> Answer | None:
        for method, pattern, answers in self._scripts:
            if answers and method == call.method and matches(pattern, call.path):
                return answers.pop(0)
        return None

    def _usual(self, call: Call) -> Answer:
        try:
            body = routes.answer(self, call)
        except Refused as refusal:
            return refusal.answer
        return Answer(status=204 if body is None else 200, body=body)


def _response(call: Call, answer: Answer) -> web.Response:
    reset = {"X-RateLimit-Reset": f"{time.time() + _WINDOW:.3f}", "X-RateLimit-Reset-After": f"{_WINDOW:.3f}"}
    room = {"X-RateLimit-Limit": str(_ROOM), "X-RateLimit-Remaining": str(_ROOM - 1)}
    headers = room | reset | {"X-RateLimit-Bucket": f"{crc32(routes.bucket(call).encode()):x}"} | dict(answer.headers)
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    if isinstance(answer.body, str):
        return web.Response(status=answer.status, headers=headers, text=answer.body, content_type="text/html")
    # Given as bytes, for discord.py reads JSON only where the type names no charset beside it.
    body = json.dumps(answer.body).encode()
    return web.Response(status=answer.status, headers=headers, body=body, content_type="application/json")


async def _until_left(request: web.Request) -> None:
    while request.transport and not request.transport.is_closing():  # noqa: ASYNC110 - the server does not say when
        await asyncio.sleep(0.005)
