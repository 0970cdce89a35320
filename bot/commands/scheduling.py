"""The command that sets when a channel gets digests, about what and how long: schedule."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from adapters.interface import Field, Form, Kind, Mistakes, Parameter, Standing
from bot.commands.help import mistaken
from bot.commands.mutes import explained
from bot.commands.registry import EDIT, Arguments, Editing, Entry
from bot.commands.schedules import EXAMPLE, changed, described, typed
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
    if words.lower() == EDIT:
        return mistaken("There is no form here. Say it in words, such as this:", f"schedule {EXAMPLE}")
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


def _threads(text: str) -> dict[str, object]:
    if text.lower() not in ("on", "off"):
        raise NotUnderstoodError(
            "Write threads on, to have all but a digest's first message in a thread, or threads off."
        )
    return {"threads": text.lower() == "on"}


_SETTINGS: dict[str, Callable[[str], dict[str, object]]] = {
    "topics": _names("topics"),
    "outlets": _names("outlets"),
    "length": _length,
    "language": _language,
    "threads": _threads,
}


_EDIT = Button(label="Settings", command=f"schedule {EDIT}")
_EVERYTHING = "all"
_SCHEDULE = {"when": "", "quiet": "quiet "}


async def _form(desk: Desk, arguments: Arguments) -> Form:
    standing = await desk.standing(arguments.channel)
    schedule = standing.subscription.schedule if standing else desk.schedule
    topics, outlets, length, language, threads = _EVERYTHING, _EVERYTHING, "normal", _EVERYTHING, "off"
    if standing:
        settings = standing.subscription
        topics, outlets = (", ".join(names) or _EVERYTHING for names in (settings.topics, settings.outlets))
        length, language = settings.length, settings.language or _EVERYTHING
        threads = "on" if settings.threads else "off"
    return Form(
        title="Digests here",
        fields=(
            Field(name="state", label="Digests", value="on" if schedule.active else "off", choices=("on", "off")),
            Field(name="when", label="When", value=typed(schedule), hint=f"Times, days and zone: {EXAMPLE}"),
            Field(name="topics", label="Topics", value=topics, hint="With commas between them, or all"),
            Field(name="outlets", label="Outlets", value=outlets, hint="With commas between them, or all"),
            Field(name="length", label="Length", value=length, choices=tuple(STORIES)),
            Field(name="quiet", label="Days without news", value=schedule.quiet_day, choices=("say", "skip")),
            Field(name="threads", label="Further messages in a thread", value=threads, choices=("on", "off")),
            Field(name="language", label="Language", value=language, hint="Two letters, such as en, or all"),
        ),
    )


async def _submit(desk: Desk, arguments: Arguments, filled: Mapping[str, str]) -> Answer | Mistakes:
    """Take the form: each field is what stands behind ``schedule`` when the same is said in words."""
    said = {name: " ".join(filled[name].split()) or _EVERYTHING for name in _SETTINGS if name in filled}
    words = {name: before + filled[name] for name, before in _SCHEDULE.items() if name in filled}
    words |= {name: f"{name} {text}" for name, text in said.items()}
    changes: list[Change] = []
    mistakes: dict[str, str] = {}
    for name, text in words.items():
        try:
            change = _change(text)
            change(Subscription(channel=arguments.channel, owner=arguments.user, schedule=desk.schedule))
            changes.append(change)
        except NotUnderstoodError as error:
            mistakes[name] = str(error)
    if mistakes:
        return Mistakes(fields=mistakes)
    if state := filled.get("state"):
        changes.append(_change(state))

    def change_all(old: Subscription) -> Subscription:
        for change in changes:
            old = change(old)
        return old

    await desk.configure(arguments.channel, arguments.user, change_all)
    return await _shown(desk, arguments.channel)


async def _shown(desk: Desk, channel: str) -> Answer:
    standing = await desk.standing(channel)
    if standing is None:
        said = f"This channel gets no digests. “schedule on” begins: {described(desk.schedule)}."
        example = Buttons(buttons=(Button(label="Begin", command="schedule on"), _EDIT))
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
    buttons = Buttons(buttons=(_EDIT, Button(label=f"Switch {switch}", command=f"schedule {switch}")))
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
        "threads": "further messages in a thread" if subscription.threads else "none",
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
                "times, days and zone; on, off, grace 3h, quiet skip; topics, outlets, length, language, threads with "
                "what they shall be; what there is now if left out",
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
        editing=Editing(_form, _submit),
    ),
)
