"""The commands about what a channel does not want to read: mute, unmute."""

from adapters.interface import Kind, Parameter
from bot.commands.help import mistaken, said
from bot.commands.mutes import explained, muted
from bot.commands.registry import Arguments, Entry, if_words
from bot.desk import Desk
from bot.times import NotUnderstoodError
from digests.building import in_force
from digests.model.answer import Answer
from digests.model.document import Bullets, Button, Document, Heading
from digests.model.subscription import Subscription
from digests.presenting.spans import plain


async def _mute(desk: Desk, arguments: Arguments) -> Answer:
    if not arguments.words:
        return await _muted_here(desk, arguments.channel)
    zone = await desk.zone_of(arguments.channel)
    outlets = [one.outlet for one in await desk.archive.outlets()]
    try:
        mute = muted(arguments.words, outlets, now=desk.clock(), zone=zone, by=arguments.user)
    except NotUnderstoodError as error:
        return mistaken(str(error), "mute cricket for 2 weeks")

    def change(old: Subscription) -> Subscription:
        others = [one for one in old.mutes if (one.kind, one.text.lower()) != (mute.kind, mute.text.lower())]
        return old.model_copy(update={"mutes": (*others, mute)})

    await desk.configure(arguments.channel, arguments.user, change)
    return said(
        f"Muted in this channel: {explained(mute, zone)}.", Button(label="Unmute", command=f"unmute {mute.text}")
    )


async def _unmute(desk: Desk, arguments: Arguments) -> Answer:
    standing = await desk.standing(arguments.channel)
    named = arguments.words.removeprefix("outlet ").strip("/").lower()
    mutes = standing.subscription.mutes if standing else ()
    gone = [mute for mute in mutes if named in (mute.text.lower(), "all")]
    if not gone:
        return mistaken(f"“{arguments.words}” is not muted here. What is muted is shown by:", "mute")

    def change(old: Subscription) -> Subscription:
        return old.model_copy(update={"mutes": tuple(mute for mute in old.mutes if mute not in gone)})

    await desk.configure(arguments.channel, arguments.user, change)
    return said(f"Told again in this channel: {'; '.join(mute.text for mute in gone)}.")


async def _muted_here(desk: Desk, channel: str) -> Answer:
    standing = await desk.standing(channel)
    mutes = list(in_force(standing.subscription, desk.clock())) if standing else []
    if not mutes:
        return said("Nothing is muted in this channel. For example: mute cricket for 2 weeks")
    zone = await desk.zone_of(channel)
    items = tuple((plain(explained(mute, zone)),) for mute in mutes)
    return Answer(document=Document(blocks=(Heading(text="Muted here", level=1), Bullets(items=items))))


MUTING = (
    Entry(
        name="mute",
        summary="Leave stories with these words, or an outlet, out of this channel; or show what is left out.",
        parameters=(
            Parameter(
                "WORDS or OUTLET",
                Kind.OUTLET,
                "words, an outlet's name or a /pattern/; behind it perhaps: for 2 weeks, or until 2025-05-01",
                required=False,
            ),
        ),
        examples=("mute cricket", "mute cricket for 2 weeks", "mute /bitcoin|ether/", "mute"),
        handler=_mute,
        configures=if_words,
    ),
    Entry(
        name="unmute",
        summary="Tell what was muted again.",
        parameters=(Parameter("WORDS or OUTLET", Kind.OUTLET, "what was muted, or all"),),
        examples=("unmute cricket",),
        handler=_unmute,
        configures=if_words,
    ),
)
