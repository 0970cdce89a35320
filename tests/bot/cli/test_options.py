"""Tests of what the commands share: help, the store, the settings file, and what is said of mistakes in them."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.options import Commands
from bot.exits import Exit

COMMANDS = {"read": ["gone.txt"], "ingest": ["gone.txt"], "digest": [], "say": ["help"], "chat": []}


@pytest.mark.parametrize("command", [*COMMANDS, "doctor", "demo"])
def test_every_command_explains_itself(newsdesk, command):
    """--help says what a command does and names its options, and works as -h."""
    shown = newsdesk(command, "--help").stdout
    assert shown.startswith(f"Usage: newsdesk {command} ")
    assert newsdesk(command, "-h").stdout == shown
    if command in COMMANDS:
        assert "--store URL" in shown
        assert "--config FILE" in shown


def test_help_names_every_command(newsdesk):
    """The first page lists all commands, and so does calling it with nothing."""
    shown = newsdesk("--help").stdout
    assert all(f"\n  {command} " in shown for command in [*COMMANDS, "doctor", "demo"])


def test_the_version_is_said(newsdesk):
    """--version prints the installed version."""
    assert "version" in newsdesk("--version").stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_a_settings_file_that_is_not_there_ends_every_command(newsdesk, command, tmp_path):
    """A wrong --config is one line on stderr and the exit status of wrong settings."""
    result = newsdesk(command, *COMMANDS[command], "--config", tmp_path / "gone.toml", status=Exit.SETTINGS)
    assert result.stderr.startswith(f"newsdesk: the settings file {tmp_path / 'gone.toml'} cannot be read")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_setting_ends_every_command(newsdesk, command, tmp_path):
    """A mistyped key is named with the nearest right one."""
    path = tmp_path / "newsdesk.toml"
    path.write_text("[store]\nulr = 'sqlite:///x.db'\n", "utf-8")
    result = newsdesk(command, *COMMANDS[command], "--config", path, status=Exit.SETTINGS)
    assert "unknown setting store.ulr" in result.stderr
    assert "did you mean store.url?" in result.stderr


@pytest.mark.parametrize("command", ["ingest", "digest", "say", "chat"])
@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("newsdesk.db", "'newsdesk.db' is no store URL; write it as sqlite:///path/to/newsdesk.db"),
        ("mysql://localhost/news", "is neither SQLite nor PostgreSQL; write it as sqlite:///path/to/newsdesk.db"),
        ("sqlite:////proc/none/newsdesk.db", "the folder of the store, /proc/none, cannot be made"),
    ],
)
def test_a_store_that_cannot_be_opened_ends_the_command(newsdesk, command, url, reason):
    """A wrong --store is one line on stderr with what is right, and the exit status of a missing service."""
    result = newsdesk(command, *COMMANDS[command], "--store", url, status=Exit.UNAVAILABLE)
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_no_database_ends_the_command(newsdesk, tmp_path):
    """Whoever names another file as the store is told so, and the file stays as it is."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear all, this is a letter and not a database of articles.\n" * 20, "utf-8")
    before = path.read_bytes()
    result = newsdesk("digest", "--store", f"sqlite:///{path}", status=Exit.UNAVAILABLE)
    assert f"the store sqlite:///{path} cannot be opened: file is not a database" in result.stderr
    assert path.read_bytes() == before


def test_a_store_in_memory_begins_empty(newsdesk):
    """A store that is kept nowhere can be opened, and has nothing in it."""
    assert "Nothing was published" in newsdesk("digest", "--store", "sqlite://").stdout


def test_the_settings_file_names_store_and_zone(newsdesk, store, tmp_path):
    """With --config the store and the zone of the days come from the file."""
    path = tmp_path / "newsdesk.toml"
    path.write_text(f"[store]\nurl = 'sqlite:///{store}'\n[digest]\nzone = 'Asia/Tokyo'\n", "utf-8")
    shown = newsdesk("digest", "--day", "2025-04-17", "--config", path).stdout
    assert "stories (Asia/Tokyo)" in shown


def test_store_on_the_command_line_stands_over_the_settings_file(newsdesk, store, tmp_path):
    """--store holds where both are given."""
    path = tmp_path / "newsdesk.toml"
    path.write_text("[store]\nurl = 'sqlite:////proc/none/newsdesk.db'\n", "utf-8")
    shown = newsdesk("digest", "--day", "2025-04-17", "--config", path, "--store", f"sqlite:///{store}").stdout
    assert "4 stories" in shown


def test_the_default_store_is_in_the_home_folder(newsdesk, tmp_path):
    """Without a setting articles are kept in the user's data folder."""
    (tmp_path / "quay.txt").write_text("The new quay at Brennick opened on Tuesday, three years late.", "utf-8")
    newsdesk("ingest", tmp_path / "quay.txt")
    assert (Path.home() / ".local/share/newsdesk/newsdesk.db").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "Missing argument 'PATH...'"),
        (["red", "x"], "No such command 'red'"),
        (["read", "x", "--format", "xml"], "'xml' is not one of 'text', 'json', 'jsonl', 'markdown'"),
        (["digest", "--sotre", "x"], "--sotre"),
    ],
)
def test_a_wrong_call_is_explained(newsdesk, arguments, said):
    """A mistyped command, option or format is said, with where to look, and exit status 2."""
    stderr = newsdesk(*arguments, status=2).stderr
    assert said in stderr
    assert "--help" in stderr


def test_a_mistake_of_ours_has_an_exit_status_of_its_own():
    """An exception that nobody expected ends a command with its trace on stderr and a status that says so."""
    group = Commands("newsdesk")

    @group.command()
    def stumble():
        raise ZeroDivisionError("out of nowhere")

    result = CliRunner().invoke(group, ["stumble"])
    assert result.exit_code == Exit.INTERNAL
    assert "ZeroDivisionError: out of nowhere" in result.stderr


def test_a_reader_who_leaves_is_no_mistake():
    """Output that nobody reads any more ends a command quietly."""
    group = Commands("newsdesk")

    @group.command()
    def pour():
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    result = CliRunner().invoke(group, ["pour"])
    assert result.exit_code == Exit.FAILED
    assert "Traceback" not in result.output


def test_help_loads_no_heavy_library():
    """The first page comes without loading what reading, storing and showing need."""
    heavy = (
        "pydantic",
        "structlog",
        "prometheus_client",
        "aiohttp",
        "sqlalchemy",
        "trafilatura",
        "feedparser",
        "prompt_toolkit",
        "rich",
        "sentencex",
        "babel",
    )
    code = f"import sys, bot.cli.main; print([name for name in {heavy!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
