"""Calls as they arrived at the loopback Discord."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

PREFIX = "/api/v10"


@dataclass(frozen=True)
class Call:
    """One call; `token` is the bot's as it was sent, or None where there was none."""

    method: str
    path: str
    body: Any = None
    token: str | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


async def read(request: web.Request) -> Call:
    """Returns what was asked for."""
    body, files = await _content(request)
    path = request.path.removeprefix(PREFIX)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return Call(request.method, path, body, token if scheme == "Bot" else None, dict(request.query), files)


async def _content(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    if request.content_type != "multipart/form-data":
        text = await request.text()
        return (json.loads(text) if text else None), {}
    parts = await request.post()
    files = {part.filename: part.file.read() for part in parts.values() if isinstance(part, web.FileField)}
    return json.loads(parts["payload_json"]), files
