"""What people typed and pressed, out of Slack's payloads; pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Payload = Mapping[str, Any]

_REFERENCE = re.compile(r"<([@#!]?)(?!\s)([^<>|]*)(?:\|([^<>]*))?>")
_LONGEST = 2900  # of words taken from somebody's message: what a command takes, with room for its name


@dataclass(frozen=True)
class Pressed:
    """What a button or a select stands for.

    Attributes:
        command: The command, without the root.
        channel: The full name of the channel that it is for, None for the one in which it was pressed.
        page: Which page of the answer.
    """

    command: str
    channel: str | None = None
    page: int = 1


def words(text: str) -> str:
    """Return what was typed without Slack's markup: links as their address or name, and no mention of the bot."""
    return _unescaped(_REFERENCE.sub(_named, text)).strip()


def behind_mention(text: str, bot: str) -> str:
    """Return what was typed to the bot: without its mention, where it stands first."""
    return words(re.sub(rf"^\s*<@{re.escape(bot)}(?:\|[^<>]*)?>[\s,:]*", "", text))


def message_words(message: Payload) -> str:
    """Return the words of somebody's message, of a long one the first sentences."""
    text = " ".join(words(str(message.get("text") or "")).split())
    if len(text) <= _LONGEST:
        return text
    end = max(text.rfind(mark, 0, _LONGEST) for mark in (". ", "? ", "! "))
    return text[: end + 1] if end > 0 else text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]


def pressed(action: Payload) -> Pressed | None:
    """Return what was pressed or chosen, None if it is nothing of ours."""
    try:
        if option := action.get("selected_option"):
            _, _, command = str(action["action_id"]).split(":", 2)
            return Pressed(f"{command} {option['value']}")
        value = json.loads(action.get("value") or "")
        return Pressed(str(value["command"]), value.get("channel"), int(value.get("page", 1)))
    except (ValueError, KeyError, TypeError):
        return None


def filled(view: Payload) -> dict[str, str]:
    """Return what was filled in in a form, by field."""
    values: Mapping[str, Mapping[str, Payload]] = view.get("state", {}).get("values", {})
    return {name: _filled(element) for name, elements in values.items() for element in elements.values()}


def about(view: Payload) -> dict[str, Any]:
    """Return what a form was opened with."""
    return dict(json.loads(view["private_metadata"]))


def moment(stamp: object) -> datetime:
    """Return the moment (UTC) of one of Slack's time stamps, such as "1355517523.000005"; now if it is none."""
    try:
        return datetime.fromtimestamp(float(str(stamp)), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.now(UTC)


def _filled(element: Payload) -> str:
    chosen = element.get("selected_option") or {}
    return str(element.get("value") or chosen.get("value") or "")


def _named(found: re.Match[str]) -> str:
    sign, target, label = found.groups()
    if sign:
        return f"{sign.strip('!')}{label}" if label else ""
    return str(label or target.removeprefix("mailto:"))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
