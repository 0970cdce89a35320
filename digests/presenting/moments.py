"""How times are shown."""

from datetime import datetime

from digests.model.article import Published

_INFERRED = {"story": ", day inferred from the story", "day read": ", the day it was read"}


def moment(at: datetime) -> str:
    """Return a moment as its own zone reads it: "08:30 on Tuesday, 4 March 2025"."""
    return f"{at:%H:%M} on {at:%A}, {at.day} {at:%B %Y}"


def when(published: Published) -> str:
    """Return a publication time as precisely as it is known, saying so where the day was inferred."""
    if published.at is None:
        return "no date"
    day = f"{published.at.day} {published.at:%B %Y}"
    shown = f"{day}, {published.at:%H:%M}" if published.precision == "minute" else day
    return shown + _INFERRED.get(published.found_in or "", "")
