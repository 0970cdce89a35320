"""Tests of ``newsdesk doctor``: its report, its exit status, and that it changes nothing."""

import json

import pytest


@pytest.fixture
def quiet(tmp_path):
    """The path of a settings file under which no port is looked at."""
    path = tmp_path / "newsdesk.toml"
    path.write_text('[web]\nlisten = ""\n')
    return path


@pytest.fixture
def report(newsdesk, quiet):
    """Runs the doctor on a store and returns its findings as (check, state, said)."""

    def run(store, status=0):
        result = newsdesk("doctor", "--config", quiet, "--store", store, "--format", "json", status=status)
        assert result.stderr == ""
        made = json.loads(result.stdout)
        assert made["healthy"] is (status == 0)
        return [(one["check"], one["state"], one["said"]) for one in made["verdicts"]]

    return run


def everything_in(folder):
    """Returns the files of a folder with their bytes and times."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_a_store_that_is_well_is_0(report, store, quiet):
    """Warnings are no failure; each thing that was looked at is there."""
    found = report(f"sqlite:///{store}")
    assert ("settings", "ok", f"read from {quiet}") in found
    assert ("contents", "ok", "can be read and written, and nothing is damaged") in found
    assert ("articles", "ok", "the newest is of 2025-04-17 12:15 UTC") in found
    assert ("channels", "warning", "none has a schedule") in found


def test_people_get_a_list(newsdesk, store, quiet):
    """In a terminal each finding is a line that says how bad it is and what to do."""
    shown = newsdesk("doctor", "--config", quiet, "--store", f"sqlite:///{store}").stdout
    assert "• Warning: channels: none has a schedule. To do: type in a channel: /news schedule" in shown


def test_wrong_settings_are_1(newsdesk, tmp_path):
    """A mistake in the settings is a finding as any other: it is on stdout, and the status is 1."""
    result = newsdesk("doctor", "--config", tmp_path / "gone.toml", status=1)
    assert "Failed: settings: the settings file" in result.stdout


def test_a_store_that_is_none_is_1(report, tmp_path, quiet):
    """Another file in the place of the store fails, and stays as it is."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, this is a letter and not a database of articles.\n" * 20, "utf-8")
    before = everything_in(tmp_path)
    assert quiet in before
    [failed] = [said for check, state, said in report(f"sqlite:///{letter}", status=1) if state == "failed"]
    assert "file is not a database" in failed
    assert everything_in(tmp_path) == before


def test_a_store_that_is_not_there_stays_away(report, tmp_path, quiet):
    """Looking makes neither the store nor its folder."""
    found = report(f"sqlite:///{tmp_path}/new/news.db")
    assert (
        "store",
        "warning",
        f"sqlite:///{tmp_path}/new/news.db is not there yet; it is made at the first start",
    ) in found
    assert list(tmp_path.iterdir()) == [quiet]
