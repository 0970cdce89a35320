"""Discord from end to end, and both platforms at once: the real service in a process of its own on the loopbacks."""

import asyncio
import json

import pytest

from bot.commands.dispatch import registry
from tests.acceptance.desk import Desk
from tests.discord.platform import Discord
from tests.discord.scripting import cut, usual
from tests.slack.platform import Slack
from tests.slack.workspace import APP_TOKEN, BOT_TOKEN


@pytest.fixture
async def discord():
    """A Discord of the test's own."""
    async with Discord() as made:
        yield made


@pytest.fixture
def channel(discord):
    """A channel in which the bot may post."""
    return discord.add_channel(discord.add_guild())


@pytest.fixture
def ann(discord):
    """A user who may manage the server."""
    return discord.add_user("ann")


def connected(discord):
    """Returns the settings that connect with it."""
    addresses = {"DISCORD__BASE_URL": discord.base_url, "DISCORD__GATEWAY_URL": discord.gateway_url}
    return {"DISCORD__TOKEN": discord.token, **addresses}


def headlines(messages):
    """Return the numbers of the stories in messages, in order."""
    shown = json.dumps([message["components"] for message in messages])
    return [number for number in range(1, 40) if f" {number}\\\\. " in shown]


async def test_it_posts_what_is_due_and_answers_every_command(discord, channel, ann, tmp_path):
    """A digest comes at its time, each command is answered privately, and lost connections come back."""
    desk = Desk(tmp_path, **connected(discord))
    await desk.fill(f"discord:{channel.id}", stories=3)
    async with desk.running():
        await desk.until(lambda: channel.messages)
        assert headlines(channel.messages) == [1, 2, 3]
        await discord.until_ready(seconds=30)
        for entry in registry.entries:
            asked = await discord.slash(channel, ann, f"news {entry.name}", given(discord, entry.name))
            await asked.answered(2)
            assert "went wrong" not in json.dumps(asked.shown)
            assert asked.callback["data"]["flags"] & 64
        await discord.reconnect()
        await discord.until_ready(seconds=30)
        asked = await discord.slash(channel, ann, "news status", {})
        await asked.answered(2)
        assert "Status" in json.dumps(asked.shown)


def given(discord, name):
    """Return something for each option that a command cannot do without."""
    [group] = [one for one in discord.commands[None] if one["name"] == "news"]
    [command] = [one for one in group["options"] if one["name"] == name]
    return {option["name"]: "1" for option in command.get("options", ()) if option.get("required")}


async def test_a_restart_in_the_middle_of_a_digest_posts_nothing_twice(discord, channel, tmp_path):
    """Killed while nobody knows whether a part arrived, it goes on from there when it is started again."""
    desk = Desk(tmp_path, **connected(discord))
    await desk.fill(f"discord:{channel.id}", stories=24)
    discord.script("POST", f"/channels/{channel.id}/messages", usual(), cut(taken=True))
    async with desk.running():
        await desk.until(lambda: len(channel.messages) == 2)
        await desk.kill()
        await desk.start()
        await desk.until(lambda: headlines(channel.messages) == list(range(1, 25)))
        await asyncio.sleep(0.5)
    nonces = [message["nonce"] for message in channel.messages]
    assert [nonce.rpartition("-")[2] for nonce in nonces] == [str(number) for number in range(1, len(nonces) + 1)]
    assert len(nonces) > 2


async def test_both_platforms_are_served_by_one_service(discord, channel, ann, tmp_path):
    """A digest comes to a channel of each, and the same command gets the same answer on both."""
    async with Slack() as slack:
        settings = {"SLACK__BOT_TOKEN": BOT_TOKEN, "SLACK__APP_TOKEN": APP_TOKEN, "SLACK__BASE_URL": slack.base_url}
        desk = Desk(tmp_path, **settings, **connected(discord))
        await desk.fill("slack:C1", f"discord:{channel.id}", stories=3)
        async with desk.running():
            await desk.until(lambda: desk.log().count("edition_delivered") == 2)
            assert slack.posted("C1")
            assert channel.messages
            await slack.until_connected(within=30)
            await discord.until_ready(seconds=30)
            await slack.send(slack.slash_command("story 2", "C1", "U1"))
            asked = await discord.slash(channel, ann, "news story", {"story": "2"})
            await asked.answered(2)
            await desk.until(lambda: slack.of("response_url"))
            on_slack, on_discord = json.dumps(slack.of("response_url")[-1]["blocks"]), json.dumps(asked.shown)
            words = [word for word in slack.of("response_url")[-1]["text"].split() if word.isalpha()]
            assert len(words) > 30
            assert all(word in on_slack and word in on_discord for word in words)
