"""What the tests of the Slack adapter share: a loopback Slack, and fakes of the ports that the adapter stands on."""

import asyncio
import logging
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest

from adapters.interface import Offer
from adapters.slack.access import Access
from adapters.slack.chat import SlackChat, open_slack
from adapters.slack.workspaces import OneWorkspace, web_client
from digests.model.answer import Answer
from digests.model.document import Document, Paragraph, Span
from tests.slack.platform import Slack
from tests.slack.workspace import APP_TOKEN, BOT_TOKEN

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


def said(text, **more):
    """Returns an answer of one paragraph."""
    return Answer(document=Document(blocks=(Paragraph(spans=(Span(text=text),)),)), **more)


class FakeResponder:
    """Answers what a test tells it to, and records what it is asked.

    `asked` has the commands, `heard` everything else by the method's name. What `answers` does not have is answered
    with the command itself; commands that `settings` has change settings. While `free` is not set no answer is given.
    """

    def __init__(self):
        self.asked, self.heard, self.events = [], [], set()
        self.answers, self.forms, self.settings = {}, {}, set()
        self.suggestions, self.taken = [], said("It holds.")
        self.free = asyncio.Event()
        self.free.set()
        self.offers = (Offer(name="digest", summary="The digest.", parameters=(), examples=("digest",)),)

    def configures(self, text):
        """Return whether a test said so."""
        return text in self.settings

    async def answer(self, command):
        """Record the command and answer it."""
        self.asked.append(command)
        await self.free.wait()
        found = self.answers.get(command.text, said(f"You said: {command.text}"))
        if isinstance(found, Exception):
            raise found
        return found

    async def suggest(self, kind, typed, *, channel):
        """Record what is typed and return the suggestions."""
        self.heard.append(("suggest", kind, typed, channel))
        return self.suggestions

    async def form(self, command):
        """Return the command's form, or what there is instead."""
        return self.forms.get(command.text)

    async def submit(self, command, filled):
        """Record what is filled in."""
        self.heard.append(("submit", command, dict(filled)))
        return self.taken

    async def home(self, user, channels):
        """Record whose page is asked for."""
        self.heard.append(("home", user, list(channels)))
        return self.answers.get("home", said("Your digests.")).document

    async def first(self, event):
        """Return whether the event is new."""
        new = event not in self.events
        self.events.add(event)
        return new

    async def joined(self, channel, *, at):
        """Record it."""
        self.heard.append(("joined", channel, at))

    async def closed(self, channel, why):
        """Record it."""
        self.heard.append(("closed", channel, why))

    async def returned(self, within):
        """Record it."""
        self.heard.append(("returned", within))

    async def withdrawn(self, within, why):
        """Record it."""
        self.heard.append(("withdrawn", within, why))


class Kept:
    """Installations in memory; `late` is by how much its clock is ahead."""

    def __init__(self):
        self.rows, self.states, self.late = {}, {}, timedelta()

    async def all(self):
        """Return the installations by workspace."""
        return [self.rows[name] for name in sorted(self.rows)]

    async def get(self, workspace):
        """Return one of them."""
        await asyncio.sleep(0)
        return self.rows.get(workspace)

    async def put(self, installation):
        """Keep one."""
        self.rows[installation.workspace] = installation

    async def remove(self, workspace):
        """Forget one."""
        return self.rows.pop(workspace, None) is not None

    async def begin(self, state, *, until):
        """Keep that one is under way."""
        self.states[state] = until

    async def end(self, state, *, now):
        """Return whether it was, and is in time."""
        until = self.states.pop(state, None)
        return until is not None and now + self.late <= until


async def until(found, *, within=3.0):
    """Returns what is found once there is something; raises TimeoutError."""
    async with asyncio.timeout(within):
        while not (got := found()):  # noqa: ASYNC110 - of its calls the loopback Slack tells nobody
            await asyncio.sleep(0.003)
        return got


class _Addresses(logging.Handler):
    """Learns where calls are taken from the record that says so."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.known = asyncio.get_running_loop().create_future()

    def emit(self, record):
        if getattr(record, "action", "") == "slack_listens" and not self.known.done():
            host, port = record.args
            self.known.set_result(f"http://{host}:{port}")


@asynccontextmanager
async def address_learned():
    """Yields what becomes the address at which calls are taken that is logged meanwhile."""
    log, learning = logging.getLogger("adapters.slack.receiving"), _Addresses()
    level = log.level
    log.setLevel(logging.INFO)
    log.addHandler(learning)
    try:
        yield learning.known
    finally:
        log.removeHandler(learning)
        log.setLevel(level)


@asynccontextmanager
async def running(work):
    """Runs something until the end, and raises what it raised meanwhile."""
    task = asyncio.ensure_future(work)
    await asyncio.sleep(0)
    try:
        yield task
    finally:
        task.cancel()
        [came] = await asyncio.gather(task, return_exceptions=True)
    if isinstance(came, Exception):
        raise came


@pytest.fixture
async def slack():
    """A Slack to which nothing has happened."""
    async with Slack() as made:
        yield made


@pytest.fixture
def responder():
    """What answers."""
    return FakeResponder()


@pytest.fixture
def kept():
    """Where installations are kept."""
    return Kept()


@pytest.fixture
def access(slack):
    """How that Slack is reached, over Socket Mode."""
    return Access(bot_token=BOT_TOKEN, app_token=APP_TOKEN, base_url=slack.base_url)


@pytest.fixture
async def chat(access, kept):
    """The adapter as it is opened."""
    async with open_slack(access, kept) as made:
        yield made


@pytest.fixture
async def hasty(access):
    """The adapter with a patience of a fifth of a second."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2)) as session:
        yield SlackChat(access, OneWorkspace(web_client(access, session, access.bot_token)), session)
