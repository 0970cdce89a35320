"""Clients of the loopback Slack, and what they do most."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.workspace import BOT_TOKEN

QUIET = {"unfurl_links": False, "unfurl_media": False}
HOME = {"type": "home", "blocks": [{"type": "divider"}]}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Ask"}, "blocks": [{"type": "divider"}]}


def client_of(slack, token=BOT_TOKEN, timeout=5):
    """Returns a client with a token."""
    return AsyncWebClient(token, base_url=slack.base_url, timeout=timeout, retry_handlers=[])


async def say(client, text="news", channel="C1", **more):
    """Posts a message, and returns its timestamp."""
    return (await client.chat_postMessage(channel=channel, text=text, **QUIET, **more))["ts"]


async def refusal(call):
    """Returns the error code with which a call is refused."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return refused.value.response["error"]
