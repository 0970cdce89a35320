"""Requests to an app as Slack makes them over HTTP: signed, events as JSON, commands and interactions as forms."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp


@dataclass(frozen=True)
class Response:
    """What the app answered."""

    status: int
    body: str
    headers: Any


def signed(body, *, secret, at=None):
    """Return the headers that vouch for a body; `at` is the second in which Slack sent it.

    The method is described at https://docs.slack.dev/authentication/verifying-requests-from-slack.
    """
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


async def post_event(url, payload, secret, retry_num=None, at=None):
    """Send an event, or a `url_verification`, to an app; `retry_num` says the how manieth retry it is."""
    retry = {} if retry_num is None else {"X-Slack-Retry-Num": str(retry_num), "X-Slack-Retry-Reason": "http_timeout"}
    return await _post(url, json.dumps(payload).encode(), "application/json", secret, retry, at)


async def post_form(url, payload, secret, retry_num=None, at=None):
    """Send a command, or an interaction as JSON in the field `payload`, to an app."""
    retry = {} if retry_num is None else {"X-Slack-Retry-Num": str(retry_num), "X-Slack-Retry-Reason": "http_timeout"}
    form = urlencode(payload if "command" in payload else {"payload": json.dumps(payload)})
    return await _post(url, form.encode(), "application/x-www-form-urlencoded", secret, retry, at)


async def _post(url, body, kind, secret, retry, at):
    headers = {"Content-Type": kind, **signed(body, secret=secret, at=at), **retry}
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as response:
        return Response(response.status, await response.text(), response.headers)
