"""What one channel gets for one window of time."""

from datetime import date, datetime

from digests.model.base import Value
from digests.model.story import Story


class Window(Value):
    """A stretch of time, aware, `start` inclusive and `end` exclusive."""

    start: datetime
    end: datetime


class Digest(Value):
    """The stories of one local day, best first, and what was read for them.

    `zone` is an IANA name; `articles` and `outlets` count what was published in the window, used or not.
    """

    day: date
    zone: str
    window: Window
    topic: str | None = None
    articles: int
    outlets: int
    stories: tuple[Story, ...]
