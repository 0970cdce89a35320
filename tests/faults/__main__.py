"""`make faults`: the fault run in full size, with its figures."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.storm import storm

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--runs", type=int, default=1000, help="how many runs (1000)")
parser.add_argument("--first", type=int, default=0, help="the first seed (0)")
parser.add_argument("--processes", type=int, default=1, help="how many processes share a store (1)")

if __name__ == "__main__":
    asked = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="newsdesk-faults-") as folder:
        came = asyncio.run(storm(asked.runs, Path(folder), first=asked.first, processes=asked.processes))
    print(
        f"\n{asked.runs} runs, {came.editions} editions, {came.messages} messages in {time.monotonic() - begun:.0f} s"
    )
    print(f"{came.lives} lives, {came.kills} of them killed")
    print("the platform: " + ", ".join(f"{name} {count}" for name, count in sorted(came.faults.items())))
    print(f"delivered twice {came.twice}, lost {came.lost}, shown but not posted {came.shown_not_posted}")
    if came.wrong:
        print(f"wrong in the runs {' '.join(came.wrong)}")
    sys.exit(bool(came.wrong))
