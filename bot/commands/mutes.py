"""What to mute, as people type it and as it is explained back to them."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.commands.days import NoSuchDayError, day
from bot.times import NotUnderstoodError, duration
from digests.building import NoPatternError, pattern
from digests.model.subscription import Mute
from digests.presenting.moments import moment
from digests.text.words import STOP_WORDS, words

_FOR = re.compile(r"\s+for\s+(?:(?P<weeks>\d{1,2})\s*w(?:eeks?)?|(?P<length>\d[\w\s]*))$", re.IGNORECASE)
_UNTIL = re.compile(r"\s+until\s+(?P<day>\S+)$", re.IGNORECASE)
_PATTERN = re.compile(r"/(?P<pattern>.+)/")


def muted(text: str, outlets: Iterable[str], *, now: datetime, zone: ZoneInfo, by: str) -> Mute:
    """Return what the words behind ``mute`` ask for.

    Args:
        text: "cricket", "trade talks for 2 weeks", "/pattern/", or an outlet's name: "The Bugle until 2025-05-01".
        outlets: The names of the outlets there are.
        now: The moment (aware).
        zone: Whose days a date means; a mute ends with the end of the day.
        by: Who asks.

    Raises:
        NotUnderstoodError: The pattern or the time is none, or the words say nothing; the message says what is right.
    """
    what, until = _ending(text.strip(), now, zone)
    what = what.strip("\"'“” ")
    if found := _PATTERN.fullmatch(what):
        try:
            pattern(found["pattern"])
        except NoPatternError as error:
            raise NotUnderstoodError(f"“{what}” is no pattern that can be searched for: {error}.") from None
        return Mute(kind="pattern", text=found["pattern"], until=until, by=by)
    named = what.lower().removeprefix("outlet ").strip()
    outlet = next((outlet for outlet in outlets if outlet.lower() == named), None)
    if outlet or what.lower().startswith("outlet "):
        return Mute(kind="outlet", text=outlet or what[len("outlet ") :].strip(), until=until, by=by)
    if not any(word not in STOP_WORDS for word in words(what)):
        raise NotUnderstoodError(f"“{what}” stands in every article; say words that tell stories apart.")
    return Mute(kind="words", text=what, until=until, by=by)


def explained(mute: Mute, zone: ZoneInfo) -> str:
    """Return what a mute does, in words, its end in a zone's time."""
    does = {
        "words": f"stories with “{mute.text}” in a headline or key point",
        "outlet": f"articles of {mute.text}",
        "pattern": f"stories in which a headline or key point matches /{mute.text}/",
    }[mute.kind]
    return f"{does}, until {moment(mute.until.astimezone(zone))}" if mute.until else does


def _ending(text: str, now: datetime, zone: ZoneInfo) -> tuple[str, datetime | None]:
    """Return the text without its ending, and when the mute ends."""
    if found := _FOR.search(text):
        length = timedelta(weeks=int(found["weeks"])) if found["weeks"] else duration(found["length"])
        return text[: found.start()], now + length
    if found := _UNTIL.search(text):
        try:
            last = day(found["day"], now.astimezone(zone).date())
        except NoSuchDayError:
            last = None
        if last is None:
            raise NotUnderstoodError(f"“{found['day']}” is no day; write one like 2025-05-01.")
        if last < now.astimezone(zone).date():
            raise NotUnderstoodError(f"{last} is over.")
        return text[: found.start()], datetime.combine(last + timedelta(days=1), time(), zone)
    return text, None
