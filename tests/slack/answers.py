"""What the loopback Slack can be told to answer instead of the usual: refusals, failures, silence, lost lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What one call gets; `taken` says whether Slack does what it was asked before it answers so."""

    status: int = 200
    body: Any = None  # what goes out as JSON, a text that goes out as HTML, or None for the usual answer
    headers: Mapping[str, str] = field(default_factory=dict)
    taken: bool = False
    line: str = "answers"  # "silent": no answer until the client leaves; "cut": the connection ends


def usual():
    """The answer that there would be without a script."""
    return Answer(taken=True)


def error(code, **more):
    """HTTP 200 with an error code, as Slack refuses."""
    return Answer(body={"ok": False, "error": code, **more})


def busy(seconds):
    """HTTP 429 that says how many seconds to wait."""
    return Answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})


def broken(status=500, *, taken=False):
    """HTTP 500, 502 or 503 with a page that is not JSON."""
    return Answer(status, "<html><body>upstream error</body></html>", taken=taken)


def silent(*, taken=False):
    """No answer at all until the client leaves."""
    return Answer(line="silent", taken=taken)


def cut():
    """A connection that ends before anything is taken."""
    return Answer(line="cut")


def cut_after():
    """A connection that ends when the call was taken, so that nobody hears of it."""
    return Answer(line="cut", taken=True)


def answer(what):
    """Return an answer for what a script may say for short: an error code, or a body."""
    if isinstance(what, Answer):
        return what
    return error(what) if isinstance(what, str) else Answer(body=what)
