"""Brings articles in: from files to structured articles, and from those into the archive and its stories."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from adapters.files import FileError, files
from adapters.interface import Archive
from adapters.worker import Overrun, Worker
from bot.placing import Placing
from digests.model.article import Article
from digests.model.story import Arrival
from digests.pipeline import articles_in
from digests.reading import Unreadable, is_page, read, read_all

_BATCH = 500


@dataclass(frozen=True)
class Problem:
    """Something that could not be read: where, and the reason."""

    path: str
    reason: str


def articles_at(paths: Iterable[str], zone: tzinfo) -> Iterator[Article | Problem]:
    """Yield the articles of files and folders, and a problem in the place of each that cannot be read.

    Two different articles with one id are a problem, for the second would take the place of the first.
    """
    with Worker() as worker:
        yield from _articles(paths, zone, worker)


def _articles(paths: Iterable[str], zone: tzinfo, worker: Worker) -> Iterator[Article | Problem]:
    def reader(name: str, data: bytes, zone: tzinfo) -> Iterable[Article | Unreadable]:
        """Read web pages in the worker, all else here."""
        if not is_page(name, data):
            return read(name, data, zone=zone)
        found = worker.run(read_all, name, data, zone)
        return [Unreadable(found.reason)] if isinstance(found, Overrun) else found

    seen: dict[str, tuple[str, int]] = {}  # where an id was read first, and a hash of its article: memory stays flat
    for file in files(paths):
        if isinstance(file, FileError):
            yield Problem(file.path, str(file))
            continue
        for found in articles_in(file.path, file.data, zone=zone, reader=reader):
            if isinstance(found, Unreadable):
                yield Problem(file.path, str(found))
                continue
            if found.id not in seen:
                seen[found.id] = (file.path, hash(found))
                yield found
                continue
            path, first = seen[found.id]
            if first != hash(found):
                yield Problem(file.path, f"has the id {found.id!r} of another article in {path}; rename one of them")


async def keep(articles: Iterable[Article], archive: Archive, read_at: datetime) -> int:
    """Keep articles in the archive, place the new ones into stories and return how many were new.

    Args:
        articles: Analysed articles; one that is there already takes the place of its earlier version.
        archive: Where they are kept.
        read_at: The moment of reading (aware), which dates what has no date.
    """
    new = 0
    batch: list[Arrival] = []
    for article in articles:
        batch.append(Arrival(article=article, read_at=read_at))
        if len(batch) == _BATCH:
            new += await archive.add(batch)
            batch = []
    new += await archive.add(batch)
    await place(archive, read_at)
    return new


async def place(archive: Archive, now: datetime) -> None:
    """Place what is in no story yet, as of a moment (aware); a `Placing` that lasts does the same sooner."""
    await Placing(archive, lambda: now).place()
