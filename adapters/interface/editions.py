"""The port to the editions: at most one digest is ever delivered for each, however often a process dies on the way."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from adapters.interface.subscriptions import Plan
from digests.model.base import Value
from digests.model.digest import Window
from digests.model.document import Document

EditionKind = Literal["digest", "follow", "notice"]
Ending = Literal["quiet", "folded", "failed"]
EditionState = Literal["due", "frozen", "delivered", "quiet", "folded", "failed"]

UNDER_FIRST = "first"
"""Stands for the edition's own first message, where its other parts reply to that."""


class Delivery(Value):
    """One part of an edition on its way to the channel.

    Attributes:
        number: Its place among the parts, from 1.
        document: What is posted.
        shown: The stories of which it holds the last piece, each with the ids of the articles it was told from.
        key: The name by which the platform knows the message, see `Chat.post`.
        state: ``ready``; ``sending`` from before the platform may be called until its answer is kept, so that a part
            found so by another process has an unknown outcome; ``sent``.
        message: The platform's id of it, once sent.
    """

    number: int
    document: Document
    shown: Mapping[str, tuple[str, ...]]
    key: str
    state: Literal["ready", "sending", "sent"] = "ready"
    message: str | None = None


class Edition(Value):
    """One slot of one channel, or one update of a followed story, or one notice. All moments are aware.

    Attributes:
        id: Its number in the store.
        channel: Where it goes; `day` and `slot` tell it from the channel's others.
        day: The local day.
        slot: The slot's name: "08:30"; an update and a notice have names of their own.
        kind: What it is.
        due_at: When it was due.
        deadline: Until when it may be begun; one that was begun is completed.
        thread: The message that it replies to; `UNDER_FIRST` if its other parts reply to its first.
        state: ``due`` and ``frozen`` are open; all others are final.
        attempts: How often sending it was put off.
        error: Why it was put off last or ended.
        lease: The token under which this process holds it; None if it does not.
        mark: The revision of the archive up to which it tells.
        window: The time that it tells of.
        deliveries: Its parts, once frozen.
        finished_at: When it ended.
    """

    id: int
    channel: str
    day: date
    slot: str
    kind: EditionKind
    due_at: datetime
    deadline: datetime
    thread: str | None = None
    state: EditionState = "due"
    attempts: int = 0
    error: str | None = None
    lease: str | None = None
    mark: int | None = None
    window: Window | None = None
    deliveries: tuple[Delivery, ...] = ()
    finished_at: datetime | None = None

    def thread_of(self, number: int) -> str | None:
        """Return the message that a part replies to, None if it replies to none."""
        if self.thread != UNDER_FIRST:
            return self.thread
        return self.deliveries[0].message if number > 1 else None

    def with_receipt(self, number: int, message: str) -> "Edition":
        """Return the edition with a part that was sent as this message."""
        sent = {"state": "sent", "message": message}
        parts = tuple(one.model_copy(update=sent) if one.number == number else one for one in self.deliveries)
        return self.model_copy(update={"deliveries": parts})


class Message(Value):
    """An edition that is no digest, ready to be delivered: an update of a followed story, or a notice.

    `slot` names it among the channel's editions of the `day`; `story` is what it is about, if it is an update.
    """

    channel: str
    day: date
    slot: str
    kind: Literal["follow", "notice"]
    due_at: datetime
    deadline: datetime
    thread: str | None = None
    story: str | None = None
    deliveries: tuple[Delivery, ...]


class Frozen(Value):
    """What an edition is to say: the revision and the window that it tells of, and its parts, none on a quiet day.

    `thread` is that of the edition.
    """

    edition: Edition
    mark: int
    window: Window
    deliveries: tuple[Delivery, ...]
    thread: str | None = None


class Brief(Value):
    """What a channel was told before, and what it was not.

    Attributes:
        shown: Stories that it was shown, each with the ids of the articles it was told from.
        missed: When its folded and failed digests since its last delivered or quiet one were due (aware), in order.
    """

    shown: Mapping[str, frozenset[str]] = {}
    missed: tuple[datetime, ...] = ()


class LeaseLost(Exception):
    """Another process holds the edition by now; whoever gets this lets go of it."""


class Editions(Protocol):
    """Where editions and their deliveries are kept.

    An edition whose lease has ended is free again; so is one whose lease ends further in the future than a lease lasts,
    for then the clock was set back; by less than a minute the clocks of two processes may differ. One that cannot be
    read ends as ``failed`` with the reason; the others stand.
    """

    async def schedule(self, plans: Sequence[Plan], now: datetime) -> int:
        """Make slots editions, once each, keep the plans' moments and return how many editions are newly due.

        A slot that is an edition already stays as it is, except that one ``folded`` at a moment after `now` (the clock
        was set back since) becomes due if it is so planned.
        """

    async def announce(self, message: Message, now: datetime) -> bool:
        """Keep a message as a frozen edition; False if its channel, day and slot have one already."""

    async def claim(self, platform: str, holder: str, *, now: datetime, lease: timedelta, limit: int) -> list[Edition]:
        """Take open editions of a platform under a lease, longest due first, with their deliveries.

        Left out are those that are put off until later than `now`, held by another, or behind an older open edition of
        the same channel.

        Args:
            platform: Whose channels.
            holder: The process that takes them.
            now: The moment (aware).
            lease: How long they are held, from now.
            limit: How many at most.
        """

    async def briefs(self, channels: Sequence[str], stories: Sequence[str]) -> dict[str, Brief]:
        """Return what each of these channels was told before, as far as it is about these stories."""

    async def freeze(self, frozen: Sequence[Frozen], *, now: datetime, lease: timedelta) -> list[Edition]:
        """Keep what editions are to say, in one transaction, and hold them for a lease from now.

        The first part of each becomes ``sending`` at once. Returned are the editions as they are then; one that is not
        held under its lease any more is left out.
        """

    async def sending(self, edition: Edition, number: int, *, now: datetime, lease: timedelta) -> None:
        """Keep that the platform is about to be called with a part, and hold the edition for a lease from now.

        Raises:
            LeaseLost: The edition is not held under its lease any more, or the part is sent.
        """

    async def sent(self, edition: Edition, number: int, message: str, *, now: datetime, lease: timedelta) -> bool:
        """Keep the receipt of a part, whoever holds the edition by now: it is a fact.

        In the same transaction its stories become shown; with the first part of a digest its stories become the
        channel's listing; with the last part the edition is ``delivered`` and, of a digest, the channel's `mark` and
        `told_at` move up to the edition's; with the first update of a followed story this message becomes its thread,
        and with each its `told_at` becomes `now`. If another part follows and the edition is still held, that part
        becomes ``sending`` and the edition is held for a lease from now.

        Returns:
            Whether the next part is this process's to send; False where there is none, or another has the edition.
        """

    async def postpone(self, edition: Edition, until: datetime, reason: str, *, not_taken: bool) -> None:
        """Let go of an edition until a moment (aware), and count the attempt.

        Args:
            edition: Which edition.
            until: Until when.
            reason: Why.
            not_taken: Whether the platform certainly has nothing of the part that was being sent, which is ``ready``
                again then.

        Raises:
            LeaseLost: The edition is not held under its lease any more.
        """

    async def end(self, edition: Edition, state: Ending, reason: str, *, now: datetime) -> None:
        """End an edition that is not delivered.

        ``quiet``, of a frozen edition without parts, moves the channel's `mark` and `told_at` up as a delivery does.
        What the parts that were sent showed stays shown.

        Raises:
            LeaseLost: The edition is not held under its lease any more.
        """

    async def holders(self) -> Sequence[str]:
        """Return the names of the processes that hold editions."""

    async def release(self, holder: str, now: datetime) -> int:
        """Let go of everything that a process holds, at once, and return how many editions that were."""

    async def latest(self, channel: str) -> Edition | None:
        """Return the channel's newest digest by slot that has ended, without its deliveries; None if it has none."""

    async def open_count(self, platform: str | None = None) -> int:
        """Return how many editions are open."""
