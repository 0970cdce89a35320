"""What every test shares: none of them sees the settings, the clock's place or the files of whoever runs it."""

import itertools
import os
import time

import pytest
from hypothesis import settings

from tests.postgresql import installed, serving

# A busy machine is no defect, so no example has a deadline. At a desk hypothesis looks further with each run;
# an unattended run ("CI" is set) repeats itself, so that what it finds belongs to the change it ran for.
settings.register_profile("desk", deadline=None)
settings.register_profile("unattended", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=int(os.environ.get("EXAMPLES", "2000")))  # `make fuzz`
settings.load_profile("unattended" if os.environ.get("CI") else "desk")

_OURS = "NEWSDESK_"
_TONGUE_AND_SCREEN = ("LANG", "LANGUAGE", "LC_ALL", "LC_TIME", "LC_MESSAGES", "LC_CTYPE", "NO_COLOR", "FORCE_COLOR")
_SCREEN = {"COLUMNS": "100", "LINES": "40", "TERM": "dumb"}
_FOLDERS = {
    "HOME": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}
_PLACE = "Pacific/Chatham"  # 12:45 or 13:45 ahead: whoever takes the machine's local time for another shows it at once


_number = itertools.count()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory):
    """The folder that holds every test's home folder: one that is made once costs a test next to nothing."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def _bare_surroundings(monkeypatch, _homes):
    """Runs each test with no settings, an empty home folder, a plain screen and a time zone that nobody expects."""
    for name in [*(name for name in os.environ if name.startswith(_OURS)), *_TONGUE_AND_SCREEN]:
        monkeypatch.delenv(name, raising=False)
    for name, value in _SCREEN.items():
        monkeypatch.setenv(name, value)
    home = _homes / str(next(_number))
    home.mkdir()
    for name, folder in _FOLDERS.items():
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("TZ", _PLACE)
    time.tzset()


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server for the tests alone."""
    binaries = installed()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (no initdb on PATH or in /usr/lib/postgresql): SQLite alone is tested")
    with serving(binaries) as started:
        yield started
