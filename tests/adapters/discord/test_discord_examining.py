"""Tests of looking whether all is well in Discord, changing nothing."""

import pytest

from adapters.discord.chat import open_discord
from tests.adapters.discord.newsroom import FakeNotes, access_to
from tests.discord.scripting import Answer, broken
from tests.discord.world import POSTING, READING

APPLICATION = {"id": "1", "name": "Newsdesk"}


def states(verdicts):
    """Returns how each check came out."""
    return [verdict.state for verdict in verdicts]


async def test_all_is_well(chat, platform, channel):
    """The application is named, and channels that can be posted to are counted, a direct conversation among them."""
    alone = platform.add_dm(platform.add_user())
    verdicts = await chat.examine([f"discord:{one.id}" for one in (channel, alone)])
    assert states(verdicts) == ["ok", "ok"]
    assert [verdicts[0].said.split(" (")[0], verdicts[1].said] == ["is Newsdesk", "all 2 channels can be posted to"]
    assert {call.method for call in platform.calls} == {"GET"}


async def test_nothing_is_said_of_no_channels(chat):
    """Without channels the application alone is looked at."""
    assert states(await chat.examine([])) == ["ok"]


async def test_a_wrong_token_is_found(platform):
    """It is the one thing that is said."""
    async with open_discord(access_to(platform, token="wrong"), FakeNotes()) as chat:
        [verdict] = await chat.examine(["discord:1"])
    assert verdict.state == "failed"
    assert "token" in verdict.said


@pytest.mark.parametrize(
    ("about", "state", "names"),
    [
        ({"approximate_guild_count": 0}, "warning", "in no server"),
        ({"interactions_endpoint_url": "https://old.example"}, "failed", "Interactions Endpoint URL"),
    ],
)
async def test_an_application_that_cannot_hear_is_found(chat, platform, about, state, names):
    """What keeps commands from coming is said, with what to do."""
    platform.script("GET", "/applications/@me", Answer(body=APPLICATION | about))
    verdict = (await chat.examine([]))[-1]
    assert verdict.state == state
    assert names in verdict.said
    assert verdict.todo


async def test_missing_permissions_are_named(chat, platform, guild):
    """What is missing in which channel is said, and what Discord itself refuses to say."""
    names = {"send_messages": False, "read_message_history": False}
    few = POSTING & ~type(POSTING)(**dict.fromkeys(names, True))
    channels = [platform.add_channel(guild, permissions=few), platform.add_channel(guild, permissions=type(READING)())]
    verdicts = (await chat.examine([*(f"discord:{one.id}" for one in channels), "discord:1"]))[1:]
    assert states(verdicts) == ["failed"] * 3
    assert "lacks Send Messages, Read Message History there" in verdicts[0].said
    assert "View Channel" in verdicts[1].said
    assert "gone" in verdicts[2].said


async def test_many_channels_are_summed_up(chat, platform):
    """Of many that are not in order some are named, and the others counted."""
    platform.script("GET", "/channels/*", *[broken(503)] * 2)
    verdicts = (await chat.examine([f"discord:{n}" for n in range(1, 14)]))[1:]
    assert len(verdicts) == 11
    assert verdicts[-1].said.startswith("3 more")


async def test_servers_are_counted(chat, platform):
    """In how many servers it is stands where Discord says so."""
    platform.script("GET", "/applications/@me", *[Answer(body=APPLICATION | {"approximate_guild_count": 1})])
    [verdict] = await chat.examine([])
    assert verdict.said == "is Newsdesk (1), in 1 server"
