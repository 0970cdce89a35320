"""What is said of feeds, in chat and on the command line."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.interface import Feed
from bot.commands.feed_health import ago, by_trouble, contents, health_line, texts
from bot.commands.help import ROOT
from bot.discovery import Several
from bot.feed_import import Imported
from bot.feeding import Added, AmbiguousError, Checked
from digests.model.answer import Answer
from digests.model.base import Value
from digests.model.document import Block, Bullets, Button, Buttons, Document, Heading, Paragraph, Span
from digests.model.feed import Entry, FeedRead
from digests.presenting.spans import count, plain

_HEADLINES = 3
_CHOICES = 10
_BUTTONS = 5
_LABEL = 40  # characters
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """Where something is said.

    Attributes:
        root: What commands about feeds begin with there.
        most: How many feeds are listed, None for all.
        chat: Whether it is a chat, with buttons, and not a shell.
    """

    root: str
    most: int | None
    chat: bool

    def call(self, *words: str) -> Span:
        """Return a command as it is typed there."""
        typed = words if self.chat else (shlex.quote(word) for word in words)
        return Span(text=" ".join((self.root, *typed)), style="strong")

    def buttons(self, *buttons: tuple[str, str]) -> tuple[Buttons, ...]:
        """Return buttons with their labels and commands, where there are any."""
        made = tuple(Button(label=label, command=f"feeds {command}") for label, command in buttons)
        return (Buttons(buttons=made),) if self.chat and made else ()


CHAT = Place(f"{ROOT} feeds", 30, chat=True)
TERMINAL = Place("newsdesk feeds", None, chat=False)


class Listed(Value):
    """Feeds, as they are printed as data."""

    feeds: tuple[Feed, ...]


def listed(feeds: Sequence[Feed], now: datetime, place: Place, among: str = "") -> Answer:
    """Return the list of feeds with their health, those in trouble first.

    Args:
        feeds: Which.
        now: The moment (aware).
        place: Where it is said.
        among: The words by which they were looked for, if they were.
    """
    if not feeds:
        said = f"No feed has “{among}” in its name, outlet or address. " if among else "No feed is read yet. "
        call = place.call("list") if among else place.call("add", "https://outlet.example/feed.xml")
        return _answer(found=bool(not among), spans=(plain(said), call))
    troubled = sum(bool(one.failures and not one.paused) for one in feeds)
    paused = sum(one.paused for one in feeds)
    counts = [
        count(len(feeds), "feed"),
        f"{troubled} failing" if troubled else "",
        f"{paused} paused" if paused else "",
    ]
    blocks: list[Block] = [
        Heading(text=", ".join(filter(None, counts)), level=1),
        Bullets(items=tuple(health_line(one, now) for one in by_trouble(feeds)[: place.most])),
    ]
    if place.most is not None and len(feeds) > place.most:
        more = f"And {count(len(feeds) - place.most, 'feed')} more. To look for some: "
        blocks.append(Paragraph(spans=(plain(more), place.call("list", "WORDS"))))
    return Answer(document=Document(blocks=tuple(blocks)))


def added(done: Added, now: datetime, place: Place) -> Answer:
    """Return that a feed is read from now on, with what it holds, and how to call it otherwise."""
    feed, read = done.feed, done.read
    if read is None:
        spans = (plain(f"{feed.url} is read already, as “{feed.title}”. For another name: "), _renaming(feed, place))
        return _answer(found=True, spans=spans)
    blocks: list[Block] = [
        Heading(text=f"Added: {feed.title}", level=1),
        Paragraph(spans=(plain(f"{contents(read, now)}. "), Span(text=feed.url, url=feed.url))),
    ]
    if newest := _newest(read):
        blocks.append(Bullets(items=tuple(_headline(entry, now) for entry in newest)))
    blocks.append(
        Paragraph(spans=(plain("Digests tell what it brings from now on. For another name: "), _renaming(feed, place)))
    )
    buttons = [("Remove", f"remove {feed.url}")]
    if any(entry.stub for entry in read.entries) and not feed.full_text:
        said = f"It brings {texts(read)}. To have articles read from their pages: "
        blocks.append(Paragraph(spans=(plain(said), place.call("full-text", feed.title, "on"))))
        buttons.append(("Read pages", f"full-text {feed.url} on"))
    return Answer(document=Document(blocks=(*blocks, *place.buttons(*buttons))))


def several(page: Several, place: Place, name: str = "") -> Answer:
    """Return the question which of a page's feeds is meant, with the command for each.

    Args:
        page: The page.
        place: Where it is said.
        name: What the feed shall be called, if that was said.
    """
    first = page.links[:_CHOICES]
    behind = ("as", name) if name else ()
    items = tuple(
        (plain(f"{number}. {link.title or link.url}: "), place.call("add", link.url, *behind))
        for number, link in enumerate(first, 1)
    )
    said = f"{page.url} is a page with {len(page.links)} feeds. Which shall be read?"
    blocks: list[Block] = [Paragraph(spans=(plain(said),)), Bullets(items=items)]
    if len(page.links) > len(first):
        blocks.append(Paragraph(spans=(plain(f"And {len(page.links) - len(first)} more that the page names."),)))
    labels = [f"{number}. {link.title or link.url}"[:_LABEL] for number, link in enumerate(first[:_BUTTONS], 1)]
    commands = [" ".join(("add", link.url, *behind)) for link in first]
    buttons = place.buttons(*zip(labels, commands, strict=False))
    return Answer(found=False, text=said, document=Document(blocks=(*blocks, *buttons)))


def checked_line(one: Checked, now: datetime) -> tuple[Span, ...]:
    """Return what was found when a feed was looked at; `now` is aware."""
    moved = f"; moved for good to {one.moved}" if one.moved else ""
    name = Span(text=one.feed.title, style="strong", url=one.feed.url)
    if one.read is None:
        return name, plain(f": cannot be read: {one.problem}{moved}")
    problems = f"; in it, {'; '.join(one.read.problems)}" if one.read.problems else ""
    return name, plain(f": well: {contents(one.read, now)}{moved}{problems}")


def checked(found: Sequence[Checked], now: datetime, *, left: int = 0) -> Answer:
    """Return what was found when feeds were looked at, those that cannot be read first.

    Args:
        found: What was found.
        now: The moment (aware).
        left: How many were not looked at.
    """
    faulty = sum(one.read is None for one in found)
    items = tuple(checked_line(one, now) for one in sorted(found, key=lambda one: one.read is not None))
    title = f"{count(len(found), 'feed')} looked at, {faulty or 'none'} in trouble"
    blocks: list[Block] = [Heading(text=title, level=1), Bullets(items=items)]
    if left:
        said = f"And {count(left, 'feed')} more, which seemed better off. All are looked at on the command line: "
        blocks.append(Paragraph(spans=(plain(said), TERMINAL.call("check"))))
    return Answer(document=Document(blocks=tuple(blocks)))


def imported(done: Imported, place: Place) -> Answer:
    """Return what became of a list of feeds."""
    title = f"{count(len(done.added), 'feed')} added, {len(done.known)} read already, {len(done.refused)} refused"
    blocks: list[Block] = [Heading(text=title, level=1)]
    if done.problem:
        said = f"The list {done.problem}; what could be read of it was taken."
        blocks.append(Paragraph(spans=(plain(said),)))
    refused = tuple((plain(f"{one.url or 'no address'}: {one.reason}"),) for one in done.refused)
    fresh = tuple((Span(text=one.title, style="strong", url=one.url), plain(f": {one.url}")) for one in done.added)
    for name, items in (("Refused", refused), ("Added", fresh)):
        if items:
            blocks += [Heading(text=name), Bullets(items=items[: place.most])]
        if place.most is not None and len(items) > place.most:
            blocks.append(Paragraph(spans=(plain(f"And {len(items) - place.most:,} more."),)))
    if done.added:
        blocks.append(
            Paragraph(spans=(plain("Digests tell what they bring from now on. How they are: "), place.call("list")))
        )
    return Answer(found=not done.refused, document=Document(blocks=tuple(blocks)))


def ambiguous(error: AmbiguousError, verb: str, words: str, place: Place) -> Answer:
    """Return which feeds may be meant, with the command for each.

    Args:
        error: Which may be meant, and by what.
        verb: What was to be done.
        words: The words behind it.
        place: Where it is said.
    """
    first = error.candidates[:_CHOICES]
    behind = words.removeprefix(error.said).split()  # as in: full-text NAME on
    items = tuple((plain(f"{one.title}: "), place.call(verb, one.url, *behind)) for one in first)
    blocks: list[Block] = [Paragraph(spans=(plain(f"{error} Which?"),)), Bullets(items=items)]
    if len(error.candidates) > len(first):
        said = f"And {len(error.candidates) - len(first):,} more; say more of its name."
        blocks.append(Paragraph(spans=(plain(said),)))
    buttons = place.buttons(*((one.title[:_LABEL], " ".join((verb, one.url, *behind))) for one in first[:_BUTTONS]))
    return Answer(found=False, text=str(error), document=Document(blocks=(*blocks, *buttons)))


def _renaming(feed: Feed, place: Place) -> Span:
    return place.call("add", feed.url, "as", "NAME")


def _newest(read: FeedRead) -> list[Entry]:
    return sorted(read.entries, key=lambda entry: entry.published.at or _NEVER, reverse=True)[:_HEADLINES]


def _headline(entry: Entry, now: datetime) -> tuple[Span, ...]:
    title = Span(text=entry.headline or entry.link or "without a headline", url=entry.link)
    return (title, Span(text=f", {ago(entry.published.at, now)}", style="faint")) if entry.published.at else (title,)


def _answer(*, found: bool, spans: tuple[Span, ...]) -> Answer:
    text = "".join(span.text for span in spans)
    return Answer(found=found, text=text, document=Document(blocks=(Paragraph(spans=spans),)))
