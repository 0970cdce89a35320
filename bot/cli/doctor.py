"""``newsdesk doctor``."""

import asyncio
import sys
from pathlib import Path

import click

from bot.cli.options import formatted, located
from bot.exits import Exit


@click.command()
@formatted
@located
def doctor(form: str, store: str | None, config: Path | None) -> None:
    """Look for what is wrong and say what to do.

    Looks at settings, store, clock, time zones, channels, feeds and the desk that runs, and changes nothing. The exit
    status is 1 if something failed; warnings are none.
    """
    from bot.cli.printing import print_value
    from bot.doctor import examine, report_document
    from bot.wiring import now, reach

    report = asyncio.run(examine(config, store, reach(), now()))
    print_value(report, form, report_document, report.verdicts)
    sys.exit(0 if report.healthy else Exit.FAILED)
