"""The gateway of the loopback Discord: sessions that are opened, lost and resumed, and the events in them."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.discord.library import discord
from tests.discord.world import TOKEN, Channel, Guild, World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
HEARTBEAT_INTERVAL = 41_250
BAD_TOKEN, CLOSED_FOR_GOOD = 4004, (1000, 1001)


async def until(holds: Callable[[], bool], seconds: float = 5) -> None:
    """Waits until something holds, which more than one party may bring about; raises TimeoutError otherwise."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - the client's side has no event to set
            await asyncio.sleep(0.002)


@dataclass(eq=False)
class Session:
    """What one shard is told, in order, over as many connections as it takes."""

    id: str
    shard: tuple[int, int]
    request: web.Request | None = None
    socket: web.WebSocketResponse | None = None
    events: list[str] = field(default_factory=list)
    sent: int = 0
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def connected(self) -> bool:
        """Whether somebody listens, and has been told everything."""
        return self.socket is not None and self.sent == len(self.events)

    def note(self, event: str, data: Any) -> None:
        """Adds an event to what is to be told."""
        self.events.append(json.dumps({"op": DISPATCH, "s": len(self.events) + 1, "t": event, "d": data}))

    async def tell(self) -> None:
        """Tells what has not been told; what cannot be waits for the next connection."""
        async with self._turn:
            while self.socket is not None and self.sent < len(self.events):
                try:
                    await self.socket.send_str(self.events[self.sent])
                except ConnectionError:
                    self.socket = None
                else:
                    self.sent += 1

    def hang_up(self) -> web.WebSocketResponse | None:
        """Returns the connection, to which nothing more is told."""
        socket, self.socket = self.socket, None
        return socket


class Gateway(World):
    """The door by which events leave."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__(token)
        self.gateway_url = ""
        self.shards = 1  # what is advised to who asks
        self.sessions: list[Session] = []
        self.heard: list[dict[str, Any]] = []  # everything that clients said, heartbeats too
        self.refuses: int | None = None  # the code by which each IDENTIFY is refused
        self._lines: set[web.WebSocketResponse] = set()

    def told(self, op: int) -> list[Any]:
        """Returns the data of what clients said, of one kind."""
        return [said["d"] for said in self.heard if said["op"] == op]

    @property
    def identified(self) -> list[dict[str, Any]]:
        """Each IDENTIFY, in order."""
        return self.told(IDENTIFY)

    @property
    def resumed(self) -> list[dict[str, Any]]:
        """Each RESUME, in order."""
        return self.told(RESUME)

    async def until_ready(self, count: int = 1, seconds: float = 5) -> None:
        """Waits until so many shards are connected and have been told everything."""
        await until(lambda: sum(session.connected for session in self.sessions) >= count, seconds)

    async def dispatch(self, event: str, data: Any) -> None:
        """Tells an event to the shard that it concerns, now or when that resumes its session."""
        guild = int((data.get("id") if event.startswith("GUILD_") else None) or data.get("guild_id") or 0)
        for session in list(self.sessions):
            number, of = session.shard
            if (guild >> 22) % of == number:
                session.note(event, data)
                await session.tell()

    async def join(self, guild: Guild) -> None:
        """The bot was added to a guild."""
        created = guild.created(self.bot.id)
        del created["unavailable"]  # it was not in READY, so it does not become available
        await self.dispatch("GUILD_CREATE", created)

    async def leave(self, guild: Guild) -> None:
        """The bot was removed from a guild."""
        del self.guilds[guild.id]
        guild.left = True
        await self.dispatch("GUILD_DELETE", {"id": str(guild.id)})

    async def delete_channel(self, channel: Channel) -> None:
        """Somebody deleted a channel."""
        del self.channels[channel.id]
        del channel.guild.channels[channel.id]
        await self.dispatch("CHANNEL_DELETE", channel.written())

    async def update_channel(
        self, channel: Channel, *, name: str | None = None, permissions: discord.Permissions | None = None
    ) -> None:
        """Somebody renamed a channel, or changed what the bot may do in it."""
        channel.name = channel.name if name is None else name
        channel.permissions = channel.permissions if permissions is None else permissions
        await self.dispatch("CHANNEL_UPDATE", channel.written())

    async def reconnect(self) -> None:
        """Asks every shard to connect anew (op 7)."""
        for session in self.sessions:
            await _say(session.hang_up(), RECONNECT, None)

    async def invalidate(self, resumable: bool = False) -> None:  # noqa: FBT001, FBT002 - as the protocol has it
        """Tells every shard that its session is invalid (op 9)."""
        sessions = list(self.sessions)
        if not resumable:
            self.sessions.clear()
        for session in sessions:
            await _say(session.hang_up(), INVALID, resumable)

    async def close(self, code: int = 4000) -> None:
        """Closes every connection with a code; what is resumed afterwards goes on."""
        for session in self.sessions:
            if socket := session.hang_up():
                await socket.close(code=code)

    def drop(self) -> None:
        """Cuts every connection without a word."""
        for session in self.sessions:
            if session.hang_up() and session.request.transport:
                session.request.transport.abort()

    async def _listen(self, request: web.Request) -> web.WebSocketResponse:
        """Serves one connection."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._lines.add(socket)
        await _say(socket, HELLO, {"heartbeat_interval": HEARTBEAT_INTERVAL})
        async for message in socket:
            said = message.json()
            self.heard.append(said)
            await self._hear(request, socket, said["op"], said["d"])
        self._lines.discard(socket)
        self._gone(socket)
        return socket

    async def _hear(self, request: web.Request, socket: web.WebSocketResponse, op: int, data: Any) -> None:
        if op == HEARTBEAT:
            await _say(socket, ACK, None)
        elif op == IDENTIFY:
            await self._identify(request, socket, data)
        elif op == RESUME:
            await self._resume(request, socket, data)

    async def _identify(self, request: web.Request, socket: web.WebSocketResponse, data: Any) -> None:
        if refused := self.refuses or (data["token"] != self.token and BAD_TOKEN):
            await socket.close(code=refused)
            return
        session = Session(f"session-{self.ids.new()}", tuple(data.get("shard") or (0, 1)), request, socket)
        self.sessions.append(session)
        number, of = session.shard
        guilds = [guild for guild in self.guilds.values() if guild.shard(of) == number]
        session.note("READY", self._ready(session, guilds, sharded="shard" in data))
        for guild in guilds:
            session.note("GUILD_CREATE", guild.created(self.bot.id))
        await session.tell()

    def _ready(self, session: Session, guilds: list[Guild], *, sharded: bool) -> dict[str, Any]:
        ready = {
            "v": 10,
            "user": self.bot.written(),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.gateway_url,
            "application": {"id": str(self.application), "flags": 0},
        }
        return ready | ({"shard": list(session.shard)} if sharded else {})

    async def _resume(self, request: web.Request, socket: web.WebSocketResponse, data: Any) -> None:
        session = next((session for session in self.sessions if session.id == data["session_id"]), None)
        if session is None or data["token"] != self.token:
            await _say(socket, INVALID, data=False)
            return
        session.sent = data["seq"]
        session.request, session.socket = request, socket
        session.note("RESUMED", {})
        await session.tell()

    def _gone(self, socket: web.WebSocketResponse) -> None:
        """Forgets a connection that ended, and its session if the client ended that too."""
        for session in list(self.sessions):
            if session.socket is socket:
                session.socket = None
                if socket.close_code in CLOSED_FOR_GOOD:
                    self.sessions.remove(session)

    async def _hang_up(self) -> None:
        """Ends every connection, as the platform is shut."""
        for socket in list(self._lines):
            await socket.close()


async def _say(socket: web.WebSocketResponse | None, op: int, data: Any) -> None:
    if socket is not None:
        with suppress(ConnectionError):  # who has left is told nothing
            await socket.send_json({"op": op, "d": data, "s": None, "t": None})
