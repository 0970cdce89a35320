"""Tests of the chat in memory."""

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
    """A typed command reaches whoever responds, and its answer is posted to the same channel."""
    commands = []

    async def respond(command):
        commands.append(command)
        return Answer(document=OFFER)

    chat = MockChat()
    await chat.type("help", respond, channel="room", user="mara")
    assert commands == [Command(channel="room", user="mara", text="help")]
    assert chat.posts[-1].receipt.channel == "room"
    assert chat.buttons() == [("More", "story 1")]


def test_before_any_post_there_is_no_button():
    """An empty chat offers nothing to press."""
    assert MockChat().buttons() == []
