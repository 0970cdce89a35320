"""The Socket Mode of the loopback Slack: it says hello, sends envelopes, waits for their acks, and hangs up."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.slack.workspace import APP

_DEBUG = {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060}


@dataclass(eq=False)
class _Connection:
    socket: web.WebSocketResponse
    transport: asyncio.Transport
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class SocketMode:
    """The connections of an app; what it sends back is in `acks`, in order."""

    def __init__(self):
        self.connections = 0  # how many there have been
        self.acks = []
        self._live = []
        self._up = asyncio.Event()
        self._awaited = {}
        self._envelopes = 0

    @property
    def connected(self):
        """How many connections there are now."""
        return len(self._live)

    async def until_connected(self, *, within=5):
        """Return once there is a connection that has been greeted; raises TimeoutError."""
        await asyncio.wait_for(self._up.wait(), within)

    async def send_envelope(self, kind, payload, *, accepts_response_payload=True, within=3, **more):
        """Send to the newest connection, and return the ack of it; raises TimeoutError when none comes.

        Args:
            kind: The envelope's type: "events_api", "slash_commands" or "interactive".
            payload: What is in it.
            accepts_response_payload: Whether the ack may answer.
            within: How many seconds the app has.
            more: What else the envelope says, such as `retry_attempt` and `retry_reason`.
        """
        await self.until_connected(within=within)
        self._envelopes += 1
        envelope = {"envelope_id": f"envelope-{self._envelopes}", "type": kind, "payload": payload}
        ack = self._awaited[envelope["envelope_id"]] = asyncio.get_running_loop().create_future()
        accepts = {"accepts_response_payload": accepts_response_payload}
        try:
            await self._live[-1].socket.send_json({**envelope, **accepts, **more})
            return await asyncio.wait_for(ack, within)
        finally:
            del self._awaited[envelope["envelope_id"]]

    async def send(self, payload, **more):
        """Send a payload in the envelope that Slack puts it in, and return the ack; see `send_envelope`."""
        if payload.get("type") == "event_callback":
            retry = {"retry_attempt": 0, "retry_reason": ""}
            return await self.send_envelope("events_api", payload, accepts_response_payload=False, **{**retry, **more})
        return await self.send_envelope("slash_commands" if "command" in payload else "interactive", payload, **more)

    async def disconnect(self, reason="refresh_requested", *, grace=0.5):
        """Announce the end of all connections ("warning", "refresh_requested", "link_disabled"), then close them."""
        ending = list(self._live)
        for one in ending:
            await one.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": _DEBUG})
        with suppress(TimeoutError):  # an app that connects anew closes the old connection itself
            async with asyncio.timeout(grace):
                for one in ending:
                    await one.ended.wait()
        for one in ending:
            await one.socket.close()

    def drop(self):
        """Cut all connections without a word."""
        for one in self._live:
            one.transport.abort()
        self._live.clear()
        self._up.clear()

    async def _serve_socket(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        one = _Connection(socket, request.transport)
        info = {"debug_info": _DEBUG, "connection_info": {"app_id": APP}}
        await socket.send_json({"type": "hello", "num_connections": self.connected + 1, **info})
        self.connections += 1
        self._live.append(one)
        self._up.set()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        finally:
            self._left(one)
        return socket

    def _left(self, one):
        one.ended.set()
        if one in self._live:
            self._live.remove(one)
        if not self._live:
            self._up.clear()

    def _acknowledged(self, ack):
        self.acks.append(ack)
        waiting = self._awaited.get(ack.get("envelope_id"))
        if waiting and not waiting.done():
            waiting.set_result(ack)
