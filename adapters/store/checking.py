"""Looks at all that is kept: the database itself, each row of it, and the search index."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Table, func, select, text

from adapters.errors import StoreError
from adapters.interface import Finding
from adapters.store.archive import arrival_of
from adapters.store.briefs import articles_of
from adapters.store.database import Database
from adapters.store.feeds import entry_of, feed_of
from adapters.store.follows import follow_of
from adapters.store.installations import installation_of
from adapters.store.parts import delivery_of, edition_of
from adapters.store.repairs import repair_of
from adapters.store.revisions import last_revision
from adapters.store.rows import why
from adapters.store.schema import (
    articles,
    deliveries,
    editions,
    entries,
    feeds,
    filters,
    follows,
    installations,
    repairs,
    revisions,
    shown,
    subscriptions,
)
from adapters.store.search import search_on
from adapters.store.subscriptions import mute_of, standing_of

_RESTORE = "restore a backup with newsdesk store restore"


@dataclass(frozen=True)
class _Kind:
    """One kind of row: how it is read, and what to do where it cannot be."""

    table: Table
    make: Callable[[RowMapping], Any]
    remedy: str


_KINDS = (
    _Kind(articles, arrival_of, "read the article in again with newsdesk ingest"),
    _Kind(subscriptions, lambda row: standing_of(row, ()), "set the channel's schedule again"),
    _Kind(filters, mute_of, "mute it again in the channel"),
    _Kind(follows, follow_of, "follow the story again in the channel"),
    _Kind(feeds, feed_of, "add the feed again"),
    _Kind(entries, entry_of, "nothing: its article comes once more if its feed still lists it"),
    _Kind(repairs, repair_of, "repair the story again"),
    _Kind(installations, installation_of, "install the desk in the workspace again"),
    _Kind(editions, edition_of, _RESTORE),
    _Kind(deliveries, delivery_of, _RESTORE),
    _Kind(shown, articles_of, _RESTORE),
)


async def check(database: Database) -> Sequence[Finding]:
    """Return what is wrong, nothing if all is well."""
    return [finding async for finding in _findings(database)]


async def _findings(database: Database) -> AsyncIterator[Finding]:
    looks = [_integrity, _search, _revisions] if not database.postgresql else [_search, _revisions]
    for look in looks:
        async for finding in _caught(look.__name__.strip("_"), look(database)):
            yield finding
    for kind in _KINDS:
        async for finding in _caught(kind.table.name, _rows(database, kind)):
            yield finding


async def _caught(where: str, found: AsyncIterator[Finding]) -> AsyncIterator[Finding]:
    """Yield what was found, and what kept from looking further as the last."""
    try:
        async for finding in found:
            yield finding
    except StoreError as error:
        yield Finding(where=where, said=str(error))


async def _integrity(database: Database) -> AsyncIterator[Finding]:
    async with database.read() as connection:
        pages = (await connection.execute(text("PRAGMA integrity_check"))).scalars().all()
        orphans = (await connection.execute(text("PRAGMA foreign_key_check"))).all()
    for said in pages:
        if said != "ok":
            yield Finding(where="the file", said=f"it is damaged ({' '.join(said.split())}); {_RESTORE}")
    for orphan in orphans:
        yield Finding(where=f"{orphan[0]} {orphan[1]}", said=f"what it belongs to in {orphan[2]} is gone; {_RESTORE}")
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO article_words (article_words) VALUES ('integrity-check')"))


async def _search(database: Database) -> AsyncIterator[Finding]:
    async with database.read() as connection:
        unindexed, orphaned = await search_on(postgresql=database.postgresql).strays(connection)
    if unindexed:
        yield Finding(where="the search index", said=f"{unindexed} articles are missing from it; {_RESTORE}")
    if orphaned:
        yield Finding(where="the search index", said=f"{orphaned} of its articles are gone; {_RESTORE}")


async def _revisions(database: Database) -> AsyncIterator[Finding]:
    async with database.read() as connection:
        counted = await connection.scalar(select(revisions.c.last)) or 0
        unnumbered = await connection.scalar(select(func.count()).where(articles.c.revision <= 0))
        last = await last_revision(connection)
    if counted < last or unnumbered:
        yield Finding(where="the articles' revisions", said=f"they were not counted on; {_RESTORE}")


async def _rows(database: Database, kind: _Kind) -> AsyncIterator[Finding]:
    keys = [column.name for column in kind.table.primary_key]
    if "id" in kind.table.c:
        keys = ["id"]
    async with database.read() as connection:
        async for row in (await connection.stream(select(kind.table))).mappings():
            try:
                kind.make(row)
            except ValueError as error:
                name = " ".join(str(row[key]) for key in keys)
                said = f"it cannot be read ({why(error)}) and is left out; {kind.remedy}"
                yield Finding(where=f"{kind.table.name} {name}", said=said)
