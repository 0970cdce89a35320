"""Which function answers which call, and what all of them need."""

from collections.abc import Callable
from typing import Any

from tests.discord.asking import People
from tests.discord.calls import Call
from tests.discord.paths import matches, steps
from tests.discord.scripting import Refused, refused
from tests.discord.world import Channel, Guild

Handler = Callable[..., Any]
_routes: list[tuple[str, str, Handler]] = []


def route(method: str, *patterns: str) -> Callable[[Handler], Handler]:
    """Registers what answers calls; it gets the world, the call and what the pattern's stars stand for.

    It returns what is sent back, or None for nothing.
    """

    def register(handler: Handler) -> Handler:
        _routes.extend((method, pattern, handler) for pattern in patterns)
        return handler

    return register


def answer(world: People, call: Call) -> Any:
    """Returns what is sent back; raises Refused."""
    for method, pattern, handler in _routes:
        found = steps(pattern, call.path) if method == call.method else None
        if found is not None:
            return handler(world, call, *found)
    raise Refused(refused(404, 0, "404: Not Found"))


def bucket(call: Call) -> str:
    """Returns the name of the rate limit that a call counts for: one for each kind of call."""
    for method, pattern, _ in _routes:
        if method == call.method and matches(pattern, call.path):
            return f"{method} {pattern}"
    return call.path


def authorised(world: People, call: Call) -> None:
    """Refuses who has not got the bot's token."""
    if call.token != world.token:
        raise Refused(refused(401, 0))


def channel_of(world: People, call: Call, number: str) -> Channel:
    """Returns a channel that the bot can see; refuses otherwise."""
    authorised(world, call)
    channel = world.channels.get(int(number))
    if channel is None:
        raise Refused(refused(404, 10003))
    if (channel.guild and channel.guild.left) or not channel.permissions.view_channel:
        raise Refused(refused(403, 50001))
    return channel


def guild_of(world: People, call: Call, number: str) -> Guild:
    """Returns a guild that the bot is in; refuses otherwise."""
    authorised(world, call)
    if int(number) not in world.guilds:
        raise Refused(refused(404, 10004))
    return world.guilds[int(number)]
