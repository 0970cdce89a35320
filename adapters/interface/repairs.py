"""The port to the repairs of the grouping: what people decided about which articles are one story."""

from datetime import datetime
from typing import Literal, Protocol

from digests.model.base import Value


class Repair(Value):
    """A correction of the grouping by hand: an article split off a story, or a story merged into another.

    Attributes:
        id: Its number in the store, 0 before it is kept.
        kind: Which of both.
        story: The story from which an article was split off; or the story into which the other went.
        other: The article; or the story that went.
        articles: The ids of those from which the article is apart; or of all that are one story, those first that
            `story` had.
        by: Who asked for it.
        at: When (aware).
        undone_at: When it was undone (aware), None while it is in force.
    """

    id: int = 0
    kind: Literal["split", "merge"]
    story: str
    other: str
    articles: tuple[str, ...] = ()
    by: str
    at: datetime
    undone_at: datetime | None = None


class Repairs(Protocol):
    """Where repairs of the grouping are kept.

    One that comes or is undone counts as a placing, see `Archive.grouped`: whoever places has to look again.
    """

    async def add(self, repair: Repair) -> Repair:
        """Keep a repair and return it with its number."""

    async def in_force(self) -> list[Repair]:
        """Return the repairs that are not undone, oldest first."""

    async def undo(self, identity: int, at: datetime) -> bool:
        """Mark a repair as undone; False if there is none of that number in force."""
