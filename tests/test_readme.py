"""Tests of what is written about the project: what it shows is what there is."""

import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.console import text
from adapters.discord.invite import PERMISSIONS
from adapters.slack.scopes import SCOPES
from bot.cli import main
from bot.commands.dispatch import registry
from bot.commands.help import ROOT
from bot.demo import post_digest
from bot.settings import Settings

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_commands_are_those_of_the_registry():
    """The table of commands has each command with its usage and summary, in order, and no other."""
    rows = re.findall(r"^\| `(/news [^`]+)` \| (.+) \|$", README, re.MULTILINE)
    assert rows == [(f"{ROOT} {entry.usage}", entry.summary) for entry in registry.entries]


def test_the_settings_are_those_there_are():
    """The table of settings has every key and no other."""
    keys = {
        f"{section}.{key}" for section, field in Settings.model_fields.items() for key in field.annotation.model_fields
    }
    assert set(re.findall(r"^\| `(\w+\.\w+)` \|", README, re.MULTILINE)) == keys


def test_the_permissions_are_those_asked_for():
    """The tables of permissions have each that the app asks for in Slack or Discord, with what for, and no other."""
    rows = dict(re.findall(r"^\| `([\w:.]+)` \| ([^|]+) \|$", README, re.MULTILINE))
    asked = {**SCOPES, **PERMISSIONS}
    assert {name: why.replace("`", "") for name, why in rows.items() if "." not in name} == asked


async def test_the_digest_shown_is_the_demo():
    """Each line of the sample digest stands in what the demo prints, in this order."""
    printed = io.StringIO()
    await post_digest(lambda document: text.show(document, printed))
    [sample] = [block for block in BLOCKS if "•" in block]
    place = 0
    for line in filter(None, sample.splitlines()):
        place = printed.getvalue().find(line, place)
        assert place >= 0, line


@pytest.mark.parametrize("call", sorted(set(re.findall(r"^newsdesk ([\w-]+)", README, re.MULTILINE))))
def test_the_calls_shown_exist(call):
    """Each call of the README is a command with a help text."""
    result = CliRunner().invoke(main, [call, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_what_proves_a_promise_exists():
    """Each test that the table of promises names is there."""
    named = set(re.findall(r"`(test_\w+)`", CONTRIBUTING))
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.rglob("test_*.py"))
    assert named - set(re.findall(r"def (test_\w+)", sources)) == set()
    assert len(named) > 20
