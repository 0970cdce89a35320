"""Delivers editions to one platform: claims them, freezes what they say, sends their parts and keeps the receipts.

Between a claim and the last receipt this process may end at any step. Another one then goes on from what is kept: a
frozen edition is not made anew, a part with a receipt is not sent again, and a part that was being sent is looked up on
the platform first.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from adapters.errors import Refused, StoreError
from adapters.interface import Chat, Edition, Frozen, LeaseLost, Standing, Store
from bot.editions import Editor
from bot.endings import Endings
from bot.metrics import Metrics
from bot.owners import Owners
from bot.sending import Policy, PutOff, Sender, Stopped

log = logging.getLogger(__name__)

_A_FEW = 10
"""How many editions must be free to be taken before any are claimed, so that many are made in one go."""


@dataclass
class Courier:
    """Delivers the editions of one platform until it is stopped.

    Attributes:
        chat: The platform.
        store: Where editions are kept.
        editor: Makes what they say.
        holder: The name of this process, which no other has.
        clock: Gives the present moment (aware).
        policy: How patient it is.
        metrics: What is counted.
        trouble: Why no editions can be claimed, None while they can.
    """

    chat: Chat
    store: Store
    editor: Editor
    holder: str
    clock: Callable[[], datetime]
    policy: Policy = field(default_factory=Policy)
    metrics: Metrics = field(default_factory=Metrics)
    trouble: str | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._sender = Sender(self.chat, self.store.editions, self.clock, self.policy, self.metrics)
        owners = Owners(self.store, self.editor, {self.chat.platform: self.chat}, self.call)
        self._endings = Endings(self.chat, self.store, owners, self._sender)
        self._under_way: set[asyncio.Task[None]] = set()
        self._called = asyncio.Event()
        self._in_hand: set[int] = set()  # the editions that this process is at

    @property
    def refusal(self) -> str | None:
        """Why the platform refuses everything, None while it does not."""
        return self._endings.refusal

    def call(self) -> None:
        """Have it look for editions at once."""
        self._called.set()

    async def run(self) -> None:
        """Claim editions and deliver them, many at once, until it is stopped."""
        while not self._sender.stopping:
            self._called.clear()
            free = self.policy.at_once - len(self._in_hand)
            claimed = await self._claimed(free) if free >= min(_A_FEW, self.policy.at_once) else []
            # What it is at itself it takes again only when its lease ended meanwhile, as when the machine was asleep.
            new = [edition for edition in claimed if edition.id not in self._in_hand]
            self._in_hand.update(edition.id for edition in new)
            if due := [edition for edition in new if edition.state == "due"]:
                self._start(self._begin(due))
            for edition in new:
                if edition.state == "frozen":
                    self._start(self._deliver(edition, fresh=False))
            if not claimed or len(claimed) < free:
                await self._rest()

    async def stop(self, within: float) -> None:
        """Let what is being sent be answered, for so many seconds at most, and let go of everything."""
        self._sender.stopping = True
        self._called.set()
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self.store.editions.release(self.holder, self.clock())

    async def _claimed(self, limit: int) -> list[Edition]:
        if self._sender.closed_for() > self.policy.patience:
            return []
        lease = timedelta(seconds=self.policy.lease)
        try:
            claimed = await self.store.editions.claim(
                self.chat.platform, self.holder, now=self.clock(), lease=lease, limit=limit
            )
        except StoreError as error:
            if self.trouble != str(error):
                log.error("no editions can be claimed: %s", error, extra={"action": "claim_failed"})  # noqa: TRY400
            self.trouble = str(error)
            return []
        self.trouble = None
        return claimed

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self.policy.poll):
                await self._called.wait()
        except TimeoutError:
            pass

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _begin(self, due: Sequence[Edition]) -> None:
        """Freeze what digests say, many in one go, and deliver each."""
        going: list[Edition] = []
        try:
            going = await self._frozen(due)
        except StoreError as error:
            log.error("digests wait for the store: %s", error, extra={"action": "store_failed"})  # noqa: TRY400
        except Exception:
            log.exception("digests could not be made", extra={"action": "delivery_broke"})
        finally:
            self._in_hand.difference_update({edition.id for edition in due} - {edition.id for edition in going})
        for edition in going:
            self._start(self._deliver(edition, fresh=True))

    async def _frozen(self, due: Sequence[Edition]) -> list[Edition]:
        standings = await self.store.subscriptions.some([edition.channel for edition in due])
        wanted = [edition for edition in due if await self._is_wanted(edition, standings.get(edition.channel))]
        made = await self.editor.digests(wanted, standings, self.chat) if wanted else {}
        said = [frozen for frozen in made.values() if isinstance(frozen, Frozen)]
        going = []
        if said:
            lease = timedelta(seconds=self.policy.lease)
            going = await self.store.editions.freeze(said, now=self.clock(), lease=lease)
        for edition in wanted:
            self.metrics.begun(self.clock() - edition.due_at)
            if isinstance(error := made[edition.id], Exception):
                await self._guarded(edition, self._endings.broke(edition, error))
        return going

    async def _is_wanted(self, edition: Edition, standing: Standing | None) -> bool:
        """Return whether a digest is to be made; end it where its time is over or the channel wants none any more."""
        if standing is None or not standing.subscription.schedule.active:
            await self._guarded(edition, self._endings.end(edition, "folded", "the schedule was switched off"))
            return False
        if self.clock() > edition.deadline:
            await self._guarded(edition, self._too_late(edition))
            return False
        return True

    async def _deliver(self, edition: Edition, *, fresh: bool) -> None:
        try:
            await self._guarded(edition, self._carry(edition, fresh=fresh))
        finally:
            self._in_hand.discard(edition.id)
            self._called.set()

    async def _guarded(self, edition: Edition, step: Awaitable[None]) -> None:
        """Take a step with an edition; whatever happens to it, the others go on."""
        try:
            try:
                await step
            except PutOff as put_off:
                await self._endings.postpone(edition, put_off)
            except Refused as refusal:
                await self._endings.refused(edition, refusal)
            except (LeaseLost, StoreError, Stopped):
                raise
            except Exception as error:  # noqa: BLE001 - one edition that breaks the code must not take the others along
                await self._endings.broke(edition, error)
        except LeaseLost:
            self._endings.log(edition, "lease_lost", logging.WARNING, "is held by another process by now")
        except StoreError as error:
            self._endings.log(edition, "store_failed", logging.ERROR, f"waits for the store: {error}")
        except Stopped:
            self._endings.log(edition, "delivery_left", logging.INFO, "is left to the next process")

    async def _carry(self, edition: Edition, *, fresh: bool) -> None:
        if not edition.deliveries:
            await self._endings.end(edition, "quiet", "nothing new")
            return
        if not fresh and not await self._may_go_on(edition):
            return
        lease = timedelta(seconds=self.policy.lease)
        left = [delivery for delivery in edition.deliveries if delivery.state != "sent"]
        for delivery in left:
            receipt = await self._sender.receipt(edition, delivery, fresh=fresh)
            fresh = await self.store.editions.sent(
                edition, delivery.number, receipt.message, now=self.clock(), lease=lease
            )
            edition = edition.with_receipt(delivery.number, receipt.message)
            await self._endings.accepted()
            if not fresh and delivery is not left[-1]:
                raise LeaseLost
        self.metrics.edition_ended(self.chat.platform, "delivered")
        self.metrics.delivered(self.clock() - edition.due_at)
        self._endings.log(edition, "edition_delivered", logging.INFO, "is delivered")

    async def _may_go_on(self, edition: Edition) -> bool:
        """Return whether a frozen edition is still to be sent; end it where its time is over.

        One of which the platform has a part is completed, however late, for as many attempts as there are.
        """
        in_time = self.clock() <= edition.deadline or any(one.state == "sent" for one in edition.deliveries)
        if not in_time and not await self._is_there(edition):
            await self._too_late(edition)
            return False
        if edition.attempts >= self.policy.attempts:
            await self._endings.fail(edition, f"{edition.error} ({edition.attempts} attempts)")
            return False
        return True

    async def _is_there(self, edition: Edition) -> bool:
        """Return whether the platform has the part that was being sent."""
        under_way = [one for one in edition.deliveries if one.state == "sending"]
        return bool(under_way) and await self._sender.found(edition, under_way[0]) is not None

    async def _too_late(self, edition: Edition) -> None:
        if edition.attempts:
            await self._endings.fail(edition, edition.error or "its time was over")
        else:
            await self._endings.end(edition, "folded", "its time was over")
