"""Tests of bringing quotes together over outlets."""

from digests.summarizing import quotes

WHOLE = "“The bridge will open in May, and nobody will pay a toll,” said Mara Holt, the city's chief engineer."


def test_one_utterance_in_three_house_styles_is_one_quote(article):
    """Capitals, marks and where a quote is broken up make no difference to whose words they are."""
    told = [
        article("a", "Bridge", WHOLE),
        article("b", "Bridge", '"The bridge will open in MAY, and nobody will pay a toll!" Holt said.'),
        article("c", "Bridge", "“The bridge will open in May,” Mara Holt said. “And nobody will pay a toll.”"),
    ]
    [quote] = quotes.merge(told)
    assert quote.outlets == ("The A", "The B", "The C")
    assert [variant.alteration for variant in quote.variants] == ["same"] * 3
    assert quote.speaker == "Mara Holt"
    assert "chief engineer" in quote.role
    assert quote.kind == "direct"


def test_a_clipped_and_an_altered_wording_are_marked(article):
    """An outlet that leaves words out or changes them is named with what it did."""
    told = [
        article("a", "Bridge", WHOLE),
        article("b", "Bridge", "“The bridge will open in May,” said Mara Holt."),
        article("c", "Bridge", "“The bridge will open in June, and nobody will pay a toll,” said Mara Holt."),
    ]
    [quote] = quotes.merge(told)
    assert {v.citation.article: v.alteration for v in quote.variants} == {"a": "same", "b": "clipped", "c": "altered"}
    assert quote.text == "The bridge will open in May, and nobody will pay a toll,"


def test_two_speakers_with_the_same_words_stay_apart(article):
    """What one person said is never given to another."""
    told = [
        article("a", "Bridge", WHOLE),
        article("b", "Bridge", "“The bridge will open in May, and nobody will pay a toll,” said Ola Brandt."),
    ]
    assert {quote.speaker for quote in quotes.merge(told)} == {"Mara Holt", "Ola Brandt"}


def test_what_most_outlets_carry_comes_first(article):
    """Quotes are ranked by the outlets that carry them."""
    own = "“I have never seen a longer queue,” said Ola Brandt, a driver."
    told = [article("a", "Bridge", own, WHOLE), article("b", "Bridge", WHOLE)]
    assert [quote.speaker for quote in quotes.merge(told)] == ["Mara Holt", "Ola Brandt"]


def test_a_word_in_marks_is_no_quote_of_its_own(article):
    """Fragments of one or two words count only as part of a fuller wording."""
    told = [article("a", "Bridge", "Mara Holt called the toll “quite unfair” on Monday.")]
    assert quotes.merge(told) == ()


def test_paragraph_after_paragraph_of_one_speaker_is_one_utterance(article):
    """An outlet that closes each paragraph of a long statement has the same words as one that does not."""
    told = [
        article("a", "Bridge", WHOLE),
        article("b", "Bridge", "Mara Holt said: “The bridge will open in May.”", "“And nobody will pay a toll.”"),
    ]
    [quote] = quotes.merge(told)
    assert [variant.alteration for variant in quote.variants] == ["same", "same"]


def test_the_words_between_two_pieces_are_not_quoted(article):
    """What is shown in quotation marks holds nothing of the attribution that interrupts it."""
    [quote] = quotes.merge([article("a", "Bridge", "“It opens in May,” Mara Holt said. “Nobody will pay.”")])
    assert quote.text == "It opens in May,” “Nobody will pay."


def test_without_quotes_there_are_none(article):
    """Reported speech is no quote."""
    assert quotes.merge([article("a", "Bridge", "Mara Holt said that the bridge would open in May.")]) == ()
