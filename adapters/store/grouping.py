"""Which article is in which story: what the archive keeps of that, and what follows for those who were told."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, false, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.interface import Grouped, Member
from adapters.store.database import ADD, Database, batched
from adapters.store.repairs import in_force
from adapters.store.revisions import count_placing, keep_revision, last_revision, placings
from adapters.store.rows import Rows
from adapters.store.schema import articles, editions, follows, is_open, moves, sketches
from digests.model.story import Group

_SPANS = 100  # a query
_own = articles.c.id == bindparam("b_id")
_placed = update(articles).where(_own).values(story=bindparam("b_story"))
_moved = update(articles).where(_own).values(story=bindparam("b_story"), revision=bindparam("b_revision"))


async def grouped(connection: AsyncConnection, rows: Rows, spans: Sequence[tuple[datetime, datetime]]) -> Grouped:
    """Return how stories are grouped; see `adapters.interface.Archive.grouped`."""
    stories: set[str] = set()
    for some in batched(spans, _SPANS):
        within = or_(false(), *(articles.c.at.between(start, end) for start, end in some))
        found = select(articles.c.story).where(articles.c.story.is_not(None), within).distinct()
        stories |= set((await connection.execute(found)).scalars())
    members: list[tuple[bool, int, Member]] = []
    columns = articles.c.id, articles.c.story, sketches.c.sketch, sketches.c.number, articles.c.number.label("came")
    every = select(*columns).select_from(articles.outerjoin(sketches, sketches.c.article == articles.c.id))
    for batch in batched(sorted(stories)):
        for row in await connection.execute(every.where(articles.c.story.in_(batch))):
            known = row.number is not None  # articles from before there were sketches came before the others
            members.append((known, row.number if known else row.came, Member(row.id, row.story, row.sketch)))
    members.sort(key=lambda one: one[:2])
    return Grouped(await placings(connection), [member for *_, member in members], await in_force(connection, rows))


async def place(
    database: Database, groups: Sequence[Group], made: Mapping[str, bytes], after: int | None
) -> int | None:
    """Keep which article belongs to which story; see `adapters.interface.Archive.place`."""
    to = {article: group.id for group in groups for article in group.articles}
    async with database.write() as connection:
        await database.lock(connection, ADD)  # so that revisions are seen in the order in which they are given
        if after is not None and await placings(connection) != after:
            return None
        left = await _left(connection, to)
        if not left and not made:
            return await placings(connection)
        await _write(database, connection, to, left)
        kept = database.insert(sketches)
        kept = kept.on_conflict_do_update(index_elements=["article"], set_={"sketch": kept.excluded.sketch})
        for some in batched([{"article": article, "sketch": sketch} for article, sketch in made.items()]):
            await connection.execute(kept, some)
        await _follow_on(database, connection, to, left)
        await count_placing(connection)
        return await placings(connection)


async def _left(connection: AsyncConnection, to: Mapping[str, str]) -> dict[str, str | None]:
    """Return the articles that are elsewhere than they shall be, in their order, with the story that each is in."""
    left: dict[str, str | None] = {}
    for batch in batched(to):
        found = select(articles.c.id, articles.c.story).where(articles.c.id.in_(batch)).order_by(articles.c.number)
        left |= {row.id: row.story for row in await connection.execute(found) if row.story != to[row.id]}
    return left


async def _write(
    database: Database, connection: AsyncConnection, to: Mapping[str, str], left: Mapping[str, str | None]
) -> None:
    new = [{"b_id": article, "b_story": to[article]} for article, story in left.items() if story is None]
    for batch in batched(new):
        await connection.execute(_placed, batch)
    moved = [article for article, story in left.items() if story is not None]
    if moved:
        last = await last_revision(connection)
        rows = [{"b_id": a, "b_story": to[a], "b_revision": last + turn} for turn, a in enumerate(moved, 1)]
        for some in batched(rows):
            await connection.execute(_moved, some)
        await keep_revision(database, connection, last + len(moved))


async def _follow_on(
    database: Database, connection: AsyncConnection, to: Mapping[str, str], left: Mapping[str, str | None]
) -> None:
    """Keep where the articles of stories went, and have what went whole be followed as what it went into."""
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for article, story in left.items():
        if story is not None:
            went[story][to[article]] += 1
    for batch in batched({*went, *to.values()}):
        has_articles = select(articles.c.story).where(articles.c.story.in_(batch)).distinct()
        there = set((await connection.execute(has_articles)).scalars())
        await connection.execute(update(moves).where(moves.c.story.in_(there)).values(whole=False))
        for story in sorted(went.keys() & set(batch)):
            [(most, _)] = went[story].most_common(1)
            await _go(database, connection, story, went[story], None if story in there else most)


async def _go(
    database: Database, connection: AsyncConnection, story: str, went: Iterable[str], whole: str | None
) -> None:
    """Keep that articles of a story went into others, and that it went whole into one, if it did."""
    into = select(moves.c.story, moves.c.whole).where(moves.c.into == story)
    before = {row.story: row.whole for row in await connection.execute(into)}
    rows = [{"story": origin, "into": target} for origin in (story, *before) for target in went if origin != target]
    kept = database.insert(moves).values(whole=False).on_conflict_do_nothing()
    await connection.execute(kept, rows)
    if whole is None:
        return
    answered = [story, *(origin for origin, all_of_it in before.items() if all_of_it)]
    await connection.execute(update(moves).where(moves.c.story.in_(answered)).values(whole=False))
    to_whole = (moves.c.story.in_(answered), moves.c.into == whole)
    await connection.execute(update(moves).where(*to_whole).values(whole=True))
    already = select(follows.c.channel).where(follows.c.story == whole)
    await connection.execute(delete(follows).where(follows.c.story == story, follows.c.channel.in_(already)))
    await connection.execute(update(follows).where(follows.c.story == story).values(story=whole))
    await connection.execute(update(editions).where(editions.c.story == story, is_open).values(story=whole))
