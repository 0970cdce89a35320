"""Slack from end to end: the real service in a process of its own against the loopback Slack."""

import asyncio
import json

import pytest

from bot.commands.dispatch import registry
from tests.acceptance.desk import Desk
from tests.bot.newsstand import rss, serving
from tests.slack.answers import cut_after, usual
from tests.slack.payloads import pressed
from tests.slack.platform import Slack
from tests.slack.workspace import APP_TOKEN, BOT_TOKEN


@pytest.fixture
async def slack():
    """A Slack of the test's own."""
    async with Slack() as made:
        yield made


@pytest.fixture
def outlet():
    """Where an outlet's feed is."""
    with serving({"/feed.xml": rss("Outlet News", "One", "Two")}) as place:
        yield place


@pytest.fixture
def desk(slack, outlet, tmp_path):
    """A desk that is connected to it by socket, and may fetch from that outlet."""
    return Desk(
        tmp_path,
        SLACK__BOT_TOKEN=BOT_TOKEN,
        SLACK__APP_TOKEN=APP_TOKEN,
        SLACK__BASE_URL=slack.base_url,
        FETCH__ALLOW_HOSTS=outlet,
    )


def headlines(messages):
    """Return the headings of the stories in messages, in order."""
    shown = json.dumps([message["blocks"] for message in messages])
    return [number for number in range(1, 40) if f'"{number}. ' in shown]


def parts(messages):
    """Return edition and part of each message that is of an edition."""
    payloads = [message["metadata"]["event_payload"] for message in messages if message.get("metadata")]
    return [(payload["edition"], payload["part"]) for payload in payloads]


async def answered(slack, desk, text, user="U1"):
    """Give a slash command and return the first answer to it."""
    before = len(slack.of("response_url"))
    await slack.send(slack.slash_command(text, "C1", user))
    await desk.until(lambda: len(slack.of("response_url")) > before)
    return slack.of("response_url")[-1]


async def test_it_posts_what_is_due_and_answers_every_command(slack, desk, outlet):
    """A digest comes at its time, each command is answered privately, and lost connections come back."""
    await desk.fill("slack:C1", stories=3)
    async with desk.running():
        await desk.until(lambda: slack.posted("C1"))
        assert headlines(slack.posted("C1")) == [1, 2, 3]
        await slack.until_connected(within=30)
        for entry in registry.entries:
            for example in (entry.name, *entry.examples):
                typed = example.replace("https://outlet.example", f"http://{outlet}")
                answer = await answered(slack, desk, typed)
                assert answer["response_type"] == "ephemeral"
                assert answer["text"].strip()
                assert "went wrong" not in answer["text"]
        await slack.disconnect()
        await slack.until_connected(within=30)
        assert "Status" in (await answered(slack, desk, "status"))["text"]
        more = next(
            element
            for block in slack.posted("C1")[0]["blocks"]
            for element in block.get("elements", ())
            if element.get("type") == "button"
        )
        before = len(slack.of("response_url"))
        action = pressed(more["action_id"], more["value"])
        await slack.send(slack.block_actions(action, channel="C1", user="U2", message=slack.posted("C1")[0]))
        await desk.until(lambda: len(slack.of("response_url")) > before)
        assert "Articles" in slack.of("response_url")[-1]["text"]
    assert len(parts(slack.posted("C1"))) == 1


async def test_a_restart_in_the_middle_of_a_digest_posts_nothing_twice(slack, desk):
    """Killed while nobody knows whether a part arrived, it goes on from there when it is started again."""
    await desk.fill("slack:C1", stories=24)
    slack.script("chat.postMessage", usual(), cut_after(), channel="C1")
    async with desk.running():
        await desk.until(lambda: len(slack.posted("C1")) == 2)
        await desk.kill()
        assert len(slack.posted("C1")) == 2
        await desk.start()
        await desk.until(lambda: headlines(slack.posted("C1")) == list(range(1, 25)))
        await asyncio.sleep(0.5)
    delivered = parts(slack.posted("C1"))
    assert [part for _, part in delivered] == [str(number) for number in range(1, len(delivered) + 1)]
    assert len(delivered) > 2
