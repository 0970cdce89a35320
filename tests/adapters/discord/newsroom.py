"""What stands in for the service in tests of the Discord adapter: a responder and notes, in memory."""

import asyncio
from contextlib import asynccontextmanager

from adapters.discord.access import Access
from adapters.discord.chat import open_discord
from adapters.interface import Kind, Mistakes, Offer, Parameter
from digests.model.answer import Answer
from digests.model.document import Document, Heading, Paragraph, Span

STORY = Parameter("STORY", Kind.STORY, "words of it, its number in the last digest, or its id")
OFFERS = (
    Offer(
        name="digest",
        summary="The digest now.",
        parameters=(
            Parameter("TOPIC", Kind.TOPIC, "only stories about this", required=False),
            Parameter("DAY", Kind.DAY, "a date or a weekday", required=False),
        ),
        examples=("digest",),
    ),
    Offer(
        name="ask",
        summary="An answer from cited passages.",
        parameters=(Parameter("QUESTION", Kind.WORDS, "a question in plain words"),),
        examples=("ask who won?",),
        shortcut="What do sources say?",
    ),
    Offer(
        name="search",
        summary="Articles, with the words in their sentence.",
        parameters=(
            Parameter("WORDS", Kind.WORDS, "words that the article has"),
            Parameter("since", Kind.SINCE, "only articles since then", required=False),
        ),
        examples=("search tariffs since:2d",),
    ),
    Offer(
        name="quotes",
        summary="Who said what.",
        parameters=(Parameter("WHO or STORY", Kind.STORY, "a speaker's name, or a story"),),
        examples=("quotes Vale",),
    ),
    Offer(
        name="mute",
        summary="Leave stories with these words, or an outlet, out of this channel.",
        parameters=(Parameter("WORDS or OUTLET", Kind.OUTLET, "words, or an outlet's name", required=False),),
        examples=("mute cricket",),
    ),
    Offer(
        name="schedule",
        summary="When this channel gets its digest.",
        parameters=(Parameter("SETTING", Kind.WORDS, "times, days and zone", required=False),),
        examples=("schedule",),
    ),
    Offer(
        name="help",
        summary="Health and usage.",
        parameters=(Parameter("COMMAND", Kind.COMMAND, "the command to explain", required=False),),
        examples=("help",),
    ),
)


def said(text, **more):
    """Returns an answer of one paragraph."""
    return Answer(document=Document(blocks=(Paragraph(spans=(Span(text=text),)),)), **more)


def pages(count):
    """Returns an answer that takes so many messages."""
    blocks = [(Heading(text=f"Part {n}", story=f"s{n}"), *_long(n)) for n in range(1, count + 1)]
    return Answer(document=Document(blocks=tuple(block for some in blocks for block in some)))


def _long(number):
    sentence = f"This is what part {number} says at length. "
    return [Paragraph(spans=(Span(text=(sentence * 16).strip()),)) for _ in range(5)]


class FakeResponder:
    """Answers what a test tells it to, and records what it is asked.

    `asked` has the commands, `heard` everything else by the method's name. What `answers` does not have is answered
    with the command itself; `forms` has what commands open. While `free` is not set no answer is given.
    """

    def __init__(self):
        self.offers = OFFERS
        self.asked, self.heard, self.events = [], [], set()
        self.answers, self.forms, self.taken = {}, {}, said("It holds.")
        self.suggestions = []
        self.free = asyncio.Event()
        self.free.set()

    def configures(self, text):
        """Returns whether a command mutes or schedules something."""
        name, _, rest = text.partition(" ")
        return name in ("mute", "schedule") and bool(rest)

    async def answer(self, command):
        """Records the command and answers it."""
        self.asked.append(command)
        await self.free.wait()
        return self.answers.get(command.text, said(f"You said: {command.text}"))

    async def suggest(self, kind, typed, *, channel):
        """Records what is typed and returns the suggestions; raises what is none."""
        self.heard.append(("suggest", kind, typed, channel))
        if isinstance(self.suggestions, Exception):
            raise self.suggestions
        return self.suggestions

    async def form(self, command):
        """Returns what the command opens, to who may."""
        if command.text not in self.forms:
            return None
        return self.forms[command.text] if command.may_configure else said("You may not.", found=False)

    async def submit(self, command, filled):
        """Records what is filled in; a zone that is none is a mistake."""
        self.heard.append(("submit", command, dict(filled)))
        if filled.get("zone") == "Nowhere":
            return Mistakes(fields={"zone": "There is no such zone."})
        return self.taken

    async def home(self, user, channels):
        """Returns nothing: Discord has no such page."""
        return Document(blocks=())

    async def first(self, event):
        """Returns whether the event is new."""
        new = event not in self.events
        self.events.add(event)
        return new

    async def joined(self, channel, *, at):
        """Records it."""
        self.heard.append(("joined", channel))

    async def closed(self, channel, why):
        """Records it."""
        self.heard.append(("closed", channel, why))

    async def returned(self, within):
        """Records it."""
        self.heard.append(("returned", within))

    async def withdrawn(self, within, why):
        """Records it."""
        self.heard.append(("withdrawn", within, why))


class FakeNotes:
    """Notes in memory; `broken` is raised by whatever is asked, if it is set."""

    def __init__(self):
        self.kept, self.broken = {}, None

    async def get(self, name):
        """Returns what is kept under a name."""
        if self.broken:
            raise self.broken
        return self.kept.get(name)

    async def put(self, name, text):
        """Keeps a text under a name."""
        if self.broken:
            raise self.broken
        self.kept[name] = text


def access_to(platform, **more):
    """Returns how the loopback is reached."""
    reached = {"token": "a-token", "base_url": platform.base_url, "gateway_url": platform.gateway_url}
    return Access(**reached | more)


@asynccontextmanager
async def listening(platform, responder, notes=None, **more):
    """Has people answered meanwhile; yields the chat, and raises what ended it."""
    async with open_discord(access_to(platform, **more), notes or FakeNotes()) as chat:
        task = asyncio.create_task(chat.listen(responder))
        ready = asyncio.create_task(platform.until_ready())
        try:
            await asyncio.wait((task, ready), return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                await task
            yield chat
        finally:
            ready.cancel()
            task.cancel()
            await asyncio.gather(task, ready, return_exceptions=True)
