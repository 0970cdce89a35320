"""Addresses of the interface, as patterns in which a star stands for one step of the path."""

import re
from functools import cache


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", "([^/]+)"))


def steps(pattern: str, path: str) -> tuple[str, ...] | None:
    """Returns what the stars stand for, or None if the path is another."""
    found = _compiled(pattern).fullmatch(path)
    return found.groups() if found else None


def matches(pattern: str, path: str) -> bool:
    """Returns whether the path is one of those that the pattern means."""
    return steps(pattern, path) is not None
