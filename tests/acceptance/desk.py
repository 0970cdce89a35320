"""The real service in a process of its own, over a store with fresh news, for tests of platforms from end to end."""

import asyncio
import json
import os
import random
import signal
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from adapters.store.store import open_store
from bot.collecting import articles_at, keep
from digests.model.subscription import Schedule, Subscription

_LETTERS = "bdfgklmnprstvz"
_PATIENCE = 60


class Desk:
    """``newsdesk run`` with settings of its own."""

    def __init__(self, folder, **settings):
        """Keep store and log in a folder; settings are variables without their prefix, as ``SLACK__MODE``."""
        self.url = f"sqlite:///{folder}/newsdesk.db"
        self._records, self._log = folder / "news.jsonl", folder / "log"
        variables = {"WEB__LISTEN": "", "STORE__URL": self.url, **settings}
        self._environment = {**os.environ, **{f"NEWSDESK_{name}": value for name, value in variables.items()}}
        self.process = None

    async def fill(self, *channels, stories=1):
        """Keep so many stories of today, and have a digest of all be due in these channels a minute ago."""
        now = datetime.now(UTC)
        slot = (now - timedelta(minutes=1)).time().replace(second=0, microsecond=0)
        daily = Schedule(slots=(slot,), days=tuple(range(7)), zone="UTC", grace=timedelta(hours=4))
        async with open_store(self.url) as store:
            if stories:
                self._records.write_text(
                    "\n".join(json.dumps(record(n, now - timedelta(hours=2))) for n in range(stories))
                )
                await keep(articles_at([str(self._records)], UTC), store.archive, now)
            for channel in channels:
                owner = f"{channel.partition(':')[0]}:U1"
                settings = Subscription(channel=channel, owner=owner, schedule=daily, length="full")
                await store.subscriptions.put(settings, scheduled_to=now - timedelta(hours=1), next_at=now)

    @asynccontextmanager
    async def running(self):
        """Run it while the block does; it must end well unless it was killed."""
        await self.start()
        try:
            yield self
            if self.process.returncode is None:
                self.process.send_signal(signal.SIGTERM)
                async with asyncio.timeout(_PATIENCE):
                    assert await self.process.wait() == 0, self.log()
        finally:
            if self.process.returncode is None:
                await self.kill()

    async def start(self):
        """Start it."""
        with self._log.open("a") as log:
            call = (sys.executable, "-c", "from bot.cli import main; main()", "run")
            self.process = await asyncio.create_subprocess_exec(
                *call, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )

    async def kill(self):
        """Kill it as a power cut would."""
        self.process.kill()
        await self.process.wait()

    async def until(self, condition):
        """Wait until something holds, and return it; the log is shown if it does not come to be."""
        try:
            async with asyncio.timeout(_PATIENCE):
                while not (holds := condition()):
                    assert self.process is None or self.process.returncode is None, self.log()
                    await asyncio.sleep(0.02)
                return holds
        except TimeoutError:
            raise AssertionError(f"it did not come to be\n{self.log()}") from None

    def log(self):
        """Return what it has logged."""
        return self._log.read_text("utf-8")


def record(number, at):
    """Return an article of invented words, most of which no other has, as `newsdesk ingest` takes it."""
    chance = random.Random(number)  # noqa: S311 - the same words in each run

    def word():
        return "".join(chance.choice(_LETTERS) + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))

    def words(count):
        return " ".join(word() for _ in range(count))

    subject = words(2).title()
    said = [
        f"{subject} {words(3)} the {words(6)} with {chance.randint(20, 900)} {words(8)}, as {words(4)} told {words(9)}."
        for _ in range(12)
    ]
    return {
        "id": f"made-{number}",
        "published_at": at.isoformat(),
        "outlet": f"{subject} Post",
        "url": f"https://{word()}.example/{word()}/{number}",
        "headline": f"{subject} {words(4)}",
        "text": "\n\n".join(said),
    }
