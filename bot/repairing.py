"""Repairs of the grouping: what people decide about stories, kept in force until it is undone."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.interface import Repair, Store
from bot.placing import Placing

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Repairing:
    """Repairs stories.

    Attributes:
        store: Where repairs are kept.
        placing: What groups the stories as they demand.
    """

    store: Store
    placing: Placing

    async def split(self, story: str, articles: Iterable[str], article: str, *, by: str, at: datetime) -> Repair:
        """Have an article go apart from a story's others, which are at least one, into a story of its own.

        Args:
            story: The story's id.
            articles: The ids of its articles.
            article: The id of that one.
            by: Who asks for it.
            at: The moment (aware).

        Raises:
            StoreError: The store fails; a repair that is kept already is applied with the next placing.
        """
        others = tuple(one for one in articles if one != article)
        repair = Repair(kind="split", story=story, other=article, articles=others, by=by, at=at)
        return await self._in_force(repair, (article, *others))

    async def merge(self, story: str, other: str, articles: Sequence[str], *, by: str, at: datetime) -> Repair:
        """Have another story go into a story.

        Args:
            story: The id of the one that stays.
            other: The id of the one that goes.
            articles: The ids of the articles of both, those first of the one that stays.
            by: Who asks for it.
            at: The moment (aware).

        Raises:
            StoreError: The store fails; a repair that is kept already is applied with the next placing.
        """
        repair = Repair(kind="merge", story=story, other=other, articles=tuple(articles), by=by, at=at)
        return await self._in_force(repair, articles)

    async def undo(self, repair: Repair, *, by: str, at: datetime) -> bool:
        """Have a repair hold no more and what it was about be grouped afresh; False if it held no more already.

        Raises:
            StoreError: The store fails.
        """
        if not await self.store.repairs.undo(repair.id, at):
            return False
        _log("repair_undone", repair, by)
        await self.placing.repair(concerned(repair), afresh=True)
        return True

    async def _in_force(self, repair: Repair, articles: Sequence[str]) -> Repair:
        kept = await self.store.repairs.add(repair)
        _log(f"story_{kept.kind}", kept, kept.by)
        await self.placing.repair(articles, afresh=False)
        return kept


def concerned(repair: Repair) -> tuple[str, ...]:
    """Return the ids of the articles that a repair is about."""
    return repair.articles if repair.kind == "merge" else (repair.other, *repair.articles)


def _log(action: str, repair: Repair, by: str) -> None:
    said = {"action": action, "repair": repair.id, "story": repair.story, "other": repair.other, "by": by}
    log.info("%s %d of %s", repair.kind, repair.id, repair.story, extra=said)
