"""Test of the time run: its brief form is part of every run of the tests, `make times` is the whole."""

import re
import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).with_name("run.py")


def test_around_every_change_of_two_years_each_slot_comes_once():
    """In every zone each quarter hour near a gap or fold is due once, at the right instant; cron's errors are seen."""
    done = subprocess.run([sys.executable, RUN, "--brief"], capture_output=True, text=True, check=False)
    figures = dict(re.findall(r"^(\w+) +([\d,]+)", done.stdout, re.MULTILINE))
    assert (done.returncode, done.stderr, figures["wrong"]) == (0, "", "0")
    assert int(figures["zones"]) > 500
    assert int(figures["slots"].replace(",", "")) > 100_000
    [ours, theirs] = map(int, re.findall(r"(\d+) wrong", done.stdout.splitlines()[-2]))
    assert ours == 0 < theirs
