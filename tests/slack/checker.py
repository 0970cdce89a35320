"""Looks for what Slack would refuse or truncate in a payload, and for what would call somebody by name.

Lengths count UTF-16 code units, as JavaScript does: of the ways in which they might be counted the strictest.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.slack.kit import BLOCKS, ONLY_IN_MESSAGES
from tests.slack.rules import choice, flag, links, many, record, string, text, typed, units

_ADVISED, _MOST = 4_000, 40_000  # of a message's text: it is truncated after the second
_ALL_BLOCKS = 10_000  # of all text in a message's blocks: what is longer has been refused

_CALL = re.compile(r"<(?:!(?:channel|here|everyone|group)\b|!subteam\^|@[UW])[^<>]*>")

# ---------------------------------------------------------------------------------------------------- what is wrong


def _payload(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{at}: {type(value).__name__} instead of an object"
        return
    for key, item in value.items():
        inner = item if isinstance(item, list) else [item]
        if isinstance(item, list) and not all(isinstance(one, Mapping) for one in item):
            yield f"{at}.{key}: a list may have objects alone"
        leaves = [leaf for one in inner for leaf in (one.values() if isinstance(one, Mapping) else [one])]
        if not all(isinstance(leaf, str | int | float) for leaf in leaves):
            yield f"{at}.{key}: something other than texts, numbers and flags, or too deep"


def _off(value: Any, at: str) -> Iterator[str]:
    if value is not False:
        yield f"{at}: {value!r}, and only false keeps previews away"


def _said(value: Any, at: str) -> Iterator[str]:
    wrong = [*string(_MOST, blank=False)(value, at), *links(value, at)]
    yield from wrong
    if not wrong and units(value) > _ADVISED:
        yield f"{at}: {units(value)} characters, {_ADVISED} are advised"


_name = string()
_ids = string(255)
_metadata = record({"event_type": _name, "event_payload": _payload})
_shown = {"text": _said, "blocks": many(typed(BLOCKS), 50)}
_parsed = {"parse": choice("none", "full"), "link_names": flag, "mrkdwn": flag}
_thread = {"thread_ts": _name}
_looks = {"username": _name, "icon_emoji": _name, "icon_url": _name}

_MESSAGES = {
    "chat.postMessage": record(
        {"channel": _name, "unfurl_links": _off, "unfurl_media": _off},
        {**_shown, **_parsed, **_thread, **_looks, "metadata": _metadata, "reply_broadcast": flag},
    ),
    "chat.postEphemeral": record({"channel": _name, "user": _name}, {**_shown, **_parsed, **_thread, **_looks}),
    "chat.update": record(
        {"channel": _name, "ts": _name}, {**_shown, **_parsed, "metadata": _metadata, "reply_broadcast": flag}
    ),
    "response_url": record(
        optional={
            **_shown,
            **_parsed,
            **_thread,
            "metadata": _metadata,
            "response_type": choice("in_channel", "ephemeral"),
            **dict.fromkeys(("replace_original", "delete_original", "unfurl_links", "unfurl_media"), flag),
        }
    ),
}

_blocks = many(typed(BLOCKS, only=[kind for kind in BLOCKS if kind not in ONLY_IN_MESSAGES]), 100)
_private = {"private_metadata": string(3000, least=0), "callback_id": _ids, "external_id": _ids}
_label = text(24, plain=True)
_view = typed(
    {
        "home": record({"blocks": _blocks}, _private),
        "modal": record(
            {"title": _label, "blocks": _blocks},
            {**_private, "submit": _label, "close": _label, "clear_on_close": flag, "notify_on_close": flag},
        ),
    }
)

_VIEWS = {
    "views.open": record({"view": _view}, {"trigger_id": _name, "interactivity_pointer": _name}),
    "views.publish": record({"user_id": _name, "view": _view}, {"hash": _name}),
    "views.update": record({"view": _view}, {"view_id": _name, "external_id": _ids, "hash": _name}),
}

CHECKED = frozenset({*_MESSAGES, *_VIEWS})


def problems(method: str, body: Mapping[str, Any]) -> list[str]:
    """Return what Slack would refuse or truncate in the body of a method; "response_url" stands for such an answer."""
    # Bolt's clients add the workspace to every call.
    given = {key: value for key, value in body.items() if value is not None and key != "team_id"}
    found = list({**_MESSAGES, **_VIEWS}[method](given, "body"))
    blocks = _objects(given["view"] if "view" in given else given.get("blocks"))
    found += _twice("block_id", blocks) + _twice("action_id", blocks)
    return found + (_message(given) if method in _MESSAGES else _form(given.get("view")))


def _message(body: Mapping[str, Any]) -> list[str]:
    found, blocks = [], body.get("blocks")
    if "text" not in body and ("blocks" in body or not body.get("delete_original")):
        found.append("body: text is missing, which is what notifications and screen readers have")
    total = _length(blocks)
    if total > _ALL_BLOCKS:
        found.append(f"body.blocks: {total} characters of text in all, at most {_ALL_BLOCKS}")
    tables = [block for block in _objects(blocks) if block.get("type") == "table"]
    return found + (["body.blocks: more than one table"] if len(tables) > 1 else [])


def _form(view: Any) -> list[str]:
    asks = any(inner.get("type") == "input" for inner in _objects(view))
    lacks = asks and isinstance(view, Mapping) and view.get("type") == "modal" and "submit" not in view
    return ["body.view modal: submit is missing where something is asked"] if lacks else []


def _twice(key: str, objects: list[Mapping[str, Any]]) -> list[str]:
    counted = Counter(str(one[key]) for one in objects if key in one)
    return [f"{key} {value!r} is there {times} times" for value, times in counted.items() if times > 1]


def _objects(value: Any) -> list[Mapping[str, Any]]:
    """Return all objects in a value, itself included."""
    if isinstance(value, Mapping):
        return [value, *(one for inner in value.values() for one in _objects(inner))]
    return [one for inner in value for one in _objects(inner)] if isinstance(value, list) else []


def _length(blocks: Any) -> int:
    """Return the length of all texts; a link without one shows its address."""
    texts = [one.get(key) for one in _objects(blocks) for key in ("text", "alt_text")]
    bare = [one.get("url") for one in _objects(blocks) if one.get("type") == "link" and "text" not in one]
    return sum(units(found) for found in texts + bare if isinstance(found, str))


# ----------------------------------------------------------------------------------------------- whom it would call


def pings(body: Mapping[str, Any]) -> list[str]:
    """Return where a payload would notify somebody, or have Slack look for names to notify."""
    found = [f"{key} is {body[key]!r}" for key, on in (("link_names", True), ("parse", "full")) if body.get(key) == on]
    found += [f"text: {call}" for call in _calls(body.get("text"))]
    for one in _objects([body.get("blocks"), body.get("view")]):
        if one.get("type") in ("mrkdwn", "markdown"):
            found += [f"{one['type']}: {call}" for call in _calls(one.get("text"))]
        elif one.get("type") in ("broadcast", "user", "usergroup"):
            found.append(f"rich text: {dict(one)}")
    return found


def _calls(value: Any) -> list[str]:
    return _CALL.findall(value) if isinstance(value, str) else []
