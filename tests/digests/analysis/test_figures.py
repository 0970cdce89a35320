"""Figures: numbers, their units, and what they count."""

from datetime import UTC, date, datetime
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.analysis import dates, figures, numerals, sentences
from digests.model.article import Figure, Part, PartKind, Published

THURSDAY = Published(at=datetime(2025, 4, 17, 9, 0, tzinfo=UTC), precision="minute", found_in="record")


def figures_of(text: str, kind: PartKind = "paragraph") -> list[Figure]:
    """The figures of an article of one part, their offsets checked."""
    parts = (Part(kind=kind, text=text, start=0),)
    split = sentences.split(parts, "en")
    found = figures.find(text, parts, split, dates.find(text, parts, split, THURSDAY))
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
        assert split[figure.sentence].start <= figure.start < figure.end <= split[figure.sentence].end
        assert figure.counts is None or figure.counts in " ".join(text.split())
    return list(found)


def one(text: str) -> Figure:
    """The only figure of a text."""
    [figure] = figures_of(text)
    return figure


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12,500", 12_500),
        ("12 500", 12_500),
        ("1,234.5", 1234.5),
        ("1.2bn", 1.2e9),
        ("10k", 10_000),
        ("3 million", 3e6),
        ("35 lakh", 3.5e6),
        ("1.3x10^6", 1.3e6),
        ("2 1/2", 2.5),
        ("½", 0.5),
        ("-5", -5),
        ("minus five", -5),
        ("seventeen", 17),
        ("forty-two", 42),
        ("two hundred and six thousand", 206_000),
        ("one million two hundred thousand and four", 1_200_004),
        ("a hundred and two", 102),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("five and a half million", 5.5e6),
        ("three million and a half", 3.5e6),
        ("six and three quarters", 6.75),
        ("two-thirds", 2 / 3),
        ("a third", 1 / 3),
        ("two point zero five", 2.05),
        ("zero", 0),
    ],
)
def test_numerals_are_worth_what_they_say(words, value):
    """Digits and words in all usual spellings have their value."""
    [number] = numerals.find(words)
    assert (words[number.start : number.end], number.value) == (words, pytest.approx(value))


@given(st.integers(min_value=0, max_value=999_999_999), st.sampled_from([",", " ", ""]))
def test_grouped_digits_are_one_number(value, separator):
    """However the thousands are set apart, the number is the same."""
    [number] = numerals.find(f"{value:,}".replace(",", separator))
    assert number.value == value


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("Rents rose 3.2 percent here.", "3.2 percent", 3.2, "percent"),
        ("Rents rose 24 % here.", "24 %", 24, "percent"),
        ("Support rose 12 percentage points.", "12 percentage points", 12, "percentage point"),
        ("The deal is worth $14.7bn now.", "$14.7bn", 14.7e9, "dollar"),
        ("It raised 4.2 million euros then.", "4.2 million euros", 4.2e6, "euro"),
        ("A fine of £3m was paid.", "£3m", 3e6, "pound sterling"),
        ("It costs a $5 fee.", "$5", 5, "dollar"),
        ("It costs C$5 more.", "C$5", 5, "canadian dollar"),
        ("It costs USD50 more.", "USD50", 50, "dollar"),
        ("It fell -$5 below.", "-$5", -5, "dollar"),
        ("It costs 120 yen more.", "120 yen", 120, "japanese yen"),
        ("It costs $15.40/hour there.", "$15.40/hour", 15.4, "dollar per hour"),
        ("It froze for 90 days in all.", "90 days", 90, "day"),
        ("The 27-kilometre ring hums.", "27-kilometre", 27, "kilometre"),
        ("It blew at 60 miles per hour.", "60 miles per hour", 60, "mile per hour"),
        ("It was 32 degrees Celsius.", "32 degrees Celsius", 32, "celsius"),
        ("Warming of 1.5C is likely.", "1.5C", 1.5, "celsius"),
        ("He is 5 feet 6 inches tall.", "5 feet 6 inches", 5.5, "foot"),
        ("She waited half an hour there.", "half an hour", 0.5, "hour"),
        ("Jane Roe, 45, sings.", "45", 45, "year"),
        ("A 31-year-old sang.", "31-year-old", 31, "year"),
        ("The plant yields 800 tonnes.", "800 tonnes", 800, "metric ton"),
        ("One in five children sing.", "One in five", 0.2, None),
    ],
)
def test_units_stand_before_and_behind(text, words, value, unit):
    """A figure's text holds number, scale and unit; its unit has one name however it is written."""
    figure = one(text)
    assert (figure.text, figure.value, figure.unit) == (words, pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit"),
    [
        ("It takes between 3 and 5 percent.", "between 3 and 5 percent", 3, 5, "percent"),
        ("It took 10-15 people.", "10-15", 10, 15, None),
        ("It costs $10-15 billion.", "$10-15 billion", 10e9, 15e9, "dollar"),
        ("It takes from 1.8% to 2% at once.", "1.8% to 2%", 1.8, 2, "percent"),
        ("An 8- to 16-metre mast fell.", "8- to 16-metre", 8, 16, "metre"),
        ("It was -18 °C to -4 °C.", "-18 °C to -4 °C", -18, -4, "celsius"),
        ("Two or three dogs barked.", "Two or three", 2, 3, None),
        ("It wants more than 20 and less than 35 dogs.", "more than 20 and less than 35", 20, 35, None),
        ("She met dozens of envoys.", "dozens", 24, None, None),
        ("It cost hundreds of millions of dollars.", "hundreds of millions of dollars", 2e8, None, "dollar"),
    ],
)
def test_ranges_and_vague_amounts_have_ends(text, words, low, high, unit):
    """A range has both ends and no value; "dozens" has the least that is meant."""
    figure = one(text)
    assert (figure.text, figure.value, figure.low, figure.high, figure.unit) == (words, None, low, high, unit)


@pytest.mark.parametrize(
    ("text", "qualifier", "words"),
    [
        ("More than 75 envoys came.", "more than", "75"),
        ("At least 15 envoys came.", "at least", "15"),
        ("Up to 20 km of road sank.", "up to", "20 km"),
        ("Nearly 400 homes went dark.", "nearly", "400"),
        ("As many as 3,000 troops left.", "as many as", "3,000"),
        ("Over 75 envoys came.", "over", "75"),
        ("She is over 30 years old.", "over", "30 years old"),
        ("It lasted over three years.", None, "three years"),
        ("Some 200 or more envoys came.", "or more", "200"),
        ("It ended under the 90-day truce.", None, "90-day"),
    ],
)
def test_words_of_comparison_are_kept_apart(text, qualifier, words):
    """A qualifier is kept as written but lower-case, and is no part of the figure's text."""
    figure = one(text)
    assert (figure.qualifier, figure.text) == (qualifier, words)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("More than 75 small towns have asked for help.", "small towns"),
        ("At least 12 injured passengers waited.", "injured passengers"),
        ("Some 55,000 troops in the valley left.", "troops"),
        ("Hundreds of police officers came.", "police officers"),
        ("12 of the 80 rooms burned.", "rooms"),
        ("At least 18 were killed there.", "killed"),
        ("Three died at once.", None),
        ("A 24% levy on its boats to Examplia passed.", "levy on its boats"),
        ("A 10% flat rate remains.", "flat rate"),
        ("A 25 percent duty for bikes still holds.", "duty for bikes"),
        ("It spends 1.8% of its GDP.", "GDP"),
        ("It faces tariffs of 24 % there.", "tariffs"),
        ("Core inflation rose 3.2 percent.", "Core inflation"),
        ("Exports of steel fell to 5 percent.", "Exports of steel"),
        ("It gave $4.2 million for road repairs.", "road repairs"),
        ("It grew 3 percent in the second quarter.", None),
        ("A 90-day pause expires soon.", "pause"),
        ("It sold 2 million tonnes of wheat.", "wheat"),
        ("A 46-page report came.", "page"),
    ],
)
def test_what_is_counted_is_said_in_the_words_of_the_sentence(text, counts):
    """The noun beside a figure is given verbatim, or nothing is."""
    assert figures_of(text)[0].counts == counts


@pytest.mark.parametrize(
    "text",
    [
        "The first envoy, the 21st, came in the twenty-first hour, 4th in line.",
        "One official said one of the others was the one, and no one else.",
        "Both sides left after the two countries met those three envoys.",
        "Under Article 5 and Section 232, No. 10 and Flight 182 are free.",
        "It began at 5 p.m. and ended at 18:30, or 6pm, or 1400 GMT.",
        "Call 555-0123-4567 or write to a1@example.com, see https://example.com/2/3 and #4.",
        "On April 9, 2025, and in 1998 and the 2024 election it rained.",
        "They won 3-1 and drew 2 to 2.",
        "The G7, an F-16, COVID-19, 5G and the MH370 are no amounts.",
        "It is open 24/7 since 9/11, with a second half, a third man and zero tolerance.",
        "The hundredth guest got a half-time tea.",
    ],
)
def test_numbers_that_count_nothing_are_no_figures(text):
    """Ordinals, pronouns, names, times, codes, dates and scores are left out."""
    assert figures_of(text) == []


def test_a_list_mark_is_no_figure():
    """The number that opens an item of a list does not count."""
    assert [figure.text for figure in figures_of("2. The club has 30 members.")] == ["30"]


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("According to the port authority, 14 ships sank.", "the port authority"),
        ("The river rose 2 metres, Mayor Jane Roe said.", "Mayor Jane Roe"),
        ("“We lost 14 ships,” said John Poe.", "John Poe"),
        ("Some 400 homes lost power, police said.", "police"),
        ("They lost 14 ships, she said.", None),
        ("They lost 14 ships.", None),
    ],
)
def test_who_says_a_number_is_named(text, said_by):
    """The source is given as written where the sentence names one; a pronoun is none."""
    assert one(text).said_by == said_by


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("The rate stood at 4.1 percent as of April 9.", date(2025, 4, 9)),
        ("As of Monday, 300 homes were dark.", date(2025, 4, 14)),
        ("The rate hit 4.1 percent on Monday.", date(2025, 4, 14)),
        ("The rate must be 4.1 percent by 2027.", None),
        ("The rate is 4.1 percent, and on Monday it rained.", None),
    ],
)
def test_the_day_a_number_holds_for(text, as_of):
    """A date counts only where the sentence ties it to the number."""
    assert one(text).as_of == as_of


@pytest.mark.parametrize("kind", ["caption", "embed", "heading", "correction"])
def test_only_the_article_itself_is_read(kind):
    """Captions, embedded posts, headings and corrections give no figures."""
    assert figures_of("A crowd of 300 envoys.", kind=kind) == []


_WORDS = st.sampled_from(
    (
        "one two hundred thousand million and a half third of $ € 5 5% 10-15 between from to 1,000 1.5bn m km per hour "
        "more than over or “ ” . , ( ) - – — 2024 1/0 ½ 3/4 minus 1e9 dozens tens scores people tariffs [6] USD50 ² ٣ "
        "é said Roe"
    ).split()
)


@given(st.lists(st.tuples(_WORDS, st.sampled_from([" ", "", "-", "\u00a0"])), max_size=30) | st.text())
def test_no_text_crashes(words):
    """Whatever the text, offsets are exact and ranges are in order."""
    text = words if isinstance(words, str) else "".join(word + gap for word, gap in words)
    for figure in figures_of(text):
        assert figure.value is not None or figure.low is not None
        assert figure.low is None or figure.high is None or figure.low <= figure.high


@pytest.mark.parametrize(
    "piece",
    ["7", "1,", "1 000", "hundred ", "one and ", "half a ", "1-", "$", "A", "Aaa of ", "1/", "twenty-", "April 9, 5 "],
)
def test_long_lines_take_linear_time(piece):
    """A sentence as long as any that is read does not hang."""
    begin = perf_counter()
    figures_of((piece * (20_000 // len(piece))).strip())
    assert perf_counter() - begin < 2


def test_numbers_without_end_are_a_table():
    """A stretch of more than 20,000 characters without a stop gives no figures, and that at once."""
    begin = perf_counter()
    assert figures_of("12 " * 300_000) == []
    assert perf_counter() - begin < 5


@given(st.text(alphabet="5٣۵½ %$€.,-–\u05d0\u0634\u0301\u200f\u202e\U0001f600\U0001f1eb\x00\u0130mkgh", max_size=60))
def test_scripts_and_marks_of_any_kind_are_survived(text):
    """Text from right to left, emoji, combining characters and NUL bytes leave every offset exact."""
    for figure in figures_of(text):
        assert figure.value is not None or figure.low is not None
