"""Tests of what the platforms' set-up pages ask for, and of what would be sent to them."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.commands.dispatch import registry
from tests.discord.checker import problems as discord_problems
from tests.slack.checker import problems as slack_problems


@pytest.fixture
def config(tmp_path):
    """Writes a settings file and returns its path."""

    def write(text):
        path = tmp_path / "newsdesk.toml"
        path.write_text(text)
        return path

    return write


def test_the_manifest_is_for_a_socket_unless_slack_calls(newsdesk, config):
    """Without settings it is for Socket Mode; with mode http it names where Slack calls, which has to be said."""
    made = json.loads(newsdesk("slack-manifest").stdout)
    assert made["settings"]["socket_mode_enabled"]
    assert "url" not in made["features"]["slash_commands"][0]
    file = config('[slack]\nmode = "http"\n')
    called = json.loads(newsdesk("slack-manifest", "--config", file, "--url", "https://news.example.org/").stdout)
    assert called["features"]["slash_commands"][0]["url"] == "https://news.example.org/slack/events"
    assert not called["settings"]["socket_mode_enabled"]
    assert "--url" in newsdesk("slack-manifest", "--config", file, status=1).output
    assert "https://" in newsdesk("slack-manifest", "--config", file, "--url", "http://a", status=1).output


def test_the_manifest_has_the_commands_of_the_registry(newsdesk):
    """The hint behind the slash command names each, and what is offered on messages is a shortcut."""
    features = json.loads(newsdesk("slack-manifest").stdout)["features"]
    assert all(entry.name in features["slash_commands"][0]["usage_hint"] for entry in registry.entries)
    offered = [(entry.name, entry.shortcut) for entry in registry.entries if entry.shortcut]
    assert [(one["callback_id"], one["name"]) for one in features["shortcuts"]] == offered


def test_the_invitation_is_the_applications(newsdesk, config):
    """The application is told by the token or named; with neither the call says what is missing."""
    token = base64.b64encode(b"1234567890").decode().rstrip("=")
    file = config(f'[discord]\ntoken = "{token}.a.b"\n')
    for call in (("--config", file), ("--application", "1234567890")):
        asked = parse_qs(urlsplit(newsdesk("discord-invite", *call).stdout.strip()).query)
        assert asked["client_id"] == ["1234567890"]
        assert asked["scope"] == ["bot applications.commands"]
    assert "[discord] token" in newsdesk("discord-invite", status=1).output
    assert (
        "[discord] token" in newsdesk("discord-invite", "--config", config('[discord]\ntoken = "?"'), status=1).output
    )


def test_what_would_be_sent_is_printed(newsdesk, store):
    """A call a line, each as the platform takes it."""
    for form, problems in (("slack", slack_problems), ("discord", discord_problems)):
        said = newsdesk("digest", "--day", "2025-04-17", "--store", f"sqlite:///{store}", "--format", form).stdout
        for call in map(json.loads, said.splitlines()):
            path = (call["path"],) if "path" in call else ()
            found = problems(call["method"], *path, call["body"])
            assert not found
        assert "Port Ansel" in said
    assert "story" in newsdesk("say", "/news story 99", "--store", f"sqlite:///{store}", "--format", "slack").stdout
