"""Addresses of feeds as people type them, and which of them are the same."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_FEED = re.compile(r"feed:(?://)?(?=https?://)|feed:(?=//)", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000


class AddressError(ValueError):
    """What was typed is no address that can be fetched; the message says why."""


@dataclass(frozen=True)
class Address:
    """An address: where to look, and where to look instead if nothing comes from there, None if it was said which."""

    url: str
    plain: str | None = None


def address(typed: str) -> Address:
    """Return the address that was typed: in the brackets of chats, with "feed:" before it, or without a scheme.

    Raises:
        AddressError: It is none.
    """
    text = _FEED.sub("", typed.strip().removeprefix("<").removesuffix(">").partition("|")[0].strip())
    text = text.removeprefix("//")
    guessed = _SCHEME.match(text) is None
    url = f"https://{text}" if guessed else text
    parts = _split(url)
    if parts is None or not parts.hostname or re.search(r"[\s\x00-\x1f\x7f]", url) or len(url) > _LONGEST:
        raise AddressError(f"“{typed[:100]}” is no address.")
    if parts.scheme.lower() not in _PORTS:
        raise AddressError(f"“{parts.scheme}:” is not fetched; an address begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise AddressError("An address with a user's name or password in it is not kept: everybody here could read it.")
    if guessed and not re.search(r"[.:]", parts.netloc):
        raise AddressError(f"“{typed[:100]}” is no address; one looks like this: https://outlet.example/feed.xml")
    url = parts._replace(fragment="").geturl()
    return Address(url, f"http{url.removeprefix('https')}" if guessed else None)


def same(one: str, other: str) -> bool:
    """Whether two addresses are the same but for http or https, the case of the host, and a slash at the end."""
    return key(one) == key(other)


def key(url: str) -> str:
    """Return what is the same for addresses that are the same."""
    parts = _split(url)
    if parts is None or not parts.hostname:
        return url
    port = "" if parts.port in (None, _PORTS.get(parts.scheme.lower())) else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.hostname.rstrip('.')}{port}{parts.path.rstrip('/')}{query}"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # which raises where it is no number
    except ValueError:
        return None
    return parts
