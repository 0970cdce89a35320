"""The store: everything that outlives the process, behind its ports."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

from adapters.interface.archive import Archive
from adapters.interface.editions import Editions
from adapters.interface.repairs import Repairs
from adapters.interface.subscriptions import Subscriptions
from digests.model.base import Value


class Feed(Value):
    """A feed, how it is read, and its health. All moments are aware.

    Attributes:
        url: Where it is fetched; no two feeds have the same.
        title: Its name, by which commands call it.
        outlet: The outlet whose articles it brings, None if the articles say so themselves.
        full_text: Whether articles of which it brings only the beginning are fetched from their pages.
        added_at: Since when it is read.
        paused: Whether it is left alone.
        etag: What the server said to ask with next time, like `last_modified`.
        last_modified: See `etag`.
        next_poll: When it is fetched next, None as soon as may be.
        last_success: When it was last fetched without an error; None means that its first reading is still to come.
        last_change: When it last brought something new.
        failures: Errors in a row.
        failing_since: When the first of them was.
        reason: The last error, in plain words.
        notified: Of what its owner was told last and does not know to be over: "failing" or "silent".
        owner: Who added it and hears of its faults, by the full name of a user, None if nobody shall.
        moved_from: Where it was fetched before the server moved it for good.
        interval: Seconds between its polls as they have adapted.
        gap: Its habit: seconds between two of its articles, smoothed, None while that is not known.
        read: How many entries it has brought.
        stubs: How many of them were stubs.
    """

    url: str
    title: str
    outlet: str | None = None
    full_text: bool = False
    added_at: datetime
    paused: bool = False
    etag: str | None = None
    last_modified: str | None = None
    next_poll: datetime | None = None
    last_success: datetime | None = None
    last_change: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    reason: str | None = None
    notified: Literal["failing", "silent"] | None = None
    owner: str | None = None
    moved_from: str | None = None
    interval: float | None = None
    gap: float | None = None
    read: int = 0
    stubs: int = 0


class KnownEntry(Value):
    """An entry that was read: the article it became, None if it became none, and what it said then.

    Attributes:
        article: The article's id, None if it was too old when its feed was first read, or could not become one.
        fingerprint: See `digests.model.feed.Entry`.
        feed: The address of the feed that brought it first: what another says of the same article is no edit of it.
    """

    article: str | None
    fingerprint: str
    feed: str


class Feeds(Protocol):
    """Where feeds, their health, and the entries that were read are kept."""

    async def all(self) -> list[Feed]:
        """Return the feeds by title."""

    async def get(self, url: str) -> Feed | None:
        """Return the feed of an address, None if there is none."""

    async def put(self, feed: Feed) -> None:
        """Keep a feed, replacing the one of the same address."""

    async def change(self, url: str, change: Callable[[Feed], Feed]) -> Feed | None:
        """Change a feed in one transaction, its address too, and return it; None if there is none of that address.

        Where the new address is another feed's already, the changed one takes its place.
        """

    async def remove(self, url: str) -> bool:
        """Forget a feed; False if there was none of that address. The entries that were read stay known."""

    async def due(self, now: datetime, limit: int) -> list[Feed]:
        """Return at most so many feeds that are to be polled by `now`, those first that have waited longest."""

    async def next_due(self) -> datetime | None:
        """Return when the next poll is due, None if no feed is to be polled."""

    async def known(self, identities: Collection[str]) -> dict[str, KnownEntry]:
        """Return what is known of entries by their identities; those that are not known are left out."""

    async def learn(self, entries: Mapping[str, KnownEntry], now: datetime) -> None:
        """Keep that entries were seen at a moment (aware), by their identities, replacing what was known of them."""

    async def forget(self, before: datetime) -> int:
        """Forget entries that were last seen before a moment (aware), and return how many identities that were.

        Some may be kept for a day longer; none that was seen since is forgotten.
        """


class Installation(Value):
    """An installation of the desk in a workspace of a platform.

    Attributes:
        workspace: The workspace's full name, as `Chat` has those of channels.
        sealed: What the adapter keeps of it, tokens among it, encrypted.
        installed_at: Since when (aware).
    """

    workspace: str
    sealed: str
    installed_at: datetime


class Installations(Protocol):
    """Where installations are kept, and which of them are under way."""

    async def all(self) -> list[Installation]:
        """Return the installations by workspace."""

    async def get(self, workspace: str) -> Installation | None:
        """Return the installation in a workspace, None if there is none."""

    async def put(self, installation: Installation) -> None:
        """Keep an installation, replacing the one of the same workspace."""

    async def remove(self, workspace: str) -> bool:
        """Forget an installation; False if there was none."""

    async def begin(self, state: str, *, until: datetime) -> None:
        """Keep that somebody has begun to install, under a name that nobody can guess, until a moment (aware)."""

    async def end(self, state: str, *, now: datetime) -> bool:
        """Return whether that was begun and is still in time; it counts once."""


class Events(Protocol):
    """Where it is kept of which events a platform has told."""

    async def first(self, event: str, *, now: datetime) -> bool:
        """Keep an event by its name, and return whether it was not kept already; kept for two days."""


class Notes(Protocol):
    """Where an adapter keeps small things by name, such as what it told a platform last."""

    async def get(self, name: str) -> str | None:
        """Return what is kept under a name, None if there is nothing."""

    async def put(self, name: str, text: str) -> None:
        """Keep a text under a name, in place of what was there."""


class Leadership(Protocol):
    """Which one of the processes on a store schedules."""

    async def held(self) -> bool:
        """Return whether this process leads, becoming the leader where there is none; never waits for another."""

    async def resign(self) -> None:
        """Stop leading, so that another process can at once."""


class Presence(Protocol):
    """Which processes are at work, as far as that can be known for certain."""

    async def enter(self, holder: str) -> None:
        """Make known that this process is at work under a name that no other has."""

    async def gone(self, holder: str) -> bool:
        """Return whether the process of that name has died; False also if that cannot be known."""

    async def leave(self) -> None:
        """Make known that this process has let go of everything."""


class Finding(Value):
    """Something wrong in the store: where, and what to do."""

    where: str
    said: str


class Store(Protocol):
    """What a desk keeps."""

    @property
    def archive(self) -> Archive:
        """Articles and stories."""

    @property
    def subscriptions(self) -> Subscriptions:
        """The channels' settings and standing."""

    @property
    def editions(self) -> Editions:
        """Editions and deliveries."""

    @property
    def feeds(self) -> Feeds:
        """Feeds and their health."""

    @property
    def repairs(self) -> Repairs:
        """Repairs of the grouping."""

    @property
    def installations(self) -> Installations:
        """Installations in workspaces."""

    @property
    def events(self) -> Events:
        """Events that were told."""

    @property
    def notes(self) -> Notes:
        """What adapters keep."""

    @property
    def leadership(self) -> Leadership:
        """Which process schedules."""

    @property
    def presence(self) -> Presence:
        """Which processes are at work."""

    async def ping(self) -> None:
        """Return if the store can be read and written.

        Raises:
            StoreError: It cannot; the message says why.
        """

    async def check(self) -> Sequence[Finding]:
        """Look at everything that is kept and return what is wrong: the database itself and each row of it."""

    async def prune(self, before: datetime) -> int:
        """Forget the articles that appeared before a moment (aware) and return how many; what was posted is kept.

        Kept are articles from which a story was told in a channel, with the editions and receipts that show it.
        """
