"""When digests are due in every zone, each quarter hour of ten years, beside an oracle: `make times`.

Each slot of each local date must come exactly once, at the right instant, over every gap and fold. Zones whose clocks
show the same all the time are checked once and counted each. ``--brief`` checks two years, and of these the days that
changes touch. Exits with 1 if a slot is wrong.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from functools import partial
from importlib.metadata import version
from zoneinfo import ZoneInfo, available_timezones

import click
from baseline import cron
from check import Tally, check
from oracle import Change, changes, offset

EPOCH = date(1970, 1, 1)
MARGIN = 3  # days before and after, for changes that touch the first and the last
SAMPLE = "Europe/Berlin"  # where the baseline is measured
Clock = tuple[int, tuple[Change, ...]]  # the offset at the beginning, and the changes
workers = os.cpu_count() or 1


def clock(name: str, days: range) -> Clock:
    """Return what tells a zone's clocks from others over these days."""
    zone = ZoneInfo(name)
    wide = range(days.start - MARGIN, days.stop + MARGIN)
    return offset(zone, wide.start * 1440), tuple(changes(zone, wide))


def checked(alike: dict[Clock, list[str]], days: range, *, everything: bool) -> Iterator[tuple[int, Tally]]:
    """Yield, as they are done, how many zones have the same clocks, and what was found of them."""
    with ProcessPoolExecutor(workers) as pool:
        jobs = {}
        for (_, found), names in sorted(alike.items(), key=lambda item: -len(item[0][1])):
            jobs[pool.submit(check, names[0], days, found, everything=everything)] = len(names)
        for job in as_completed(jobs):
            yield jobs[job], job.result()


def run(days: range, *, everything: bool) -> int:
    """Check all zones over these days, print what was found, and return the exit status."""
    started = time.monotonic()
    names = sorted(available_timezones() - {"localtime"})  # which is a file of the machine, not a zone
    with ProcessPoolExecutor(workers) as pool:
        clocks = dict(zip(names, pool.map(partial(clock, days=days), names, chunksize=8), strict=True))
    alike: dict[Clock, list[str]] = {}
    for name, one in clocks.items():
        alike.setdefault(one, []).append(name)
    total, distinct = Tally(), Tally()
    for number, found in checked(alike, days, everything=everything):
        total.add(found, number)
        distinct.add(found)
        if sys.stderr.isatty():
            click.echo(f"\r{total.zones} of {len(names)} zones", nl=False, err=True)
    if sys.stderr.isatty():
        click.echo(err=True)
    show(total, distinct, cron(SAMPLE, clocks[SAMPLE][1]), check(SAMPLE, days, clocks[SAMPLE][1], everything=False))
    click.echo(f"took {time.monotonic() - started:.0f} s in {workers} processes")
    return 1 if total.wrong else 0


def show(total: Tally, distinct: Tally, theirs: Counter[str], ours: Tally) -> None:
    """Print the figures, and the baseline's beside ours."""
    click.echo(f"zones           {total.zones:>13,}  with {distinct.zones} different clocks")
    click.echo(f"local dates     {total.dates:>13,}")
    click.echo(f"slots           {total.slots:>13,}  of which {distinct.slots:,} were computed, the others are alike")
    click.echo(f"gaps, folds     {total.gaps:>13,}  {total.folds:,}")
    click.echo(f"editions planned{total.editions:>13,}  by a desk that runs through each gap and fold")
    click.echo(f"wrong           {total.wrong:>13,}")
    wrong = theirs["twice"] + theirs["never"] + theirs["another minute"]
    click.echo(
        f"\n{SAMPLE} on its days of change, {theirs['slots']:,} slots: ours {ours.wrong} wrong, "
        f"CronTrigger of APScheduler {version('apscheduler')} {wrong} wrong ({theirs['twice']} fire twice, "
        f"{theirs['never']} never, {theirs['another minute']} not at the first valid minute)"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--brief", action="store_true", help="two years, and of these the days that changes touch")
    brief = parser.parse_args().brief
    first, last = (date(2024, 1, 1), date(2025, 12, 31)) if brief else (date(2020, 1, 1), date(2029, 12, 31))
    sys.exit(run(range((first - EPOCH).days, (last - EPOCH).days + 1), everything=not brief))
