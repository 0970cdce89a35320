"""Tests of the loopback Slack: it does what Slack does, as slack_sdk sees it."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.slack.clients import HOME, MODAL, QUIET, client_of, refusal, say
from tests.slack.platform import Call, Slack
from tests.slack.workspace import BOT_TOKEN

MARK = {"event_type": "digest", "event_payload": {"key": "k1"}}


async def test_it_says_who_the_token_is(client):
    """A bot learns its name, and its rights from a header."""
    answer = await client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("UBOT", "B1", "T1")
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


async def test_a_message_is_kept_with_its_call(slack, client):
    """What is posted can be read in the channel, and how it was asked for in the calls."""
    ts = await say(client, metadata=MARK)
    [message] = slack.posted("C1")
    assert (message["ts"], message["text"], message["metadata"], message["bot_id"]) == (ts, "news", MARK, "B1")
    body = {"channel": "C1", "text": "news", "metadata": MARK, **QUIET}
    assert slack.calls == [Call("chat.postMessage", body, BOT_TOKEN)]
    assert slack.of("chat.postMessage") == [body]


async def test_timestamps_grow_though_the_clock_stands_still():
    """Two messages never have one timestamp."""
    async with Slack(clock=lambda: 1_700_000_000) as slack:
        first, second = await say(client_of(slack)), await say(client_of(slack))
    assert "1700000000.000000" == first < second


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"is_archived": True}, "is_archived"),
        ({"is_member": False}, "not_in_channel"),
        ({"is_member": False, "is_private": True}, "channel_not_found"),
    ],
)
async def test_a_channel_refuses_by_its_state(slack, client, state, code):
    """A message cannot be posted where the channel is archived, without the bot, or hidden from it."""
    slack.add_channel("C2", **state)
    assert await refusal(say(client, channel="C2")) == code
    assert slack.posted("C2") == []


@pytest.mark.parametrize(("state", "code"), [("revoked", "token_revoked"), ("inactive", "account_inactive")])
async def test_a_token_refuses_by_its_state(slack, client, state, code):
    """A token that was taken back, or whose app was removed, can do nothing."""
    slack.tokens[BOT_TOKEN].state = state
    assert await refusal(say(client)) == code


async def test_other_refusals(slack, client):
    """A wrong token, an unknown channel, method and user are each refused by their own code."""
    assert await refusal(say(client_of(slack, "xoxb-wrong"))) == "invalid_auth"
    assert await refusal(say(client, channel="C404")) == "channel_not_found"
    assert await refusal(client.api_call("no.such")) == "unknown_method"
    assert await refusal(client.users_info(user="U404")) == "user_not_found"
    assert await refusal(client.apps_connections_open(app_token=BOT_TOKEN)) == "not_allowed_token_type"


async def test_a_missing_scope_is_named(slack, client):
    """Who lacks a right is told which, and which there are."""
    slack.tokens[BOT_TOKEN].scopes = frozenset({"commands"})
    with pytest.raises(SlackApiError) as refused:
        await say(client)
    told = refused.value.response
    assert (told["error"], told["needed"], told["provided"]) == ("missing_scope", "chat:write", "commands")


async def test_a_message_is_changed_and_deleted(slack, client):
    """A bot changes and deletes its own messages, and nobody else's."""
    ts = await say(client)
    await client.chat_update(channel="C1", ts=ts, text="later")
    assert slack.posted("C1")[0]["text"] == "later"
    await client.chat_delete(channel="C1", ts=ts)
    assert slack.posted("C1") == []
    other = slack.app_mention("hello")["event"]["ts"]
    assert await refusal(client.chat_delete(channel="C1", ts=other)) == "cant_delete_message"
    assert await refusal(client.chat_update(channel="C1", ts=ts, text="x")) == "message_not_found"


async def test_an_ephemeral_message_reaches_members_alone(slack, client):
    """What one reader sees is not in the channel, and needs a reader who is."""
    await client.chat_postEphemeral(channel="C1", user="U1", text="psst")
    assert slack.posted("C1") == []
    assert await refusal(client.chat_postEphemeral(channel="C1", user="U9", text="psst")) == "user_not_in_channel"


async def pages(read, **asked):
    """Returns the texts of each page."""
    found, cursor = [], None
    while cursor != "":
        answer = await read(**asked, cursor=cursor)
        found.append([message["text"] for message in answer["messages"]])
        cursor = answer["response_metadata"]["next_cursor"]
        assert answer["has_more"] is bool(cursor)
    return found


async def test_the_history_is_read_by_pages(client):
    """Pages go back from the newest, or forward from `oldest`; each has the newest first, and no replies."""
    stamps = [await say(client, text) for text in "abcde"]
    await say(client, "reply", thread_ts=stamps[0])
    read = client.conversations_history
    assert await pages(read, channel="C1", limit=2) == [["e", "d"], ["c", "b"], ["a"]]
    assert await pages(read, channel="C1", limit=2, oldest=stamps[1]) == [["d", "c"], ["e"]]
    assert await pages(read, channel="C1", oldest=stamps[1], latest=stamps[3]) == [["c"]]
    assert await pages(read, channel="C1", oldest=stamps[1], latest=stamps[3], inclusive=True) == [["d", "c", "b"]]


async def test_a_thread_is_read_oldest_first(slack, client):
    """The parent comes first whatever times are asked for, and a page has no more than the workspace allows."""
    parent = await say(client, "parent")
    stamps = [await say(client, text, thread_ts=parent) for text in "abc"]
    read = client.conversations_replies
    assert await pages(read, channel="C1", ts=parent, oldest=stamps[0]) == [["parent", "b", "c"]]
    slack.most = 3
    assert await pages(read, channel="C1", ts=parent) == [["parent", "a", "b"], ["c"]]
    assert await refusal(read(channel="C1", ts="1.000000")) == "thread_not_found"


async def test_metadata_is_given_to_who_asks(client):
    """Without `include_all_metadata` there is none."""
    ts = await say(client, metadata=MARK)
    [plain] = (await client.conversations_history(channel="C1"))["messages"]
    [whole] = (await client.conversations_history(channel="C1", include_all_metadata=True))["messages"]
    [reply] = (await client.conversations_replies(channel="C1", ts=ts, include_all_metadata=True))["messages"]
    assert "metadata" not in plain
    assert whole["metadata"] == reply["metadata"] == MARK


async def test_channels_are_told_joined_and_listed(slack, client):
    """What is known of a channel is what the test says; joining a public one makes the bot a member."""
    slack.add_channel("C2", "open", is_member=False, members=["U1"])
    slack.add_channel("C3", "secret", is_private=True, members=["U1"])
    assert (await client.conversations_info(channel="C3"))["channel"]["is_private"] is True
    await client.conversations_join(channel="C2")
    assert slack.channels["C2"].is_member
    kinds = "public_channel,private_channel"
    listed = await client.conversations_list(types=kinds, limit=2)
    assert [channel["name"] for channel in listed["channels"]] == ["news", "open"]
    listed = await client.conversations_list(types=kinds, cursor=listed["response_metadata"]["next_cursor"])
    assert [channel["id"] for channel in listed["channels"]] == ["C3"]
    listed = await client.users_conversations(user="U2", types=kinds)
    assert [channel["id"] for channel in listed["channels"]] == ["C1"]


async def test_a_person_is_told_and_written_to(slack, client):
    """Rights and time zone of a user can be read, and direct messages opened."""
    ada = (await client.users_info(user="U1"))["user"]
    assert (ada["is_admin"], ada["is_owner"], ada["tz"]) == (True, False, "Europe/Berlin")
    room = (await client.conversations_open(users="U1"))["channel"]["id"]
    await say(client, channel=room)
    assert [message["text"] for message in slack.posted("DU1")] == ["news"]


async def test_a_code_is_exchanged_once(slack, client):
    """An installation gives a token that works, and its code gives no second."""
    slack.add_code("good", "xoxb-2", team="T2")
    # Not `oauth_v2_access`: slack_sdk 3.48 makes a header for it in a way of which aiohttp 3.14 warns.
    form = {"code": "good", "client_id": "1.2", "client_secret": "s"}

    def exchange():
        return client.api_call("oauth.v2.access", data=form)

    assert (await exchange())["access_token"] == "xoxb-2"
    assert (await client_of(slack, "xoxb-2").auth_test())["team_id"] == "T2"
    assert await refusal(exchange()) == "invalid_code"


async def test_views_are_opened_updated_and_published(slack, client):
    """A trigger opens one modal, which can be changed; a home tab belongs to its user."""
    trigger = slack.slash_command()["trigger_id"]
    view = (await client.views_open(trigger_id=trigger, view=MODAL))["view"]
    assert await refusal(client.views_open(trigger_id=trigger, view=MODAL)) == "invalid_trigger_id"
    await client.views_update(view_id=view["id"], view={**MODAL, "private_metadata": "p"})
    assert slack.views[view["id"]]["private_metadata"] == "p"
    assert await refusal(client.views_update(view_id=view["id"], hash="old", view=MODAL)) == "hash_conflict"
    await client.views_publish(user_id="U1", view=HOME)
    assert slack.app_home_opened()["event"]["view"]["id"] == slack.homes["U1"]["id"]


async def test_a_trigger_does_not_last():
    """After three seconds no modal can be opened with it."""
    now = [100.0]
    async with Slack(clock=lambda: now[0]) as slack:
        trigger = slack.slash_command()["trigger_id"]
        now[0] += 3.1
        assert await refusal(client_of(slack).views_open(trigger_id=trigger, view=MODAL)) == "expired_trigger_id"
