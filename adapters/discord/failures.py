"""What Discord's answers and discord.py's errors mean to whoever wanted something done.

The codes are those of https://discord.com/developers/docs/topics/opcodes-and-status-codes#json.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from adapters.cutting import shortened
from adapters.errors import ChatError, NotTaken, OutcomeUnknown, Refused

_UNAUTHORISED, _TOO_MANY, _THEIRS, _NO_PERMISSION = 401, 429, 500, 50013
ALREADY_ANSWERED, UNKNOWN_CHANNEL, THREAD_EXISTS = 40060, 10003, 160004

_UNKNOWN = "Discord does not know the bot token; copy it anew from the application's page Bot and set [discord] token"
_PLATFORM = {
    40001: _UNKNOWN,
    40002: "the account that owns the application has to be verified at Discord first",
    50014: _UNKNOWN,
}
_CHANNEL = {
    UNKNOWN_CHANNEL: "the channel is gone",
    10004: "the server is gone, or Newsdesk is not in it any more; invite it with newsdesk discord-invite",
    10013: "there is no such user any more",
    40067: "posts in this forum need a tag; let the forum do without, or choose another channel",
    50001: "Newsdesk may not see the channel; give it the permission View Channel there",
    50007: "the user takes no direct messages from Newsdesk",
    50008: "in this channel nothing can be written",
    50024: "this kind of channel does not have what is needed",
    50033: "there is no such user",
    50083: "the thread is archived",
    50278: "the user takes no direct messages from Newsdesk: they have no server in common",
    160005: "the thread is locked",
    160006: "the server has as many threads as it may have",
}
_MISSING = "Newsdesk lacks a permission in the channel: give it {needs} there"
_BUSY = frozenset({20016, 20028, 20029, 40062})
"""Limits on what is written in a channel or a server, and slow mode."""
_OVERLOADED = 130000
_SAID = 300


class SentBeforeError(Exception):
    """A call is about to be made a second time, which the delivery alone decides."""


class Attempt:
    """What is known of a call besides its answer: whether it was sent, with what status, and whom a wait concerns."""

    sent = False
    status = 0
    everywhere = False


@contextmanager
def in_words(attempt: Attempt | None = None, *, sends: bool = False, needs: str = "View Channel") -> Iterator[None]:
    """Turn what goes wrong in a call of Discord into the port's errors.

    Args:
        attempt: What became of the call.
        sends: Whether the call posts something, so that no answer means that it may be there.
        needs: The permissions that the call takes, in Discord's words.
    """
    seen = attempt or Attempt()
    try:
        yield
    except discord.LoginFailure as error:
        raise Refused(_UNKNOWN, concerns="platform") from error
    except discord.HTTPException as error:
        raise meant(error, sends=sends, needs=needs) from error
    except discord.RateLimited as error:
        raise _later(error.retry_after, everywhere=seen.everywhere) from error
    except SentBeforeError as error:
        if seen.status == _TOO_MANY:
            raise _later(0.0, everywhere=seen.everywhere) from error
        raise _in_trouble(seen.status, sends=sends) from error
    except discord.GatewayNotFound as error:
        raise NotTaken("Discord does not say where its gateway is") from error
    except aiohttp.ClientConnectorError as error:
        raise NotTaken(f"no connection to Discord: {error.strerror or error.os_error}") from error
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        # discord.py raises ValueError over an answer that says it is JSON and is none, such as half of one.
        raise OutcomeUnknown(f"no answer from Discord ({type(error).__name__})") from error


def meant(error: discord.HTTPException, *, sends: bool = False, needs: str = "View Channel") -> ChatError:
    """Return what an error of Discord's means; see `in_words`."""
    if error.status == _TOO_MANY or error.code in _BUSY:
        # One that did not come through Discord's own proxy is Cloudflare's ban on the desk's address: it concerns all.
        return _later(_wait(error), everywhere=not error.response.headers.get("Via") and error.status == _TOO_MANY)
    if error.code in _PLATFORM or error.status == _UNAUTHORISED:
        return Refused(_PLATFORM.get(error.code, _UNKNOWN), concerns="platform")
    if error.code == _NO_PERMISSION:
        return Refused(_MISSING.format(needs=needs), concerns="channel")
    if error.code in _CHANNEL:
        return Refused(_CHANNEL[error.code], concerns="channel")
    if error.status >= _THEIRS or error.code == _OVERLOADED:
        return _in_trouble(error.status, sends=sends)
    said = shortened(" ".join(error.text.split()), _SAID)
    return Refused(f"Discord says {error.code or error.status}: {said}", concerns="message")


def code_of(error: BaseException) -> int:
    """Return Discord's own number for what became one of the port's errors, 0 if it is none of Discord's."""
    cause = error.__cause__
    return cause.code if isinstance(cause, discord.HTTPException) else 0


def _later(wait: float | None, *, everywhere: bool) -> NotTaken:
    return NotTaken("Discord wants no more for now", wait=wait, everywhere=everywhere)


def _in_trouble(status: int, *, sends: bool) -> ChatError:
    said = f"Discord is in trouble ({status or 'no answer'})"
    return OutcomeUnknown(said) if sends else NotTaken(said)


def _wait(error: discord.HTTPException) -> float | None:
    try:
        return float(error.response.headers.get("Retry-After", ""))
    except ValueError:
        return None
