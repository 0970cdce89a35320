"""Sentences: where they begin and end."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.analysis import sentences
from digests.model.article import Part


def split(text: str, language: str | None = "en") -> list[str]:
    """The sentences of one paragraph."""
    return [sentence.text for sentence in sentences.split([Part(kind="paragraph", text=text, start=0)], language)]


@pytest.mark.parametrize(
    "expected",
    [
        ["The ferry sank.", "Nobody was hurt!", "Why?"],
        ["“I will go. I promise!” Roe said in a statement.", "She left."],
        ["“We won. It was hard.” Jane Roe, who chairs the club, told Examplia Radio.", "He sat."],
        ["“It is over!” said Roe.", "Then it rained."],
        ["“Is it over?” she asked.", "Nobody knew."],
        ["Roe wrote: “It is a start. Much remains.”", "The board was silent."],
        ["“It is over.”", "The minister said taxes would rise."],
        ["Call it “The End.”", "Nobody did."],
        ['"Go." Poe said on Monday.', '"No," said Roe.'],
    ],
)
def test_a_quotation_stays_with_the_words_that_say_whose_it_is(expected):
    """A quotation and its attribution are one sentence; what follows or stands alone is another."""
    assert split(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["Gov. J. Roe met Sen. Poe on Oct. 1 in the U.S.", "The talks failed."],
        ["It was 17 Apr. 2025 in Examplia.", "Rain fell."],
        ["Dr. Roe of Roe & Sons Inc. left at 5 p.m. on Friday.", "Poe stayed."],
        ["The U.S. Treasury rose.", "The E.U. did not."],
        ["It is approx. 5 miles.", "Take the bus."],
        ["Prices rose 2.5 percent to $3.40.", "Wages fell."],
    ],
)
def test_a_stop_that_abbreviates_ends_no_sentence(expected):
    """Titles, initials, months, countries and decimals hold a sentence together."""
    assert split(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended in May. [6] Then it began.", ["It ended in May. [6]", "Then it began."]),
        ("It ended. (Laughter.) Then it began.", ["It ended.", "(Laughter.)", "Then it began."]),
        ("1. Bread and milk 2. Eggs", ["1. Bread and milk", "2. Eggs"]),
        ("A heading without a stop", ["A heading without a stop"]),
        ("One. \n Two.", ["One.", "Two."]),
        ("   ", []),
    ],
)
def test_marks_and_lists_fall_to_their_sentence(text, expected):
    """Footnotes stay with what they close, a list comes apart, a heading is one sentence, blanks are none."""
    assert split(text) == expected


def test_a_sentence_names_its_part_and_counts_in_the_article():
    """Offsets count in the whole article, and no sentence crosses a part."""
    parts = [
        Part(kind="heading", text="Ferry sinks", start=0),
        Part(kind="paragraph", text="It sank. We swam.", start=13),
    ]
    found = sentences.split(parts)
    assert [(each.part, each.start, each.end) for each in found] == [(0, 0, 11), (1, 13, 21), (1, 22, 30)]


@pytest.mark.parametrize("language", ["de", "fr", "ja", "xx", None])
def test_any_language_code_is_taken(language):
    """A language without rules of its own, or none at all, still gives sentences."""
    assert split("Eins. Zwei.", language)


@given(st.text(alphabet=st.sampled_from('aB1. ?!"“”‘’«»()[]…:;,-—\n\t。x'), max_size=80) | st.text())
def test_sentences_cover_all_words_in_order(text):
    """Whatever the text, the offsets are exact, sentences do not overlap, and only white space lies between them."""
    found = sentences.split([Part(kind="paragraph", text=text, start=7)], "en")
    end = 7
    for sentence in found:
        assert text[sentence.start - 7 : sentence.end - 7] == sentence.text == sentence.text.strip()
        assert not text[end - 7 : sentence.start - 7].strip()
        end = sentence.end
    assert not text[end - 7 :].strip()


@pytest.mark.parametrize(
    "piece", ["“", '"a ', "‘a ", "« a. B", "... ", "a. [1] ", "1. a 2. b ", "“A.” Aa Bb Cc ", ".) ("]
)
def test_long_lines_take_linear_time(piece):
    """A line of a hundred thousand marks does not hang."""
    begin = perf_counter()
    split(piece * (100_000 // len(piece)))
    assert perf_counter() - begin < 5
