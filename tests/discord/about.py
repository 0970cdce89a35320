"""What the loopback Discord answers about itself, the bot, guilds and commands."""

from typing import Any

from tests.discord.asking import People
from tests.discord.calls import Call
from tests.discord.routes import authorised, guild_of, route
from tests.discord.scripting import Refused, refused


@route("GET", "/gateway")
def _gateway(world: People, _: Call) -> Any:
    return {"url": world.gateway_url}


@route("GET", "/gateway/bot")
def _gateway_for_bot(world: People, call: Call) -> Any:
    authorised(world, call)
    starts = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": world.gateway_url, "shards": world.shards, "session_start_limit": starts}


@route("GET", "/users/@me")
def _me(world: People, call: Call) -> Any:
    authorised(world, call)
    return world.bot.written()


@route("GET", "/applications/@me", "/oauth2/applications/@me")
def _application(world: People, call: Call) -> Any:
    authorised(world, call)
    return {
        "id": str(world.application),
        "name": world.bot.name,
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": world.bot.written(),
        "verify_key": "00" * 32,
        "team": None,
        "flags": 0,
    }


@route("POST", "/users/@me/channels")
def _open_dm(world: People, call: Call) -> Any:
    authorised(world, call)
    user = world.users.get(int(call.body["recipient_id"]))
    if user is None:
        raise Refused(refused(400, 50033, "Invalid Recipient(s)"))
    return world.add_dm(user).written()


@route("GET", "/guilds/*")
def _guild(world: People, call: Call, guild: str) -> Any:
    return guild_of(world, call, guild).written()


@route("GET", "/guilds/*/channels")
def _channels(world: People, call: Call, guild: str) -> Any:
    return [channel.written() for channel in guild_of(world, call, guild).channels.values()]


@route("GET", "/guilds/*/roles")
def _roles(world: People, call: Call, guild: str) -> Any:
    return guild_of(world, call, guild).roles()


@route("GET", "/guilds/*/members/*")
def _member(world: People, call: Call, guild: str, user: str) -> Any:
    member = guild_of(world, call, guild).members.get(int(user))
    if member is None:
        raise Refused(refused(404, 10007))
    return member.joined()


def _scope(world: People, call: Call, application: str, guild: str | None) -> int | None:
    """Returns where commands are registered: a guild, or None for everywhere."""
    authorised(world, call)
    if int(application) != world.application:
        raise Refused(refused(403, 20012, "You are not authorized to perform this action on this application"))
    return guild_of(world, call, guild).id if guild else None


def _registered(world: People, scope: int | None, sent: dict[str, Any]) -> dict[str, Any]:
    """Returns a command as it is kept; one of the same name keeps its number."""
    kind = sent.get("type", 1)
    same = (old for old in world.commands.get(scope, []) if (old["name"], old["type"]) == (sent["name"], kind))
    number = next((old["id"] for old in same), None) or str(world.ids.new())
    kept = {"id": number, "application_id": str(world.application), "version": number, "description": ""}
    return kept | sent | {"type": kind} | ({"guild_id": str(scope)} if scope else {})


@route("GET", "/applications/*/commands", "/applications/*/guilds/*/commands")
def _commands(world: People, call: Call, application: str, guild: str | None = None) -> Any:
    return world.commands.get(_scope(world, call, application, guild), [])


@route("PUT", "/applications/*/commands", "/applications/*/guilds/*/commands")
def _replace_commands(world: People, call: Call, application: str, guild: str | None = None) -> Any:
    scope = _scope(world, call, application, guild)
    world.commands[scope] = [_registered(world, scope, sent) for sent in call.body]
    return world.commands[scope]


@route("POST", "/applications/*/commands", "/applications/*/guilds/*/commands")
def _add_command(world: People, call: Call, application: str, guild: str | None = None) -> Any:
    scope = _scope(world, call, application, guild)
    command = _registered(world, scope, call.body)
    others = [old for old in world.commands.get(scope, []) if old["id"] != command["id"]]
    world.commands[scope] = [*others, command]
    return command
