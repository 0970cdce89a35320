"""A user's own page where a platform has one: the digests of their channels, and how the sources are."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from adapters.interface import Standing
from bot.commands.feed_health import by_trouble, feed_line
from bot.commands.help import ROOT
from bot.commands.schedules import described
from bot.desk import Desk
from digests.model.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Choice,
    Divider,
    Document,
    Heading,
    Option,
    Paragraph,
    Span,
)
from digests.presenting.moments import moment
from digests.presenting.spans import count, plain

_CHANNELS = 20
_FEEDS = 20


async def home(desk: Desk, channels: Sequence[str]) -> Document:
    """Return the page: what is posted to these channels and when, with the settings of each; feeds that fail first."""
    standings = await desk.store.subscriptions.some(channels)
    outlets, feeds = await desk.archive.outlets(), await desk.store.feeds.all()
    blocks: list[Block] = [Heading(text="Your digests", level=1), *_digests(list(standings.values()))]
    blocks += [Divider(), Heading(text="Ask"), Paragraph(spans=(plain(f"Anywhere: {ROOT} help shows what there is."),))]
    if stories := await desk.called("", 10):
        options = tuple(Option(label=story.headline, value=story.id) for story in stories)
        blocks.append(Choice(label="Choose a story", command="story", options=options))
    said = f"{count(len(outlets), 'outlet')}, {count(sum(one.articles for one in outlets), 'article')}."
    blocks += [Divider(), Heading(text="Sources"), Paragraph(spans=(Span(text=said, style="faint"),))]
    if feeds:
        blocks.append(Bullets(items=tuple(feed_line(one, desk.clock()) for one in by_trouble(feeds)[:_FEEDS])))
        if len(feeds) > _FEEDS:
            blocks.append(Paragraph(spans=(plain(f"And {count(len(feeds) - _FEEDS, 'feed')} more: {ROOT} feeds"),)))
    return Document(blocks=tuple(blocks))


def _digests(standings: Sequence[Standing]) -> Iterator[Block]:
    if not standings:
        yield Paragraph(spans=(plain(f"None yet. Invite Newsdesk to a channel, then say {ROOT} schedule on there."),))
    for one in standings[:_CHANNELS]:
        settings = one.subscription
        name = Span(text=settings.channel, style="strong", channel=settings.channel)
        yield Paragraph(spans=(name, plain(f": {described(settings.schedule)}. {_next(one)}")))
        label = "Settings" if not one.paused else "Go on"
        command = "schedule edit" if not one.paused else "schedule on"
        yield Buttons(buttons=(Button(label=label, command=command, channel=settings.channel),))
    if len(standings) > _CHANNELS:
        yield Paragraph(spans=(plain(f"And {count(len(standings) - _CHANNELS, 'channel')} more."),))


def _next(standing: Standing) -> str:
    if standing.paused:
        return f"Paused: {standing.paused}"
    if standing.next_at is None:
        return "Nothing is due."
    return f"Next: {moment(standing.next_at.astimezone(ZoneInfo(standing.subscription.schedule.zone)))}."
