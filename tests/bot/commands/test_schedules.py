"""Tests of schedules as people type them and as they are told."""

from contextlib import suppress
from datetime import time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.schedules import changed, described
from bot.times import NotUnderstoodError, days, duration
from digests.model.subscription import Schedule

BEFORE = Schedule(slots=(time(8, 30),), days=(0, 1, 2, 3, 4), zone="Europe/Berlin", grace=timedelta(hours=4))
DAILY = tuple(range(7))


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("", {}),
        ("9:15", {"slots": (time(9, 15),)}),
        ("8:30 17:00 weekdays Europe/Lisbon", {"slots": (time(8, 30), time(17)), "zone": "Europe/Lisbon"}),
        ("17:00, 8:30; 17:00", {"slots": (time(8, 30), time(17))}),
        ("8am mon,wed,fri", {"slots": (time(8),), "days": (0, 2, 4)}),
        ("8 AM 12am 12:30pm noon", {"slots": (time(0), time(8), time(12), time(12, 30))}),
        ("daily 07:00 New York", {"slots": (time(7),), "days": DAILY, "zone": "America/New_York"}),
        ("mon-fri 9:00 quiet skip", {"slots": (time(9),), "quiet_day": "skip"}),
        ("every day", {"days": DAILY}),
        ("Weekends", {"days": (5, 6)}),
        ("every monday and thursdays", {"days": (0, 3)}),
        ("fri - mon", {"days": (0, 4, 5, 6)}),
        ("tuesday to thurs", {"days": (1, 2, 3)}),
        ("weekends and wed", {"days": (2, 5, 6)}),
        ("in berlin time", {}),
        ("TOKYO", {"zone": "Asia/Tokyo"}),
        ("america/port-au-prince", {"zone": "America/Port-au-Prince"}),
        ("argentina/buenos aires", {"zone": "America/Argentina/Buenos_Aires"}),
        ("utc", {"zone": "UTC"}),
        ("grace 3h", {"grace": timedelta(hours=3)}),
        ("grace 90 minutes", {"grace": timedelta(minutes=90)}),
        ("Quiet say", {}),
        ("off", {"active": False}),
        ("9:15 off", {"slots": (time(9, 15),), "active": False}),
    ],
)
def test_what_is_said_changes_and_the_rest_stays(words, changes):
    """Times, days, a zone, the grace and quiet days change in a schedule; what the words leave unsaid stays."""
    assert changed(BEFORE, words) == BEFORE.model_copy(update=changes)


@pytest.mark.parametrize(("words", "active"), [("on", True), ("17:00", True), ("weekends quiet skip", False)])
def test_new_times_switch_a_schedule_on(words, active):
    """Whoever names times wants digests at them; other changes leave a schedule off that was off."""
    assert changed(BEFORE.model_copy(update={"active": False}), words).active is active


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("08:30 Europe/Berln", r'"Europe/Berln" is neither a time, nor days, nor a time zone; .* Europe/Berlin'),
        ("new yrok", "did you mean America/New_York[?]"),
        ("weekdys 8:30", "did you mean weekdays"),
        ("8:30 munich", r'"munich" .* write one like Europe/Berlin or UTC\.'),
        ("mon-xyz", '"mon-xyz" is neither'),
        ("eastern", '"eastern" may be Canada/Eastern or US/Eastern; write which'),
        ("localtime", '"localtime" is neither'),
        ("GMT+2", r'"GMT\+2" is neither'),  # Etc/GMT+2 is two hours behind GMT, which nobody means who writes this
        ("25:00", '"25:00" is no time of day; write one like 08:30 or 8am'),
        ("8.30", '"8.30" is no time'),
        ("8", '"8" is no time'),
        ("8:60", '"8:60" is no time'),
        ("13pm", '"13pm" is no time'),
        ("0am", '"0am" is no time'),
        ("٨:٣٠", "is no time"),
        ("grace soon", '"soon" is no length of time; write one like 4h, 90m or 1d'),
        ("grace", 'missing behind "grace"; write it like grace 3h'),
        ("grace 99999999999d", "is no length of time"),
        ("quiet loud", '"loud" .* write quiet say or quiet skip'),
        ("08:30 quiet", 'missing behind "quiet"; write it like quiet skip'),
    ],
)
def test_a_mistake_is_answered_with_what_is_right(words, said):
    """What cannot be understood is named, with the nearest right words or an example."""
    with pytest.raises(NotUnderstoodError, match=said) as refused:
        changed(BEFORE, words)
    assert str(refused.value)[-1] in ".?"


@given(words=st.text() | st.lists(st.sampled_from("8:30 8am mon-fri grace 3h quiet skip on off New York".split())))
def test_whatever_is_typed_is_understood_or_answered(words):
    """Any text is a schedule or is refused in a sentence; it never fails in another way."""
    text = words if isinstance(words, str) else " ".join(words)
    with suppress(NotUnderstoodError):
        assert described(changed(BEFORE, text))


@given(zone=st.sampled_from(sorted(available_timezones())).filter(lambda name: not any(map(str.isdigit, name))))
def test_every_zone_is_known_by_its_name(zone):
    """A zone's full name stands for it in any case, save for the files that name no place."""
    if zone not in ("Factory", "localtime"):
        assert changed(BEFORE, zone.upper()).zone == zone


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "08:30 on weekdays, Europe/Berlin time; at most 4 hours late; days without news get a note"),
        ({"slots": (time(8), time(12), time(17))}, "08:00, 12:00 and 17:00 on weekdays, "),
        ({"days": DAILY}, "08:30 every day, "),
        ({"days": (5, 6)}, "08:30 at weekends, "),
        ({"days": (6,)}, "08:30 on Sundays, "),
        ({"days": (0, 2, 4)}, "08:30 on Mondays, Wednesdays and Fridays, "),
        ({"days": (0, 1, 2, 3, 4, 5)}, "08:30 every day but Sunday, "),
        ({"zone": "UTC"}, "weekdays, UTC; "),
        ({"grace": timedelta(hours=1)}, "; at most 1 hour late; "),
        ({"grace": timedelta(minutes=90)}, "; at most 1 hour and 30 minutes late; "),
        ({"grace": timedelta(days=2, minutes=1)}, "; at most 2 days and 1 minute late; "),
        ({"grace": timedelta()}, "; never late; "),
        ({"grace": timedelta(seconds=59)}, "; never late; "),
        ({"quiet_day": "skip"}, "; days without news are skipped"),
        ({"active": False}, "off; when on: 08:30 on weekdays, "),
        ({"slots": ()}, "never: no times are set"),
        ({"days": ()}, "never: no days are set"),
    ],
)
def test_a_schedule_is_told_in_words(changes, said):
    """A schedule is told with its times, days, zone, grace and what quiet days get."""
    assert said in described(BEFORE.model_copy(update=changes))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("weekdays", (0, 1, 2, 3, 4)),
        ("daily", DAILY),
        ("weekends", (5, 6)),
        ("wed, mon", (0, 2)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat-mon,sunday", (0, 5, 6)),
    ],
)
def test_days_are_understood(text, meant):
    """Days of the week go by their names, by three letters or more of them, by spans and by groups."""
    assert days(text) == meant


@pytest.mark.parametrize("text", ["", "mo", "mon,funday", "mon-", "-fri", "mon-tue-wed", "5"])
def test_what_names_no_days_is_refused(text):
    """Days that cannot be understood are refused with how they are written."""
    with pytest.raises(NotUnderstoodError, match="write days like weekdays"):
        days(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("4h", 240), ("90m", 90), ("1d", 1440), ("1h30m", 90), ("2 Hours", 120), ("1 day 1 min", 1441), ("0m", 0)],
)
def test_lengths_of_time_are_understood(text, minutes):
    """Days, hours and minutes, each short or in full, alone or together, are a length of time."""
    assert duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "4", "h", "4x", "-4h", "1.5h", "four hours", "4hm", "12345m"])
def test_what_is_no_length_of_time_is_refused(text):
    """A length of time that cannot be understood is refused with how it is written."""
    with pytest.raises(NotUnderstoodError, match="write one like 4h"):
        duration(text)
