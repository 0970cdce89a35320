"""`newsdesk doctor`: looks at everything a running desk needs and says what to do about what is wrong.

It changes nothing. Each check is by itself: one that breaks is itself a finding, and the others go on.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import computed_field

from adapters.errors import AdapterError
from adapters.interface import Chat, Inspection, Store, Verdict, platform_of
from bot.checks import clock, pages, settings_verdicts, store_place, zone_data
from bot.hiding import hider
from bot.settings import Settings, SettingsError, found, load, places
from bot.store_checks import OF_STORE
from digests.model.base import Value
from digests.model.document import Bullets, Document, Heading, Span

_MARKS = {"ok": "", "warning": "Warning: ", "failed": "Failed: "}


class Report(Value):
    """Everything that was found, in order."""

    verdicts: tuple[Verdict, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def healthy(self) -> bool:
        """Whether nothing failed; there may be warnings."""
        return all(verdict.state != "failed" for verdict in self.verdicts)


@dataclass(frozen=True)
class Reach:
    """How what is looked at is reached.

    Attributes:
        inspect: Looks at the store at a URL from outside, changing nothing.
        open: Opens it.
        chats: Opens the platforms of the settings.
    """

    inspect: Callable[[str], Awaitable[Inspection]]
    open: Callable[[str], AbstractAsyncContextManager[Store]]
    chats: Callable[[Settings, Store], AbstractAsyncContextManager[Sequence[Chat]]]


async def examine(config: Path | None, store: str | None, reach: Reach, now: datetime) -> Report:
    """Look at everything and return what was found.

    Args:
        config: The settings file that was named, None to look where it usually is.
        store: The store that was named, None for that of the settings.
        reach: How what is looked at is reached.
        now: The present moment (aware).
    """
    try:
        settings = load(config) if store is None else load(config).with_store(store)
    except SettingsError as error:
        todo = "put it right; the README has every key, and deploy/newsdesk.toml each with its default"
        return Report(verdicts=(Verdict(check="settings", state="failed", said=str(error), todo=todo),))
    hide = hider(settings.secrets())
    verdicts = [verdict async for verdict in _found(settings, config or found(), reach, now)]
    return Report(
        verdicts=tuple(one.model_copy(update={"said": hide(one.said), "todo": hide(one.todo)}) for one in verdicts)
    )


def report_document(report: Report) -> Document:
    """Return the report for a reader: a line for each finding, with what to do."""
    counts = {state: sum(one.state == state for one in report.verdicts) for state in ("failed", "warning")}
    title = "All is well" if not any(counts.values()) else f"{counts['failed']} failed, {counts['warning']} to look at"
    return Document(blocks=(Heading(text=title, level=1), Bullets(items=tuple(map(_item, report.verdicts)))))


def _item(verdict: Verdict) -> tuple[Span, ...]:
    todo = (Span(text=f" To do: {verdict.todo}.", style="strong"),) if verdict.todo else ()
    name = Span(text=f"{verdict.check}: ", style="faint")
    mark = (Span(text=_MARKS[verdict.state], style="strong"),) if verdict.state != "ok" else ()
    return *mark, name, Span(text=f"{verdict.said}."), *todo


async def _found(settings: Settings, file: Path | None, reach: Reach, now: datetime) -> AsyncIterator[Verdict]:
    for verdict in (
        *await _isolated("settings", _now(lambda: settings_verdicts(settings, file, places()[-1]))),
        *await _isolated("time zones", _now(lambda: [zone_data(now)])),
        *await _isolated("web", pages(settings.web.listen)),
    ):
        yield verdict
    try:
        seen = await reach.inspect(settings.store.url.get_secret_value())
    except Exception as error:  # noqa: BLE001  whatever it is, it is what was looked for
        yield _broken("store", error)
        return
    for verdict in (
        *await _isolated("clock", _now(lambda: [clock(now, seen.clock)])),
        *await _isolated("store", _now(lambda: store_place(seen))),
    ):
        yield verdict
    if seen.revision == seen.current:
        async for verdict in _inside(settings, reach, now):
            yield verdict


async def _inside(settings: Settings, reach: Reach, now: datetime) -> AsyncIterator[Verdict]:
    try:
        async with reach.open(settings.store.url.get_secret_value()) as store:
            for name, check in OF_STORE.items():
                for verdict in await _isolated(name, check(store, now)):
                    yield verdict
            async with reach.chats(settings, store) as chats:
                for verdict in await _isolated("platforms", _platforms(store, chats)):
                    yield verdict
    except Exception as error:  # noqa: BLE001  as above
        yield _broken("store", error)


async def _platforms(store: Store, chats: Sequence[Chat]) -> list[Verdict]:
    """Return how each platform is with its channels, those first that get digests."""
    standings = [one.subscription for one in await store.subscriptions.all() if one.subscription.schedule.active]
    if not chats:
        said = "no platform is connected: set bot_token and app_token under [slack], or token under [discord]"
        return [Verdict(check="platforms", state="warning", said=said, todo="the README has the steps")]
    found: list[Verdict] = []
    for chat in chats:
        channels = [one.channel for one in standings if platform_of(one.channel) == chat.platform]
        found += await _isolated(chat.platform, chat.examine(channels))
    return found


async def _now(look: Callable[[], Iterable[Verdict]]) -> list[Verdict]:
    return list(look())


async def _isolated(name: str, check: Awaitable[Iterable[Verdict]]) -> list[Verdict]:
    try:
        return list(await check)
    except Exception as error:  # noqa: BLE001  as above
        return [_broken(name, error)]


def _broken(name: str, error: Exception) -> Verdict:
    if isinstance(error, AdapterError):
        return Verdict(check=name, state="failed", said=str(error), todo="put that right and look again")
    said = f"the check itself broke: {type(error).__name__}: {error}"
    return Verdict(check=name, state="failed", said=said, todo="report this to the makers of Newsdesk")
