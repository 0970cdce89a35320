"""Tests of answers to questions, searches and quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.answering import ask, figures_answer, quotes_answer, quotes_by, search, understand
from digests.grouping import origins
from digests.model.document import Bullets, Paragraph, Quotation, Span
from digests.summarizing import summarize
from digests.text.words import stem


@pytest.fixture(scope="module")
def sources(article):
    """A story of two articles on a toll, and its articles by id."""
    told = [
        article(
            "a",
            "Toll for the Stormont bridge",
            "Stormont will charge a 12% levy on lorries and a toll of 3 euros for cars at its bridge from June.",
            "“The bridge pays for itself within ten years,” said Mara Holt, the city's chief engineer.",
            "More than 60 towns have asked for talks about the bridge.",
        ),
        article(
            "b",
            "Hauliers protest against bridge levy",
            "Hauliers blocked the Stormont bridge on Monday over a 12 percent duty on trucks and lorries.",
            "About 110 towns have asked for talks about the bridge, according to the hauliers.",
            "Ola Brandt, who drives a lorry, said that nobody had asked the drivers.",
        ),
    ]
    return [summarize("s1", told, origins(told))], {one.id: one for one in told}


def shown(answer):
    """The text of an answer's document."""
    return " ".join(
        span.text
        for block in answer.document.blocks
        if isinstance(block, (Paragraph, Bullets))
        for spans in (block.items if isinstance(block, Bullets) else [block.spans])
        for span in spans
    )


@pytest.mark.parametrize(
    ("text", "wanted", "about"),
    [
        ("How high is the tariff on cars?", "figure", {"tariff", "car"}),
        ("how many nations want talks", "figure", {"country", "want", "talk"}),
        ("Where is the bridge?", "passage", {"bridge"}),
        ("what did Mara Holt say about the toll?", "quote", {"mara", "holt", "toll"}),
        ("who said nobody was asked?", "quote", {"nobody"}),
        ("", "passage", set()),
    ],
)
def test_a_question_is_understood(text, wanted, about):
    """What kind of answer is wanted, and about what, is read from the words."""
    question = understand(text)
    assert question.wanted == wanted
    assert set(question.about) == {stem(word) for word in about}


def test_a_question_for_an_amount_gets_the_figure_with_all_its_sources(sources):
    """The number asked for is answered with every article that has it, and the sentences."""
    answer = ask("How high is the levy on lorries?", *sources)
    assert answer.found
    assert answer.figures[0].value == 12
    assert answer.figures[0].outlets == ("The A", "The B")
    assert answer.text.startswith("12%")
    assert {passage.citation.article for passage in answer.passages} == {"a", "b"}


def test_whoever_asks_sees_that_sources_differ(sources):
    """Where outlets give two numbers for what is asked, both are shown."""
    answer = ask("How many towns have asked for talks?", *sources)
    assert answer.found
    assert "more than 60" in shown(answer).lower()
    assert "110" in shown(answer)


def test_a_question_for_words_gets_the_quote(sources):
    """What somebody said is answered in that person's own words."""
    answer = ask("What did Holt say about the bridge?", *sources)
    assert [quote.speaker for quote in answer.quotes] == ["Mara Holt"]
    assert isinstance(answer.document.blocks[0], Quotation)


def test_who_is_never_quoted_is_answered_with_what_is_reported(sources):
    """Where the sources report somebody's words only indirectly, the sentences that do are the answer."""
    answer = ask("What did Ola Brandt say?", *sources)
    assert answer.found
    assert not answer.quotes
    assert "Ola Brandt" in answer.passages[0].text


def test_any_other_question_gets_the_sentences(sources):
    """A question for no amount and no words is answered with the sentences that cover it."""
    answer = ask("Where did hauliers block the bridge on Monday?", *sources)
    assert answer.found
    assert "Hauliers blocked the Stormont bridge" in answer.passages[0].text


@pytest.mark.parametrize(
    "text",
    ["How high is the toll for elephants?", "Where do penguins spend the winter?", "What did Zora Quill say?", "🦊?"],
)
def test_what_the_sources_do_not_have_is_said(sources, text):
    """A question that no passage carries is not answered."""
    answer = ask(text, *sources)
    assert not answer.found
    assert answer.text
    assert not answer.figures


def test_the_nearest_is_shown_but_not_as_an_answer(sources):
    """Below "not in your sources" stand the passages that come closest."""
    answer = ask("How high is the toll for elephants at the bridge?", *sources)
    assert "not in your sources" in answer.text
    assert answer.passages


def test_without_sources_nothing_is_answered():
    """An empty archive answers nothing and does not fail."""
    assert not ask("How high is the toll?", [], {}).found
    assert not search("toll", {}).found


@given(st.text())
def test_any_question_gets_a_document(text):
    """Whatever is typed, something is shown."""
    assert ask(text, [], {}).document.blocks
    assert search(text, {}).document.blocks


def test_a_search_shows_the_words_in_their_sentence(sources):
    """Each article with all the words is shown once, the words standing out, in any form and synonym."""
    answer = search("duty lorries", sources[1])
    [bullets] = [block for block in answer.document.blocks if isinstance(block, Bullets)]
    assert len(bullets.items) == len(answer.passages) == 2
    marked = {span.text for item in bullets.items for span in item[1:] if span.style == "strong"}
    assert marked == {"levy", "duty", "lorries"}


def test_a_search_for_a_missing_word_says_so(sources):
    """An article must have all the words."""
    answer = search("lorries elephants", sources[1])
    assert not answer.found
    assert "example" in answer.text


def test_quotes_by_name_or_role(sources):
    """A speaker is found by any part of the name or the role, and nobody else's words come along."""
    stories, _ = sources
    for who in ("holt", "Mara", "chief engineer", "the engineer"):
        answer = quotes_by(who, stories[0].quotes)
        assert [quote.speaker for quote in answer.quotes] == ["Mara Holt"]
    assert not quotes_by("Brandt", stories[0].quotes).found
    assert not quotes_by("", stories[0].quotes).found


def test_a_list_of_quotes_is_kept_readable(sources):
    """At most ten quotes are shown at once."""
    [quote] = sources[0][0].quotes
    assert len(quotes_answer([quote] * 30, "Quotes").quotes) == 10


def test_figures_come_with_who_differs(sources, article):
    """The figures of a story are a table, its differences above; a story without figures says so."""
    stories, _ = sources
    answer = figures_answer(stories[0])
    assert Paragraph(spans=(Span(text="Sources differ: towns", style="strong"),)) in answer.document.blocks
    assert answer.figures == stories[0].figures
    plain = [article("c", "Quay", "The quay was closed.")]
    assert not figures_answer(summarize("s2", plain, origins(plain))).found
