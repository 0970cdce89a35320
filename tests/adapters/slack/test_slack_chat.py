"""Tests of the Slack adapter's `Chat` against a loopback Slack: posting, finding, direct messages, looking around."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from adapters.errors import NotTaken, OutcomeUnknown, Refused
from adapters.interface import Receipt
from adapters.slack.access import Access
from adapters.slack.chat import open_slack
from adapters.slack.scopes import SCOPES
from digests.model.document import Document, Heading, Paragraph, Span
from tests.slack import answers
from tests.slack.workspace import APP_TOKEN, BOT_TOKEN
from tests.slack.workspace import SCOPES as ALL

NEWS = Document(blocks=(Heading(text="Morning news", level=1), Paragraph(spans=(Span(text="Nothing new."),))))
KEY = "0123456789abcdef0123-2"
AN_HOUR_AGO = datetime.now(UTC) - timedelta(hours=1)


async def test_a_message_is_posted_with_its_key(slack, chat):
    """A digest's part goes out whole, without previews, and names its edition and its number in its metadata."""
    receipt = await chat.post("slack:C1", NEWS, key=KEY)
    [message] = slack.posted("C1")
    assert receipt == Receipt(channel="slack:C1", message=message["ts"])
    assert message["text"] == "Morning news\nNothing new."
    assert message["blocks"][0]["type"] == "header"
    payload = {"edition": "0123456789abcdef0123", "part": "2"}
    assert message["metadata"] == {"event_type": "newsdesk_part", "event_payload": payload}
    [call] = slack.of("chat.postMessage")
    assert (call["unfurl_links"], call["unfurl_media"]) == (False, False)
    assert "thread_ts" not in call


@pytest.mark.parametrize(("key", "edition", "part"), [("lonely", "lonely", "lonely"), ("a-b-3", "a-b", "3")])
async def test_any_key_finds_its_message(slack, chat, key, edition, part):
    """A key of any form is in the metadata, and found by it."""
    receipt = await chat.post("slack:C1", NEWS, key=key)
    [message] = slack.posted("C1")
    assert message["metadata"]["event_payload"] == {"edition": edition, "part": part}
    assert await chat.find("slack:C1", key, since=AN_HOUR_AGO) == receipt


async def test_a_reply_goes_into_its_thread(slack, chat):
    """What replies to a message stands in its thread, and is found there and not in the channel."""
    parent = await chat.post("slack:C1", NEWS, key="parent-1")
    reply = await chat.post("slack:C1", NEWS, key=KEY, thread=parent.message)
    assert slack.posted("C1")[1]["thread_ts"] == parent.message
    assert await chat.find("slack:C1", KEY, since=AN_HOUR_AGO, thread=parent.message) == reply
    assert await chat.find("slack:C1", KEY, since=AN_HOUR_AGO) is None


async def test_without_a_key_there_is_no_metadata(slack, chat):
    """A message that nobody will look for has none, and is not found."""
    await chat.post("slack:C1", NEWS)
    assert "metadata" not in slack.posted("C1")[0]
    assert await chat.find("slack:C1", "", since=AN_HOUR_AGO) is None


@pytest.mark.parametrize(("answer", "there"), [(answers.cut_after(), 1), (answers.cut(), 0)])
async def test_a_message_whose_outcome_is_unknown_is_found_if_it_is_there(slack, chat, answer, there):
    """After a connection was cut nothing is sent twice; whether it arrived can be looked up."""
    slack.script("chat.postMessage", answer)
    with pytest.raises(OutcomeUnknown):
        await chat.post("slack:C1", NEWS, key=KEY)
    assert len(slack.of("chat.postMessage")) == 1
    assert len(slack.posted("C1")) == there
    found = await chat.find("slack:C1", KEY, since=AN_HOUR_AGO)
    assert found == (Receipt(channel="slack:C1", message=slack.posted("C1")[0]["ts"]) if there else None)
    assert await chat.find("slack:C1", "0123456789abcdef0123-1", since=AN_HOUR_AGO) is None


@pytest.mark.parametrize("wanted", [0, 20, 39])
async def test_every_page_is_looked_through(slack, chat, wanted):
    """Where Slack gives few messages a call, a message is found on whichever page it is."""
    slack.most = 15
    receipts = [await chat.post("slack:C1", NEWS, key=f"edition-{number}") for number in range(40)]
    assert await chat.find("slack:C1", f"edition-{wanted}", since=AN_HOUR_AGO) == receipts[wanted]
    assert await chat.find("slack:C1", "edition-40", since=AN_HOUR_AGO) is None


async def test_every_page_of_a_thread_is_looked_through(slack, chat):
    """The same holds in a thread."""
    slack.most = 15
    parent = (await chat.post("slack:C1", NEWS, key="parent-1")).message
    receipts = [await chat.post("slack:C1", NEWS, key=f"reply-{number}", thread=parent) for number in range(40)]
    assert await chat.find("slack:C1", "reply-38", since=AN_HOUR_AGO, thread=parent) == receipts[38]
    assert len(slack.of("conversations.replies")) == 3
    assert await chat.find("slack:C1", "parent-2", since=AN_HOUR_AGO, thread=parent) is None


async def test_only_what_is_new_enough_is_looked_through(chat):
    """Messages from before it was posted are not read."""
    await chat.post("slack:C1", NEWS, key=KEY)
    assert await chat.find("slack:C1", KEY, since=datetime.now(UTC) + timedelta(minutes=1)) is None


async def test_a_page_that_fails_is_no_absence(slack, chat):
    """Where a page cannot be read nobody may take it that the message is not there."""
    slack.most = 15
    for number in range(20):
        await chat.post("slack:C1", NEWS, key=f"edition-{number}")
    slack.script("conversations.history", answers.usual(), answers.busy(60))
    with pytest.raises(NotTaken) as error:
        await chat.find("slack:C1", "edition-20", since=AN_HOUR_AGO)
    assert error.value.wait == 60.0


async def test_a_user_is_talked_to_alone(slack, chat):
    """Direct messages have a channel of their own, in which is posted as in any."""
    channel = await chat.direct("slack:U2")
    assert channel == "slack:DU2"
    receipt = await chat.post(channel, NEWS, key=KEY)
    assert slack.posted("DU2")[0]["ts"] == receipt.message
    assert await chat.find(channel, KEY, since=AN_HOUR_AGO) == receipt
    with pytest.raises(Refused) as error:
        await chat.direct("slack:U404")
    assert error.value.concerns == "channel"


async def test_a_public_channel_is_joined(slack, chat):
    """Where the bot is not in a public channel it joins it, and posts."""
    slack.add_channel("C2", "open", is_member=False)
    receipt = await chat.post("slack:C2", NEWS, key=KEY)
    assert [message["ts"] for message in slack.posted("C2")] == [receipt.message]
    assert slack.channels["C2"].is_member


async def test_a_channel_that_cannot_be_joined_names_the_invitation(slack, chat):
    """Where joining is refused it is said how the bot is invited."""
    slack.add_channel("C2", "open", is_member=False)
    slack.tokens[BOT_TOKEN].scopes = ALL - {"channels:join"}
    with pytest.raises(Refused, match="/invite @Newsdesk") as error:
        await chat.post("slack:C2", NEWS, key=KEY)
    assert error.value.concerns == "channel"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"is_private": True, "is_member": False}, "/invite @Newsdesk"),
        ({"is_archived": True}, "archived"),
        ({"is_archived": True, "is_member": False}, "archived"),
    ],
)
async def test_a_channel_refuses_by_its_state(slack, chat, state, said):
    """A private channel without the bot and an archived one are refused with what to do, and nothing is posted."""
    slack.add_channel("C2", **state)
    with pytest.raises(Refused, match=said) as error:
        await chat.post("slack:C2", NEWS, key=KEY)
    assert error.value.concerns == "channel"
    assert slack.posted("C2") == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (answers.busy(5), NotTaken),
        (answers.broken(500), OutcomeUnknown),
        (answers.broken(503, taken=True), OutcomeUnknown),
        (answers.silent(), OutcomeUnknown),
        (answers.silent(taken=True), OutcomeUnknown),
        (answers.cut(), OutcomeUnknown),
        (answers.cut_after(), OutcomeUnknown),
    ],
)
async def test_nothing_is_sent_twice_by_itself(slack, hasty, answer, kind):
    """Whatever goes wrong, one posting is one call: sending again is the delivery's to decide."""
    slack.script("chat.postMessage", answer)
    with pytest.raises(kind):
        await hasty.post("slack:C1", NEWS, key=KEY)
    await asyncio.sleep(0.05)
    assert len(slack.of("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(answers.busy(5), NotTaken), (answers.broken(500), NotTaken), (answers.silent(), OutcomeUnknown)],
)
async def test_a_question_that_is_not_answered_says_so(slack, hasty, answer, kind):
    """Looking up a message and opening direct messages end in the port's errors as well."""
    slack.script("conversations.history", answer)
    slack.script("conversations.open", answer)
    with pytest.raises(kind):
        await hasty.find("slack:C1", KEY, since=AN_HOUR_AGO)
    with pytest.raises(kind):
        await hasty.direct("slack:U1")


async def test_a_missing_permission_is_named(slack, chat):
    """Without a scope the refusal names it, and concerns everything on the platform."""
    slack.tokens[BOT_TOKEN].scopes = ALL - {"chat:write"}
    with pytest.raises(Refused, match="chat:write") as error:
        await chat.post("slack:C1", NEWS, key=KEY)
    assert error.value.concerns == "platform"


async def test_a_token_that_was_taken_back_concerns_everything(slack, chat):
    """A revoked token concerns the platform, whether it is noticed at once or later."""
    await chat.post("slack:C1", NEWS)
    slack.tokens[BOT_TOKEN].state = "revoked"
    with pytest.raises(Refused, match="revoked") as error:
        await chat.post("slack:C1", NEWS)
    assert error.value.concerns == "platform"


async def test_who_the_bot_is_is_asked_once(slack, chat):
    """However many messages go out at once, the token is tried once."""
    await asyncio.gather(*(chat.post("slack:C1", NEWS) for _ in range(5)))
    assert len(slack.of("auth.test")) == 1
    assert len(slack.posted("C1")) == 5


async def test_connections_end_with_the_adapter(access, kept):
    """What was opened is closed at the end."""
    async with open_slack(access, kept) as chat:
        session = chat._session
        assert not session.closed
    assert isinstance(session, aiohttp.ClientSession)
    assert session.closed


def test_a_document_is_cut_into_messages(access):
    """A long document becomes several parts of which nothing is missing."""

    async def parts():
        async with open_slack(access, None) as chat:
            return chat.platform, chat.parts(Document(blocks=NEWS.blocks * 60))

    platform, made = asyncio.run(parts())
    assert platform == "slack"
    assert len(made) > 1
    assert [block for part in made for block in part.blocks] == [*NEWS.blocks] * 60


def test_secrets_are_not_shown():
    """Whoever prints how Slack is reached learns no secret."""
    shown = repr(
        Access(
            bot_token="xoxb-secret",
            app_token="xapp-secret",
            signing_secret="signing-secret",
            client_secret="client-secret",
            encryption_key="encryption-secret",
        )
    )
    assert "secret'" not in shown
    assert "-secret" not in shown


# ------------------------------------------------------------------------------------------------------ looking around


def told(verdicts):
    """Returns states and what was said."""
    return [(verdict.state, verdict.said) for verdict in verdicts]


async def test_all_is_well(slack, chat):
    """With good tokens and channels that can be posted to there is nothing to do, and nothing changes."""
    slack.add_channel("C2", "open", is_member=False)
    slack.add_channel("G1", "inner", is_private=True)
    found = await chat.examine(["slack:C1", "slack:C2", "slack:G1", f"slack:{slack.direct('U1').id}"])
    assert told(found) == [
        ("ok", "the app token opens a socket"),
        ("ok", "is @newsdesk in Desk (https://desk.slack.com/)"),
        ("ok", "all 4 channels can be posted to"),
    ]
    assert {verdict.check for verdict in found} == {"slack"}
    assert slack.posted("C1") == []
    assert not slack.channels["C2"].is_member


async def test_without_channels_only_the_connection_is_looked_at(chat):
    """Before any channel has settings nothing is said of channels."""
    assert len(await chat.examine([])) == 2


async def test_bad_tokens_are_said(slack, access, kept):
    """A token that is not taken has failed, is named by its setting, and is not shown."""
    for token in (BOT_TOKEN, APP_TOKEN):
        slack.tokens[token].state = "revoked"
    async with open_slack(access, kept) as chat:
        app, bot = await chat.examine([])
    assert (app.state, bot.state) == ("failed", "failed")
    assert "app_token" in app.todo
    assert "bot token" not in app.said
    assert "bot_token" in bot.todo
    assert bot.said == "the bot token was revoked; install Newsdesk in the workspace again"
    assert not any(token in str(verdict) for token in (BOT_TOKEN, APP_TOKEN) for verdict in (app, bot))


async def test_a_bot_token_for_the_socket_is_said(access, kept):
    """Whoever puts the tokens in each other's place is told."""
    async with open_slack(replace(access, app_token=BOT_TOKEN), kept) as chat:
        [app, _] = await chat.examine([])
    assert app.state == "failed"
    assert "xapp-" in app.said


async def test_missing_permissions_are_named(slack, chat):
    """Each scope that is missing is named with what it is for, in a warning."""
    slack.tokens[BOT_TOKEN].scopes = ALL - {"channels:join", "users:read"}
    [_, _, warning] = await chat.examine([])
    assert warning.state == "warning"
    for scope in ("channels:join", "users:read"):
        assert f"{scope} ({SCOPES[scope]})" in warning.said
    assert "reinstall" in warning.todo


async def test_a_slack_that_does_not_tell_scopes_lacks_none(slack, chat):
    """Where Slack does not say which scopes there are, none is said to be missing."""
    slack.tokens[BOT_TOKEN].scopes = frozenset()
    assert [verdict.state for verdict in await chat.examine([])] == ["ok", "ok"]


async def test_channels_that_cannot_be_posted_to_are_named(slack, chat):
    """An archived channel, a private one without the bot and one that is gone have failed, each with what to do."""
    slack.add_channel("C2", is_archived=True)
    slack.add_channel("G1", is_private=True, is_member=False)
    found = told(await chat.examine(["slack:C1", "slack:C2", "slack:G1", "slack:C404"]))[2:]
    assert [state for state, _ in found] == ["failed"] * 3
    assert "slack:C2" in found[0][1]
    assert "archived" in found[0][1]
    assert all("/invite @Newsdesk" in said for _, said in found)


async def test_a_private_channel_that_is_told_of_needs_the_bot(slack, chat):
    """A private channel of which Slack tells though the bot is not in it cannot be posted to."""
    channel = {"id": "G1", "is_private": True, "is_member": False, "is_archived": False}
    slack.script("conversations.info", {"ok": True, "channel": channel})
    [_, _, failed] = await chat.examine(["slack:G1"])
    assert "/invite @Newsdesk" in failed.said


async def test_of_many_bad_channels_some_are_named(chat):
    """More than ten are counted."""
    found = await chat.examine([f"slack:C40{number}" for number in range(13)])
    assert len(found) == 2 + 10 + 1
    assert found[-1].said == "3 more channels cannot be posted to"


async def test_over_http_it_is_said_where_calls_are_taken(slack, access, kept):
    """In mode http no socket is opened to look."""
    async with open_slack(replace(access, mode="http", listen=("127.0.0.1", 3000)), kept) as chat:
        found = await chat.examine([])
    assert found[0].said == "takes Slack's calls at 127.0.0.1:3000"
    assert slack.of("apps.connections.open") == []
