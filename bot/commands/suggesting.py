"""What may be typed next: the stories, outlets, topics and times that a parameter may be."""

from collections.abc import Awaitable, Callable, Iterable, Sequence

from adapters.interface import Kind, Suggestion
from bot.commands.feeding import NAMING, VERBS
from bot.desk import Desk
from bot.feed_names import having
from digests.model.document import Option

MOST = 25
"""How many suggestions a platform shows: Discord's limit for choices."""
_TO_CHOOSE = 10
_DAYS = ("today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIMES = ("1d", "2d", "3d", "1w", "2w")


async def suggest(desk: Desk, kind: Kind, typed: str) -> list[Suggestion]:
    """Return what a parameter of a kind may be, best first, at most `MOST`."""
    found = _OF.get(kind)
    return list((await found(desk, typed.strip()))[:MOST]) if found else []


async def stories_to_choose(desk: Desk) -> list[Option]:
    """Return the newest stories, to choose one of them."""
    return [Option(label=one.label, value=one.value) for one in (await _stories(desk, ""))[:_TO_CHOOSE]]


async def _stories(desk: Desk, typed: str) -> list[Suggestion]:
    return [Suggestion(label=story.headline, value=story.id) for story in await desk.called(typed, MOST)]


async def _outlets(desk: Desk, typed: str) -> list[Suggestion]:
    return _alike((one.outlet for one in await desk.archive.outlets()), typed)


async def _topics(desk: Desk, typed: str) -> list[Suggestion]:
    named = {topic for one in await desk.store.subscriptions.all() for topic in one.subscription.topics}
    return _alike(sorted(named, key=str.casefold), typed)


async def _feeds(desk: Desk, typed: str) -> list[Suggestion]:
    """Return what may be done with a feed, and with which, once it is typed what."""
    verb, _, said = typed.partition(" ")
    if verb.lower() not in NAMING:
        return _alike(VERBS, typed)
    named = having(await desk.store.feeds.all(), said)
    return [Suggestion(label=one.title, value=f"{verb} {one.title}") for one in named]


async def _days(desk: Desk, typed: str) -> list[Suggestion]:
    del desk
    return _alike(_DAYS, typed)


async def _times(desk: Desk, typed: str) -> list[Suggestion]:
    del desk
    return _alike((*_TIMES, *_DAYS), typed)


def _alike(values: Iterable[str], typed: str) -> list[Suggestion]:
    """Return the values that have what is typed in them, those that begin with it first."""
    said = typed.casefold()
    found = [value for value in values if said in value.casefold()]
    found.sort(key=lambda value: not value.casefold().startswith(said))
    return [Suggestion(label=value, value=value) for value in found]


_OF: dict[Kind, Callable[[Desk, str], Awaitable[Sequence[Suggestion]]]] = {
    Kind.STORY: _stories,
    Kind.OUTLET: _outlets,
    Kind.TOPIC: _topics,
    Kind.FEED: _feeds,
    Kind.DAY: _days,
    Kind.SINCE: _times,
}
