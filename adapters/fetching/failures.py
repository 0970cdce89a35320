"""Why something was not fetched, in words for the person who runs the desk. What libraries raise ends here."""

import ssl
from collections.abc import Iterator
from datetime import timedelta

import httpx2


class Unfetched(Exception):
    """What was asked for was not fetched.

    Attributes:
        reason: Why, in plain words.
        wait: For how long the server wants to be left alone, None if it does not say.
    """

    def __init__(self, reason: str, *, wait: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


FAULTS = (httpx2.TransportError, OSError, ValueError)
"""What the libraries raise for what a server does; a few values that they choke on come as a ValueError."""


_NO_HTTP = "sent what is no HTTP"
_KINDS: dict[type[Exception], str] = {
    httpx2.ConnectTimeout: "took no connection in time",
    httpx2.TimeoutException: "fell silent",
    TimeoutError: "fell silent",
    httpx2.ConnectError: "cannot be reached",
    httpx2.NetworkError: "broke the connection off",
    OSError: "broke the connection off",
}
_BROKEN_RULES = {
    "without sending a response": "broke the connection off without an answer",
    "without sending complete": "broke the connection off in the middle of its answer",
    "incomplete": "broke the connection off in the middle of its answer",
    "too long": "sent headers without end",
    "too large": "sent headers without end",
}
"""What it means that a server broke the rules of HTTP; h11 and httpcore2 tell the ways apart by their text alone."""


def said_of(fault: Exception, host: str) -> str:
    """Return in plain words what a fault of an exchange with a host means."""
    for cause in _causes(fault):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate of {host} is not to be trusted: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return f"no encrypted connection to {host} came about ({cause.reason or 'it was broken off'})"
        if isinstance(cause, ConnectionRefusedError):
            return f"{host} refused the connection"
    if isinstance(fault, httpx2.RemoteProtocolError):
        said = next((words for sign, words in _BROKEN_RULES.items() if sign in str(fault)), _NO_HTTP)
    else:
        said = next((words for kind, words in _KINDS.items() if isinstance(fault, kind)), _NO_HTTP)
    return f"{host} {said}"


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        yield fault
        fault = fault.__cause__ or fault.__context__
