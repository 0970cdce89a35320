"""Tests of the chat in memory."""

from datetime import UTC, datetime

import pytest

from adapters.interface import Command
from adapters.mock import MockChat
from digests.model.answer import Answer
from digests.model.document import Button, Buttons, Document, Heading

TITLE = Document(blocks=(Heading(text="Hello"),))
OFFER = Document(blocks=(Buttons(buttons=(Button(label="More", command="story 1"),)),))


async def test_it_records_what_was_posted():
    """Every post is kept in order under an id of its own, and shown."""
    seen = []
    chat = MockChat(show=seen.append)
    receipts = [await chat.post("desk", TITLE), await chat.post("desk", OFFER)]
    assert [post.document for post in chat.posts] == [TITLE, OFFER] == seen
    assert receipts[0].message != receipts[1].message


async def test_typing_posts_the_answer():
    """A typed command reaches whoever responds, with every right, and its answer is posted to the same channel."""
    commands = []

    async def respond(command):
        commands.append(command)
        return Answer(document=OFFER)

    chat = MockChat()
    await chat.type("help", respond, channel="room", user="mara")
    assert commands == [Command(channel="room", user="mara", text="help", may_configure=True)]
    assert chat.posts[-1].receipt.channel == "room"
    assert chat.buttons() == [("More", "story 1")]


def test_before_any_post_there_is_no_button():
    """An empty chat offers nothing to press."""
    assert MockChat().buttons() == []


async def test_a_message_is_taken_once_under_its_key():
    """As on a platform that enforces keys, the second of a key is the first, and it is found by it."""
    chat = MockChat()
    first = await chat.post("room", TITLE, key="k1", thread="m1")
    assert await chat.post("room", OFFER, key="k1") == first
    assert [post.thread for post in chat.posts] == ["m1"]
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    assert await chat.find("room", "k1", since=long_ago) == first
    assert await chat.find("room", "k2", since=long_ago) is None


@pytest.mark.parametrize(("longest", "sizes"), [(None, [5]), (2, [2, 2, 1]), (9, [5])])
def test_a_document_is_cut_where_a_message_is_full(longest, sizes):
    """Every block is in one part, in order; a document of nothing is one part."""
    document = Document(blocks=tuple(Heading(text=str(number)) for number in range(5)))
    parts = MockChat(longest=longest).parts(document)
    assert [len(part.blocks) for part in parts] == sizes
    assert tuple(block for part in parts for block in part.blocks) == document.blocks
    assert MockChat().parts(Document(blocks=())) == (Document(blocks=()),)


async def test_users_have_a_channel_of_their_own():
    """Whoever is to be told something alone has a channel on the same platform, however they are named."""
    assert await MockChat().direct("console:ann") == await MockChat().direct("ann") == "console:@ann"
