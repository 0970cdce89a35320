"""What the loopback Discord answers about channels, messages and threads."""

from typing import Any

from tests.discord.asking import People
from tests.discord.calls import Call
from tests.discord.routes import channel_of, route
from tests.discord.scripting import Refused, refused
from tests.discord.world import DM, FORUM, NEWS, THREAD, THREAD_OF_NEWS, THREADS, Channel, edit

CROSSPOSTED = 1 << 1


def _refuse(status: int, code: int) -> None:
    raise Refused(refused(status, code))


def _message(channel: Channel, number: str) -> dict[str, Any]:
    found = next((message for message in channel.messages if message["id"] == number), None)
    return found or _refuse(404, 10008)


def _our_message(world: People, channel: Channel, number: str) -> dict[str, Any]:
    message = _message(channel, number)
    if message["author"]["id"] != str(world.bot.id):
        raise Refused(refused(403, 50005, "Cannot edit a message authored by another user"))
    return message


@route("GET", "/channels/*")
def _channel(world: People, call: Call, channel: str) -> Any:
    return channel_of(world, call, channel).written()


@route("GET", "/channels/*/messages")
def _messages(world: People, call: Call, channel: str) -> Any:
    """Answers the newest first, of those nearest to what is asked for."""
    place = channel_of(world, call, channel)
    held = place.messages if place.permissions.read_message_history else []
    limit = int(call.query.get("limit", 50))
    if "after" in call.query:
        found = [message for message in held if int(message["id"]) > int(call.query["after"])][:limit]
    elif "around" in call.query:
        middle, half = int(call.query["around"]), limit // 2
        older = [message for message in held if int(message["id"]) < middle]
        found = older[len(older) - half :] if half < len(older) else older
        found += [message for message in held if int(message["id"]) >= middle][: limit - half]
    else:
        before = int(call.query.get("before", world.ids.new()))
        found = [message for message in held if int(message["id"]) < before][-limit:]
    return found[::-1]


@route("GET", "/channels/*/messages/*")
def _one_message(world: People, call: Call, channel: str, message: str) -> Any:
    return _message(channel_of(world, call, channel), message)


@route("POST", "/channels/*/messages")
def _post(world: People, call: Call, channel: str) -> Any:
    place = channel_of(world, call, channel)
    if not place.may_send:
        _refuse(403, 50007 if place.kind == DM else 50013)
    nonce = call.body.get("nonce")
    if nonce is not None and call.body.get("enforce_nonce"):
        for message in place.messages:
            if message.get("nonce") == nonce:
                return message
    return world.write(place, world.bot, call.body)


@route("PATCH", "/channels/*/messages/*")
def _edit(world: People, call: Call, channel: str, message: str) -> Any:
    return edit(_our_message(world, channel_of(world, call, channel), message), call.body)


@route("DELETE", "/channels/*/messages/*")
def _delete(world: People, call: Call, channel: str, message: str) -> None:
    place = channel_of(world, call, channel)
    place.messages.remove(_our_message(world, place, message))


@route("POST", "/channels/*/messages/*/crosspost")
def _crosspost(world: People, call: Call, channel: str, message: str) -> Any:
    place = channel_of(world, call, channel)
    if place.kind != NEWS:
        _refuse(400, 50024)
    if not place.permissions.send_messages:
        _refuse(403, 50013)
    posted = _our_message(world, place, message)
    if posted["flags"] & CROSSPOSTED:
        raise Refused(refused(400, 40033, "This message has already been crossposted."))
    posted["flags"] |= CROSSPOSTED
    return posted


def _new_thread(world: People, place: Channel, sent: dict[str, Any], number: int = 0) -> Channel:
    if place.kind in (DM, *THREADS):
        _refuse(400, 50024)
    needed = place.permissions.send_messages if place.kind == FORUM else place.permissions.create_public_threads
    if not needed:
        _refuse(403, 50013)
    kind = THREAD_OF_NEWS if place.kind == NEWS else THREAD
    return world.add_channel(place.guild, sent["name"], kind, place.permissions, parent=place, number=number)


@route("POST", "/channels/*/messages/*/threads")
def _thread_at(world: People, call: Call, channel: str, message: str) -> Any:
    """A thread that begins at a message has the message's number."""
    place = channel_of(world, call, channel)
    start = _message(place, message)
    if int(message) in world.channels:
        raise Refused(refused(400, 160004, "A thread has already been created for this message"))
    thread = _new_thread(world, place, call.body, int(start["id"]))
    start["thread"] = thread.written()
    return thread.written()


@route("POST", "/channels/*/threads")
def _thread(world: People, call: Call, channel: str) -> Any:
    """In a forum the thread and its first message are one."""
    place = channel_of(world, call, channel)
    thread = _new_thread(world, place, call.body)
    if place.kind != FORUM:
        return thread.written()
    first = world.write(thread, world.bot, call.body["message"], id=str(thread.id))
    return thread.written() | {"message": first}
