"""What the headers of an answer say: how long it stays fresh, how long to wait, and by what to ask next time."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST = timedelta(days=365)
_LONGEST_VALIDATOR = 1_000


class Headers:
    """The headers of an answer, read as Latin-1, which keeps each byte as it is.

    Args:
        raw: Names and values in the order in which they came.
    """

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in raw:
            self._values.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1").strip())

    def first(self, name: str) -> str:
        """Return the first value that a name has, "" if it has none."""
        return next(iter(self._values.get(name, ())), "")

    def all(self, name: str) -> str:
        """Return all the values that a name has as one list with commas, which RFC 9110 lets them be."""
        return ", ".join(self._values.get(name, ()))

    def validator(self, name: str) -> str | None:
        """Return an ETag or Last-Modified to ask with next time, None if there is none that can be kept."""
        value = self.first(name)
        return value if 0 < len(value) <= _LONGEST_VALIDATOR and value.isprintable() else None

    def wait(self, now: datetime) -> timedelta | None:
        """Return for how long Retry-After asks to wait, None if it does not; at most a year."""
        value = self.first("retry-after")
        if value.isascii() and value.isdecimal():
            return _bounded(float(value[:12]))
        moment = _moment(value)
        return None if moment is None else _bounded((moment - now).total_seconds())

    def fresh(self, now: datetime) -> timedelta | None:
        """Return for how long the answer need not be asked for again (RFC 9111, section 4.2, as a private cache).

        None if it does not say, or says that each use is to be asked for; a year at most.
        """
        said = dict(_directives(self.all("cache-control")))
        if not said.keys().isdisjoint(("no-store", "no-cache")):
            return None
        lasting = self._lasting(said.get("max-age"), now)
        age = self.first("age")
        if lasting is None:
            return None
        return _bounded(lasting - (float(age[:12]) if age.isascii() and age.isdecimal() else 0.0))

    def _lasting(self, max_age: str | None, now: datetime) -> float | None:
        if max_age is not None and max_age.isascii() and max_age.isdecimal():
            return float(max_age[:12])
        if not (expires := self.first("expires")):
            return None
        end = _moment(expires)
        begin = _moment(self.first("date")) or now
        return 0.0 if end is None else (end - begin).total_seconds()  # what is no date, as 0 is, has expired


def _directives(cache_control: str) -> Iterable[tuple[str, str]]:
    for part in cache_control.split(","):
        name, _, value = part.partition("=")
        yield name.strip().lower(), value.strip().strip('"')


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):  # the parser's own slips on what is no date
        return None


def _bounded(seconds: float) -> timedelta:
    return timedelta(seconds=min(max(seconds, 0.0), _LONGEST.total_seconds()))
