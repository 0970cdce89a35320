"""A prompt in the terminal at which a person types commands into a mock chat."""

from collections.abc import Iterable, Mapping

import platformdirs
from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document as Line
from prompt_toolkit.history import FileHistory
from prompt_toolkit.patch_stdout import patch_stdout

from adapters.mock import MockChat, Respond

_PROMPT = "> "


class _Commands(Completer):
    """Completes the start of a line to a command."""

    def __init__(self, commands: Mapping[str, str]) -> None:
        self._commands = commands

    def get_completions(self, document: Line, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield the commands that begin with what is typed."""
        del complete_event
        typed = document.text_before_cursor
        for command, summary in self._commands.items():
            if command.startswith(typed) or command.split()[-1].startswith(typed):
                yield Completion(command, start_position=-len(typed), display_meta=summary)


async def converse(chat: MockChat, respond: Respond, commands: Mapping[str, str], *, channel: str) -> None:
    """Read lines until the end of input and answer each; a number presses that button of the last answer.

    Args:
        chat: Where commands are typed and answers posted.
        respond: Answers a command.
        commands: What is completed, with a word on each.
        channel: The channel that is typed in.
    """
    history = platformdirs.user_state_path("newsdesk", ensure_exists=True) / "chat_history"
    session: PromptSession[str] = PromptSession(
        _PROMPT,
        history=FileHistory(str(history)),
        auto_suggest=AutoSuggestFromHistory(),
        completer=_Commands(commands),
        complete_while_typing=True,
    )
    await chat.type("help", respond, channel=channel)
    while True:
        try:
            with patch_stdout(raw=True):  # what is posted meanwhile comes above the prompt, not into it
                line = (await session.prompt_async()).strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if line:
            await chat.type(_pressed(line, chat), respond, channel=channel)


def _pressed(line: str, chat: MockChat) -> str:
    """Return the command of the button whose number was typed, or the line itself."""
    buttons = chat.buttons()
    return buttons[int(line) - 1][1] if line.isdecimal() and 0 < int(line) <= len(buttons) else line
