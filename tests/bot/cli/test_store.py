"""Tests of ``newsdesk store``: backups, and what keeps the store in order."""

import sqlite3

import pytest


@pytest.fixture
def url(store):
    """The URL of the store with the sample articles."""
    return f"sqlite:///{store}"


def test_a_backup_is_restored(newsdesk, url, store, tmp_path):
    """What was backed up takes the store's place again, and what was there then is named."""
    said = newsdesk("store", "backup", tmp_path / "backup.db", "--store", url).stdout
    assert said == f"{url} is backed up in {tmp_path}/backup.db.\n"
    refused = newsdesk("store", "restore", tmp_path / "backup.db", "--store", url, status=1)
    assert "holds something; with --force it is replaced" in refused.stderr
    assert refused.stdout == ""
    said = newsdesk("store", "restore", tmp_path / "backup.db", "--force", "--store", url).stdout
    assert said.splitlines() == [
        f"{url} is restored from {tmp_path}/backup.db.",
        f"What was there is kept in {store}.replaced.",
    ]
    assert "4 stories" in newsdesk("digest", "--day", "2025-04-17", "--store", url).stdout


def test_a_backup_is_restored_to_a_new_place(newsdesk, url, tmp_path):
    """A backup makes a store where there is none, and has nothing to keep."""
    newsdesk("store", "backup", tmp_path / "backup.db", "--store", url)
    other = f"sqlite:///{tmp_path}/folder/other.db"
    assert len(newsdesk("store", "restore", tmp_path / "backup.db", "--store", other).stdout.splitlines()) == 1
    assert "4 stories" in newsdesk("digest", "--day", "2025-04-17", "--store", other).stdout


def test_a_backup_replaces_no_file(newsdesk, url, tmp_path):
    """The name of a file that is there is refused in one line."""
    (tmp_path / "letter.txt").write_text("Dear all", "utf-8")
    refused = newsdesk("store", "backup", tmp_path / "letter.txt", "--store", url, status=1).stderr
    assert refused.startswith(f"newsdesk: {tmp_path}/letter.txt is there already")
    assert len(refused.splitlines()) == 1
    assert (tmp_path / "letter.txt").read_text("utf-8") == "Dear all"


def test_a_sound_store_has_nothing_wrong(newsdesk, url):
    """A check that finds nothing says so."""
    assert newsdesk("store", "check", "--store", url).stdout == "Nothing is wrong.\n"


def test_damage_is_named_with_what_to_do(newsdesk, url, store):
    """A check prints a line for each thing that is wrong, and the exit status is 1."""
    connection = sqlite3.connect(store)
    with connection:
        connection.execute("UPDATE articles SET body = '{}' WHERE number = 1")
    connection.close()
    [line] = newsdesk("store", "check", "--store", url, status=1).stdout.splitlines()
    assert line.startswith("articles 0415-tradewind-report-tariffs: it cannot be read")
    assert line.endswith("read the article in again with newsdesk ingest")


def test_old_articles_are_forgotten(newsdesk, url):
    """Articles of more than so many days ago are forgotten and counted."""
    assert newsdesk("store", "prune", "--older-than", "90000", "--store", url).stdout == "0 articles forgotten.\n"
    assert newsdesk("store", "prune", "--older-than", "2", "--store", url).stdout == "14 articles forgotten.\n"
    assert "Nothing was published" in newsdesk("digest", "--day", "2025-04-17", "--store", url).stdout


@pytest.mark.parametrize("command", [["backup", "x"], ["restore", "x"], ["check"], ["prune", "--older-than", "1"]])
def test_each_command_explains_itself_and_takes_a_store(newsdesk, command, tmp_path):
    """--help names the options, and a settings file that is not there ends each command."""
    shown = newsdesk("store", command[0], "--help").stdout
    assert "--store URL" in shown
    assert "--config FILE" in shown
    refused = newsdesk("store", *command, "--config", tmp_path / "gone.toml", status=78).stderr
    assert "gone.toml cannot be read" in refused


def test_no_password_is_printed(newsdesk, tmp_path):
    """A store that cannot be reached is named without its password."""
    url = "postgresql://ann:mellon@127.0.0.1:1/db"
    for command in (["backup", tmp_path / "x"], ["check"], ["prune", "--older-than", "1"]):
        refused = newsdesk("store", *command, "--store", url, status=1 if command[0] == "backup" else 69).stderr
        assert "postgresql://ann:***@127.0.0.1:1/db" in refused
        assert "mellon" not in refused
