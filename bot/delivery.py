"""Delivers editions to one platform: claims them, freezes what they say, sends their parts and keeps the receipts.

Between a claim and the last receipt this process may end at any step. Another one then goes on from what is kept: a
frozen edition is not made anew, a part with a receipt is not sent again, and a part that was being sent is looked up on
the platform first.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.errors import ChatError, Refused, StoreError
from adapters.interface import Chat, Edition, Ending, LeaseLost, Store
from bot.editions import Editor
from bot.metrics import Metrics
from bot.sending import Policy, PutOff, Sender, Stopped
from digests.model.document import Document
from digests.presenting.notices import failed_document, paused_document

log = logging.getLogger(__name__)


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
        refusal: Why the platform refuses everything, None while it does not.
    """

    chat: Chat
    store: Store
    editor: Editor
    holder: str
    clock: Callable[[], datetime]
    policy: Policy = field(default_factory=Policy)
    metrics: Metrics = field(default_factory=Metrics)
    refusal: str | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._sender = Sender(self.chat, self.store.editions, self.clock, self.policy, self.metrics)
        self._under_way: set[asyncio.Task[None]] = set()
        self._called = asyncio.Event()

    def call(self) -> None:
        """Have it look for editions at once."""
        self._called.set()

    async def run(self) -> None:
        """Claim editions and deliver them, many at once, until it is stopped."""
        while not self._sender.stopping:
            self._called.clear()
            free = self.policy.at_once - len(self._under_way)
            claimed = await self._claimed(free) if free else []
            for edition in claimed:
                task = asyncio.create_task(self._deliver(edition))
                self._under_way.add(task)
                task.add_done_callback(self._done)
            if len(claimed) < free or not free:
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
            return await self.store.editions.claim(
                self.chat.platform, self.holder, now=self.clock(), lease=lease, limit=limit
            )
        except StoreError as error:
            log.error("no editions can be claimed: %s", error, extra={"action": "claim_failed"})  # noqa: TRY400
            return []

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self.policy.poll):
                await self._called.wait()
        except TimeoutError:
            pass

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._called.set()

    async def _deliver(self, edition: Edition) -> None:
        """Carry an edition as far as it gets; whatever happens to it, the others go on."""
        try:
            try:
                await self._carry(edition)
            except PutOff as put_off:
                await self._postpone(edition, put_off)
            except Refused as refusal:
                await self._refused(edition, refusal)
            except (LeaseLost, StoreError, Stopped):
                raise
            except Exception:  # noqa: BLE001 - one edition that breaks the code must not take the others along
                reference = secrets.token_hex(3)
                self._log(edition, "delivery_broke", logging.ERROR, f"broke off as {reference}", trace=True)
                await self._postpone(edition, PutOff(f"an error of the desk, in its log as {reference}", "broken"))
        except LeaseLost:
            self._log(edition, "lease_lost", logging.WARNING, "is held by another process by now")
        except StoreError as error:
            self._log(edition, "store_failed", logging.ERROR, f"waits for the store: {error}")
        except Stopped:
            self._log(edition, "delivery_left", logging.INFO, "is left to the next process")

    async def _carry(self, edition: Edition) -> None:
        if not await self._may_go_on(edition):
            return
        if edition.state == "due":
            frozen = await self._frozen(edition)
            if frozen is None:
                return
            edition = frozen
        for delivery in edition.deliveries:
            if delivery.state != "sent":
                receipt = await self._sender.receipt(edition, delivery)
                await self.store.editions.sent(edition, delivery.number, receipt.message, now=self.clock())
                await self._accepted()
        self.metrics.edition_ended(self.chat.platform, "delivered")
        self.metrics.delivered(self.clock() - edition.due_at)
        self._log(edition, "edition_delivered", logging.INFO, "is delivered")

    async def _may_go_on(self, edition: Edition) -> bool:
        """End an edition whose time is over."""
        if edition.begun:
            if edition.attempts < self.policy.attempts:
                return True
            await self._fail(edition, f"{edition.error} ({edition.attempts} attempts)")
        elif self.clock() <= edition.deadline:
            return True
        elif edition.attempts:
            await self._fail(edition, edition.error or "its time was over")
        else:
            await self._end(edition, "folded", "its time was over")
        return False

    async def _frozen(self, edition: Edition) -> Edition | None:
        """Freeze what a digest says; None if there is nothing to send."""
        standing = await self.store.subscriptions.get(edition.channel)
        if standing is None or not standing.subscription.schedule.active:
            await self._end(edition, "folded", "the schedule was switched off")
            return None
        self.metrics.begun(self.clock() - edition.due_at)
        said = await self.editor.digest(edition, standing, self.chat)
        frozen = await self.store.editions.freeze(
            edition, mark=said.mark, window=said.window, deliveries=said.deliveries, now=self.clock()
        )
        if frozen.deliveries:
            return frozen
        await self._end(frozen, "quiet", "nothing new")
        return None

    async def _postpone(self, edition: Edition, put_off: PutOff) -> None:
        wait = self._sender.backoff(edition.attempts) if put_off.wait is None else put_off.wait
        now = self.clock()
        await self.store.editions.postpone(edition, now + timedelta(seconds=wait), str(put_off), now=now)
        self.metrics.put_off(self.chat.platform, put_off.kind)
        self._log(edition, "edition_postponed", logging.WARNING, f"waits {wait:.0f} s: {put_off}")

    async def _refused(self, edition: Edition, refusal: Refused) -> None:
        if refusal.concerns == "message":
            await self._fail(edition, str(refusal))
        elif refusal.concerns == "channel":
            await self._end(edition, "failed", str(refusal))
            await self.store.subscriptions.pause(edition.channel, str(refusal))
            self._log(edition, "channel_paused", logging.ERROR, f"pauses the channel: {refusal}")
            await self._tell_owner(edition, "paused", paused_document(edition.channel, str(refusal)))
        else:
            self.refusal = str(refusal)
            self._sender.close(self.policy.blocked)
            await self.store.subscriptions.pause(edition.channel, str(refusal), platform=True)
            self._log(edition, "platform_refuses", logging.ERROR, f"is refused, as everything is: {refusal}")
            await self._postpone(edition, PutOff(refusal, "refused", self.policy.blocked))

    async def _accepted(self) -> None:
        """Have the channels go on that were paused while the platform refused everything."""
        if self.refusal is not None:
            self.refusal = None
            await self.store.subscriptions.resume(self.chat.platform)

    async def _fail(self, edition: Edition, reason: str) -> None:
        await self._end(edition, "failed", reason)
        await self._tell_owner(edition, "failed", failed_document(edition.channel, edition.slot, reason))

    async def _end(self, edition: Edition, state: Ending, reason: str) -> None:
        await self.store.editions.end(edition, state, reason, now=self.clock())
        self.metrics.edition_ended(self.chat.platform, state)
        level = logging.ERROR if state == "failed" else logging.INFO
        self._log(edition, f"edition_{state}", level, f"is {state}: {reason}")

    async def _tell_owner(self, edition: Edition, what: str, document: Document) -> None:
        standing = await self.store.subscriptions.get(edition.channel)
        if edition.kind == "notice" or standing is None:
            return
        try:
            channel = await self.chat.direct(standing.subscription.owner)
        except ChatError as error:
            self._log(edition, "owner_not_told", logging.ERROR, f"and its owner cannot be told: {error}")
            return
        notice = self.editor.notice(channel, f"{what} {edition.channel} {edition.slot}", document, self.chat)
        await self.store.editions.announce(notice, self.clock())
        self.call()

    def _log(self, edition: Edition, action: str, level: int, said: str, *, trace: bool = False) -> None:
        log.log(
            level,
            "the %s of %s for %s %s",
            edition.slot,
            edition.day,
            edition.channel,
            said,
            extra={"action": action, "edition": edition.id, "channel": edition.channel},
            exc_info=trace,
        )
