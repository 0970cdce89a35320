"""The commands about the desk itself: sources, status."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.metadata import version

from adapters.interface import OutletCount
from bot.commands.feed_health import by_trouble, feed_line
from bot.commands.help import ROOT
from bot.commands.registry import Arguments, Entry
from bot.desk import Desk
from digests.model.answer import Answer
from digests.model.document import Block, Bullets, Document, Heading, Paragraph, Span, Table
from digests.presenting.moments import moment
from digests.presenting.spans import count, plain

_OUTLETS = 40
_FEEDS = 20
_CHANNELS = 20


async def _sources(desk: Desk, arguments: Arguments) -> Answer:
    del arguments
    outlets, feeds = await desk.archive.outlets(), await desk.store.feeds.all()
    if not outlets and not feeds:
        said = "There are no sources yet: no feed is read and no article is kept. Begin with: feeds add ADDRESS"
        return Answer(found=False, text=said, document=Document(blocks=(Paragraph(spans=(plain(said),)),)))
    title = f"{count(len(outlets), 'outlet')}, {count(sum(one.articles for one in outlets), 'article')}"
    blocks: list[Block] = [Heading(text=title, level=1)]
    if outlets:
        blocks.append(_outlets(outlets, desk.clock()))
    if len(outlets) > _OUTLETS:
        blocks.append(Paragraph(spans=(plain(f"And {count(len(outlets) - _OUTLETS, 'outlet')} with fewer articles."),)))
    if feeds:
        lines = tuple(feed_line(one, desk.clock()) for one in by_trouble(feeds)[:_FEEDS])
        blocks += [Heading(text="Feeds"), Bullets(items=lines)]
    if len(feeds) > _FEEDS:
        more = f"And {count(len(feeds) - _FEEDS, 'feed')} more: {ROOT} feeds"
        blocks.append(Paragraph(spans=(plain(more),)))
    return Answer(document=Document(blocks=tuple(blocks)))


async def _status(desk: Desk, arguments: Arguments) -> Answer:
    blocks: list[Block] = [
        Heading(text="Status", level=1),
        Bullets(items=(*await _desk_lines(desk), await _channel_line(desk, arguments.channel))),
    ]
    if paused := await desk.store.subscriptions.paused(_CHANNELS):
        items = tuple((Span(text=one.subscription.channel, style="strong"), plain(f": {one.paused}")) for one in paused)
        blocks += [Heading(text="Paused"), Bullets(items=items)]
    return Answer(document=Document(blocks=tuple(blocks)))


async def _desk_lines(desk: Desk) -> list[tuple[Span, ...]]:
    last = await desk.archive.last_published()
    newest = f"the newest article is of {moment(last.astimezone(desk.zone))}" if last else "no article is kept yet"
    channels = await desk.store.subscriptions.counts()
    still_open = await desk.store.editions.open_count()
    return [
        _fact("Newsdesk", version("newsdesk")),
        _fact("store", f"answers; {newest}"),
        _fact("channels", f"{channels.active} get digests, {channels.paused} are paused, {channels.off} switched off"),
        _fact("on the way", count(still_open, "edition")),
    ]


async def _channel_line(desk: Desk, channel: str) -> tuple[Span, ...]:
    own = await desk.standing(channel)
    if own is None or not own.subscription.schedule.active:
        return _fact("this channel", "has no schedule; begin with: schedule on")
    last = await desk.store.editions.latest(channel)
    return _fact("last digest here", f"{last.slot} of {last.day}: {last.state}" if last else "none yet")


def _fact(name: str, said: str) -> tuple[Span, ...]:
    return Span(text=f"{name}: ", style="faint"), plain(said)


def _outlets(outlets: Iterable[OutletCount], now: datetime) -> Table:
    largest = sorted(outlets, key=lambda one: (-one.articles, one.outlet))[:_OUTLETS]
    return Table(
        header=("Outlet", "Articles", "Newest"),
        rows=tuple(
            ((Span(text=one.outlet, style="strong"),), (plain(f"{one.articles:,}"),), (plain(_ago(one.newest, now)),))
            for one in largest
        ),
    )


def _ago(at: datetime, now: datetime) -> str:
    passed = now - at
    if passed < timedelta(hours=1):
        return "within the hour"
    if passed < timedelta(days=2):
        return f"{count(int(passed.total_seconds() // 3600), 'hour')} ago"
    return f"{count(passed.days, 'day')} ago"


OPERATING = (
    Entry(
        name="sources",
        summary="Outlets and feeds with their health.",
        parameters=(),
        examples=("sources",),
        handler=_sources,
    ),
    Entry(
        name="status",
        summary="Whether the desk is well, and what it is at.",
        parameters=(),
        examples=("status",),
        handler=_status,
    ),
)
