"""Gets one part of an edition to its platform, for certain: with a receipt at the end, and never twice.

What the platform certainly did not take is sent again. Whatever else happened is looked up there first.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from adapters.errors import NotTaken, OutcomeUnknown, Refused
from adapters.interface import Chat, Delivery, Edition, Editions, Receipt
from bot.metrics import Metrics

_CLOCKS_DIFFER = timedelta(minutes=10)
"""How far the platform's clock may be behind ours when a message is looked up by its time."""


@dataclass(frozen=True)
class Policy:
    """How patient a delivery is. All times are seconds.

    Attributes:
        at_once: How many editions one process has on the way to a platform.
        poll: How long until it looks for editions again when nobody called it.
        lease: How long an edition is held without a sign of life; longer than `settle` and two times `send`.
        send: How long the platform may take to answer.
        settle: How long after an unknown outcome the platform is asked: what is on the way may still arrive.
        first_wait: How long it waits after a first failure, where the platform does not say; each further one doubles
            it, up to `longest_wait`.
        longest_wait: See `first_wait`.
        patience: Up to which wait it keeps an edition in hand; for longer ones it lets go of it until then.
        attempts: How often an edition that was begun is put off before it is given up.
        blocked: How long it leaves a platform alone that refused everything.
    """

    at_once: int = 50
    poll: float = 2.0
    lease: float = 30.0
    send: float = 10.0
    settle: float = 5.0
    first_wait: float = 1.0
    longest_wait: float = 300.0
    patience: float = 5.0
    attempts: int = 30
    blocked: float = 300.0


class PutOff(Exception):
    """A part is to be tried again; the message says why.

    Attributes:
        kind: Why, in a word.
        wait: In how many seconds, None for as long as the attempts suggest.
    """

    def __init__(
        self, why: object, kind: Literal["not_taken", "unknown", "refused", "broken"], wait: float | None = None
    ) -> None:
        super().__init__(str(why))
        self.kind = kind
        self.wait = wait


class Stopped(Exception):
    """The process is about to end: what is not being sent is left to another."""


@dataclass
class Sender:
    """Sends parts to one platform.

    Attributes:
        chat: The platform.
        editions: Where it is kept how far a part has come.
        clock: Gives the present moment (aware).
        policy: How patient it is.
        metrics: What is counted.
        stopping: Set before the process ends.
    """

    chat: Chat
    editions: Editions
    clock: Callable[[], datetime]
    policy: Policy
    metrics: Metrics
    stopping: bool = False
    _closed_until: float = field(default=0.0, init=False)  # by the event loop's clock

    async def receipt(self, edition: Edition, delivery: Delivery, *, fresh: bool) -> Receipt:
        """Return the receipt of a part: of the message that is on the platform already, or of one that is sent now.

        Args:
            edition: What the part belongs to.
            delivery: The part.
            fresh: Whether this process has only just kept that it is about to send it; else what is found as
                ``sending`` may be on the platform.

        Raises:
            PutOff: It has to wait for longer than the edition is kept in hand.
            Refused: The platform will not take it.
            LeaseLost: Another process has the edition.
            Stopped: The process is about to end.
        """
        if not fresh and delivery.state == "sending":
            await asyncio.sleep(self.policy.settle)  # who sent it may have died only now
            if found := await self.found(edition, delivery):
                return found
        tries = 0
        while True:
            waited = await self._open()
            try:
                if not fresh or waited or tries:
                    await self._hold(edition, delivery)
                return await self._sent(edition, delivery)
            except NotTaken as error:
                wait = self.backoff(edition.attempts + tries) if error.wait is None else error.wait
                if error.everywhere:
                    self.close(wait)
                tries += 1
                if wait > self.policy.patience or tries == self.policy.attempts:
                    raise PutOff(error, "not_taken", wait) from error
                await asyncio.sleep(wait)

    async def _hold(self, edition: Edition, delivery: Delivery) -> None:
        lease = timedelta(seconds=self.policy.lease)
        await self.editions.sending(edition, delivery.number, now=self.clock(), lease=lease)

    async def _sent(self, edition: Edition, delivery: Delivery) -> Receipt:
        try:
            async with asyncio.timeout(self.policy.send):
                receipt = await self.chat.post(
                    edition.channel, delivery.document, key=delivery.key, thread=edition.thread_of(delivery.number)
                )
        except (OutcomeUnknown, TimeoutError) as error:
            self._count("unknown")
            await asyncio.sleep(self.policy.settle)
            if found := await self.found(edition, delivery):
                return found
            raise NotTaken(f"no answer, and the message did not arrive: {error}") from error
        except (NotTaken, Refused) as error:
            self._count("not_taken" if isinstance(error, NotTaken) else "refused")
            raise
        self._count("sent")
        return receipt

    async def found(self, edition: Edition, delivery: Delivery) -> Receipt | None:
        """Return the receipt of a part that is on the platform already, None if it is not.

        Raises:
            PutOff: The platform does not say.
            Refused: It will not say.
        """
        since = (edition.window.end if edition.window else edition.due_at) - _CLOCKS_DIFFER
        try:
            async with asyncio.timeout(self.policy.send):
                thread = edition.thread_of(delivery.number)
                receipt = await self.chat.find(edition.channel, delivery.key, since=since, thread=thread)
        except (NotTaken, OutcomeUnknown, TimeoutError) as error:
            wait = error.wait if isinstance(error, NotTaken) else None
            raise PutOff(f"whether it arrived cannot be looked up: {error}", "unknown", wait) from error
        if receipt:
            self._count("found")
        return receipt

    async def _open(self) -> bool:
        """Wait until the platform wants messages, and return whether it did not at first."""
        waited = False
        while not self.stopping and (wait := self.closed_for()) > 0:
            waited = True
            await asyncio.sleep(min(wait, 1.0))
        if self.stopping:
            raise Stopped
        return waited

    def close(self, seconds: float) -> None:
        """Send the platform nothing for so long."""
        self._closed_until = max(self._closed_until, asyncio.get_running_loop().time() + seconds)

    def closed_for(self) -> float:
        """Return for how many seconds more the platform wants no messages."""
        return self._closed_until - asyncio.get_running_loop().time()

    def _count(self, outcome: str) -> None:
        self.metrics.part_handed(self.chat.platform, outcome)

    def backoff(self, attempts: int) -> float:
        """Return how many seconds to wait after so many failures where the platform does not say."""
        return float(min(self.policy.longest_wait, self.policy.first_wait * 2 ** min(attempts, 30)))
