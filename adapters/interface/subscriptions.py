"""The port to the channels' settings, to where their digests stand, and to the stories they follow."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from digests.model.base import Value
from digests.model.subscription import Subscription


class Standing(Value):
    """A channel's settings and where its digests stand. All moments are aware.

    Attributes:
        subscription: The settings.
        scheduled_to: Up to which moment slots have become editions.
        next_at: When the next slot is due, None if none will be.
        mark: The revision of the archive up to which the last digest told, see `Archive.mark`.
        told_at: When the window of the last digest ended, None before the first.
        paused: Why nothing is sent to the channel, in words for its owner; None while all is well.
    """

    subscription: Subscription
    scheduled_to: datetime
    next_at: datetime | None
    mark: int = 0
    told_at: datetime | None = None
    paused: str | None = None


class Counts(Value):
    """How many channels get digests, are paused, and have their schedule switched off."""

    active: int
    paused: int
    off: int


class Slot(Value):
    """One time at which a channel's digest is due: the local day, the slot's name ("08:30") and the instant (aware)."""

    day: date
    name: str
    due_at: datetime


class Plan(Value):
    """What the schedule of one channel comes to at a moment.

    Attributes:
        channel: Which channel.
        due: The slot whose digest is to be delivered, if any.
        deadline: Until when (aware) it may be begun.
        folded: Slots that were missed; the next digest tells their news.
        scheduled_to: Up to which moment this holds (aware).
        next_at: When the next slot is due (aware), None if none will be.
    """

    channel: str
    due: Slot | None = None
    deadline: datetime | None = None
    folded: tuple[Slot, ...] = ()
    scheduled_to: datetime
    next_at: datetime | None


class Follow(Value):
    """A story that a channel follows: its developments are posted in a thread.

    Attributes:
        channel: Which channel.
        story: The story's id.
        by: The user who asked for it.
        since: Since when (aware).
        thread: The message that opened the thread, None until its posting is confirmed.
        told_at: When the last update was confirmed (aware), None before the first message.
        mark: The revision of the archive up to which it was looked for news.
    """

    channel: str
    story: str
    by: str
    since: datetime
    thread: str | None = None
    told_at: datetime | None = None
    mark: int = 0


class Subscriptions(Protocol):
    """Where the channels' settings are kept. A row that cannot be read is left out and logged, the others stand."""

    async def get(self, channel: str) -> Standing | None:
        """Return a channel's settings and standing, None if it has none."""

    async def some(self, channels: Sequence[str]) -> dict[str, Standing]:
        """Return the settings and standing of those of these channels that have any, by channel."""

    async def all(self) -> list[Standing]:
        """Return those of every channel, by channel."""

    async def counts(self) -> Counts:
        """Return how many channels have settings, by what comes of them."""

    async def paused(self, limit: int) -> list[Standing]:
        """Return at most so many of the active ones that are paused, by channel."""

    async def due(self, now: datetime, limit: int) -> list[Standing]:
        """Return those that are active, not paused, and whose next slot is due at or before `now`, at most so many."""

    async def next_due(self) -> datetime | None:
        """Return when the next slot of any channel is due, None if none will be."""

    async def put(self, subscription: Subscription, *, scheduled_to: datetime, next_at: datetime | None) -> None:
        """Keep a channel's settings, replacing what was there, and end its pause; `mark` and `told_at` stay.

        A new subscription begins with the mark of what was placed 24 hours before `scheduled_to`, so that its first
        digest has a day to tell.
        """

    async def arm(self, next_at: Mapping[str, datetime | None], *, scheduled_to: datetime) -> None:
        """Set when the next slot of each channel is due, and lower `scheduled_to` where it lies later than this."""

    async def pause(self, channel: str, reason: str, *, platform: bool = False) -> None:
        """Have nothing sent to a channel until its settings are made anew.

        Args:
            channel: Which channel; one without settings is left alone.
            reason: Why, for its owner.
            platform: Whether the whole platform is the reason, see `resume`.
        """

    async def resume(self, platform: str) -> int:
        """End the pauses whose reason was the whole platform, and return how many there were."""

    async def follow(self, follow: Follow) -> bool:
        """Keep that a channel follows a story; False if it did already."""

    async def unfollow(self, channel: str, story: str) -> bool:
        """Forget that a channel follows a story; False if it did not."""

    async def follows(self, channel: str | None = None) -> list[Follow]:
        """Return what a channel follows, or what all do, oldest first."""

    async def looked(self, channel: str, story: str, mark: int) -> None:
        """Keep up to which revision a followed story was looked for news."""
