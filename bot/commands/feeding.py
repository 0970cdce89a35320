"""The command about the feeds that the desk reads: feeds. The command line says the same words."""

import difflib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from adapters.interface import Kind, Parameter
from bot.commands import feed_telling as telling
from bot.commands.feed_health import by_trouble
from bot.commands.feed_telling import CHAT, TERMINAL, Place
from bot.commands.help import failed, said
from bot.commands.registry import Arguments, Entry
from bot.desk import Desk
from bot.discovery import FeedError, Several, fetched, known_address
from bot.feed_import import bring_in
from bot.feed_names import having, unquoted
from bot.feeding import AmbiguousError, Feeding
from digests.model.answer import Answer
from digests.model.document import Document, Paragraph
from digests.presenting.spans import plain

_LOOKED_AT = 10
"""How many feeds are looked at for a chat: as many as answer while somebody waits."""
_ON_OFF = {"on": True, "off": False}


@dataclass(frozen=True)
class Asker:
    """Who asks, and from where.

    Attributes:
        feeding: What works on the feeds.
        place: Where it is said.
        now: The moment (aware).
        user: Who asks, by the full name of a user, None on the command line.
    """

    feeding: Feeding
    place: Place
    now: datetime
    user: str | None = None


async def answer(asker: Asker, words: str) -> Answer:
    """Return the answer to the words behind ``feeds``.

    Raises:
        FeedError: It cannot be done.
    """
    verb, rest = _split(words)
    action = _ACTIONS.get(verb)
    try:
        return await action(asker, rest) if action else await _meant(asker, words)
    except AmbiguousError as error:
        return telling.ambiguous(error, verb, rest, asker.place)


def changes(words: str) -> bool:
    """Return whether words behind ``feeds`` change something."""
    return _split(words)[0] in _CHANGING


def _split(words: str) -> tuple[str, str]:
    """Return what is to be done, and with what."""
    verb, _, rest = words.strip().partition(" ")
    if verb.lower() == "full" and rest.lower().startswith("text "):
        verb, rest = "full-text", rest[len("text ") :]
    return verb.lower() or "list", rest.strip()


async def _list(asker: Asker, words: str) -> Answer:
    feeds = await asker.feeding.feeds.all()
    return telling.listed(having(feeds, words), asker.now, asker.place, words)


async def _meant(asker: Asker, words: str) -> Answer:
    """Answer what begins with nothing that can be done: perhaps the name of a feed, perhaps mistyped."""
    if found := having(await asker.feeding.feeds.all(), words):
        return telling.listed(found, asker.now, asker.place, words)
    verb, rest = _split(words)
    [near] = difflib.get_close_matches(verb, _ACTIONS, n=1) or ["list"]
    right = asker.place.call(near, *filter(None, [rest])) if near != "list" else asker.place.call(near)
    text = f"“{words}” is neither a feed nor something to do with one. Did you mean this? "
    return Answer(
        found=False, text=f"{text}{right.text}", document=Document(blocks=(Paragraph(spans=(plain(text), right)),))
    )


async def _add(asker: Asker, words: str) -> Answer:
    typed, _, name = words.partition(" as ")
    return await add(asker, typed, name=name)


async def add(
    asker: Asker, typed: str, *, name: str = "", outlet: str | None = None, full_text: bool = False
) -> Answer:
    """Add a feed and say what it holds, or ask which is meant; see `Feeding.add`."""
    if not typed.strip():
        return _lacking(asker, "an address", "add", "https://outlet.example/feed.xml")
    name = unquoted(name)
    done = await asker.feeding.add(typed, name=name, outlet=outlet, full_text=full_text, owner=asker.user)
    if isinstance(done, Several):
        return telling.several(done, asker.place, name)
    if done.read is None and name:
        return said(f"{done.feed.url} is read already; it is called “{done.feed.title}” now.")
    return telling.added(done, asker.now, asker.place)


async def _remove(asker: Asker, words: str) -> Answer:
    if not words:
        return _lacking(asker, "the name of a feed", "remove", "NAME")
    feed = await asker.feeding.named(words)
    await asker.feeding.feeds.remove(feed.url)
    text = f"“{feed.title}” is read no more: {feed.url}. Its articles stay."
    again = asker.place.buttons(("Add it again", f"add {feed.url} as {feed.title}"))
    return Answer(text=text, document=Document(blocks=(Paragraph(spans=(plain(text),)), *again)))


async def _pause(asker: Asker, words: str) -> Answer:
    if not words:
        return _lacking(asker, "the name of a feed", "pause", "NAME")
    feed = await asker.feeding.change(await asker.feeding.named(words), paused=True, reason=None)
    resume = asker.place.call("resume", feed.title)
    return said(f"“{feed.title}” is not read for now. To go on: {resume.text}")


async def _resume(asker: Asker, words: str) -> Answer:
    if not words:
        return _lacking(asker, "the name of a feed", "resume", "NAME")
    feed = await asker.feeding.resume(await asker.feeding.named(words))
    return said(f"“{feed.title}” is read again, from now on.")


async def _check(asker: Asker, words: str) -> Answer:
    if words:
        return telling.checked([await asker.feeding.check(await asker.feeding.named(words))], asker.now)
    feeds = await asker.feeding.feeds.all()
    if not feeds:
        return telling.listed(feeds, asker.now, asker.place)
    worst = by_trouble(feeds)[:_LOOKED_AT]
    found = [one async for one in asker.feeding.check_all(worst)]
    return telling.checked(found, asker.now, left=len(feeds) - len(worst))


async def _import(asker: Asker, words: str) -> Answer:
    if not words:
        return _lacking(asker, "the address of a list of feeds (OPML)", "import", "https://outlet.example/feeds.opml")
    listing = await fetched(asker.feeding.fetching, known_address(words).url)
    return telling.imported(await bring_in(asker.feeding, listing.body, owner=asker.user), asker.place)


async def _export(asker: Asker, words: str) -> Answer:
    del asker, words
    return said(f"A list of all feeds is written on the command line: {TERMINAL.call('export').text} > feeds.opml")


async def _rename(asker: Asker, words: str) -> Answer:
    name, _, new = words.rpartition(" as ")
    if not name or not unquoted(new):
        return _lacking(asker, "the name of a feed and another", "rename", "NAME", "as", "OTHER")
    feed = await asker.feeding.named(name)
    renamed = await asker.feeding.rename(feed, unquoted(new))
    return said(f"“{feed.title}” is called “{renamed.title}” now.")


async def _outlet(asker: Asker, words: str) -> Answer:
    name, _, outlet = words.rpartition(" as ")
    if not name or not unquoted(outlet):
        return _lacking(asker, "a feed and its outlet, or none", "outlet", "NAME", "as", "OUTLET")
    none = outlet.strip().lower() == "none"
    feed = await asker.feeding.change(await asker.feeding.named(name), outlet=None if none else unquoted(outlet))
    held = f"are held to be of {feed.outlet}" if feed.outlet else "say themselves which outlet they are of"
    return said(f"Articles that “{feed.title}” brings from now on {held}.")


async def _full_text(asker: Asker, words: str) -> Answer:
    name, _, state = words.rpartition(" ")
    if not name or state.lower() not in _ON_OFF:
        return _lacking(asker, "a feed, and on or off", "full-text", "NAME", "on")
    feed = await asker.feeding.change(await asker.feeding.named(name), full_text=_ON_OFF[state.lower()])
    where = "from their pages, where" if feed.full_text else "from the feed alone, even where"
    return said(f"Articles of “{feed.title}” are read {where} it brings only their beginning.")


def _lacking(asker: Asker, what: str, *example: str) -> Answer:
    spans = (plain(f"“{example[0]}” needs {what}. For example: "), asker.place.call(*example))
    text = "".join(span.text for span in spans)
    return Answer(found=False, text=text, document=Document(blocks=(Paragraph(spans=spans),)))


_Action = Callable[[Asker, str], Awaitable[Answer]]
_READING: dict[str, _Action] = {"list": _list, "check": _check, "export": _export}
_CHANGING: dict[str, _Action] = {
    "add": _add,
    "remove": _remove,
    "pause": _pause,
    "resume": _resume,
    "import": _import,
    "rename": _rename,
    "outlet": _outlet,
    "full-text": _full_text,
}
_ACTIONS = {**_READING, **_CHANGING}
VERBS = tuple(_ACTIONS)
"""What can be done with feeds."""
NAMING = frozenset(VERBS) - {"list", "add", "import", "export"}
"""What is done with one that is named."""


async def _feeds(desk: Desk, arguments: Arguments) -> Answer:
    asker = Asker(desk.feeding, CHAT, desk.clock(), arguments.user)
    try:
        return await answer(asker, arguments.words)
    except FeedError as error:
        return failed(str(error))


FEEDING = (
    Entry(
        name="feeds",
        summary="The feeds that are read, with their health; add, check, pause or remove them.",
        parameters=(
            Parameter(
                "WHAT",
                Kind.FEED,
                "list, add ADDRESS as NAME, check, pause, resume, remove or rename NAME as OTHER, full-text NAME on, "
                "outlet NAME as OUTLET, import ADDRESS; the list if left out",
                required=False,
            ),
        ),
        examples=("feeds", "feeds add https://outlet.example/feed.xml as Outlet", "feeds check", "feeds pause outlet"),
        handler=_feeds,
        configures=changes,
    ),
)
