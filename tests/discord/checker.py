"""What Discord would refuse of a payload, what this desk may not send, and whom a message would notify."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.discord import commands, components
from tests.discord.components import nested
from tests.discord.embeds import of_embeds
from tests.discord.measures import count, known, size, text
from tests.discord.paths import matches

SUPPRESS_EMBEDS, EPHEMERAL, IS_COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 15
MESSAGE, LATER, NO_CHANGE, UPDATE, COMPLETED, FORM = 4, 5, 6, 7, 8, 9  # what an interaction is answered with

_SENT = {"content", "tts", "nonce", "enforce_nonce", "embeds", "allowed_mentions", "message_reference", "components"}
_SENT |= {"sticker_ids", "attachments", "flags", "poll", "username", "avatar_url", "thread_name", "applied_tags"}
_MENTION = re.compile(r"(?<!\\)(?:\\\\)*(@everyone|@here|<@[!&]?(\d+)>)")
_LINK = re.compile(r"https?://", re.IGNORECASE)


def problems(method: str, path: str, body: Any) -> list[str]:
    """Returns everything in a payload that Discord would refuse, or that this desk may not send."""
    for its_method, pattern, check in _CHECKS:
        if method == its_method and matches(pattern, path):
            return list(check(body))
    return []


def pings(body: Mapping[str, Any]) -> list[str]:
    """Returns every place at which Discord would notify somebody, with whom."""
    message = body.get("message") or body.get("data") or body
    allowed = message.get("allowed_mentions")
    return [
        f"{found[1]} in {where}"
        for where, said in _said(message)
        for found in _MENTION.finditer(said)
        if allowed is None or _lets(allowed, found[1], found[2])
    ]


def _said(message: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "content", message.get("content") or ""
    for place, embed in enumerate(message.get("embeds") or []):
        yield f"embeds[{place}]", embed.get("description") or ""
    for part in nested(message.get("components") or []):
        if part.get("type") == components.TEXT:
            yield "a text display", part.get("content") or ""


def _lets(allowed: Mapping[str, Any], mention: str, number: str | None) -> bool:
    kind = "everyone" if number is None else "roles" if mention.startswith("<@&") else "users"
    return kind in (allowed.get("parse") or []) or number in map(str, allowed.get(kind) or [])


def _quiet(message: Mapping[str, Any]) -> Iterator[str]:
    allowed = message.get("allowed_mentions")
    if allowed is None:
        yield "allowed_mentions: missing"
    elif any(allowed.get(name) for name in ("parse", "users", "roles", "replied_user")):
        yield f"allowed_mentions: {allowed} lets somebody be notified"


def _message(message: Mapping[str, Any], *, new: bool) -> Iterator[str]:
    """Returns what is wrong with the parts of a message, new or changed."""
    flags, parts = message.get("flags") or 0, message.get("components") or []
    # A change may leave out the flags: then the components tell which kind of message it is.
    newer = bool(flags & IS_COMPONENTS_V2) or (not new and "flags" not in message and components.is_newer(parts))
    yield from known("message", message, _SENT)
    yield from text("content", message.get("content"), 2000)
    yield from of_embeds(message.get("embeds") or [])
    yield from count("attachments", message.get("attachments"), 10)
    if newer and (message.get("content") or message.get("embeds")):
        yield "components v2: no content and no embeds beside them"
    if parts or newer:
        yield from components.in_message(parts, newer=newer)
    carried = ("embeds", "attachments", "sticker_ids", "poll")
    if new and not (newer or (message.get("content") or "").strip() or any(map(message.get, carried))):
        yield "message: empty"


def _previewed(message: Mapping[str, Any]) -> Iterator[str]:
    if _LINK.search(message.get("content") or "") and not (message.get("flags") or 0) & SUPPRESS_EMBEDS:
        yield "flags: links without SUPPRESS_EMBEDS"


def _new(message: Mapping[str, Any]) -> Iterator[str]:
    yield from _message(message, new=True)
    yield from _quiet(message)
    yield from _previewed(message)


def _changed(message: Mapping[str, Any]) -> Iterator[str]:
    """A message of the bot's, changed: what it was made with stays, so its flags need not be said again."""
    yield from _message(message, new=False)
    if "allowed_mentions" in message:
        yield from _quiet(message)


def _changed_answer(message: Mapping[str, Any]) -> Iterator[str]:
    """An answer to an interaction, changed: it may be the first that the answer says."""
    yield from _message(message, new=False)
    yield from _quiet(message)
    yield from _previewed(message)


def _posted(message: Mapping[str, Any]) -> Iterator[str]:
    yield from _new(message)
    if message.get("nonce") is None:
        return
    if size(str(message["nonce"])) > 25:
        yield f"nonce: {size(str(message['nonce']))} characters, at most 25"
    if message.get("enforce_nonce") is not True:
        yield "nonce: without enforce_nonce it keeps no second message away"


def _thread(thread: Mapping[str, Any]) -> Iterator[str]:
    yield from text("name", thread.get("name"), 100, 1)
    if thread.get("auto_archive_duration") not in (None, 60, 1440, 4320, 10080):
        yield f"auto_archive_duration: {thread['auto_archive_duration']!r}"
    if "message" in thread:
        yield from _new(thread["message"])


def _callback(body: Mapping[str, Any]) -> Iterator[str]:
    kind, data = body.get("type"), body.get("data") or {}
    if kind == MESSAGE:
        yield from _new(data)
    elif kind == UPDATE:
        yield from _message(data, new=False)
        yield from _quiet(data)
    elif kind == LATER:
        yield from known("data", data, {"flags"})
    elif kind == COMPLETED:
        yield from commands.choices_of("data", data.get("choices") or [])
    elif kind == FORM:
        yield from components.in_form(data)
    elif kind != NO_CHANGE:
        yield f"type: {kind!r}"


_CHECKS: list[tuple[str, str, Callable[[Any], Iterator[str]]]] = [
    ("POST", "/channels/*/messages", _posted),
    ("PATCH", "/channels/*/messages/*", _changed),
    ("POST", "/channels/*/messages/*/threads", _thread),
    ("POST", "/channels/*/threads", _thread),
    ("POST", "/interactions/*/*/callback", _callback),
    ("POST", "/webhooks/*/*", _new),
    ("PATCH", "/webhooks/*/*/messages/*", _changed_answer),
    ("PUT", "/applications/*/commands", commands.of_scope),
    ("PUT", "/applications/*/guilds/*/commands", commands.of_scope),
    ("POST", "/applications/*/commands", commands.of_one),
    ("POST", "/applications/*/guilds/*/commands", commands.of_one),
]
