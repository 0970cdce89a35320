"""`make faults`: the fault run in full size, with its figures."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.stores import Databases, Files
from tests.faults.storm import storm
from tests.postgresql import installed, serving


def main() -> bool:
    """Run what is asked for, print what came of it and return whether something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000, help="how many runs (1000)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--processes", type=int, default=1, help="how many processes share a store (1)")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server, not on SQLite files")
    asked = parser.parse_args()
    begun = time.monotonic()
    if asked.postgresql:
        with serving(installed()) as server:
            came = _came(asked, Databases(server.execute, server.url))
    else:
        with tempfile.TemporaryDirectory(prefix="newsdesk-faults-") as folder:
            came = _came(asked, Files(Path(folder)))
    faults = ", ".join(f"{name} {count}" for name, count in sorted(came.faults.items()))
    lines = (
        f"{asked.runs} runs, {came.editions} editions, {came.messages} messages in {time.monotonic() - begun:.0f} s",
        f"{came.lives} lives, {came.kills} of them killed",
        f"the platform: {faults}",
        f"delivered twice {came.twice}, lost {came.lost}, shown but not posted {came.shown_not_posted}",
        *([f"wrong in the runs {' '.join(came.wrong)}"] if came.wrong else []),
    )
    sys.stdout.write("\n".join(("", *lines, "")))
    return bool(came.wrong)


def _came(asked, stores):
    return asyncio.run(storm(asked.runs, stores, first=asked.first, processes=asked.processes))


if __name__ == "__main__":
    sys.exit(main())
