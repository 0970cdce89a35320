"""A channel's settings: when it gets digests, about what, and how long."""

from datetime import datetime, time, timedelta
from typing import Annotated, Literal

from pydantic import Field, field_validator

from digests.model.base import Value

Weekday = Annotated[int, Field(ge=0, le=6)]
"""A day of the week as `datetime.date.weekday` counts: 0 is Monday."""
QuietDay = Literal["say", "skip"]
MuteKind = Literal["words", "outlet", "pattern"]
Length = Literal["short", "normal", "long", "full"]


class Schedule(Value):
    """When digests are due: at each of the `slots`, wall-clock times of `zone` (an IANA name), on each of the `days`.

    `slots` and `days` are in order and without repetition; weekdays are those of the zone's own calendar. `grace` is
    how long after its slot a digest may still be begun. On a day without news `quiet_day` has the channel told so
    (``say``) or left in peace (``skip``). While `active` is False nothing is due.
    """

    slots: tuple[time, ...]
    days: tuple[Weekday, ...]
    zone: str
    grace: timedelta
    quiet_day: QuietDay = "say"
    active: bool = True

    @field_validator("slots")
    @classmethod
    def _slots_in_order(cls, slots: tuple[time, ...]) -> tuple[time, ...]:
        return tuple(sorted(set(slots)))

    @field_validator("days")
    @classmethod
    def _days_in_order(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(set(days)))


class Mute(Value):
    """What a channel does not want to read, until a moment (aware) or for good.

    ``words``: stories that have all of these words in a headline or a key point; ``outlet``: articles of that outlet;
    ``pattern``: stories in which a headline or a key point matches this regular expression (RE2, case ignored).
    `by` is the user who asked for it.
    """

    kind: MuteKind
    text: str
    until: datetime | None = None
    by: str


class Subscription(Value):
    """A channel's settings.

    `owner` is the user who made them last and hears of what is wrong with them. Empty `topics` and `outlets` stand for
    all. `language` (ISO 639-1) keeps articles of other languages out. With `threads` only the first message of a digest
    stands in the channel and the others reply to it.
    """

    channel: str
    owner: str
    schedule: Schedule
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    mutes: tuple[Mute, ...] = ()
    length: Length = "normal"
    language: str | None = None
    threads: bool = False
