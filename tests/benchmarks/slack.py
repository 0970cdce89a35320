"""`make slack`: how soon slash commands are acknowledged while many arrive and digests are made and posted.

The service runs in a process of its own against the loopback Slack, over Socket Mode.
"""

import argparse
import asyncio
import gc
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.acceptance.desk import Desk
from tests.slack.platform import Slack
from tests.slack.workspace import APP_TOKEN, BOT_TOKEN

COMMANDS = (
    *("status", "help", "digest", "schedule", "sources", "story 1", "story 2", "quotes 1", "figures 2"),
    *("ask what was told?", "search the", "follow", "mute", "nonsense"),
)


async def measured(rate, seconds, channels, stories):
    """Return how many seconds each command waited for its acknowledgement, and how many were answered in the end."""
    with tempfile.TemporaryDirectory(prefix="newsdesk-slack-") as folder:
        async with Slack(checks=False) as slack:  # looking through payloads would hold up the measuring
            names = [f"C{number}" for number in range(1, channels + 1)]
            for name in names[1:]:
                slack.add_channel(name)
            desk = Desk(
                Path(folder), SLACK__BOT_TOKEN=BOT_TOKEN, SLACK__APP_TOKEN=APP_TOKEN, SLACK__BASE_URL=slack.base_url
            )
            await desk.fill(stories=stories)
            async with desk.running():
                await slack.until_connected(within=30)
                await desk.until(lambda: True)
                await desk.fill(*(f"slack:{name}" for name in names), stories=0)
                waits = await _asked(slack, rate, seconds, names)
                posted = sum(bool(slack.posted(name)) for name in names)
                await desk.kill()
            return waits, len(slack.of("response_url")), posted


async def _asked(slack, rate, seconds, names):
    gc.disable()  # its pauses would be taken for the desk's
    chance = random.Random(1)  # noqa: S311
    begun, asked = time.monotonic(), []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
        payload = slack.slash_command(chance.choice(COMMANDS), chance.choice(names), chance.choice(("U1", "U2")))
        asked.append(asyncio.create_task(_acknowledged(slack, payload)))
    return await asyncio.gather(*asked)


async def _acknowledged(slack, payload):
    begun = time.monotonic()
    await slack.send(payload, within=60)
    return time.monotonic() - begun


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=200, help="commands a second (200)")
    parser.add_argument("--seconds", type=int, default=15, help="for how long (15)")
    parser.add_argument("--channels", type=int, default=200, help="channels whose digest is due meanwhile (200)")
    parser.add_argument("--stories", type=int, default=40, help="stories of the day (40)")
    asked = parser.parse_args()
    waits, answered, posted = asyncio.run(measured(asked.rate, asked.seconds, asked.channels, asked.stories))
    waits = sorted(waits)
    at = {name: waits[int(len(waits) * share)] * 1000 for name, share in (("p50", 0.5), ("p99", 0.99))}
    sys.stdout.write(
        f"{len(waits)} commands at {asked.rate} a second: acknowledged after {at['p50']:.0f} ms (median), "
        f"{at['p99']:.0f} ms (p99), {waits[-1] * 1000:.0f} ms (longest)\n"
        f"{answered} answers sent and {posted} of {asked.channels} channels' digests posted by then\n"
    )


if __name__ == "__main__":
    main()
