"""`make answers`: how soon what people do is acknowledged while much of it arrives and digests are made and posted.

The service runs in a process of its own against the loopback Slack or Discord, over a socket of theirs.
"""

import argparse
import asyncio
import gc
import random
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.acceptance.desk import Desk
from tests.discord.platform import Discord
from tests.slack.platform import Slack
from tests.slack.workspace import APP_TOKEN, BOT_TOKEN

_COMMANDS = (
    *("status", "help", "digest", "schedule", "sources", "story 1", "story 2", "quotes 1", "figures 2"),
    *("ask what was told?", "search the", "follow", "mute"),
)
_WORDS = {"story": "story", "quotes": "who", "figures": "story", "ask": "question", "search": "words"}
_SLOW = 60  # seconds after which an acknowledgement counts as never come


@dataclass
class Place:
    """A platform: its channels by full name, its settings, and how somebody does something and is acknowledged."""

    channels: list[str]
    settings: dict[str, str]
    ready: Any
    ask: Any
    posted: Any
    answered: Any


@asynccontextmanager
async def on_slack(channels, guilds):
    """Slack, with so many channels."""
    del guilds
    async with Slack(checks=False) as slack:  # looking through payloads would hold up the measuring
        names = [f"C{number}" for number in range(1, channels + 1)]
        for name in names[1:]:
            slack.add_channel(name)
        settings = {"SLACK__BOT_TOKEN": BOT_TOKEN, "SLACK__APP_TOKEN": APP_TOKEN, "SLACK__BASE_URL": slack.base_url}

        async def ask(text, number):
            await slack.send(slack.slash_command(text, names[number], f"U{1 + number % 2}"), within=_SLOW)

        yield Place(
            [f"slack:{name}" for name in names],
            settings,
            lambda: slack.until_connected(within=_SLOW),
            ask,
            lambda: sum(bool(slack.posted(name)) for name in names),
            lambda: len(slack.of("response_url")),
        )


@asynccontextmanager
async def on_discord(channels, guilds):
    """Discord, with so many guilds on two shards, and channels in the first of them."""
    async with Discord(checks=False) as discord:
        discord.shards = 2 if guilds > 1000 else 1
        rooms = discord.add_guilds(guilds)[:channels]
        ann = discord.add_user("ann")
        settings = {
            "DISCORD__TOKEN": discord.token,
            "DISCORD__BASE_URL": discord.base_url,
            "DISCORD__GATEWAY_URL": discord.gateway_url,
        }

        async def ask(text, number):
            name, _, rest = text.partition(" ")
            asked = await discord.slash(rooms[number], ann, f"news {name}", {_WORDS[name]: rest} if rest else {})
            await asked.answered(1, seconds=_SLOW)

        yield Place(
            [f"discord:{room.id}" for room in rooms],
            settings,
            lambda: discord.until_ready(discord.shards, seconds=_SLOW),
            ask,
            lambda: sum(bool(room.messages) for room in rooms),
            lambda: sum(len(asked.calls) > 1 for asked in discord.asked.values()),
        )


async def measured(place, rate, seconds, stories):
    """Return how many seconds each command waited, and how many megabytes the service took."""
    with tempfile.TemporaryDirectory(prefix="newsdesk-answers-") as folder:
        desk = Desk(Path(folder), **place.settings)
        await desk.fill(stories=stories)
        async with desk.running():
            await place.ready()
            await asyncio.sleep(2)  # discord.py waits for further guilds
            await desk.fill(*place.channels, stories=0)
            waits = await _asked(place, rate, seconds)
            size = _size(desk.process.pid)
            await desk.kill()
        return waits, size


async def _asked(place, rate, seconds):
    gc.disable()  # its pauses would be taken for the desk's
    chance = random.Random(1)  # noqa: S311
    begun, asked = time.monotonic(), []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
        text, where = chance.choice(_COMMANDS), chance.randrange(len(place.channels))
        asked.append(asyncio.create_task(_waited(place.ask(text, where))))
    return await asyncio.gather(*asked)


async def _waited(ask):
    begun = time.monotonic()
    await ask
    return time.monotonic() - begun


def _size(process):
    """Return how much memory a process takes, in MB, and the most that it ever took."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return tuple(int(line.split()[1]) / 1000 for name in ("VmRSS", "VmHWM") for line in lines if line.startswith(name))


async def _run(asked):
    opened = {"slack": on_slack, "discord": on_discord}[asked.platform]
    async with opened(asked.channels, asked.guilds) as place:
        waits, (size, most) = await measured(place, asked.rate, asked.seconds, asked.stories)
        waits = sorted(waits)
        at = {share: waits[int(len(waits) * share)] * 1000 for share in (0.5, 0.99)}
        sys.stdout.write(
            f"{asked.platform}: {len(waits)} commands at {asked.rate} a second acknowledged after {at[0.5]:.0f} ms "
            f"(median), {at[0.99]:.0f} ms (p99), {waits[-1] * 1000:.0f} ms (longest)\n"
            f"{place.answered()} answered and {place.posted()} of {asked.channels} channels' digests posted meanwhile; "
            f"{size:.0f} MB, at most {most:.0f}\n"
        )


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", choices=("slack", "discord"), default="slack")
    parser.add_argument("--rate", type=int, default=200, help="commands a second (200)")
    parser.add_argument("--seconds", type=int, default=15, help="for how long (15)")
    parser.add_argument("--channels", type=int, default=200, help="channels whose digest is due meanwhile (200)")
    parser.add_argument("--guilds", type=int, default=200, help="guilds on Discord (200); two shards from 1,000 on")
    parser.add_argument("--stories", type=int, default=40, help="stories of the day (40)")
    asyncio.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
