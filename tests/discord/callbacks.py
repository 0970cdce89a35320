"""What the loopback Discord answers to those who answer interactions."""

from typing import Any

from tests.discord.asking import COMPONENT, FORM, LATER, NO_CHANGE, Asked, People
from tests.discord.calls import Call
from tests.discord.routes import route
from tests.discord.scripting import Refused, refused
from tests.discord.world import EPHEMERAL, edit

MESSAGE, UPDATE = 4, 7
LOADING = 1 << 7


def _asked(world: People, token: str) -> Asked | None:
    asked = world.asked.get(token)
    return None if asked is None or asked.expired else asked


def _write(world: People, asked: Asked, sent: dict[str, Any]) -> dict[str, Any]:
    more = {"application_id": str(world.application), "webhook_id": str(world.application)}
    return world.write(asked.channel, world.bot, sent, **more)


@route("POST", "/interactions/*/*/callback")
def _callback(world: People, call: Call, number: str, token: str) -> Any:
    asked = _asked(world, token)
    if asked is None or int(number) != asked.id:
        raise Refused(refused(404, 10062))
    if asked.callback is not None:
        raise Refused(refused(400, 40060))
    asked.callback = call.body
    kind, data = call.body["type"], call.body.get("data") or {}
    if kind == MESSAGE:
        asked.original = _write(world, asked, data)
    elif kind == LATER:
        asked.original = _write(world, asked, {"flags": data.get("flags", 0) | LOADING})
    elif kind in (UPDATE, NO_CHANGE) and asked.kind in (COMPONENT, FORM):
        asked.original = edit(asked.source, data) if kind == UPDATE else asked.source
    return _acknowledged(asked, kind) if call.query.get("with_response") else None


def _acknowledged(asked: Asked, kind: int) -> dict[str, Any]:
    said: dict[str, Any] = {"id": str(asked.id), "type": asked.kind, "response_message_loading": kind == LATER}
    if asked.original is None:
        return {"interaction": said, "resource": {"type": kind}}
    said |= {"response_message_id": asked.original["id"]}
    said |= {"response_message_ephemeral": bool(asked.original["flags"] & EPHEMERAL)}
    return {"interaction": said, "resource": {"type": kind, "message": asked.original}}


def _answered(world: People, application: str, token: str) -> Asked:
    """Returns an interaction that has had its first answer; refuses otherwise."""
    asked = _asked(world, token)
    if asked is None or int(application) != world.application:
        raise Refused(refused(401, 50027))
    if asked.callback is None:
        raise Refused(refused(404, 10015))
    return asked


def _of(asked: Asked, message: str) -> dict[str, Any]:
    found = (shown for shown in asked.shown if shown["id"] == message)
    shown = asked.original if message == "@original" else next(found, None)
    if shown is None:
        raise Refused(refused(404, 10008))
    return shown


def _is_loading(shown: dict[str, Any] | None) -> bool:
    return shown is not None and bool(shown["flags"] & LOADING)


def _fill(shown: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """Changes a message; what was announced as coming is no longer."""
    kept = shown["flags"] & EPHEMERAL if _is_loading(shown) else shown["flags"]
    changed = edit(shown, sent)
    changed["flags"] = sent.get("flags", 0) | kept
    return changed


@route("POST", "/webhooks/*/*")
def _follow_up(world: People, call: Call, application: str, token: str) -> Any:
    """The first follow-up to a "later" takes its place, as Discord does it."""
    asked = _answered(world, application, token)
    if _is_loading(asked.original):
        return _fill(asked.original, call.body)
    asked.followups.append(_write(world, asked, call.body))
    return asked.followups[-1]


@route("GET", "/webhooks/*/*/messages/*")
def _shown(world: People, _: Call, application: str, token: str, message: str) -> Any:
    return _of(_answered(world, application, token), message)


@route("PATCH", "/webhooks/*/*/messages/*")
def _change(world: People, call: Call, application: str, token: str, message: str) -> Any:
    return _fill(_of(_answered(world, application, token), message), call.body)


@route("DELETE", "/webhooks/*/*/messages/*")
def _remove(world: People, _: Call, application: str, token: str, message: str) -> None:
    asked = _answered(world, application, token)
    shown = _of(asked, message)
    if shown in asked.channel.messages:
        asked.channel.messages.remove(shown)
    if shown is asked.original:
        asked.original = None
    else:
        asked.followups.remove(shown)
