"""The command that says why a story is in, ranks where it ranks and is grouped as it is: why."""

import asyncio
from collections.abc import Iterator, Sequence

from adapters.interface import Brief, Repair
from bot.commands.grouping import repaired
from bot.commands.reading import STORY, no_story
from bot.commands.registry import Arguments, Entry
from bot.desk import Desk
from bot.repairing import concerned
from digests.building import admits, in_force, matching, mutes
from digests.grouping import LIKENESS, reasons
from digests.model.answer import Answer
from digests.model.document import Button
from digests.model.story import Arrival, Story
from digests.model.subscription import Subscription
from digests.presenting.reasons import Standing, reasons_document
from digests.presenting.spans import count, listed

_NEW = 5
"""How many of the articles that are new to a channel are named."""


async def _why(desk: Desk, arguments: Arguments) -> Answer:
    story = await desk.story(arguments.words, channel=arguments.channel)
    if story is None:
        return no_story(arguments.words, "why 1")
    told = [article.id for article in story.articles]
    kept = {one.article.id: one for one in (await desk.archive.stories([story.id])).get(story.id, [])}
    arrivals = [kept[article] for article in told if article in kept]
    why = await asyncio.to_thread(reasons, arrivals, await desk.placing.closeness(told))
    listing = await desk.archive.listing(arguments.channel)
    repairs = [one for one in await desk.store.repairs.in_force() if not set(told).isdisjoint(concerned(one))]
    standing = Standing(
        wanted=await _wanted(desk, arguments.channel, story, arrivals),
        place=listing.index(story.id) + 1 if story.id in listing else None,
        repairs=await _repairs(desk, story, repairs),
        buttons=[
            Button(label=f"Undo {one.kind} {one.id}", command=f"{one.kind} undo {one.id}") for one in repairs[-3:]
        ],
    )
    return Answer(stories=(story,), document=reasons_document(story, why, standing, LIKENESS))


async def _wanted(desk: Desk, channel: str, story: Story, arrivals: Sequence[Arrival]) -> list[str]:
    standing = await desk.standing(channel)
    settings = standing.subscription if standing else None
    brief = (await desk.store.editions.briefs([channel], [story.id])).get(channel, Brief())
    return [*_settings(desk, settings, story, arrivals), *_news(story, brief.shown.get(story.id, frozenset()))]


def _settings(desk: Desk, settings: Subscription | None, story: Story, arrivals: Sequence[Arrival]) -> Iterator[str]:
    """Yield what a channel's settings say of a story."""
    now = desk.clock()
    if settings is None:
        yield "This channel has no settings, so it is told of every story."
        return
    if not settings.topics:
        yield "This channel names no topics, so it is told of all."
    elif found := matching(settings, story):
        yield f"It is about {listed(found)}, which this channel names as a topic."
    else:
        yield f"It is left out of this channel's digests: it is about none of its topics ({listed(settings.topics)})."
    for mute in in_force(settings, now):
        if mutes(mute, story):
            yield f"It is left out of this channel's digests: “{mute.text}” is muted here."
    heard = sum(admits(settings, arrival.article, now) for arrival in arrivals)
    if heard < len(arrivals):
        yield f"It is told from {heard} of its {count(len(arrivals), 'article')}; outlet or language keep out the rest."


def _news(story: Story, shown: frozenset[str]) -> Iterator[str]:
    """Yield what is new to a channel."""
    fresh = [article for article in story.articles if article.id not in shown]
    if len(fresh) == len(story.articles):
        yield f"This channel has not been sent it yet; {count(len(fresh), 'article')} would be new."
    elif fresh:
        named = listed(dict.fromkeys(article.outlet for article in fresh[:_NEW]))
        yield f"New since it was last sent to this channel: {count(len(fresh), 'article')}, by {named} first."
    else:
        yield "This channel was sent all of it; it comes again when there is more."


async def _repairs(desk: Desk, story: Story, repairs: Sequence[Repair]) -> list[str]:
    said = [f"{former} went into it, and that id answers for it." for former in await desk.archive.formerly(story.id)]
    said += [f"{one.kind.capitalize()} {await repaired(desk, one)}." for one in repairs]
    return said or ["Nothing was merged into it, and nobody has repaired it."]


EXPLAINING = (
    Entry(
        name="why",
        summary="Why a story is in, ranked there and grouped so; what was merged and repaired.",
        parameters=(STORY,),
        examples=("why 1", "why tariff talks"),
        handler=_why,
    ),
)
