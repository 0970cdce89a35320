"""A chat platform that outlives whoever posts to it, loses answers and says no; it keeps what it really accepted.

It serves HTTP on loopback, one room of its own for each run. Like Slack it takes a message twice when it is sent twice:
what it counts is the desk's doing alone.
"""

import asyncio
import os
import random
import signal
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web

FAULTS = {
    "none": 40,  # it takes the message and says so
    "busy": 12,  # 429: it takes nothing, and says how long to wait
    "error": 10,  # 500: it takes nothing
    "error_after": 10,  # 500, but it has taken it
    "cut": 8,  # the connection ends before the message is taken
    "cut_after": 8,  # it ends after that
    "silent": 3,  # no answer, nothing taken
    "silent_after": 3,  # no answer, but taken
    "late": 3,  # no answer, and taken only when the caller has given up and is about to ask
    "kill": 8,  # taken, and the caller's process is killed before it hears of it
}


@dataclass
class Room:
    """What one run sees of the platform: what was accepted, in order, and how it misbehaves."""

    chance: random.Random
    calm: bool = False
    accepted: list[tuple[str, str]] = field(default_factory=list)  # channel and key
    on_the_way: list[tuple[str, str]] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    def fault(self) -> str:
        """Draw what goes wrong next."""
        return "none" if self.calm else self.chance.choices(list(FAULTS), list(FAULTS.values()))[0]


class Platform:
    """The server; `address` is where it listens once started."""

    def __init__(self, silence: float) -> None:
        self._silence = silence
        self.rooms: dict[str, Room] = {}
        self.address = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/{room}/messages", self._post)
        app.router.add_get("/{room}/messages", self._find)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _post(self, request: web.Request) -> web.StreamResponse:
        room, sent = self.rooms[request.match_info["room"]], await request.json()
        fault = room.fault()
        room.counted[fault] += 1
        message = sent["channel"], sent["key"]
        if fault in ("none", "error_after", "cut_after", "silent_after", "kill"):
            room.accepted.append(message)
        if fault == "late":
            room.on_the_way.append(message)
        if fault == "kill":
            with suppress(ProcessLookupError):
                os.kill(sent["pid"], signal.SIGKILL)
        return await self._answer(request, fault, len(room.accepted))

    async def _answer(self, request: web.Request, fault: str, number: int) -> web.StreamResponse:
        if fault == "busy":
            return web.json_response({"wait": 0.01}, status=429)
        if fault.startswith("error"):
            return web.json_response({}, status=500)
        if fault.startswith("silent") or fault == "late":
            await asyncio.sleep(self._silence)
        if fault != "none":
            if request.transport:
                request.transport.abort()
            return web.Response()
        return web.json_response({"message": str(number)})

    async def _find(self, request: web.Request) -> web.StreamResponse:
        room = self.rooms[request.match_info["room"]]
        fault = room.fault()
        room.counted[f"find {fault}"] += 1
        if fault not in ("none", "kill", "late"):
            return await self._answer(request, fault, 0)
        wanted = request.query["channel"], request.query["key"]
        if wanted in room.on_the_way:
            room.on_the_way.remove(wanted)
            room.accepted.append(wanted)
        found = room.accepted.index(wanted) + 1 if wanted in room.accepted else None
        return web.json_response({"message": found and str(found)})
