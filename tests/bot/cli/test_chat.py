"""Tests of ``newsdesk chat`` and of what a terminal shows while articles are read."""

import io
import sys

from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.cli.main import _counted


def test_a_chat_answers_what_is_typed_and_pressed(newsdesk, store):
    """Commands typed into the chat are answered from the store, buttons by their number, until the input ends."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("digest 2025-04-17\r2\r/news digst\r\x04")
        shown = newsdesk("chat", "--store", f"sqlite:///{store}").stdout
    assert shown.startswith("What you can ask")
    for part in ("News of Thursday, 17 April 2025", "Quotes: ", "There is no command “digst”"):
        assert part in shown


def test_a_terminal_is_told_how_far_it_is(monkeypatch):
    """Every hundred articles the count is shown on a terminal, and the articles pass unchanged."""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    assert list(_counted(range(250))) == list(range(250))
    assert sys.stderr.getvalue() == "\r100 articles read\r200 articles read\r"
