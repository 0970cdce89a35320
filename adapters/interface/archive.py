"""The port to the articles, their grouping and what numbers mean in a channel."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from adapters.interface.repairs import Repair
from digests.model.article import Article
from digests.model.base import Value
from digests.model.digest import Window
from digests.model.story import Arrival, Glance, Group


class OutletCount(Value):
    """How much an outlet brought: its articles, and when the newest appeared (aware)."""

    outlet: str
    articles: int
    newest: datetime


class Version(NamedTuple):
    """By which a story as it was loaded can be told from what it has become."""

    articles: int
    revision: int
    """The newest of them."""


class Member(NamedTuple):
    """An article that is in a story: its id, the story's, and what grouping keeps of it, None if that is not kept."""

    article: str
    story: str
    sketch: bytes | None


class Grouped(NamedTuple):
    """The grouping as it is kept: how often it was changed, the articles as they were placed, repairs in force."""

    placings: int
    members: Sequence[Member]
    repairs: Sequence[Repair]


class Archive(Protocol):
    """Where articles, their grouping and the channels' listings are kept.

    Every new or changed article gets the next revision, a number that only grows, in the order in which they were kept.
    One that moves to another story gets it too. An article that cannot be read any more is left out and logged; the
    others stand.

    The id of a story that went into another is answered for by that one in `versions` and `listing`; elsewhere only
    stories that there are have answers.
    """

    async def add(self, arrivals: Sequence[Arrival]) -> int:
        """Keep the articles, replacing those of the same id, and return how many were new."""

    async def articles(self, identities: Sequence[str]) -> list[Article]:
        """Return these articles, those there are."""

    async def unplaced(self) -> list[Arrival]:
        """Return the articles that belong to no story yet, in order of arrival."""

    async def waiting(self) -> dict[str, datetime]:
        """Return the articles that belong to no story yet, in order of appearance, and when each appeared (aware)."""

    async def homes(self, identities: Sequence[str]) -> dict[str, str]:
        """Return the stories that these articles are in, those that are in one, by the articles' ids."""

    async def formerly(self, identity: str) -> list[str]:
        """Return the ids for which a story answers besides its own: those of stories that went into it."""

    async def placings(self) -> int:
        """Return how often the grouping was changed."""

    async def grouped(self, spans: Sequence[tuple[datetime, datetime]]) -> Grouped:
        """Return how the stories are grouped of which an article appeared in any of some spans of time (aware)."""

    async def place(
        self, groups: Sequence[Group], *, sketches: Mapping[str, bytes] | None = None, after: int | None = None
    ) -> int | None:
        """Keep which article belongs to which story; what is not named stays where it is.

        What a channel was shown of an article counts for the story that it moves to. A story that is left without
        articles is followed on as the one into which most of them went.

        Args:
            groups: Stories with articles that belong to them now.
            sketches: What grouping keeps of articles, by their ids.
            after: How often the grouping had been changed when this was decided; None if that does not matter.

        Returns:
            How often the grouping was changed by now; None if it was changed since `after`, and nothing is kept.
        """

    async def stories_in(self, window: Window) -> dict[str, Version]:
        """Return the stories with an article of the window, by id."""

    async def stories_with(self, words: Sequence[str], limit: int) -> dict[str, Version]:
        """Return the stories of the articles that match any of the words best, best first, at most `limit` articles."""

    async def stories_called(self, typed: str, limit: int) -> dict[str, Version]:
        """Return at most so many stories of articles that have all the words typed, the last perhaps only begun.

        The best come first; where no word is typed, the newest.
        """

    async def versions(self, identities: Sequence[str]) -> dict[str, Version]:
        """Return which version these stories, or those into which they went, have by now."""

    async def stories(self, identities: Sequence[str]) -> dict[str, list[Arrival]]:
        """Return these stories, those there are, by id, each whole, articles as they joined."""

    async def glances(self, identities: Sequence[str]) -> dict[str, list[Glance]]:
        """Return what can be seen of these stories, those there are, without reading them, articles as they joined."""

    async def mark(self) -> int:
        """Return the revision up to which every article is placed in a story: what a digest may tell."""

    async def grown(self, after: int, upto: int, since: datetime) -> dict[str, Version]:
        """Return the stories that grew between two revisions (the second included), by id.

        Only articles published, or read if undated, at or after `since` (aware) make a story grow: what was old when it
        came is no news.
        """

    async def last_published(self) -> datetime | None:
        """Return when the newest article was published, or read if it is undated; None if there is none."""

    async def outlets(self) -> list[OutletCount]:
        """Return the outlets by name."""

    async def remember_listing(self, channel: str, stories: Sequence[str]) -> None:
        """Keep the story ids of a channel's last digest in order, so that "2" means the second of them."""

    async def listing(self, channel: str) -> list[str]:
        """Return the story ids of the channel's last digest."""
