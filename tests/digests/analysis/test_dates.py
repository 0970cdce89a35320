"""Dates: which days the words of an article mean."""

from datetime import UTC, date, datetime, timedelta, timezone
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.analysis import dates, sentences
from digests.model.article import DateMention, Part, PartKind, Published

THURSDAY = Published(at=datetime(2025, 4, 17, 9, 0, tzinfo=UTC), precision="minute", found_in="record")


def mentions(text: str, published: Published = THURSDAY, kind: PartKind = "paragraph") -> tuple[DateMention, ...]:
    """The dates of an article of one part, their offsets checked."""
    parts = (Part(kind=kind, text=text, start=0),)
    split = sentences.split(parts, "en")
    found = dates.find(text, parts, split, published)
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
        assert split[mention.sentence].start <= mention.start < split[mention.sentence].end
    return found


def spans(text: str, published: Published = THURSDAY) -> list[tuple[str, str, str]]:
    """The words, first and last day of each date."""
    return [(each.text, str(each.first), str(each.last)) for each in mentions(text, published)]


def one(text: str) -> tuple[str, str]:
    """The only date of a text: its words and its day, or its first and last joined by a slash."""
    [(words, first, last)] = spans(text)
    return words, first if first == last else f"{first}/{last}"


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("The port opened Oct. 1, 2024, at last.", "Oct. 1, 2024", "2024-10-01"),
        ("The port opened on Tuesday, Oct. 1, 2024.", "Tuesday, Oct. 1, 2024", "2024-10-01"),
        ("It was sold on 17 Apr. 2025 in Examplia.", "17 Apr. 2025", "2025-04-17"),
        ("The log says 2025-04-17 twice.", "2025-04-17", "2025-04-17"),
        ("The seal reads 05.04.2025 in red.", "05.04.2025", "2025-04-05"),
        ("Sales fell in April 2025 again.", "April 2025", "2025-04-01/2025-04-30"),
        ("The fair ran May 9-11, 2024, in rain.", "May 9-11, 2024", "2024-05-09/2024-05-11"),
        ("It must be done by 2027 at the latest.", "2027", "2027-01-01/2027-12-31"),
        ("The 2024-25 season was long.", "2024-25", "2024-01-01/2025-12-31"),
        ("Roads were built in the 1990s here.", "1990s", "1990-01-01/1999-12-31"),
        ("The bridge was built in 1884, of iron.", "1884", "1884-01-01/1884-12-31"),
    ],
)
def test_dates_that_say_their_year(text, words, days):
    """A date in any of the usual forms gives its day, month, year or span of them."""
    assert one(text) == (words, days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The mayor resigned Wednesday.", "2025-04-16"),
        ("The mayor resigned Thursday.", "2025-04-17"),
        ("The mayor resigned on Friday evening.", "2025-04-11"),
        ("The mayor resigned last Thursday.", "2025-04-10"),
        ("The mayor will resign on Friday.", "2025-04-18"),
        ("The mayor is due to speak Saturday.", "2025-04-19"),
        ("The mayor was due to speak Tuesday.", "2025-04-15"),
        ("The vote is scheduled for Wednesday.", "2025-04-23"),
        ("Talks run through Friday in the north.", "2025-04-18"),
        ("On Monday, the court will hear the case.", "2025-04-21"),
        ("On Monday, the court said it will hear the case.", "2025-04-14"),
        ("The mayor said Monday that she will resign.", "2025-04-14"),
        ("Tuesday's talks will cover fish.", "2025-04-22"),
        ("The mayor returns next Thursday.", "2025-04-24"),
        ("The mayor returns this Sunday.", "2025-04-20"),
    ],
)
def test_a_weekday_is_the_closest_that_fits_the_sentence(text, days):
    """A bare weekday is past or today, and ahead where the sentence looks ahead."""
    assert one(text)[1] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It rained today.", "2025-04-17"),
        ("It rained yesterday.", "2025-04-16"),
        ("It will rain tomorrow.", "2025-04-18"),
        ("It rained this morning.", "2025-04-17"),
        ("It rained over the weekend.", "2025-04-12/2025-04-13"),
        ("It rained last week.", "2025-04-07/2025-04-13"),
        ("It will rain next week.", "2025-04-21/2025-04-27"),
        ("It rained earlier this month.", "2025-04-01/2025-04-17"),
        ("It will rain later this year.", "2025-04-17/2025-12-31"),
        ("It rained last quarter.", "2025-01-01/2025-03-31"),
        ("It rained last year.", "2024-01-01/2024-12-31"),
        ("It rained two days ago.", "2025-04-15"),
        ("It rained a month ago.", "2025-03-01/2025-03-31"),
        ("It rained on April 9 in the hills.", "2025-04-09"),
        ("It has rained since August in the hills.", "2024-08-01/2024-08-31"),
        ("It will rain on Jan. 5 in the hills.", "2026-01-05"),
        ("It rained on Dec. 28 in the hills.", "2024-12-28"),
    ],
)
def test_relative_words_count_from_the_day_of_publication(text, days):
    """Words that name a day by its distance, or leave out the year, are resolved."""
    assert one(text)[1] == days


@pytest.mark.parametrize(
    "text",
    [
        "It was signed on Feb. 30 and again on 31.02.2024.",
        "The fund paid $2024 to 2000 people and more than 2000 dogs.",
        "He may march on, and April laughed at May in the street.",
        "Shops close on Sundays but Black Friday is loud.",
        "USA Today had the story in the last week of rain.",
        "The version is 10.2.3 and the code 1234-5678-2024-11.",
    ],
)
def test_words_that_are_no_dates_are_not_found(text):
    """Impossible days, counts, prices, names, verbs and habits are left alone."""
    assert mentions(text) == ()


def test_the_day_of_publication_is_the_one_in_its_own_zone():
    """Late in the evening west of Greenwich it is not tomorrow yet."""
    west = timezone(timedelta(hours=-7))
    evening = Published(at=datetime(2025, 4, 16, 23, 30, tzinfo=west), precision="minute", found_in="record")
    assert mentions("It rained today.", evening)[0].first == date(2025, 4, 16)


def test_without_a_day_of_publication_only_absolute_dates_have_days():
    """Relative words are found all the same, without days."""
    found = spans("It rained on April 9, 2025, on Friday, in May and a week ago.", Published())
    assert found == [
        ("April 9, 2025", "2025-04-09", "2025-04-09"),
        ("Friday", "None", "None"),
        ("May", "None", "None"),
        ("a week ago", "None", "None"),
    ]


@pytest.mark.parametrize("kind", ["caption", "embed", "heading", "correction"])
def test_only_the_article_itself_is_read(kind):
    """Captions, embedded posts, headings and corrections give no dates."""
    assert mentions("It rained on April 9, 2025.", kind=kind) == ()


_WORDS = st.sampled_from(
    "April 9, 31 Feb. 2024 1900 Monday last next this week year ago two will said on through the - – 2025-13-40 today "
    "99.99.2024 000 May Sept 29 ’s . ( ) é ٣ earlier later month weekend over".split()
)


@given(st.lists(_WORDS, max_size=25).map(" ".join) | st.text(), st.datetimes(timezones=st.just(UTC)))
def test_no_text_and_no_day_of_publication_crash(text, moment):
    """Whatever the words and the day, offsets are exact and the days are in order."""
    for mention in mentions(text, Published(at=moment, precision="minute")):
        assert mention.first is None or mention.first <= mention.last


@pytest.mark.parametrize("piece", ["April 9, ", "on Monday ", "2024-", "will Monday ", "a ", "1.", "last "])
def test_long_lines_take_linear_time(piece):
    """A line of a hundred thousand characters does not hang."""
    begin = perf_counter()
    mentions(piece * (100_000 // len(piece)))
    assert perf_counter() - begin < 5
