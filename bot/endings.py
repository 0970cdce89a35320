"""How an edition that is not delivered ends, or is put off, and who is told.

What follows from it is kept first and its end last: a process that dies in between leaves it to be done again.
"""

import logging
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from adapters.errors import Refused
from adapters.interface import Chat, Edition, Ending, Store
from bot.owners import Owners
from bot.sending import PutOff, Sender
from digests.model.document import Document
from digests.presenting.notices import failed_document, paused_document

log = logging.getLogger(__name__)


@dataclass
class Endings:
    """Puts editions of one platform off and ends them.

    Attributes:
        chat: The platform.
        store: Where editions are kept.
        owners: Tells owners.
        sender: Sends to the platform, with its patience and what it counts.
        refusal: Why the platform refuses everything, None while it does not.
    """

    chat: Chat
    store: Store
    owners: Owners
    sender: Sender
    refusal: str | None = field(default=None, init=False)

    async def postpone(self, edition: Edition, put_off: PutOff) -> None:
        """Let go of an edition until it is tried again."""
        wait = self.sender.backoff(edition.attempts) if put_off.wait is None else put_off.wait
        until = self.sender.clock() + timedelta(seconds=wait)
        not_taken = put_off.kind in ("not_taken", "refused")
        await self.store.editions.postpone(edition, until, str(put_off), not_taken=not_taken)
        self.sender.metrics.put_off(self.chat.platform, put_off.kind)
        self.log(edition, "edition_postponed", logging.WARNING, f"waits {wait:.0f} s: {put_off}")

    async def broke(self, edition: Edition, error: Exception) -> None:
        """Put an edition off that broke the code; the log has the trace under a short reference."""
        reference = secrets.token_hex(3)
        self.log(edition, "delivery_broke", logging.ERROR, f"broke off as {reference}", error)
        await self.postpone(edition, PutOff(f"an error of the desk, in its log as {reference}", "broken"))

    async def refused(self, edition: Edition, refusal: Refused) -> None:
        """Do what follows when a platform will not take a message, anything in a channel, or anything at all."""
        said = str(refusal)
        if refusal.concerns == "message":
            await self.fail(edition, said)
        elif refusal.concerns == "channel":
            await self.store.subscriptions.pause(edition.channel, said)
            self.log(edition, "channel_paused", logging.ERROR, f"pauses the channel: {said}")
            await self._tell_owner(edition, "paused", paused_document(edition.channel, said))
            await self.end(edition, "failed", said)
        else:
            self.refusal = said
            self.sender.close(self.sender.policy.blocked)
            await self.store.subscriptions.pause(edition.channel, said, platform=True)
            self.log(edition, "platform_refuses", logging.ERROR, f"is refused, as everything is: {said}")
            await self.postpone(edition, PutOff(refusal, "refused", self.sender.policy.blocked))

    async def accepted(self) -> None:
        """Have the channels go on that were paused while the platform refused everything."""
        if self.refusal is not None:
            self.refusal = None
            await self.store.subscriptions.resume(self.chat.platform)

    async def fail(self, edition: Edition, reason: str) -> None:
        """Give an edition up and tell the channel's owner."""
        await self._tell_owner(edition, "failed", failed_document(edition.channel, edition.slot, reason))
        await self.end(edition, "failed", reason)

    async def end(self, edition: Edition, state: Ending, reason: str) -> None:
        """End an edition."""
        await self.store.editions.end(edition, state, reason, now=self.sender.clock())
        self.sender.metrics.edition_ended(self.chat.platform, state)
        level = logging.ERROR if state == "failed" else logging.INFO
        self.log(edition, f"edition_{state}", level, f"is {state}: {reason}")

    async def _tell_owner(self, edition: Edition, what: str, document: Document) -> None:
        if edition.kind != "notice":
            await self.owners.tell(edition.channel, f"{what} {edition.slot}", document)

    def log(self, edition: Edition, action: str, level: int, said: str, error: Exception | None = None) -> None:
        """Log what became of an edition."""
        log.log(
            level,
            "the %s of %s for %s %s",
            edition.slot,
            edition.day,
            edition.channel,
            said,
            extra={"action": action, "edition": edition.id, "channel": edition.channel},
            exc_info=error,
        )
