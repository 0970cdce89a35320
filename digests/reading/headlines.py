"""The words of headlines: when two of them are the same, and the outlet that page titles put behind them."""

import re
from collections.abc import Iterator

from digests.reading.agencies import is_outlet

_KEY = re.compile(r"[\W_]+")
# The mark before an outlet at the end of a page's title: "Storm hits coast | The Harbor Ledger".
_TITLE_MARK = re.compile(r"\s+[|–—·•-]\s+(?=[^|–—·•]{2,60}$)")
_LONGEST_NAME = 5  # words
_LONGEST = 300  # characters of a headline


def key(text: str) -> str:
    """Return the letters and digits of a text in lower case, by which two wordings of it are compared."""
    return _KEY.sub(" ", text).strip().casefold()


def keys(text: str) -> Iterator[str]:
    """Yield the key of a line that is short enough for a headline, without an outlet behind it."""
    if len(text) <= _LONGEST:
        yield key(without_outlet(text, None)[0])


def without_outlet(text: str, outlet: str | None) -> tuple[str, str | None]:
    """Return a page's title without the outlet behind it, and that outlet."""
    found = _TITLE_MARK.search(text)
    if found is None:
        return text, None
    name = text[found.end() :].strip()
    known = outlet is not None and key(name) == key(outlet)
    if known or (len(name.split()) <= _LONGEST_NAME and is_outlet(name)):
        return text[: found.start()].strip(), name
    return text, None
