"""Tests of the chat in the terminal, with keys that are typed through a pipe."""

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document as Line
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.console.chatting import _Commands, converse
from adapters.mock import MockChat
from digests.model.answer import Answer
from digests.model.document import Button, Buttons, Document, Paragraph, Span

COMMANDS = {"/news digest": "The digest of a day.", "/news figures": "The numbers.", "/news help": "What there is."}
ENTER, UP, CTRL_C, CTRL_D = "\r", "\x1b[A", "\x03", "\x04"


@pytest.fixture
def chat():
    """Types keys into a chat that answers each command with its own text and two buttons; returns what was typed."""

    async def typed(keys):
        seen = []

        async def respond(command):
            seen.append(command.text)
            assert (command.channel, command.user) == ("console", "you")
            labels = (Button(label="More", command="story 1"), Button(label="Quotes", command="quotes 1"))
            said = Paragraph(spans=(Span(text=command.text),))
            return Answer(document=Document(blocks=(said, Buttons(buttons=labels))))

        room = MockChat()
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys)
            await converse(room, respond, COMMANDS, channel="console")
        assert [post.document.blocks[0].spans[0].text for post in room.posts] == seen
        return seen

    return typed


async def test_it_begins_with_help_and_ends_with_the_input(chat):
    """Whoever opens the chat sees what there is to type; Ctrl-D on an empty line leaves."""
    assert await chat(CTRL_D) == ["help"]


async def test_a_typed_command_is_answered(chat):
    """A line is answered when Enter is pressed, without the space around it; an empty line is not."""
    assert await chat(f"  /news figures 1 {ENTER}{ENTER}   {ENTER}quotes Moe{ENTER}{CTRL_D}") == [
        "help",
        "/news figures 1",
        "quotes Moe",
    ]


@pytest.mark.parametrize(
    ("number", "command"), [("1", "story 1"), ("2", "quotes 1"), ("3", "3"), ("0", "0"), ("²", "²"), ("٢", "quotes 1")]
)
async def test_a_number_presses_the_button(chat, number, command):
    """A number is the button of the last answer, and what no button has stays what it is."""
    assert await chat(f"{number}{ENTER}{CTRL_D}") == ["help", command]


async def test_ctrl_c_drops_the_line_and_stays(chat):
    """An interrupted line is forgotten and the chat goes on."""
    assert await chat(f"digest tomo{CTRL_C}digest{ENTER}{CTRL_D}") == ["help", "digest"]


async def test_history_is_kept_for_the_next_chat(chat):
    """What was typed in one chat comes back with the arrow key in the next."""
    await chat(f"search quay{ENTER}{CTRL_D}")
    assert await chat(f"{UP}{ENTER}{CTRL_D}") == ["help", "search quay"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", list(COMMANDS)),
        ("/news ", list(COMMANDS)),
        ("/news f", ["/news figures"]),
        ("dig", ["/news digest"]),
        ("xyz", []),
        ("/news figures 1", []),
    ],
)
def test_completion_offers_the_commands_that_begin_so(typed, offered):
    """With or without the root, the start of a command is completed, and shown with what it answers."""
    found = list(_Commands(COMMANDS).get_completions(Line(typed), CompleteEvent()))
    assert [completion.text for completion in found] == offered
    assert all(completion.start_position == -len(typed) for completion in found)
    assert [completion.display_meta_text for completion in found] == [COMMANDS[command] for command in offered]
