"""The commands about single stories that a channel follows: follow, unfollow."""

from dataclasses import replace

from adapters.interface import Follow
from bot.commands.help import mistaken, said
from bot.commands.reading import STORY, no_story
from bot.commands.registry import Arguments, Entry, if_words
from bot.desk import Desk
from digests.model.answer import Answer
from digests.model.document import Bullets, Button, Document, Heading, Span
from digests.presenting.spans import plain


async def _follow(desk: Desk, arguments: Arguments) -> Answer:
    if not arguments.words:
        return await _followed(desk, arguments.channel)
    story = await desk.story(arguments.words, channel=arguments.channel)
    if story is None:
        return no_story(arguments.words, "follow 1")
    follow = Follow(channel=arguments.channel, story=story.id, by=arguments.user, since=desk.clock())
    new = await desk.store.subscriptions.follow(follow)
    desk.changed()
    told = (
        f"This channel follows “{story.headline}”. Corrections, moved figures and new quotes are posted in a thread."
        if new
        else f"This channel follows “{story.headline}” already."
    )
    return said(told, Button(label="Unfollow", command=f"unfollow {story.id}"))


async def _unfollow(desk: Desk, arguments: Arguments) -> Answer:
    if not arguments.words:
        return await _followed(desk, arguments.channel)
    story = await desk.story(arguments.words, channel=arguments.channel)
    identity = story.id if story else arguments.words.lower()
    if not await desk.store.subscriptions.unfollow(arguments.channel, identity):
        return mistaken(f"This channel does not follow “{arguments.words}”. What it follows is shown by:", "follow")
    named = f"“{story.headline}”" if story else identity
    return said(f"This channel follows {named} no more.")


async def _followed(desk: Desk, channel: str) -> Answer:
    follows = await desk.store.subscriptions.follows(channel)
    if not follows:
        return said("This channel follows no story. For example: follow 1")
    stories = {one.story: await desk.story(one.story, channel=channel) for one in follows}
    items = tuple(
        (plain(story.headline if story else one.story), Span(text=f" ({one.story})", style="faint"))
        for one in follows
        for story in [stories[one.story]]
    )
    return Answer(document=Document(blocks=(Heading(text="Followed here", level=1), Bullets(items=items))))


_STORY = replace(STORY, required=False)

FOLLOWING = (
    Entry(
        name="follow",
        summary="Post what changes in a story in a thread, or show what is followed.",
        parameters=(_STORY,),
        examples=("follow 1", "follow"),
        handler=_follow,
        configures=if_words,
    ),
    Entry(
        name="unfollow",
        summary="Follow a story no more.",
        parameters=(_STORY,),
        examples=("unfollow 1",),
        handler=_unfollow,
        configures=if_words,
    ),
)
