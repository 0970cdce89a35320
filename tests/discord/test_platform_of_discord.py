"""Tests of the loopback Discord with the real discord.py: what other tests stand on does what it says."""

import asyncio
import io
import time

import aiohttp
import pytest

from tests.discord.client import Client, addressed, connected
from tests.discord.gateway import until
from tests.discord.library import discord
from tests.discord.scripting import broken, cut, limited, refused, silent, usual
from tests.discord.world import DM, FORUM, MANAGING, NEWS, READING

POSTS = "/channels/*/messages"
BLIND = discord.Permissions.none()


async def test_a_message_is_posted_and_kept(platform, channel):
    """What the client posts is kept as a call and as a message of the bot's."""
    async with connected(platform) as client:
        sent = await client.get_channel(channel.id).send("hello", nonce="n1")
    [call] = platform.posted(channel)
    assert (call.body["content"], call.token) == ("hello", platform.token)
    [kept] = channel.messages
    assert (kept["id"], kept["nonce"], kept["author"]["id"]) == (str(sent.id), "n1", str(platform.bot.id))


class Newer(discord.ui.LayoutView):
    """A message of components alone."""

    story = discord.ui.Container(
        discord.ui.Section("**A story**", accessory=discord.ui.Thumbnail("https://example.org/a.png")),
        discord.ui.Separator(),
        discord.ui.TextDisplay("what is new"),
        discord.ui.ActionRow(discord.ui.Button(label="More", url="https://example.org")),
    )


async def test_the_newer_kind_of_message_is_taken_and_changed(platform, channel):
    """What discord.py makes of components passes the checks, when posted and when changed."""
    async with connected(platform) as client:
        sent = await client.get_channel(channel.id).send(view=Newer())
        await sent.edit(view=Newer())
    assert [part["type"] for part in channel.messages[0]["components"]] == [17]


async def test_a_file_is_kept_with_its_name(platform, channel):
    """What is uploaded arrives beside the message."""
    async with connected(platform) as client:
        await client.get_channel(channel.id).send(file=discord.File(io.BytesIO(b"<opml/>"), "feeds.opml"))
    assert platform.posted(channel)[0].files == {"feeds.opml": b"<opml/>"}


async def test_the_addresses_are_put_back(platform):
    """After a test discord.py points to where it did before."""
    before = discord.http.Route.BASE
    with addressed(platform):
        assert platform.base_url == discord.http.Route.BASE
    assert before == discord.http.Route.BASE


async def test_a_second_message_of_one_nonce_is_the_first(platform, channel):
    """A message that is sent again with its nonce is answered with the one that is there."""
    async with connected(platform) as client:
        place = client.get_channel(channel.id)
        first, second, other = [await place.send("hello", nonce=nonce) for nonce in ("n1", "n1", "n2")]
    assert first.id == second.id != other.id
    assert len(channel.messages) == 2


async def test_messages_are_listed_newest_first(platform, channel):
    """History is found after, before and around a message."""
    kept = [platform.write(channel, platform.bot, {"content": str(number)}) for number in range(6)]
    middle = discord.Object(int(kept[3]["id"]))
    async with connected(platform) as client:
        place = client.get_channel(channel.id)
        asked = {
            "all": place.history(limit=3),
            "after": place.history(limit=1, after=middle, oldest_first=False),
            "before": place.history(limit=2, before=middle),
            "around": place.history(limit=3, around=middle),
        }
        found = {name: [message.content async for message in messages] for name, messages in asked.items()}
    assert found == {"all": ["5", "4", "3"], "after": ["5"], "before": ["2", "1"], "around": ["4", "3", "2"]}


@pytest.mark.parametrize(
    ("permissions", "code"), [(BLIND, 50001), (READING, 50013)], ids=["not to be seen", "not to be written to"]
)
async def test_a_channel_refuses_by_its_permissions(platform, permissions, code):
    """What the bot may not do is refused, and nothing is posted."""
    channel = platform.add_channel(platform.add_guild(), permissions=permissions)
    async with connected(platform) as client:
        with pytest.raises(discord.Forbidden) as refusal:
            await client.get_partial_messageable(channel.id).send("hello")
    assert (refusal.value.code, channel.messages) == (code, [])


async def test_a_channel_that_is_gone_is_unknown(platform, channel):
    """A deleted channel leaves the client's store, and is unknown to REST."""
    async with connected(platform) as client:
        await platform.delete_channel(channel)
        await until(lambda: client.get_channel(channel.id) is None)
        with pytest.raises(discord.NotFound) as refusal:
            await client.get_partial_messageable(channel.id).send("hello")
    assert refusal.value.code == 10003


async def test_a_wrong_token_is_refused(platform):
    """Who has another token cannot log in."""
    with addressed(platform):
        client = Client()
        with pytest.raises(discord.LoginFailure):
            await client.start("another")
        await client.close()


async def test_a_token_that_is_taken_back_is_refused(platform, channel):
    """From then on every call is 401."""
    async with connected(platform) as client:
        platform.token = "another"
        with pytest.raises(discord.HTTPException) as refusal:
            await client.get_channel(channel.id).send("hello")
    assert refusal.value.status == 401


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refused(403, 50013), discord.Forbidden),
        (broken(503), discord.DiscordServerError),
        (limited(0, via=False), discord.HTTPException),
        (cut(), aiohttp.ServerDisconnectedError),
    ],
    ids=["refused", "broken", "banned", "cut"],
)
async def test_what_is_scripted_is_answered_once(platform, channel, answer, error):
    """A scripted answer has no effect on the channel, and the next call is served as usual."""
    platform.script("POST", POSTS, usual(), answer)
    async with connected(platform) as client:
        place = client.get_channel(channel.id)
        await place.send("before")
        with pytest.raises(error):
            await place.send("lost")
        await place.send("after")
    assert [message["content"] for message in channel.messages] == ["before", "after"]


@pytest.mark.parametrize("taken", [True, False])
async def test_a_connection_is_cut_before_or_after_the_message_is_taken(platform, channel, taken):
    """The client hears the same, and the message is there or is not."""
    platform.script("POST", POSTS, cut(taken=taken))
    async with connected(platform) as client:
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await client.get_channel(channel.id).send("hello")
    assert len(channel.messages) == taken


@pytest.mark.parametrize("everywhere", [True, False])
async def test_a_limit_is_waited_for(platform, channel, everywhere):
    """The client waits as long as it is told, and then posts."""
    platform.script("POST", POSTS, limited(0.05, everywhere=everywhere))
    async with connected(platform) as client:
        began = time.monotonic()
        await client.get_channel(channel.id).send("hello")
    assert time.monotonic() - began >= 0.05
    assert len(platform.posted(channel)) == 2


async def test_silence_lasts_until_the_client_leaves(platform, channel):
    """No answer comes, whether or not the message was taken."""
    platform.script("POST", POSTS, silent(taken=True))
    async with connected(platform) as client:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.get_channel(channel.id).send("hello"), 0.1)
    assert len(channel.messages) == 1


async def test_threads_forums_and_crossposts(platform):
    """A thread begins at a message or in a forum, and news are published once."""
    guild = platform.add_guild()
    news, forum = platform.add_channel(guild, kind=NEWS), platform.add_channel(guild, "talk", kind=FORUM)
    async with connected(platform) as client:
        sent = await client.get_channel(news.id).send("hello")
        await sent.publish()
        thread = await sent.create_thread(name="more")
        await thread.send("in it")
        opened = await client.get_channel(forum.id).create_thread(name="a story", content="it begins")
    assert thread.id == sent.id
    assert [message["content"] for message in platform.channels[thread.id].messages] == ["in it"]
    assert opened.message.id == opened.thread.id
    assert len(platform.of("POST", "/channels/*/messages/*/crosspost")) == 1


async def test_messages_are_changed_and_deleted(platform, channel):
    """A message says what it was changed to, until it is deleted."""
    async with connected(platform) as client:
        sent = await client.get_channel(channel.id).send("hello")
        await sent.edit(content="goodbye")
        assert channel.messages[0]["content"] == "goodbye"
        await sent.delete()
    assert channel.messages == []


async def test_somebody_is_written_to_unless_they_take_nothing(platform):
    """A conversation is opened by REST, and refuses where its owner wants none."""
    open_, closed = platform.add_user("Open"), platform.add_user("Closed")
    platform.add_dm(closed, READING)
    async with connected(platform) as client:
        dm = await client.create_dm(discord.Object(open_.id))
        await dm.send("hello")
        with pytest.raises(discord.Forbidden) as refusal:
            await (await client.create_dm(discord.Object(closed.id))).send("hello")
    assert (platform.channels[dm.id].kind, refusal.value.code) == (DM, 50007)


async def test_guilds_roles_and_members_are_told(platform, channel):
    """What a member may do can be worked out from REST, and what the bot may do from the gateway."""
    member = platform.add_member(channel.guild, "Ada", MANAGING)
    async with connected(platform) as client:
        guild = await client.fetch_guild(channel.guild.id)
        assert (await guild.fetch_member(member.id)).guild_permissions.manage_guild
        seen = client.get_channel(channel.id)
        assert seen.permissions_for(seen.guild.me) == channel.permissions
        await platform.update_channel(channel, name="other", permissions=READING)
        await until(lambda: seen.name == "other")
        assert not seen.permissions_for(seen.guild.me).send_messages


async def test_what_discord_would_refuse_is_raised_at_the_end(channel, platform):
    """A payload past the limits, or one that notifies, fails the test that sent it."""
    async with connected(platform, Client(allowed_mentions=None)) as client:
        await client.get_channel(channel.id).send("@everyone " + "x" * 2000)
    said = "\n".join(platform.findings)
    assert all(part in said for part in ("content: 2010", "allowed_mentions: missing", "@everyone in content"))
    with pytest.raises(AssertionError, match="at most 2000"):
        await platform.__aexit__(None)
    platform.findings.clear()
