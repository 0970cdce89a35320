"""Tests of posting to Discord: each message once, where it belongs, and every failure in the port's words."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from adapters.discord.access import Access
from adapters.discord.calling import Rest
from adapters.discord.chat import DiscordChat, open_discord
from adapters.errors import ChatError, NotTaken, OutcomeUnknown, Refused
from digests.model.document import Document, Heading, Paragraph, Span
from tests.adapters.discord.newsroom import FakeNotes, access_to, pages
from tests.discord.components import nested
from tests.discord.scripting import Answer, broken, cut, limited, refused, silent
from tests.discord.world import FORUM, NEWS, POSTING, READING

POST = "/channels/*/messages"
BEFORE = datetime.now(UTC) - timedelta(hours=1)


def document(text="A sentence.", title="The morning's news"):
    """Returns a document with a title."""
    return Document(blocks=(Heading(text=title, level=1), Paragraph(spans=(Span(text=text),))))


def name(channel):
    """Returns a channel's full name."""
    return f"discord:{channel.id}"


def shown(message):
    """Returns the texts of a message."""
    return "\n".join(part["content"] for part in nested(message["components"]) if "content" in part)


async def test_a_document_is_posted_before_anybody_listens(chat, platform, channel):
    """A post needs no gateway, has the key as an enforced nonce and notifies nobody."""
    receipt = await chat.post(name(channel), document(), key="e-1")
    [call] = platform.posted(channel)
    assert receipt.message == channel.messages[0]["id"]
    assert receipt.channel == name(channel)
    assert (call.body["nonce"], call.body["enforce_nonce"]) == ("e-1", True)
    assert call.body["allowed_mentions"] == {"parse": []}
    assert not platform.sessions


async def test_what_is_posted_twice_under_one_key_is_there_once(chat, channel):
    """Discord takes a key once."""
    receipts = {(await chat.post(name(channel), document(), key="e-1")).message for _ in range(2)}
    assert len(receipts) == len(channel.messages) == 1


def test_a_document_is_parted_for_messages():
    """What does not fit one message becomes several."""
    chat = DiscordChat(Access(token="a-token"), Rest(Access(token="a-token")), FakeNotes())
    assert len(chat.parts(pages(2).document)) == 2


@pytest.mark.parametrize("key", ["e-1", ""])
@pytest.mark.parametrize("failure", [broken(503), broken(500, taken=True), cut(), cut(taken=True)])
async def test_no_answer_to_a_post_is_unknown_and_sent_once(chat, platform, channel, failure, key):
    """The adapter itself never sends a second time, whatever discord.py would do."""
    platform.script("POST", POST, failure)
    with pytest.raises(OutcomeUnknown):
        await chat.post(name(channel), document(), key=key)
    assert len(platform.posted(channel)) == 1


async def test_a_post_can_be_given_up_while_discord_is_silent(chat, platform, channel):
    """Who waits no longer leaves nothing behind that would keep the next post back."""
    platform.script("POST", POST, silent())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await chat.post(name(channel), document(), key="e-1")
    await chat.post(name(channel), document(), key="e-1")
    assert len(channel.messages) == 1


@pytest.mark.parametrize(
    ("answer", "wait", "everywhere"),
    [
        (limited(0.25), 0.25, False),
        (limited(7, shared=True), 7, False),
        (limited(2.5, everywhere=True), 2.5, True),
        (limited(600), 600, False),
        (limited(0), 0, False),
        (limited(90, via=False), 90, True),
        (Answer(status=429, body="<html>1015</html>"), None, True),
        (refused(400, 40062), None, False),
    ],
)
async def test_a_wait_is_told_at_once(chat, platform, channel, answer, wait, everywhere):
    """Every 429 comes back with its wait and whom it concerns, and keeps no other post back."""
    platform.script("POST", POST, answer)
    with pytest.raises(NotTaken) as caught:
        await chat.post(name(channel), document(), key="e-1")
    assert (caught.value.wait, caught.value.everywhere) == (wait, everywhere)
    await chat.post(name(channel), document(), key="e-1")
    assert len(channel.messages) == 1


async def test_a_used_up_limit_keeps_nobody_waiting(chat, platform, channel):
    """What Discord says of calls that are left is no reason to wait by oneself."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "3600", "X-RateLimit-Limit": "1"}
    platform.script("POST", POST, Answer(body={"id": "7"}, headers=headers), Answer(body={"id": "8"}, headers=headers))
    async with asyncio.timeout(2):
        receipts = [(await chat.post(name(channel), document(), key=f"e-{n}")).message for n in (1, 2)]
    assert receipts == ["7", "8"]


@pytest.mark.parametrize(
    ("answer", "concerns", "names"),
    [
        (refused(401, 0), "platform", "token"),
        (refused(401, 40001), "platform", "token"),
        (refused(403, 50013), "channel", "Send Messages"),
        (refused(403, 50001), "channel", "View Channel"),
        (refused(404, 10003), "channel", "gone"),
        (refused(403, 50007), "channel", "direct messages"),
        (refused(400, 50035, "Invalid Form Body"), "message", "Invalid Form Body"),
        (refused(400, 200000), "message", "200000"),
    ],
)
async def test_what_discord_refuses_is_said_with_what_to_do(chat, platform, channel, answer, concerns, names):
    """A refusal names what it concerns, and the permission or step that is missing."""
    platform.script("POST", POST, answer)
    with pytest.raises(Refused, match=names) as caught:
        await chat.post(name(channel), document(), key="e-1")
    assert caught.value.concerns == concerns


async def test_a_wrong_token_concerns_the_platform_and_is_not_shown(platform, channel):
    """A token that Discord does not know is said without being shown, each time anew."""
    access = access_to(platform, token="wrong-token")
    assert "wrong-token" not in repr(access)
    async with open_discord(access, FakeNotes()) as chat:
        for _ in range(2):
            with pytest.raises(Refused, match="token") as caught:
                await chat.post(name(channel), document())
            assert caught.value.concerns == "platform"
            assert "wrong-token" not in str(caught.value)


async def test_no_connection_is_not_taken(platform, channel):
    """Where nobody answers the door nothing can have arrived."""
    async with open_discord(access_to(platform, base_url="http://127.0.0.1:9"), FakeNotes()) as chat:
        with pytest.raises(NotTaken, match="no connection"):
            await chat.post(name(channel), document())


@pytest.mark.parametrize("nonced", [True, False])
async def test_a_lost_message_is_found(chat, platform, channel, nonced):
    """What arrived is found by its key though Discord keeps no nonce, and nobody else's message for it."""
    platform.script("POST", POST, cut(taken=True))
    with pytest.raises(OutcomeUnknown):
        await chat.post(name(channel), document(), key="e-1")
    await chat.post(name(channel), document(), key="e-2")
    ada = platform.add_member(channel.guild)
    platform.write(channel, ada, {"components": platform.posted(channel)[0].body["components"], "nonce": "e-1"})
    if not nonced:
        for message in channel.messages:
            message.pop("nonce", None)
    found = await chat.find(name(channel), "e-1", since=BEFORE)
    assert found.message == channel.messages[0]["id"]
    assert await chat.find(name(channel), "e-3", since=BEFORE) is None
    assert await chat.find(name(channel), "", since=BEFORE) is None


async def test_a_message_is_found_behind_many_others(chat, platform, channel):
    """All that was said since is looked through."""
    for number in range(230):
        platform.write(channel, platform.bot, {"content": str(number)})
    receipt = await chat.post(name(channel), document(), key="e-1")
    assert await chat.find(name(channel), "e-1", since=BEFORE) == receipt
    assert len(platform.of("GET", POST)) == 3


async def test_nothing_older_is_found(chat, channel):
    """A message from before the moment is another one."""
    await chat.post(name(channel), document(), key="e-1")
    assert await chat.find(name(channel), "e-1", since=datetime.now(UTC) + timedelta(minutes=1)) is None


@pytest.mark.parametrize(
    ("answer", "error"), [(broken(503), NotTaken), (cut(), OutcomeUnknown), (refused(403, 50001), Refused)]
)
async def test_what_cannot_be_looked_up_is_said(chat, platform, channel, answer, error):
    """No answer to a look-up is not taken for there being nothing."""
    platform.script("GET", POST, answer, answer)  # aiohttp asks again where a connection ended before any answer
    with pytest.raises(error):
        await chat.find(name(channel), "e-1", since=BEFORE)


async def test_an_update_stands_in_a_thread_below_its_message(chat, platform, channel):
    """The first reply begins the thread, named by its heading; the next ones go on in it, and are found there."""
    first = await chat.post(name(channel), document(), key="e-1")
    replies = [
        await chat.post(name(channel), document(title="Tariffs " * 30), key=f"u-{n}", thread=first.message)
        for n in (1, 2)
    ]
    thread = platform.channels[int(first.message)]
    assert [message["id"] for message in thread.messages] == [one.message for one in replies]
    assert {one.channel for one in replies} == {name(channel)}
    assert thread.name.startswith("Tariffs")
    assert len(thread.name) <= 100
    assert len(platform.of("POST", "/channels/*/messages/*/threads")) == 1
    for n, reply in enumerate(replies, 1):
        assert await chat.find(name(channel), f"u-{n}", since=BEFORE, thread=first.message) == reply


async def test_a_thread_that_somebody_else_began_meanwhile_is_used(chat, platform, channel):
    """That there is a thread already is as good as having begun it."""
    first = await chat.post(name(channel), document(), key="e-1")
    platform.add_channel(channel.guild, "theirs", 11, parent=channel, number=int(first.message))
    platform.script("POST", f"/channels/{first.message}/messages", refused(404, 10003))
    await chat.post(name(channel), document(), key="u-1", thread=first.message)
    assert len(platform.channels[int(first.message)].messages) == 1


async def test_without_threads_the_message_is_replied_to(chat, platform, guild):
    """Where no thread may be begun, the update is a reply in the channel, and is found there."""
    channel = platform.add_channel(guild, permissions=POSTING & ~POSTING.__class__(create_public_threads=True))
    first = await chat.post(name(channel), document(), key="e-1")
    reply = await chat.post(name(channel), document(), key="u-1", thread=first.message)
    assert platform.posted(channel)[-1].body["message_reference"] == {
        "message_id": first.message,
        "fail_if_not_exists": False,
    }
    assert await chat.find(name(channel), "u-1", since=BEFORE, thread=first.message) == reply


async def test_a_locked_thread_is_not_insisted_on(chat, platform, channel):
    """A thread that takes nothing more leaves the channel."""
    first = await chat.post(name(channel), document(), key="e-1")
    await chat.post(name(channel), document(), key="u-1", thread=first.message)
    platform.script("POST", f"/channels/{first.message}/messages", refused(400, 160005))
    await chat.post(name(channel), document(), key="u-2", thread=first.message)
    assert len(channel.messages) == 2


async def test_a_thread_is_no_way_around_a_wrong_token(chat, platform, channel):
    """What concerns the platform is said at once."""
    first = await chat.post(name(channel), document(), key="e-1")
    platform.script("POST", POST, refused(401, 0))
    with pytest.raises(Refused, match="token"):
        await chat.post(name(channel), document(), key="u-1", thread=first.message)
    assert len(platform.of("POST", POST)) == 2


async def test_a_digest_in_a_forum_is_one_post(chat, platform, guild):
    """Its first part begins a post with its heading, the others stand below; all receipts name the post."""
    forum = platform.add_channel(guild, kind=FORUM)
    receipts = [await chat.post(name(forum), document(f"Part {n}."), key=f"e-{n}") for n in (1, 2, 3)]
    [thread] = [one for one in platform.channels.values() if one.parent == forum.id]
    assert {one.message for one in receipts} == {str(thread.id)}
    assert thread.name == "The morning's news"
    assert ["Part 1." in shown(thread.messages[0]), len(thread.messages)] == [True, 3]
    await chat.post(name(forum), document(), key="u-1", thread=str(thread.id))
    assert len(thread.messages) == 4


async def test_another_edition_is_another_post_in_a_forum(chat, platform, guild):
    """What has no key, or another edition's, begins a post of its own; what is posted already is not begun twice."""
    forum = platform.add_channel(guild, kind=FORUM)
    for key in ("e-1", "f-1", "", "e-1"):
        await chat.post(name(forum), document(), key=key)
    assert len([one for one in platform.channels.values() if one.parent == forum.id]) == 3


def active(platform, forum):
    """Has Discord list a forum's threads from now on."""
    threads = [one for one in platform.channels.values() if one.parent == forum.id]
    listed = Answer(body={"threads": [one.written() for one in threads], "members": []})
    platform.script("GET", "/guilds/*/threads/active", *[listed] * 5)


async def test_a_post_in_a_forum_is_found_and_gone_on_with(platform, guild):
    """A process that did not begin a forum's post finds it, and puts the next part below it."""
    forum = platform.add_channel(guild, kind=FORUM)
    async with open_discord(access_to(platform), FakeNotes()) as first:
        begun = await first.post(name(forum), document(), key="e-1")
    platform.add_channel(guild, "theirs", 11, parent=forum)
    active(platform, forum)
    async with open_discord(access_to(platform), FakeNotes()) as second:
        assert await second.find(name(forum), "e-1", since=BEFORE) == begun
        assert await second.find(name(forum), "e-2", since=BEFORE) is None
        assert await second.post(name(forum), document(), key="e-2") == begun
        assert await second.find(name(forum), "e-2", since=BEFORE) == begun
        assert await second.find(name(forum), "f-1", since=BEFORE) is None
    assert len(platform.channels[int(begun.message)].messages) == 2


@pytest.mark.parametrize("failure", [broken(500, taken=True), cut(taken=True)])
async def test_a_forums_post_is_not_begun_twice(chat, platform, guild, failure):
    """Forum posts have no nonce, so no answer is no reason to send again: the post is found."""
    forum = platform.add_channel(guild, kind=FORUM)
    platform.script("POST", "/channels/*/threads", failure)
    with pytest.raises(OutcomeUnknown):
        await chat.post(name(forum), document(), key="e-1")
    active(platform, forum)
    assert await chat.find(name(forum), "e-1", since=BEFORE)
    assert len([one for one in platform.channels.values() if one.parent == forum.id]) == 1


async def test_a_channel_that_takes_nothing_is_no_forum(chat, platform, guild):
    """A refusal stands where the channel is what it seems, or cannot be seen."""
    channel = platform.add_channel(guild, permissions=READING)
    with pytest.raises(Refused, match="Send Messages"):
        await chat.post(name(channel), document(), key="e-1")
    platform.script("GET", "/channels/*", refused(403, 50001))
    with pytest.raises(Refused, match="Send Messages"):
        await chat.post(name(channel), document(), key="e-1")


async def test_posts_in_chosen_announcement_channels_are_passed_on(platform, guild, caplog):
    """They are published where the settings say so; what keeps one from it is logged, and the receipt stands."""
    chosen, other = (platform.add_channel(guild, kind=NEWS) for _ in range(2))
    async with open_discord(access_to(platform, publish=frozenset({chosen.id})), FakeNotes()) as chat:
        await chat.post(name(other), document(), key="e-1")
        first = await chat.post(name(chosen), document(), key="e-1")
        platform.script("POST", "/channels/*/messages/*/crosspost", limited(3000))
        assert (await chat.post(name(chosen), document(), key="f-1")).message == chosen.messages[1]["id"]
        await chat.post(name(chosen), document(), key="u-1", thread=first.message)
    assert [one.path.split("/")[2] for one in platform.of("POST", "/channels/*/messages/*/crosspost")] == [
        str(chosen.id)
    ] * 2
    assert [record.action for record in caplog.records if hasattr(record, "action")] == ["not_published"]


async def test_a_user_is_written_to_alone(chat, platform):
    """The channel of a direct conversation has a full name, and is posted to like any other."""
    ada = platform.add_user()
    channel = await chat.direct(f"discord:{ada.id}")
    await chat.post(channel, document(), key="n-1")
    assert [len(one.messages) for one in platform.channels.values() if one.recipient is ada] == [1]
    with pytest.raises(ChatError):
        await chat.direct("discord:1")


async def test_what_is_closed_needs_no_login(platform):
    """Nothing is asked of Discord that nobody wanted."""
    async with open_discord(access_to(platform), FakeNotes()) as chat:
        assert chat.platform == "discord"
    assert not platform.calls
