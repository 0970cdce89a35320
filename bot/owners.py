"""Tells the owner of a channel's settings what is wrong with them, elsewhere than in that channel."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from adapters.errors import ChatError
from adapters.interface import Chat, Store, platform_of
from bot.editions import Editor
from digests.model.document import Document

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Owners:
    """Tells owners by notices, which are delivered as digests are.

    Attributes:
        store: Where notices are kept.
        editor: Makes them.
        chats: The platforms by name.
        call: Called when there is something to be delivered.
    """

    store: Store
    editor: Editor
    chats: Mapping[str, Chat]
    call: Callable[[], None]

    async def tell(self, channel: str, what: str, document: Document) -> None:
        """Tell the owner of a channel's settings something; one who cannot be told is logged.

        Args:
            channel: Which channel.
            what: What it is about, so that it is said once a day.
            document: What is said.
        """
        standing = await self.store.subscriptions.get(channel)
        if standing is None:
            return
        chat = self.chats[platform_of(channel)]
        try:
            alone = await chat.direct(standing.subscription.owner)
        except ChatError as error:
            said = {"action": "owner_not_told", "channel": channel}
            log.error("the owner of %s cannot be told: %s", channel, error, extra=said)  # noqa: TRY400
            return
        notice = self.editor.notice(alone, f"{what} {channel}", document, chat)
        await self.store.editions.announce(notice, self.editor.clock())
        self.call()
