"""Tells a feed's owner when it fails for long, is gone, goes silent, and when that is over."""

from dataclasses import dataclass

from adapters.interface import Feed
from bot.commands.feed_health import lasting
from bot.feed_standing import News
from bot.owners import Owners
from digests.model.document import Document
from digests.presenting.notices import (
    failing_feed_document,
    gone_feed_document,
    healed_feed_document,
    silent_feed_document,
)


@dataclass(frozen=True)
class FeedNotices:
    """Tells owners of feeds.

    Attributes:
        owners: How they are told.
    """

    owners: Owners

    async def tell(self, feed: Feed, what: News) -> None:
        """Tell a feed's owner something of it, if it has one."""
        if feed.owner:
            await self.owners.tell_user(feed.owner, f"feed {what} {feed.url}", self._document(feed, what))

    def _document(self, feed: Feed, what: News) -> Document:
        now, reason = self.owners.editor.clock(), feed.reason or ""
        if what == "gone":
            return gone_feed_document(feed.title, feed.url, reason)
        if what == "failing":
            return failing_feed_document(feed.title, feed.url, lasting(now - (feed.failing_since or now)), reason)
        if what == "silent":
            return silent_feed_document(feed.title, feed.url, lasting(now - (feed.last_change or now)))
        return healed_feed_document(feed.title, feed.url)
