"""Reads rows into values: one that cannot be read costs itself and no other."""

import logging
from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError

log = logging.getLogger(__name__)
R = TypeVar("R")
T = TypeVar("T")


class Rows:
    """Makes values of rows, leaves out those that cannot be read, and logs each of them once."""

    def __init__(self) -> None:
        self._said: set[tuple[str, str]] = set()

    def read(self, table: str, key: str, make: Callable[[R], T], row: R) -> T | None:
        """Return the value of a row, None if it cannot be read.

        Args:
            table: Where the row is.
            key: Which row it is.
            make: Makes the value of the row.
            row: What was found.
        """
        try:
            return make(row)
        except ValueError as error:
            if (table, key) not in self._said:
                self._said.add((table, key))
                said = {"action": "row_unreadable", "table": table, "key": key, "reason": why(error)}
                log.warning("a row of the store cannot be read and is left out", extra=said)
            return None


def why(error: ValueError) -> str:
    """Return why a row cannot be read, without what stands in it."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'value'}: {first['msg']}"
    return f"it is damaged ({type(error).__name__})"
