"""Tests of what the loopback Slack does on demand, with response URLs, and with bad payloads."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.slack import answers
from tests.slack.clients import QUIET, client_of, refusal, say
from tests.slack.platform import Slack
from tests.slack.workspace import BOT_TOKEN


async def test_answers_follow_the_script(slack, client):
    """Errors, limits and failures come in the order in which they were written, then the usual again."""
    slack.script("chat.postMessage", "fatal_error", answers.busy(7), answers.broken(503))
    assert await refusal(say(client)) == "fatal_error"
    with pytest.raises(SlackApiError) as limited:
        await say(client)
    assert (limited.value.response.status_code, limited.value.response.headers["Retry-After"]) == (429, "7")
    with pytest.raises(SlackApiError) as failed:
        await say(client)
    assert failed.value.response.status_code == 503
    await say(client)
    assert len(slack.posted("C1")) == 1
    assert len(slack.of("chat.postMessage")) == 4


async def test_a_script_may_be_for_one_channel(slack, client):
    """Another channel gets its usual answers."""
    slack.add_channel("C2")
    slack.script("chat.postMessage", "fatal_error", answers.usual(), channel="C2")
    await say(client)
    assert await refusal(say(client, channel="C2")) == "fatal_error"
    await say(client, channel="C2")


@pytest.mark.parametrize(
    ("scripted", "taken"), [(answers.cut(), 0), (answers.cut_after(), 1), (answers.broken(taken=True), 1)]
)
async def test_nobody_hears_whether_a_message_was_taken(slack, client, scripted, taken):
    """A connection that ends, or a failure, says nothing of whether the message is there."""
    slack.script("chat.postMessage", scripted)
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, SlackApiError)):
        await say(client)
    assert len(slack.posted("C1")) == taken


@pytest.mark.parametrize("taken", [False, True])
async def test_silence_lasts_until_the_client_leaves(slack, taken):
    """A client that waits for long enough to give up gets a time-out."""
    slack.script("chat.postMessage", answers.silent(taken=taken))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await say(client_of(slack))
    assert len(slack.posted("C1")) == taken


async def test_bad_payloads_fail_the_test_at_its_end():
    """What Slack would refuse, and what would call somebody, is an error when the server stops."""
    with pytest.raises(AssertionError, match=r"(?s)unfurl_links.*<!here>"):
        async with Slack() as slack:
            await client_of(slack).chat_postMessage(channel="C1", text="<!here> news", unfurl_media=False)
    async with Slack() as slack:
        await client_of(slack).chat_postMessage(channel="C1", text="news")
        slack.findings.clear()


async def test_forms_are_read_as_json_is(slack):
    """Lists, objects and flags that come as texts in a form are what they say."""
    form = {"token": BOT_TOKEN, "channel": "C1", "text": "news", "blocks": '[{"type": "divider"}]'}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.base_url}chat.postMessage", data={**form, **dict.fromkeys(QUIET, "0")}) as response,
    ):
        assert (await response.json())["ok"]
    assert slack.of("chat.postMessage") == [{"channel": "C1", "text": "news", "blocks": [{"type": "divider"}], **QUIET}]


async def answer_at(url, body):
    """Answers at a response URL, and returns the status."""
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
        return response.status


async def test_a_response_url_works_five_times(slack):
    """The sixth answer comes too late."""
    url = slack.slash_command("help")["response_url"]
    assert [await answer_at(url, {"text": "hello"}) for _ in range(6)] == [200] * 5 + [404]
    assert slack.of("response_url") == [{"text": "hello"}] * 6


async def test_a_response_url_works_for_half_an_hour():
    """After that it is gone."""
    now = [100.0]
    async with Slack(clock=lambda: now[0]) as slack:
        url = slack.slash_command()["response_url"]
        now[0] += 1801
        assert await answer_at(url, {"text": "late"}) == 404
