"""Places articles into stories as they come: one grouping that lasts as long as the process, and the store behind it.

The grouping is in memory; what comes of each batch is kept in the store at once, unless another process has changed
the grouping meanwhile: then it is read anew from what that has kept, and the batch is placed again.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.interface import Archive, Grouped
from bot.constraints import constraints
from digests.grouping import Grouping, Sketch, sketch
from digests.model.article import Article
from digests.model.story import Group

OPEN_FOR = timedelta(days=7)
"""How long after an article of it appeared a story is open at least."""
REACH = timedelta(days=3)
"""From which distance in time on no two articles are alike enough to be one story: the nearness is then below 0.02."""
_AFRESH = timedelta(days=1)
"""How old a grouping may become in memory: with each new one the stories that have rested are let go."""
_BATCH = 500
_READ = 100
"""How many articles are read at once, for their words take far more memory than their sketches."""

Span = tuple[datetime, datetime]


@dataclass
class _Open:
    """The open stories in memory.

    Attributes:
        grouping: How they are grouped.
        placings: How often the grouping in the store had been changed when it was as this is.
        since: When it was read.
        spans: The times of which all stories are in it.
        kept: The story of each article in the store.
        made: What grouping keeps of articles and the store does not have yet.
    """

    grouping: Grouping
    placings: int
    since: datetime
    spans: list[Span] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    made: dict[str, bytes] = field(default_factory=dict)

    def has(self, span: Span) -> bool:
        """Return whether all stories of a time are in it."""
        return any(start <= span[0] and span[1] <= end for start, end in self.spans)

    def group(self, new: Iterable[Sketch], revised: Iterable[str]) -> tuple[Group, ...]:
        """Group new articles, and the stories of others afresh.

        Returns:
            The articles that are in another story than in the store, by the story that they are in.
        """
        new = list(new)
        changes = [*map(self.grouping.add, new), self.grouping.enforce(), self.grouping.revise(revised)]
        touched = dict.fromkeys(one.id for one in new)
        touched |= dict.fromkeys(a for change in changes for group in change.stories for a in group.articles)
        stories: dict[str, list[str]] = {}
        for article in touched:
            story = self.grouping.story_of(article)
            if self.kept.get(article) != story:
                stories.setdefault(story, []).append(article)
        return tuple(Group(id=story, articles=tuple(articles)) for story, articles in stories.items())


class Placing:
    """The desk's placing; what it does it does one after the other.

    Args:
        archive: Where articles and their grouping are kept.
        clock: Gives the present moment (aware).
    """

    def __init__(self, archive: Archive, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._clock = clock
        self._lock = asyncio.Lock()
        self._open: _Open | None = None

    async def place(self) -> None:
        """Place what is in no story yet, in order of appearance, and put right what is not as people decided.

        Raises:
            StoreError: The store fails; what was placed up to then is kept.
        """
        async with self._lock:
            waiting = list((await self._archive.waiting()).items())
            for start in range(0, max(len(waiting), 1), _BATCH):
                await self._settle(dict(waiting[start : start + _BATCH]))

    async def repair(self, articles: Collection[str], *, afresh: bool) -> None:
        """Have the stories of some articles be as people decided by now.

        Args:
            articles: Their ids; the stories may have rested.
            afresh: Whether they are grouped afresh, for something that people decided holds no more.

        Raises:
            StoreError: The store fails.
        """
        async with self._lock:
            await self._settle({}, articles, afresh=afresh)

    async def closeness(self, articles: Sequence[str]) -> dict[str, float]:
        """Return how alike each article of a story is to the others, by its id; see `Grouping.closeness`.

        Raises:
            StoreError: The store fails.
        """
        async with self._lock:
            await self._settle({}, articles)
            if self._open is None:
                return {}
            return await asyncio.to_thread(self._open.grouping.closeness, articles)

    async def _settle(
        self, batch: Mapping[str, datetime], repaired: Collection[str] = (), *, afresh: bool = False
    ) -> None:
        """Place a batch and repair stories, again and again until no other process was at it meanwhile."""
        while not await self._settled(batch, repaired, afresh=afresh):
            self._open = None

    async def _settled(self, batch: Mapping[str, datetime], repaired: Collection[str], *, afresh: bool) -> bool:
        stories = set((await self._archive.homes(list(repaired))).values())
        glances = await self._archive.glances(sorted(stories))
        members = {glance.id: glance.at for story in glances.values() for glance in story}
        opened = await self._opened([*batch.values(), *members.values()])
        self._open = None  # if this breaks off, memory and store differ
        for article in batch:
            opened.kept.pop(article, None)  # it may have been forgotten, and have come again
        new = await self._sketched(batch)
        moved = await asyncio.to_thread(opened.group, new, repaired if afresh else ())
        opened.made |= {one.id: one.to_bytes() for one in new}
        placings = await self._archive.place(moved, sketches=opened.made, after=opened.placings)
        if placings is None:
            return False
        opened.placings = placings
        opened.kept |= {article: group.id for group in moved for article in group.articles}
        opened.made.clear()
        self._open = opened
        return True

    async def _opened(self, moments: Iterable[datetime]) -> _Open:
        """Return the open stories with those to which articles of some moments may belong."""
        now = self._clock()
        wanted = [(now - OPEN_FOR, now + REACH), *_spans(moments)]
        opened, self._open = self._open, None
        if opened and (opened.placings != await self._archive.placings() or not now - _AFRESH < opened.since <= now):
            opened = None
        missing = wanted if opened is None else [span for span in wanted if not opened.has(span)]
        if opened and not missing:
            return opened
        missing = [(start, end + _AFRESH) if end == now + REACH else (start, end) for start, end in missing]
        grouped = await self._archive.grouped(missing)
        if opened is None or opened.placings != grouped.placings:
            opened = _Open(Grouping(constraints(grouped.repairs)), grouped.placings, now)
        await self._restore(opened, grouped)
        opened.spans += missing
        return opened

    async def _restore(self, opened: _Open, grouped: Grouped) -> None:
        """Take what the store has kept into memory, and sketch what has no sketch there."""
        known = {member.article: member.story for member in grouped.members if member.article not in opened.kept}
        sketches = await asyncio.to_thread(_read, grouped, known)
        lacking = await self._sketched([article for article in known if article not in sketches])
        opened.made |= {one.id: one.to_bytes() for one in lacking}
        sketches |= {one.id: one for one in lacking}
        members = [(sketches[article], story) for article, story in known.items() if article in sketches]
        await asyncio.to_thread(opened.grouping.restore, members)
        opened.kept |= known

    async def _sketched(self, articles: Iterable[str]) -> list[Sketch]:
        """Return the sketches of articles in their order; those that cannot be read are left out."""
        names = list(articles)
        found: dict[str, Sketch] = {}
        for start in range(0, len(names), _READ):
            read = await self._archive.articles(names[start : start + _READ])
            found |= await asyncio.to_thread(_sketches, read)
        return [found[name] for name in names if name in found]


def _read(grouped: Grouped, wanted: Collection[str]) -> dict[str, Sketch]:
    """Return the sketches that are kept and can be read."""
    return {one.id: one for one in _kept(grouped, wanted)}


def _kept(grouped: Grouped, wanted: Collection[str]) -> Iterator[Sketch]:
    for member in grouped.members:
        if member.sketch is not None and member.article in wanted:
            try:
                yield Sketch.from_bytes(member.sketch)
            except ValueError:
                continue  # an earlier version made it: the article is sketched again


def _sketches(articles: Sequence[Article]) -> dict[str, Sketch]:
    return {article.id: sketch(article) for article in articles}


def _spans(moments: Iterable[datetime]) -> list[Span]:
    """Return the times around some moments, as few as there can be."""
    spans: list[Span] = []
    for moment in sorted(moments):
        try:
            start, end = moment - REACH, moment + REACH
        except OverflowError:  # at the very beginning or end of what a moment can be
            start = end = moment
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
