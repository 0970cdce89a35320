"""Tests of what is given to run Newsdesk for real: the supervisor's unit, the sample settings, the instructions."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.exits import Exit
from bot.metrics import Metrics
from bot.settings import Settings, load

FOLDER = Path(__file__).parent.parent.parent / "deploy"
README = (FOLDER / "README.md").read_text("utf-8")
SAMPLE = (FOLDER / "newsdesk.toml").read_text("utf-8")
LONGEST_DRAIN = 25  # seconds
BINARY = "/opt/newsdesk/bin/newsdesk"


@pytest.fixture
def unit():
    """The unit, by section."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)  # no key twice
    parser.optionxform = str
    parser.read(FOLDER / "newsdesk.service", "utf-8")
    return parser


def test_the_unit_starts_again_what_failed_but_not_what_stays_wrong(unit):
    """Wrong settings and a wrong call stay so until somebody mends them; anything else is tried again for ever."""
    service = unit["Service"]
    assert service["Restart"] == "on-failure"
    assert {int(status) for status in service["RestartPreventExitStatus"].split()} == {2, Exit.SETTINGS}
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"


def test_the_unit_lets_it_end_in_order(unit):
    """It is told to end, and gets longer than the longest drain before it is killed."""
    service = unit["Service"]
    assert service["KillSignal"] == "SIGTERM"
    assert int(service["TimeoutStopSec"]) > LONGEST_DRAIN


def test_the_unit_gives_it_little(unit):
    """It runs as a user of its own that can write its store and nothing else, and gains no rights."""
    service = unit["Service"]
    assert service["User"] == service["StateDirectory"] == "newsdesk"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert {service[key] for key in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "RestrictNamespaces")} == {"yes"}
    assert service["MemoryMax"].endswith("G")


def test_the_unit_starts_what_is_installed(unit):
    """The command is that of the wheel, where the instructions put it."""
    assert unit["Service"]["ExecStart"] == f"{BINARY} run"
    assert f"{BINARY} doctor" in README
    assert unit["Service"]["EnvironmentFile"].removeprefix("-") in README


ANALYZE = shutil.which("systemd-analyze")


@pytest.mark.skipif(not ANALYZE, reason="systemd is not installed")
def test_systemd_has_no_complaint(tmp_path):
    """Each key is one that systemd knows, in the section where it belongs."""
    path = tmp_path / "newsdesk.service"
    path.write_text((FOLDER / "newsdesk.service").read_text("utf-8").replace(BINARY, sys.executable))
    done = subprocess.run(
        [ANALYZE, "verify", "--man=no", "--recursive-errors=no", path],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


ONLY_SHOWN = {("slack", "redirect_url"), ("discord", "shards")}
"""Keys that have no default, with a value that shows what one looks like."""


def uncommented():
    """Returns section, key and line of each key in the sample, without the mark before it."""
    section, found = "", []
    for line in SAMPLE.splitlines():
        section = line.strip("[]") if line.startswith("[") else section
        if key := re.match(r"#?(\w+) = ", line):
            found.append((section, key[1], line.removeprefix("#")))
    return found


def test_the_sample_has_every_key_with_its_default(tmp_path, monkeypatch):
    """Each line says what holds without it under the unit, secrets aside, and no key is left out."""
    monkeypatch.setenv("XDG_DATA_HOME", "/var/lib")
    path = tmp_path / "newsdesk.toml"
    keys = {(section, key) for section, key, _ in uncommented()}
    known = {(name, key) for name, field in Settings.model_fields.items() for key in field.annotation.model_fields}
    assert keys == known
    for section, key, line in uncommented():
        if "..." not in line and (section, key) not in ONLY_SHOWN:
            path.write_text(f"[{section}]\n{line}\n")
            assert load(path) == Settings(), line


def test_the_sample_changes_nothing_as_it_comes(tmp_path, monkeypatch):
    """Whoever installs it as it is gets the defaults, wherever their data folder is."""
    path = tmp_path / "newsdesk.toml"
    path.write_text(SAMPLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert load(path) == Settings()


def test_the_alerts_watch_numbers_that_there_are():
    """Each metric named in the instructions is one that is served."""
    names = set(re.findall(r"\bnewsdesk_\w+", README))
    known = {family.name for family in Metrics().registry.collect()}
    assert names
    assert {re.sub(r"_(total|bucket)$", "", name) for name in names} <= known
