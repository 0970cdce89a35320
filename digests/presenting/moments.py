"""How times are shown."""

from digests.model.article import Published

_INFERRED = {"story": ", day inferred from the story", "day read": ", the day it was read"}


def when(published: Published) -> str:
    """Return a publication time as precisely as it is known, saying so where the day was inferred."""
    if published.at is None:
        return "no date"
    day = f"{published.at.day} {published.at:%B %Y}"
    shown = f"{day}, {published.at:%H:%M}" if published.precision == "minute" else day
    return shown + _INFERRED.get(published.found_in or "", "")
