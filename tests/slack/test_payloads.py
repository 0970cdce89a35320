"""Tests of the payloads that the loopback Slack makes, and of how they are signed and sent."""

import time

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.signature import SignatureVerifier

from tests.slack.clients import HOME, MODAL, say
from tests.slack.payloads import button_in, chosen, pressed
from tests.slack.signing import post_event, post_form, signed


def test_signatures_are_those_of_slack():
    """The vector of Slack's documentation comes out, and slack_sdk takes what is signed now."""
    secret = "8f742231b10e8888abcd99yyyzzz85a5"
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    known = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert signed(body, secret=secret, at=1531420618)["X-Slack-Signature"] == known
    assert SignatureVerifier(secret).is_valid_request(body, signed(body, secret=secret))
    assert not SignatureVerifier(secret).is_valid_request(body, signed(body, secret=secret, at=time.time() - 301))


async def test_requests_are_sent_as_slack_sends_them(slack):
    """Events are JSON, commands a form, interactions JSON in a form; retries say so."""
    taken = []

    async def take(request):
        whole = {**request.headers}
        taken.append((whole, await request.read(), dict(await request.post())))
        return web.Response(text="fine")

    app = web.Application()
    app.router.add_post("/", take)
    server = TestServer(app)
    async with server:
        url = str(server.make_url("/"))
        event = slack.app_mention("help")
        response = await post_event(url, event, "s", retry_num=1)
        await post_form(url, slack.slash_command("help"), "s")
        await post_form(url, slack.block_actions(chosen("pick", "v")), "s")
    assert (response.status, response.body) == (200, "fine")
    assert all(SignatureVerifier("s").is_valid_request(body, headers) for headers, body, _ in taken)
    assert taken[0][0]["X-Slack-Retry-Num"] == "1"
    assert taken[1][2]["text"] == "help"
    assert '"block_actions"' in taken[2][2]["payload"]


def test_a_button_is_pressed_where_it_is():
    """The action of a press is taken from the message, and none is made up."""
    button = {"type": "button", "action_id": "more", "text": {"type": "plain_text", "text": "More"}, "value": "2"}
    message = {"blocks": [{"type": "divider"}, {"type": "actions", "block_id": "foot", "elements": [button]}]}
    assert button_in(message, "more") == {**button, "block_id": "foot"}
    with pytest.raises(LookupError):
        button_in(message, "less")


async def test_where_something_is_pressed_can_be_told(slack, client):
    """A message is in the payload, an ephemeral one is not, and a view has no response URL."""
    await say(client)
    [message] = slack.posted("C1")
    there = slack.block_actions(pressed("a"), message=message)
    hidden = slack.block_actions(pressed("a"), ephemeral=True)
    await client.views_publish(user_id="U1", view=HOME)
    home = slack.block_actions(pressed("a"), view=slack.homes["U1"])
    assert there["message"] == message
    assert hidden["container"]["is_ephemeral"]
    assert "message" not in hidden
    assert home["container"]["type"] == "view"
    assert not {"response_url", "channel"} & set(home)


async def test_other_payloads_have_their_shape(slack):
    """Each kind says what it is and where it comes from."""
    slack.add_channel("C9", is_private=True)
    message = slack.direct_message("hello")["event"]
    assert (message["channel_type"], message["channel"]) == ("im", "DU1")
    events = {
        "member_joined_channel": slack.member_joined_channel(),
        "member_left_channel": slack.member_left_channel(),
        "channel_archive": slack.channel_archive(),
        "group_archive": slack.channel_archive("C9"),
        "channel_rename": slack.channel_rename("C1", "other"),
        "app_uninstalled": slack.app_uninstalled(),
        "tokens_revoked": slack.tokens_revoked(),
    }
    assert [payload["event"]["type"] for payload in events.values()] == list(events)
    assert slack.block_suggestion("pick", "ber")["value"] == "ber"
    assert slack.message_shortcut("save", message)["message"] == message
    values = {"b": {"a": {"type": "plain_text_input", "value": "x"}}}
    assert slack.view_submission(MODAL, values)["view"]["state"]["values"] == values
