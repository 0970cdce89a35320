"""What a test lets the loopback Discord answer in place of the usual."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

MESSAGES = {
    0: "401: Unauthorized",
    10003: "Unknown Channel",
    10004: "Unknown Guild",
    10007: "Unknown Member",
    10008: "Unknown Message",
    10015: "Unknown Webhook",
    10062: "Unknown interaction",
    40060: "Interaction has already been acknowledged.",
    50001: "Missing Access",
    50007: "Cannot send messages to this user",
    50013: "Missing Permissions",
    50024: "Cannot execute action on this channel type",
    50027: "Invalid Webhook Token",
}


@dataclass(frozen=True)
class Answer:
    """One answer: a status with what belongs to it, silence, a cut connection, or as usual.

    `taken` says whether the call has its effect all the same.
    """

    how: Literal["said", "silent", "cut", "usual"] = "said"
    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    taken: bool = False


class Refused(Exception):
    """The platform says no by its state; carries the answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer.body))
        self.answer = answer


def usual() -> Answer:
    """As if nothing had been scripted for this call."""
    return Answer("usual", taken=True)


def refused(status: int, code: int, message: str = "") -> Answer:
    """An error with Discord's code."""
    return Answer(status=status, body={"message": message or MESSAGES.get(code, "Refused"), "code": code})


def limited(wait: float, *, via: bool = True, everywhere: bool = False, shared: bool = False) -> Answer:
    """A 429 that says how long to wait, for its bucket or for all calls; without `via` it is Cloudflare's ban."""
    scope = "global" if everywhere else "shared" if shared else "user"
    headers = {"Retry-After": str(max(1, round(wait))), "X-RateLimit-Scope": scope}
    headers |= {"Via": "1.1 google"} if via else {}
    headers |= {"X-RateLimit-Global": "true"} if everywhere else {}
    body = {"message": "You are being rate limited.", "retry_after": wait, "global": everywhere}
    return Answer(status=429, body=body, headers=headers)


def broken(status: int = 503, *, taken: bool = False) -> Answer:
    """A failure of the platform, as a proxy in front of it says it: no JSON."""
    return Answer(status=status, body=f"<html>{status}</html>", taken=taken)


def silent(*, taken: bool = False) -> Answer:
    """No answer until the client leaves."""
    return Answer("silent", taken=taken)


def cut(*, taken: bool = False) -> Answer:
    """The connection ends without an answer."""
    return Answer("cut", taken=taken)
