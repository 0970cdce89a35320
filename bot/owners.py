"""Tells owners what is wrong with what is theirs: a channel's settings, elsewhere than in that channel, or a feed."""

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
        if standing is not None:
            await self.tell_user(standing.subscription.owner, f"{what} {channel}", document)

    async def tell_user(self, user: str, what: str, document: Document) -> None:
        """Tell a user something; one who cannot be told is logged.

        Args:
            user: The user's full name.
            what: What it is about, so that it is said once a day.
            document: What is said.
        """
        chat = self.chats.get(platform_of(user))
        if chat is None:
            return
        try:
            alone = await chat.direct(user)
        except ChatError as error:
            said = {"action": "owner_not_told", "about": what}
            log.error("an owner cannot be told of %s: %s", what, error, extra=said)  # noqa: TRY400
            return
        await self.store.editions.announce(self.editor.notice(alone, what, document, chat), self.editor.clock())
        self.call()
