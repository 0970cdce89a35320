"""A loopback Slack: its Web API, response URLs and Socket Mode on one port, in a world that a test sets up.

Payloads that the real Slack would refuse or truncate, or that would call somebody by name, fail the test at the end.
"""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.slack.answers import Answer, answer, usual
from tests.slack.checker import CHECKED, pings, problems
from tests.slack.methods import WebApi
from tests.slack.payloads import Payloads
from tests.slack.sockets import SocketMode

_USES, _AGE = 5, 1800  # of a response URL: how often, and for how many seconds
_JSON = ("attachments", "blocks", "metadata", "view")  # what forms and queries have as JSON
_FLAGS = (
    "delete_original exclude_archived include_all_metadata include_num_members inclusive link_names mrkdwn "
    "reply_broadcast replace_original unfurl_links unfurl_media"
).split()  # what they have as 0 and 1


@dataclass(frozen=True)
class Call:
    """What came in: a method with its decoded body, and the token; `path` tells one response URL from another."""

    method: str
    body: dict[str, Any]
    token: str = ""
    path: str = ""


@dataclass
class _ResponseUrl:
    made: float
    uses: int = 0


class Slack(WebApi, SocketMode, Payloads):
    """The server; `base_url` is where its Web API listens once started, `calls` is what came in, in order."""

    def __init__(self, clock=time.time, *, checks=True):
        self.checks = checks
        WebApi.__init__(self, clock)
        SocketMode.__init__(self)
        self.base_url = ""
        self.calls: list[Call] = []
        self.findings: list[str] = []
        self._scripts: dict[tuple[str, str | None], list[Answer]] = {}
        self._responses: dict[str, _ResponseUrl] = {}

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/response/{id}", self._respond)
        app.router.add_get("/link/", self._serve_socket)
        # A client that leaves ends its handler, so that silence lasts no longer than somebody listens.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.host = f"{host}:{port}"
        self.base_url = f"http://{self.host}/api/"
        return self

    async def __aexit__(self, kind, *_: object) -> None:
        self.drop()
        await self._runner.cleanup()
        if kind is None and self.findings:
            raise AssertionError("Slack would not take this as it is meant:\n" + "\n".join(self.findings))

    def script(self, method, *answers, channel=None):
        """Say what the next calls of a method, or of it in one channel, get in turn instead of the usual.

        Args:
            method: The method, or "response_url".
            answers: What `tests.slack.answers` makes, an error code, or a body.
            channel: Where the calls must be for; any by default.
        """
        self._scripts.setdefault((method, channel), []).extend(map(answer, answers))

    def of(self, method):
        """Return the bodies of the calls of a method, in order."""
        return [call.body for call in self.calls if call.method == method]

    def response_url(self):
        """Return a new address to answer at, five times and for half an hour."""
        made = self.number("")
        self._responses[made] = _ResponseUrl(self.clock())
        return f"http://{self.host}/response/{made}"

    def _scripted(self, method, body):
        for key in ((method, body.get("channel")), (method, None)):
            if self._scripts.get(key):
                return self._scripts[key].pop(0)
        return usual()

    async def _call(self, request):
        method, body = request.match_info["method"], await _decoded(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or body.pop("token", "")
        return await self._handled(
            request, Call(method, body, token), lambda: (200, self.answered(method, body, token))
        )

    async def _respond(self, request):
        call = Call("response_url", await _decoded(request), path=request.path)
        return await self._handled(request, call, lambda: self._received(request.match_info["id"]))

    def _received(self, response):
        known = self._responses.get(response)
        if known is None or known.uses >= _USES:
            return 404, {"ok": False, "error": "used_url"}
        if self.clock() - known.made > _AGE:
            return 404, {"ok": False, "error": "expired_url"}
        known.uses += 1
        return 200, {"ok": True}

    async def _handled(self, request, call, take):
        """Record a call, look at what is in it, and answer it by the script or as usual."""
        self.calls.append(call)
        if self.checks and call.method in CHECKED:
            self.findings += [f"{call.method}: {found}" for found in problems(call.method, call.body)]
            self.findings += [f"{call.method}: it would call somebody: {found}" for found in pings(call.body)]
        scripted = self._scripted(call.method, call.body)
        status, body = take() if scripted.taken else (scripted.status, None)
        if scripted.line == "silent":
            await asyncio.Event().wait()
        if scripted.line == "cut":
            if request.transport:
                request.transport.abort()
            return web.Response()
        if scripted.body is not None:
            status, body = scripted.status, scripted.body
        headers = {**scripted.headers, **self._scopes(call.token)}
        if isinstance(body, str):
            return web.Response(status=status, text=body, content_type="text/html", headers=headers)
        return web.json_response(body, status=status, headers=headers)

    def _scopes(self, token):
        known = self.tokens.get(token)
        return {"x-oauth-scopes": ",".join(sorted(known.scopes))} if known else {}


async def _decoded(request):
    """Return a body that came as JSON, as a form or in the query, as the same values."""
    if request.content_type == "application/json":
        return await request.json()
    raw = {**request.query, **await request.post()}
    flags = {key: raw[key] in ("1", "true") for key in _FLAGS if key in raw}
    return {**raw, **flags, **{key: json.loads(raw[key]) for key in _JSON if key in raw}}
