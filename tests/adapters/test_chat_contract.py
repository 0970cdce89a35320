"""What every chat promises, held by the chat in memory, by Slack and by Discord on their loopbacks."""

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.discord.access import Access as DiscordAccess
from adapters.discord.chat import open_discord
from adapters.errors import ChatError, NotTaken, OutcomeUnknown, Refused
from adapters.mock import MockChat
from adapters.slack.access import Access as SlackAccess
from adapters.slack.chat import open_slack
from digests.model.document import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Divider,
    Document,
    Heading,
    Option,
    Paragraph,
    Picture,
    Quotation,
    Span,
    Table,
)
from tests.discord import scripting as discord_answers
from tests.discord.platform import Discord
from tests.slack import answers as slack_answers
from tests.slack.platform import Slack
from tests.slack.workspace import APP_TOKEN, BOT_TOKEN

LONG_AGO = datetime.now(UTC) - timedelta(hours=1)
LINK = Span(text="Quay Post 2", style="faint", url="https://quaypost.example/a")
EVERYTHING = Document(
    blocks=(
        Heading(text="News of Tuesday", level=1),
        Paragraph(spans=(Span(text="Two articles.", style="faint"),)),
        Divider(),
        Heading(text="1. Ferry sails", story="s1"),
        Bullets(
            items=((Span(text="It sailed. "), Span(text="[", style="faint"), LINK, Span(text="]", style="faint")),)
        ),
        Quotation(text="We saw it go", source=(Span(text="Ann Marsh", style="strong"), Span(text=", pilot"))),
        Table(header=("Figure", "Where"), rows=(((Span(text="84"),), (LINK,)),)),
        Picture(url="https://quaypost.example/a.png", alt="A ferry", caption=(Span(text="The ferry."),)),
        Buttons(buttons=(Button(label="More", command="story s1"),)),
        Choice(label="Choose a story", command="story", options=(Option(label="Ferry sails", value="s1"),)),
    )
)


def note(text):
    """Returns a document of one line."""
    return Document(blocks=(Paragraph(spans=(Span(text=text),)),))


@dataclass
class Place:
    """A chat with a channel and a user; `count` says how often a text stands there, `fail` has the next post fail."""

    chat: Any
    channel: str
    user: str
    count: Any
    fail: Any = None


class Failing(MockChat):
    """A chat in memory whose next post can be told to fail."""

    failure = None

    async def post(self, channel, document, *, key="", thread=None):
        """Post, or fail once, after taking it if nobody will know."""
        failure, self.failure = self.failure, None
        if isinstance(failure, OutcomeUnknown):
            await super().post(channel, document, key=key, thread=thread)
        if failure:
            raise failure
        return await super().post(channel, document, key=key, thread=thread)


@asynccontextmanager
async def on_mock():
    """A chat in memory."""
    chat = Failing(platform="mock")
    errors = {
        "busy": NotTaken("busy", wait=7.0),
        "lost": OutcomeUnknown("cut"),
        "gone": Refused("there is no such channel", concerns="channel"),
        "revoked": Refused("the token is revoked", concerns="platform"),
    }

    def fail(how):
        chat.failure = errors[how]

    def count(text):
        return sum(text in post.document.model_dump_json() for post in chat.posts)

    yield Place(chat, "mock:room", "mock:ann", count, fail)


@asynccontextmanager
async def on_slack():
    """Slack."""
    async with Slack() as slack:
        access = SlackAccess(bot_token=BOT_TOKEN, app_token=APP_TOKEN, base_url=slack.base_url)
        errors = {
            "busy": slack_answers.busy(7),
            "lost": slack_answers.cut_after(),
            "gone": slack_answers.error("channel_not_found"),
            "revoked": slack_answers.error("token_revoked"),
        }

        def fail(how):
            slack.script("chat.postMessage", errors[how])

        def count(text):
            return sum(text in str(message) for message in slack.posted("C1"))

        async with open_slack(access, None) as chat:
            yield Place(chat, "slack:C1", "slack:U2", count, fail)


@asynccontextmanager
async def on_discord():
    """Discord."""
    async with Discord() as discord:
        guild = discord.add_guild()
        channel, user = discord.add_channel(guild), discord.add_user("ann")
        access = DiscordAccess(token=discord.token, base_url=discord.base_url, gateway_url=discord.gateway_url)
        errors = {
            "busy": discord_answers.limited(7),
            "lost": discord_answers.cut(taken=True),
            "gone": discord_answers.refused(404, 10003),
            "revoked": discord_answers.refused(401, 0),
        }

        def fail(how):
            discord.script("POST", "/channels/*/messages", errors[how])

        def count(text):
            return sum(text in str(message) for message in channel.messages)

        async with open_discord(access, None) as chat:
            yield Place(chat, f"discord:{channel.id}", f"discord:{user.id}", count, fail)


@pytest.fixture(params=[on_mock, on_slack, on_discord], ids=["mock", "slack", "discord"])
async def place(request):
    """A chat on its platform."""
    async with request.param() as made:
        yield made


def test_its_names_begin_with_the_platform(place):
    """Whoever has a channel's name knows which chat it belongs to."""
    assert place.channel.startswith(f"{place.chat.platform}:")


async def test_a_document_of_everything_is_posted(place):
    """Every kind of block is taken by the platform, in one message with a receipt."""
    parts = place.chat.parts(EVERYTHING)
    receipts = [await place.chat.post(place.channel, part, key=f"everything-{n}") for n, part in enumerate(parts, 1)]
    assert {receipt.channel for receipt in receipts} == {place.channel}
    assert len({receipt.message for receipt in receipts}) == len(parts)
    for text in ("News of Tuesday", "Two articles.", "Ferry sails", "It sailed.", "We saw it go", "Ann Marsh", "84"):
        assert place.count(text)


async def test_a_long_document_comes_in_parts_and_loses_nothing(place):
    """What does not fit one message is in the next, in order."""
    document = Document(
        blocks=tuple(
            block
            for number in range(30)
            for block in (
                Heading(text=f"Story {number:02}", story=f"s{number}"),
                *(Paragraph(spans=(Span(text=f"Sentence {number:02}{n} " + "word " * 40 + "end."),)) for n in range(5)),
            )
        )
    )
    for number, part in enumerate(place.chat.parts(document), 1):
        await place.chat.post(place.channel, part, key=f"long-{number}")
    for number in range(30):
        assert place.count(f"Story {number:02}") == 1
        assert all(place.count(f"Sentence {number:02}{n} ") == 1 for n in range(5))


async def test_a_message_is_found_by_its_key(place):
    """The key finds the very message, and one that was never posted finds nothing."""
    await place.chat.post(place.channel, note("First"), key="edition-1")
    receipt = await place.chat.post(place.channel, note("Second"), key="edition-2")
    await place.chat.post(place.channel, note("Without a key"))
    assert await place.chat.find(place.channel, "edition-2", since=LONG_AGO) == receipt
    assert await place.chat.find(place.channel, "edition-3", since=LONG_AGO) is None


async def test_replies_stand_in_a_thread_and_are_found_there(place):
    """What replies to a message goes with it, also the second time."""
    first = await place.chat.post(place.channel, note("Opens"), key="opens-1")
    replies = [
        await place.chat.post(place.channel, note(f"Reply {n}"), key=f"reply-{n}", thread=first.message) for n in (1, 2)
    ]
    for number, receipt in enumerate(replies, 1):
        found = await place.chat.find(place.channel, f"reply-{number}", since=LONG_AGO, thread=first.message)
        assert found == receipt


async def test_a_message_of_which_nobody_knows_is_found(place):
    """A connection that is lost after the platform took the message raises so, and the message is there once."""
    place.fail("lost")
    with pytest.raises(OutcomeUnknown):
        await place.chat.post(place.channel, note("Lost"), key="lost-1")
    assert await place.chat.find(place.channel, "lost-1", since=LONG_AGO) is not None
    assert place.count("Lost") == 1


async def test_the_platforms_wait_is_told(place):
    """A platform that wants no message for some seconds says for how many, and has not taken it."""
    place.fail("busy")
    with pytest.raises(NotTaken) as refused:
        await place.chat.post(place.channel, note("Busy"), key="busy-1")
    assert refused.value.wait == 7.0
    assert place.count("Busy") == 0


@pytest.mark.parametrize(("how", "concerns"), [("gone", "channel"), ("revoked", "platform")])
async def test_a_refusal_says_what_it_concerns_and_what_to_do(place, how, concerns):
    """A channel that is gone is one channel's trouble, a token that is revoked the platform's; no token is shown."""
    place.fail(how)
    with pytest.raises(Refused) as refused:
        await place.chat.post(place.channel, note("Refused"), key="refused-1")
    assert refused.value.concerns == concerns
    assert len(str(refused.value)) > 10
    assert BOT_TOKEN not in str(refused.value)


async def test_a_user_can_be_talked_to_alone(place):
    """A user's own channel takes messages as any other."""
    alone = await place.chat.direct(place.user)
    assert alone != place.channel
    assert (await place.chat.post(alone, note("For you"), key="alone-1")).channel == alone


async def test_it_can_be_examined(place):
    """All is well with the connection and the channel, and each verdict says what it looked at."""
    verdicts = await place.chat.examine([place.channel])
    assert verdicts
    assert {verdict.state for verdict in verdicts} == {"ok"}, verdicts


async def test_errors_are_those_of_the_port(place):
    """Whatever the platform's library raises, it is one of the port's errors."""
    for how in ("busy", "lost", "gone", "revoked"):
        place.fail(how)
        with pytest.raises(ChatError):
            await place.chat.post(place.channel, note(how), key=f"{how}-1")
