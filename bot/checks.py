"""What `newsdesk doctor` looks at on the machine, each by itself, and what it says of it."""

import asyncio
import os
import shutil
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path

from adapters.interface import Inspection, Verdict
from bot.hiding import SHORTEST
from bot.sections import address
from bot.settings import Settings

_ROOM = 500_000_000  # bytes
_APART = timedelta(seconds=30)  # a lease on an edition lasts minutes
_PATIENCE = 3.0  # seconds
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  read here, not listened at
_FIRST_YEAR, _LAST_YEAR = 2026, 2100  # of a clock that is set: this was not written before


def settings_verdicts(settings: Settings, file: Path | None, usual: Path) -> Iterator[Verdict]:
    """Yield where the settings are from, and whether others can read a password in them."""
    where = f"read from {file.absolute()}" if file else f"the defaults hold; a file would go to {usual.absolute()}"
    yield Verdict(check="settings", state="ok", said=where)
    secrets = [secret for secret in settings.secrets() if len(secret) >= SHORTEST]
    if file and file.stat().st_mode & 0o007 and any(secret in file.read_text("utf-8") for secret in secrets):
        said = f"{file.absolute()} holds a password and everybody on this machine can read it"
        yield Verdict(check="settings", state="warning", said=said, todo=f"chmod o= {file.absolute()}")


def zone_data(now: datetime) -> Verdict:
    """Return from when the time zone data is."""
    version = _zone_version()
    if version is None:
        return Verdict(check="time zones", state="ok", said="the data of this machine; it does not say from when")
    old = version[:4].isdecimal() and int(version[:4]) < now.year - 1
    todo = "update the package tzdata, of the system or with pip: countries change their clocks" if old else ""
    return Verdict(check="time zones", state="warning" if old else "ok", said=f"data of {version}", todo=todo)


def _zone_version() -> str | None:
    """Return the release of the data that zoneinfo reads first, such as "2026a"."""
    for folder in map(Path, zoneinfo.TZPATH):
        if not (folder / "Etc" / "UTC").is_file():
            continue
        if (plain := folder / "+VERSION").is_file():
            return plain.read_text("ascii").strip()
        if (table := folder / "tzdata.zi").is_file():
            with table.open(encoding="ascii", errors="replace") as lines:
                return lines.readline().removeprefix("# version ").strip()
        return None
    return metadata.version("tzdata")


def clock(now: datetime, server: datetime | None) -> Verdict:
    """Return whether the clock can be right."""
    if not _FIRST_YEAR <= now.year <= _LAST_YEAR:
        said = f"this machine believes it is {now:%Y-%m-%d}"
        return Verdict(check="clock", state="failed", said=said, todo="set it, and keep it set with NTP")
    if server is not None and abs(now - server) > _APART:
        said = f"it differs from the database server's by {abs(now - server).total_seconds():.0f} seconds"
        return Verdict(check="clock", state="warning", said=said, todo="keep both set with NTP")
    return Verdict(check="clock", state="ok", said=f"{now:%Y-%m-%d %H:%M} UTC")


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def store_place(seen: Inspection, free_in: Callable[[Path], int] = _free) -> Iterator[Verdict]:
    """Yield what there is to say of the store from outside: whether it is there, current, and has room and rights."""
    yield _store_verdict(seen)
    if seen.path:
        folder = next(folder for folder in seen.path.absolute().parents if folder.exists())
        if not os.access(folder, os.W_OK | os.X_OK):
            todo = "give the user that runs Newsdesk the right to write there: SQLite keeps its log beside the file"
            yield Verdict(check="folder", state="failed", said=f"{folder} cannot be written", todo=todo)
        free = free_in(folder)
        said, todo = f"{_megabytes(free)} free in {folder}", "free some space, or set [store] retention_days"
        low = free < _ROOM
        yield Verdict(check="disk", state="warning" if low else "ok", said=said, todo=todo if low else "")


def _store_verdict(seen: Inspection) -> Verdict:
    if seen.revision is None:
        todo = "nothing, if that is where it shall be; else set [store] url"
        said = f"{seen.name} is not there yet; it is made at the first start"
        return Verdict(check="store", state="warning", said=said, todo=todo)
    if seen.revision != seen.current:
        said = f"{seen.name} is of revision {seen.revision} and becomes {seen.current} at the next start"
        return Verdict(check="store", state="warning", said=said, todo="make a backup before that start")
    size = f", {_megabytes(seen.path.stat().st_size)}" if seen.path else ""
    return Verdict(check="store", state="ok", said=f"{seen.name}, revision {seen.revision}, {seen.engine}{size}")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


async def pages(listen: str) -> list[Verdict]:
    """Return whether health and metrics are served, or could be; and what the running desk itself complains of."""
    where = address(listen)
    if where is None:
        return [Verdict(check="web", state="ok", said="health and metrics are switched off")]
    problems = await _served(*where)
    if problems is not None:
        running = Verdict(check="web", state="ok", said=f"newsdesk run answers at {listen}")
        todo = "look at the log of newsdesk run"
        return [running, *(Verdict(check="running", state="warning", said=one, todo=todo) for one in problems)]
    try:
        server = await asyncio.get_running_loop().create_server(asyncio.Protocol, *where)
    except OSError as error:
        said = f"health and metrics cannot be served at {listen}: {error.strerror or error}"
        todo = 'end the program that listens there, or set [web] listen to another address or to ""'
        return [Verdict(check="web", state="failed", said=said, todo=todo)]
    server.close()
    await server.wait_closed()
    return [Verdict(check="web", state="ok", said=f"{listen} is free; newsdesk run does not run there")]


async def _served(host: str, port: int) -> list[str] | None:
    """Return what the desk that serves there says is wrong, None if none does."""
    from aiohttp import ClientError, ClientSession, ClientTimeout

    from bot.web import SERVER

    near = _EVERYWHERE.get(host, host)
    url = f"http://{f'[{near}]' if ':' in near else near}:{port}/readyz"
    try:
        async with ClientSession(timeout=ClientTimeout(total=_PATIENCE)) as session, session.get(url) as response:
            ours = response.headers.get("Server") == SERVER
            return list(map(str, (await response.json())["problems"])) if ours else None
    except (ClientError, TimeoutError, OSError, ValueError):
        return None
