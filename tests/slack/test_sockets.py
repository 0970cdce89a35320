"""Tests of the loopback Slack's Socket Mode with the client of slack_sdk."""

from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

from tests.slack.clients import client_of
from tests.slack.payloads import pressed
from tests.slack.workspace import APP_TOKEN


@asynccontextmanager
async def listening(slack, heard):
    """Runs a Socket Mode client that acks whatever it hears."""
    socket = SocketModeClient(APP_TOKEN, web_client=client_of(slack, APP_TOKEN), ping_interval=0.1)

    async def acknowledge(client, request):
        heard.append((request.type, request.payload))
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, {"text": "heard"}))

    socket.socket_mode_request_listeners.append(acknowledge)
    await socket.connect()
    try:
        yield socket
    finally:
        await socket.close()
        socket.message_processor.cancel()


async def test_envelopes_are_acknowledged(slack):
    """A payload comes in the envelope of its kind, and the ack comes back."""
    heard = []
    sent = [slack.slash_command("help"), slack.app_mention("help"), slack.block_actions(pressed("more", "1"))]
    async with listening(slack, heard):
        for payload in sent:
            ack = await slack.send(payload)
            assert ack["payload"] == {"text": "heard"}
    assert heard == list(zip(["slash_commands", "events_api", "interactive"], sent, strict=True))


async def test_who_does_not_answer_is_given_up(slack):
    """Without an ack in time the envelope has failed."""
    async with aiohttp.ClientSession() as session:
        opened = await client_of(slack, APP_TOKEN).apps_connections_open(app_token=APP_TOKEN)
        async with session.ws_connect(opened["url"]) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            with pytest.raises(TimeoutError):
                await slack.send_envelope("events_api", {}, within=0.05)


@pytest.mark.parametrize("end", ["disconnect", "drop"])
async def test_a_client_comes_back(slack, end):
    """After a connection was ended, announced or not, there is another, and envelopes arrive."""
    heard = []
    async with listening(slack, heard):
        await slack.until_connected()
        if end == "drop":
            slack.drop()
            assert slack.connected == 0
        else:
            await slack.disconnect()
        await slack.until_connected()
        assert slack.connections >= 2
        await slack.send(slack.slash_command("help"))
    assert len(heard) == 1
