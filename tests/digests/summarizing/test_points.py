"""Tests of key points and of the check that every sentence has to pass."""

from digests.grouping import origins
from digests.model.story import Citation
from digests.summarizing import points
from digests.summarizing.check import stands_in

CLOSURE = "The north quay of Stormont was closed on Monday after inspectors found cracks in two pillars."
REPEATED = "Stormont closed its north quay on Monday, for inspectors had found two pillars with cracks."
DOCKERS = "Dockers had warned the port of Stormont about damage to its quays for many years."
LEANING = "They want the management of the port to answer for the cracks in the quay at once."
QUOTED = "“Nobody will be working on that quay until we know that the pillars are safe again,” said Ola Brandt."


def chosen(*articles, seen=()):
    """The key points of the articles."""
    return points.choose(articles, origins(articles), seen)


def test_points_are_verbatim_with_their_citation(article):
    """A point is a sentence of its first citation, letter by letter."""
    told = [article("a", "Quay shut", CLOSURE, DOCKERS)]
    for point in chosen(*told):
        citation = point.citations[0]
        assert told[0].sentences[citation.sentence].text == point.text
        assert stands_in(point.text, citation, {"a": told[0]})


def test_the_same_is_not_told_twice(article):
    """Two outlets' sentences with one content give one point, which cites both."""
    point, *others = chosen(article("a", "Quay shut", CLOSURE), article("b", "Quay shut", REPEATED))
    assert others == []
    assert set(point.outlets) == {"The A", "The B"}
    assert point.origins == 2


def test_a_citation_has_every_number_of_the_point(article):
    """A sentence with another number is not cited for a point, however alike."""
    other = CLOSURE.replace("two", "2").replace("Monday", "Tuesday")
    told = [article("a", "Quay", CLOSURE.replace("two", "12")), article("b", "Quay", other)]
    assert all(len(point.citations) == 1 for point in chosen(*told))


def test_sentences_that_lean_or_quote_are_not_chosen(article):
    """A pronoun without its noun, a bare quotation, a question and a fragment make no point."""
    question = "Who will pay for the repair of the north quay of Stormont after all these years?"
    fragment = "Repairs to the north quay of Stormont expected to take most of the year"
    assert chosen(article("a", "Quay", LEANING, QUOTED, question, fragment)) == ()


def test_captions_bullets_and_embeds_are_not_chosen(article):
    """Only paragraphs give points."""
    caption = "The closed north quay of Stormont is seen from the water on Monday. (Photo: Ann Oakes/Quay Press)"
    made = article("a", "Quay", caption, DOCKERS)
    assert [point.text for point in chosen(made)] == [DOCKERS]


def test_what_is_new_comes_before_what_was_there(article):
    """Of two leads equally central the one that the reader was not told of is taken for a point."""
    old = article("a", "Quay", CLOSURE, published="2025-03-03T08:00:00+00:00")
    new = article("b", "Quay", "The north quay of Stormont will open again in April, inspectors said on Tuesday.")
    first, *_ = chosen(old, new, seen={"a"})
    assert first.outlets == ("The B",)


def test_at_most_three_points(article):
    """However much there is to say, three sentences are said."""
    subjects = ("ferries", "trains", "buses", "taxis", "bridges", "tunnels")
    paragraphs = [f"The council of Stormont will spend its money on {s} made in {s.title()}town." for s in subjects]
    assert len(chosen(article("a", "Budget", *paragraphs))) <= points.POINTS


def test_the_check_refuses_what_is_not_there(article):
    """A sentence that is altered, cited wrongly or from a missing article does not pass."""
    made = article("a", "Quay", CLOSURE, DOCKERS)
    here = Citation(article="a", sentence=0, outlet="The A")
    assert stands_in(CLOSURE.replace(" ", "  "), here, {"a": made})
    assert not stands_in(CLOSURE.replace("two", "three"), here, {"a": made})
    assert not stands_in(DOCKERS, here, {"a": made})
    assert not stands_in(CLOSURE, here.model_copy(update={"article": "b"}), {"a": made})
    assert not stands_in(CLOSURE, here.model_copy(update={"sentence": 99}), {"a": made})
