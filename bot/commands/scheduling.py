"""The command that sets when a channel gets digests, about what and how long: schedule."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from adapters.interface import Standing
from bot.commands.help import mistaken
from bot.commands.mutes import explained
from bot.commands.registry import Arguments, Entry, Kind, Parameter
from bot.commands.schedules import EXAMPLE, changed, described
from bot.desk import Desk
from bot.times import NotUnderstoodError
from digests.building import STORIES, in_force
from digests.model.answer import Answer
from digests.model.document import Bullets, Button, Buttons, Document, Heading, Paragraph, Span
from digests.model.subscription import Subscription
from digests.presenting.moments import moment
from digests.presenting.spans import plain

Change = Callable[[Subscription], Subscription]


async def _schedule(desk: Desk, arguments: Arguments) -> Answer:
    words = arguments.words
    if not words or words.lower() == "show":
        return await _shown(desk, arguments.channel)
    try:
        change = _change(words)
        await desk.configure(arguments.channel, arguments.user, change)
    except NotUnderstoodError as error:
        return mistaken(str(error), f"schedule {EXAMPLE}")
    return await _shown(desk, arguments.channel)


def _change(words: str) -> Change:
    """Return the change of settings that the words behind ``schedule`` ask for."""
    name, _, rest = words.partition(" ")
    setting = _SETTINGS.get(name.lower())
    if setting is None:
        return lambda old: old.model_copy(update={"schedule": changed(old.schedule, words)})
    update = setting(rest.strip())
    return lambda old: old.model_copy(update=update)


def _names(field: str) -> Callable[[str], dict[str, object]]:
    def names(text: str) -> dict[str, object]:
        if not text:
            raise NotUnderstoodError(f"Say which {field}, with commas between them, or all.")
        listed = () if text.lower() == "all" else tuple(filter(None, map(str.strip, text.split(","))))
        return {field: listed}

    return names


def _length(text: str) -> dict[str, object]:
    if text.lower() not in STORIES:
        raise NotUnderstoodError(f"“{text}” is no length; the lengths are {', '.join(STORIES)}.")
    return {"length": text.lower()}


def _language(text: str) -> dict[str, object]:
    said = text.lower()
    if said == "all":
        return {"language": None}
    if not (len(said) == 2 and said.isascii() and said.isalpha()):
        raise NotUnderstoodError(f"“{text}” is no language; write its two letters, as in en or de, or all.")
    return {"language": said}


_SETTINGS: dict[str, Callable[[str], dict[str, object]]] = {
    "topics": _names("topics"),
    "outlets": _names("outlets"),
    "length": _length,
    "language": _language,
}


async def _shown(desk: Desk, channel: str) -> Answer:
    standing = await desk.standing(channel)
    if standing is None:
        said = f"This channel gets no digests. “schedule on” begins: {described(desk.schedule)}."
        example = Buttons(buttons=(Button(label="Begin", command="schedule on"),))
        return Answer(document=Document(blocks=(Paragraph(spans=(plain(said),)), example)))
    last = await desk.store.editions.latest(channel)
    zone = ZoneInfo(standing.subscription.schedule.zone)
    lines = [
        _line("digests", described(standing.subscription.schedule)),
        _line("next", _next(standing, zone)),
        _line("last", f"{moment(last.due_at.astimezone(zone))}: {last.state}" if last else "none yet"),
        *_content(standing.subscription, zone, desk.clock()),
    ]
    switch = "off" if standing.subscription.schedule.active else "on"
    buttons = Buttons(buttons=(Button(label=f"Switch {switch}", command=f"schedule {switch}"),))
    return Answer(
        document=Document(
            blocks=(Heading(text="This channel's digests", level=1), Bullets(items=tuple(lines)), buttons)
        )
    )


def _next(standing: Standing, zone: ZoneInfo) -> str:
    if standing.paused:
        return f"paused: {standing.paused}. Once that is put right: schedule on"
    if standing.next_at is None:
        return "none"
    return moment(standing.next_at.astimezone(zone))


def _content(subscription: Subscription, zone: ZoneInfo, now: datetime) -> list[tuple[Span, ...]]:
    muted_now = [explained(mute, zone) for mute in in_force(subscription, now)]
    settings = {
        "topics": ", ".join(subscription.topics) or "all",
        "outlets": ", ".join(subscription.outlets) or "all",
        "length": subscription.length,
        "language": subscription.language or "all",
        "muted": "; ".join(muted_now) or "nothing",
    }
    return [_line(name, value) for name, value in settings.items()]


def _line(name: str, said: str) -> tuple[Span, ...]:
    return Span(text=f"{name}: ", style="faint"), plain(said)


def _changes(words: str) -> bool:
    return words.lower() not in ("", "show")


SCHEDULING = (
    Entry(
        name="schedule",
        summary="When this channel gets its digest, about what and how long; last and next run.",
        parameters=(
            Parameter(
                "SETTING",
                Kind.WORDS,
                "times, days and zone; on, off, grace 3h or quiet skip; topics, outlets, length or language with what "
                "they shall be; what there is now if left out",
                required=False,
            ),
        ),
        examples=(
            "schedule",
            f"schedule {EXAMPLE}",
            "schedule topics tariffs, interest rates",
            "schedule outlets all",
            "schedule length short",
            "schedule off",
        ),
        handler=_schedule,
        configures=_changes,
    ),
)
