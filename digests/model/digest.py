"""What one channel gets for one window of time."""

from datetime import date, datetime

from digests.model.base import Value
from digests.model.story import Story


class Window(Value):
    """A stretch of time, aware, `start` inclusive and `end` exclusive."""

    start: datetime
    end: datetime


class Occasion(Value):
    """What a digest is made for, and what its reader has to know of how it came about.

    `day` is the local day it is for and `zone` an IANA name; the `window` is the time it tells of. `late_for` is when
    it was due, if it comes late; `missed` are the moments (aware) at which earlier ones were due that never came and
    whose news this one tells; `unread` names the feeds that could not be read.
    """

    day: date
    zone: str
    window: Window
    late_for: datetime | None = None
    missed: tuple[datetime, ...] = ()
    unread: tuple[str, ...] = ()


class Digest(Occasion):
    """The stories of a window, best first.

    `articles` and `outlets` count what was read for the window, used or not; `further` counts the stories that the
    channel's length leaves out. Where they are `sifted`, that is the most there can be: what the channel wants of them
    would take reading them all.
    """

    topic: str | None = None
    articles: int
    outlets: int
    stories: tuple[Story, ...]
    further: int = 0
    sifted: bool = False
