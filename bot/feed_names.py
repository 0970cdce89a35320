"""What feeds are called, and which of them somebody means."""

from collections.abc import Callable, Collection, Sequence
from itertools import count

from adapters.interface import Feed
from bot.addresses import AddressError, address, same

_QUOTES = "\"'“”"
_LONGEST = 100


def called(feeds: Sequence[Feed], said: str) -> list[Feed]:
    """Return the feeds that are meant: that of the address or name, else those that begin so, else those that have it.

    Args:
        feeds: All.
        said: An address, a name, the beginning of one, or words of name, outlet and address.
    """
    name = unquoted(said).casefold()
    if not name:
        return []
    ways: tuple[Callable[[Feed], bool], ...] = (
        lambda feed: _at(feed, said),
        lambda feed: feed.title.casefold() == name,
        lambda feed: feed.title.casefold().startswith(name),
    )
    found = (list(filter(way, feeds)) for way in ways)
    return next(filter(None, found), having(feeds, said))


def having(feeds: Sequence[Feed], said: str) -> list[Feed]:
    """Return the feeds that have all these words in name, outlet or address."""
    words = unquoted(said).casefold().split()
    return [
        one for one in feeds if all(word in f"{one.title} {one.outlet or ''} {one.url}".casefold() for word in words)
    ]


def unquoted(text: str) -> str:
    """Return a name as it was typed, without quotes around it."""
    return " ".join(text.split()).strip(_QUOTES)


def free_name(title: str, taken: Collection[str]) -> str:
    """Return what a feed is called that calls itself so: the same, or with a number where another has that name.

    Args:
        title: What it calls itself.
        taken: The names that others have, case-folded.
    """
    name = " ".join(title.split())[:_LONGEST].strip()
    numbered = (f"{name} {number}" for number in count(2))
    return name if name.casefold() not in taken else next(one for one in numbered if one.casefold() not in taken)


def _at(feed: Feed, said: str) -> bool:
    try:
        url = address(unquoted(said)).url
    except AddressError:
        return False
    return same(feed.url, url) or (feed.moved_from is not None and same(feed.moved_from, url))
