"""The components that Discord's messages and forms are made of, with its limits on each; pure."""

import hashlib
from collections.abc import Sequence
from typing import Any

from adapters.cutting import length, shortened
from adapters.discord.names import PLATFORM, identity_of
from adapters.interface import platform_of

Json = dict[str, Any]

COMPONENTS_V2, EPHEMERAL = 1 << 15, 1 << 6
"""Flags of messages: that it is made of components alone, and that one person alone sees it."""
SILENT: Json = {"parse": []}
"""The mentions that a message may make: none."""
PRESS, CHOOSE, PAGE, SHARE, FORM = "press", "choose", "page", "share", "form"
"""What the ids of buttons, selects and forms begin with."""
ROW, SELECT, INPUT, GALLERY, SEPARATOR, CONTAINER, LABEL = 1, 3, 4, 12, 14, 17, 18
"""What kinds of component there are."""
_BUTTON, _TEXT = 2, 10
_GREY = 2
_LABEL, _ID, _OPTION, _OPTIONS, _IN_A_ROW = 80, 100, 100, 25, 5


def text_display(content: str) -> Json:
    """Return a text."""
    return {"type": _TEXT, "content": content}


def button(label: str, custom_id: str) -> Json:
    """Return a button."""
    shown = shortened(" ".join(label.split()), _LABEL)
    return {"type": _BUTTON, "style": _GREY, "label": shown, "custom_id": custom_id}


def actions(row: Sequence[Json]) -> list[Json]:
    """Return buttons in rows."""
    starts = range(0, len(row), _IN_A_ROW)
    return [{"type": ROW, "components": list(row[start : start + _IN_A_ROW])} for start in starts]


def options(labelled: Sequence[tuple[str, str]], chosen: str = "") -> list[Json]:
    """Return what a select offers: labels and values, and which one is chosen."""
    fitting = {
        value: {"label": shortened(" ".join(label.split()), _OPTION), "value": value}
        | ({"default": True} if value == chosen else {})
        for label, value in labelled
        if label.strip() and value.strip() and length(value) <= _OPTION
    }
    return list(fitting.values())[:_OPTIONS]


def custom_id(kind: str, number: str, command: str, channel: str | None = None) -> str | None:
    """Return what a button carries to whoever hears that it was pressed; None if that is more than one can.

    Args:
        kind: What it does, one of this module's.
        number: What tells it from the message's others of its kind, or says which page.
        command: The command that it stands for.
        channel: The full name of the channel that the command is for, None for the one in which it is pressed.
    """
    if channel and platform_of(channel) != PLATFORM:
        return None
    made = ":".join((kind, number, identity_of(channel or ""), command))
    return made if length(made) <= _ID else None


def mark(key: str) -> int:
    """Return the id of a message's first component, by which a message can be found again.

    Discord keeps no nonce, but gives the ids of components back, which show nowhere. It numbers those that have none
    from 1; this is a number of more than 30 bits.
    """
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) >> 2 | 1 << 30
