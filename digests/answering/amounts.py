"""Finds the figure that answers a question for an amount."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from digests.answering.passages import Match
from digests.answering.questions import Question
from digests.model.article import Figure
from digests.model.story import Difference, Story, StoryFigure
from digests.text.synonyms import concepts


def amount(question: Question, stories: Sequence[Story], answering: Sequence[Match]) -> StoryFigure | None:
    """Return the figure whose own clause, from it to the next figure, says most of what is asked about.

    It has to be of the measure that the question asks for and, where its sentence says what it counts, to count
    something that the question is about. Among equals it is the one that most outlets report.

    Args:
        question: A question that wants a figure.
        stories: The stories that may hold it.
        answering: The sentences that cover the question.
    """
    about = set(question.about)
    candidates = [
        (said, match.coverage, len(reported.outlets), reported)
        for match in answering
        for figure, said in _figures(match, about)
        if said and question.measured_in(figure.unit) and (reported := _reported(figure, match, stories))
    ]
    return max(candidates, key=lambda candidate: candidate[:3], default=(0, 0.0, 0, None))[3]


def differing(figure: StoryFigure, stories: Sequence[Story]) -> list[Difference]:
    """Return the differences of which a figure is a reading: whoever asks has to see the other numbers."""
    own = set(figure.citations)
    return [
        difference
        for story in stories
        for difference in story.differences
        if any(reading.value == figure.value and own & set(reading.citations) for reading in difference.readings)
    ]


def _figures(match: Match, about: set[str]) -> Iterator[tuple[Figure, int]]:
    """Yield the figures of a sentence with how many of the concepts asked about its clause has."""
    article, sentence = match.article, match.article.sentences[match.sentence]
    figures = [figure for figure in article.figures if figure.sentence == match.sentence]
    ends = [*(later.start for _, later in pairwise(figures)), sentence.end]
    for figure, end in zip(figures, ends, strict=False):
        counted = set(concepts(figure.counts or ""))
        clause = counted | set(concepts(article.text[figure.start : end]))
        yield figure, len(about & clause) if figure.counts is None or about & counted else 0


def _reported(figure: Figure, match: Match, stories: Sequence[Story]) -> StoryFigure | None:
    """Return the figure of a story that an article's figure was merged into."""
    amount = (figure.value, figure.low, figure.high, figure.unit)
    place = (match.article.id, match.sentence)
    for story in stories:
        for reported in story.figures:
            same = (reported.value, reported.low, reported.high, reported.unit) == amount
            if same and any((citation.article, citation.sentence) == place for citation in reported.citations):
                return reported
    return None
