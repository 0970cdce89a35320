"""The ports, which the service uses and the adapters implement, and the values that cross them."""

from adapters.interface.archive import Archive, OutletCount, Version
from adapters.interface.chat import Chat, Command, Receipt, Respond, platform_of
from adapters.interface.editions import (
    Brief,
    Delivery,
    Edition,
    EditionKind,
    Editions,
    EditionState,
    Ending,
    Frozen,
    LeaseLost,
    Message,
)
from adapters.interface.store import Feed, Feeds, Finding, Leadership, Repair, Repairs, Store
from adapters.interface.subscriptions import Counts, Follow, Plan, Slot, Standing, Subscriptions

__all__ = [
    "Archive",
    "Brief",
    "Chat",
    "Command",
    "Counts",
    "Delivery",
    "Edition",
    "EditionKind",
    "EditionState",
    "Editions",
    "Ending",
    "Feed",
    "Feeds",
    "Finding",
    "Follow",
    "Frozen",
    "Leadership",
    "LeaseLost",
    "Message",
    "OutletCount",
    "Plan",
    "Receipt",
    "Repair",
    "Repairs",
    "Respond",
    "Slot",
    "Standing",
    "Store",
    "Subscriptions",
    "Version",
    "platform_of",
]
