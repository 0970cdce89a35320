"""Tests of what Slack's refusals and failures mean to the delivery."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.errors import NotTaken, OutcomeUnknown, Refused
from adapters.slack.failures import code_of, in_words, meant
from tests.slack import answers
from tests.slack.workspace import BOT_TOKEN


@pytest.fixture
async def client(slack):
    """A client that tries nothing twice and waits for a fifth of a second."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2)) as session:
        yield AsyncWebClient(BOT_TOKEN, base_url=slack.base_url, session=session, retry_handlers=[])


async def failed(client, *, alone=True, sends=True):
    """Returns the error that posting ends in."""
    with pytest.raises((NotTaken, OutcomeUnknown, Refused)) as error, in_words(alone=alone, sends=sends):
        await client.chat_postMessage(channel="C1", text="news", unfurl_links=False, unfurl_media=False)
    assert BOT_TOKEN not in str(error.value)
    assert error.value.__cause__ is None or BOT_TOKEN not in str(error.value.__cause__)
    return error.value


@pytest.mark.parametrize(
    ("code", "concerns", "named"),
    [
        ("invalid_auth", "platform", "OAuth & Permissions"),
        ("not_authed", "platform", "bot token"),
        ("account_inactive", "platform", "uninstalled"),
        ("token_revoked", "platform", "install Newsdesk"),
        ("token_expired", "platform", "expired"),
        ("invalid_app_id", "platform", "slack-manifest"),
        ("org_login_required", "platform", "later"),
        ("not_allowed_token_type", "platform", "xoxb-"),
        ("missing_scope", "platform", "chat:write"),
        ("not_in_channel", "channel", "/invite @Newsdesk"),
        ("channel_not_found", "channel", "/invite @Newsdesk"),
        ("is_archived", "channel", "unarchive"),
        ("restricted_action", "channel", "admin"),
        ("restricted_action_read_only_channel", "channel", "read-only"),
        ("restricted_action_thread_only_channel", "channel", "threads"),
        ("restricted_action_non_threadable_channel", "channel", "threads"),
        ("cannot_dm_bot", "channel", "bots"),
        ("messages_tab_disabled", "channel", "messages tab"),
        ("user_not_found", "channel", "no such user"),
        ("user_disabled", "channel", "deactivated"),
        ("ekm_access_denied", "channel", "keys"),
        ("msg_blocks_too_long", "message", "msg_blocks_too_long"),
        ("invalid_blocks", "message", "invalid_blocks"),
    ],
)
async def test_a_refusal_says_what_to_do(slack, client, code, concerns, named):
    """Each code is refused in words that name the step, and concerns the message, its channel or the platform."""
    slack.script("chat.postMessage", *[answers.error(code, needed="chat:write")] * 2)
    error = await failed(client)
    assert isinstance(error, Refused)
    assert error.concerns == concerns
    assert named in str(error)
    among_many = await failed(client, alone=False)
    assert among_many.concerns == ("channel" if concerns == "platform" else concerns)


async def test_a_scope_that_slack_does_not_name_is_missing_all_the_same(slack, client):
    """Where Slack does not say which permission is missing, the message still says what to do."""
    slack.script("chat.postMessage", "missing_scope")
    assert "OAuth & Permissions" in str(await failed(client))


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (answers.busy(7), 7.0),
        (answers.Answer(429, {"ok": False, "error": "ratelimited"}), None),
        (answers.Answer(429, "<html>slow down</html>", {"Retry-After": "3"}), 3.0),
        (answers.Answer(429, {"ok": False}, {"Retry-After": "soon"}), None),
        (answers.error("ratelimited"), None),
        (answers.error("message_limit_exceeded"), None),
    ],
)
async def test_what_is_too_much_is_asked_again_when_slack_says(slack, client, answer, wait):
    """A limit means that nothing was taken, and says how long to wait where Slack does, for one channel."""
    slack.script("chat.postMessage", answer)
    error = await failed(client)
    assert isinstance(error, NotTaken)
    assert (error.wait, error.everywhere) == (wait, False)


@pytest.mark.parametrize(
    "answer",
    [
        answers.broken(500),
        answers.broken(502),
        answers.broken(503),
        answers.Answer(500, {"ok": False, "error": "internal_error"}),
        answers.error("internal_error"),
        answers.error("fatal_error"),
        answers.error("service_unavailable"),
        answers.error("request_timeout"),
        answers.Answer(200, "<html>a proxy</html>"),
        answers.Answer(404, "<html>not found</html>"),
        answers.Answer(200, {"ok": False}),
    ],
)
async def test_trouble_leaves_a_posting_open(slack, client, answer):
    """After an error of Slack's own nobody knows whether a message is there; a question was not answered."""
    slack.script("chat.postMessage", answer, answer)
    assert isinstance(await failed(client), OutcomeUnknown)
    assert isinstance(await failed(client, sends=False), NotTaken)


@pytest.mark.parametrize("answer", [answers.silent(), answers.silent(taken=True), answers.cut(), answers.cut_after()])
async def test_no_answer_leaves_it_open(slack, client, answer):
    """Silence and a line that was cut mean that nobody knows."""
    slack.script("chat.postMessage", answer)
    error = await failed(client)
    assert isinstance(error, OutcomeUnknown)
    assert "no answer from Slack" in str(error)


@pytest.mark.parametrize("kind", ["text/plain", "application/json"])
async def test_an_answer_that_cannot_be_read_leaves_it_open(client, kind):
    """So does an answer that is no JSON, whatever it says that it is."""

    async def talk(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 4\r\n\r\noops".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        client.base_url = f"http://{host}:{port}/api/"
        assert isinstance(await failed(client), OutcomeUnknown)


async def test_without_a_connection_nothing_was_taken(client):
    """What never reached Slack may be sent again."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    server.close()
    await server.wait_closed()
    client.base_url = f"http://{host}:{port}/api/"
    error = await failed(client)
    assert isinstance(error, NotTaken)
    assert "no connection to Slack" in str(error)


async def test_what_is_no_failure_of_slack_is_left_alone():
    """Errors of our own are not taken for Slack's."""
    with pytest.raises(KeyError), in_words():
        raise KeyError("ours")


class Bare:
    """An answer of aiohttp's, as the SDK hands it over when it is not JSON."""

    status = 503


def test_an_answer_without_data_is_read_by_its_status():
    """What the SDK could not read at all is told by its HTTP status."""
    error = SlackApiError("unexpected", Bare())
    assert isinstance(meant(error, sends=True), OutcomeUnknown)
    assert code_of(error) == ""


async def test_slacks_own_word_is_known(slack, client):
    """The code of a refusal is read from the error, and there is none in any other."""
    slack.script("chat.postMessage", "is_archived")
    with pytest.raises(SlackApiError) as error:
        await client.chat_postMessage(channel="C1", text="news", unfurl_links=False, unfurl_media=False)
    assert code_of(error.value) == "is_archived"
    assert code_of(None) == code_of(ValueError()) == ""
