"""Answers a question from cited figures, quotes or sentences, or says that the sources do not."""

from collections.abc import Mapping, Sequence

from digests.answering.passages import Match, matches
from digests.answering.questions import Question, understand
from digests.answering.speaking import spoken
from digests.model.answer import Answer
from digests.model.article import Article
from digests.model.document import Block, Bullets, Document, Paragraph, Span
from digests.model.story import Difference, Story, StoryFigure
from digests.presenting.spans import cited, plain, quotation
from digests.presenting.stories import differences
from digests.text.synonyms import concepts

# The share of a question, by weight of its concepts, that a sentence must cover to count as an answer. Below, the
# passages are shown as the nearest and not as an answer: a wrong answer costs more than none.
ANSWERS = 0.65
_SHOWN = 3


def ask(text: str, stories: Sequence[Story], articles: Mapping[str, Article]) -> Answer:
    """Answer a question.

    Args:
        text: The question as typed.
        stories: The stories that may hold the answer.
        articles: Their articles by id, analysed.

    Returns:
        An answer with figures, quotes or passages, each cited. Who is asked for by words but never quoted is answered
        with the passages that name them. `found` is False if the sources do not carry an answer, and the passages then
        are the nearest.
    """
    question = understand(text)
    if question.wanted == "quote":
        quotes = spoken(question, [quote for story in stories for quote in story.quotes])[:_SHOWN]
        if quotes:
            return Answer(quotes=quotes, document=Document(blocks=tuple(map(quotation, quotes))))
    found = matches(question.about, list(articles.values()))
    answering = [match for match in found if match.coverage >= ANSWERS]
    if question.wanted == "figure" and (figure := _figure(question, stories, answering)):
        return _counted(figure, stories, answering)
    if question.wanted != "figure" and answering:
        passages = tuple(match.passage for match in answering[:_SHOWN])
        return Answer(text=passages[0].text, passages=passages, document=Document(blocks=(_bullets(answering),)))
    return _not_in_sources(question, found)


def _figure(question: Question, stories: Sequence[Story], answering: Sequence[Match]) -> StoryFigure | None:
    """Return the figure that counts most of what is asked about, from the sentence that covers most of the question.

    It has to be of a measure that the question asks for, and to count something that the question is about where its
    sentence says what it counts. Among equals it is the one that most outlets report.
    """
    covered = {(match.article.id, match.sentence): match.coverage for match in answering}
    about = set(question.about)

    def fit(figure: StoryFigure) -> tuple[int, float, int]:
        coverage = max(covered.get((citation.article, citation.sentence), 0.0) for citation in figure.citations)
        return len(about & set(concepts(figure.counts or ""))), coverage, len(figure.outlets)

    def fits(figure: StoryFigure) -> bool:
        counted, coverage, _ = fit(figure)
        return coverage > 0 and question.measured_in(figure.unit) and (counted > 0 or figure.counts is None)

    return max((figure for story in stories for figure in story.figures if fits(figure)), key=fit, default=None)


def _counted(figure: StoryFigure, stories: Sequence[Story], answering: Sequence[Match]) -> Answer:
    cited_there = {(citation.article, citation.sentence) for citation in figure.citations}
    carrying = [match for match in answering if (match.article.id, match.sentence) in cited_there]
    counts = f" ({figure.counts})" if figure.counts else ""
    lead = Paragraph(spans=(Span(text=figure.text, style="strong"), plain(f"{counts} "), *cited(figure.citations)))
    blocks: list[Block] = [lead, *differences(_differing(figure, stories)), _bullets(carrying)]
    return Answer(
        text=f"{figure.text}{counts}",
        figures=(figure,),
        passages=tuple(match.passage for match in carrying[:_SHOWN]),
        document=Document(blocks=tuple(blocks)),
    )


def _differing(figure: StoryFigure, stories: Sequence[Story]) -> list[Difference]:
    """Return the differences of which this figure is a reading: whoever asks has to see the other numbers."""
    own = set(figure.citations)
    return [
        differing
        for story in stories
        for differing in story.differences
        if any(reading.value == figure.value and own & set(reading.citations) for reading in differing.readings)
    ]


def _bullets(found: Sequence[Match]) -> Bullets:
    passages = [match.passage for match in found[:_SHOWN]]
    return Bullets(items=tuple((plain(f"{p.text} "), *cited([p.citation])) for p in passages))


def _not_in_sources(question: Question, found: Sequence[Match]) -> Answer:
    said = "That is not in your sources."
    if not question.about:
        said = "Ask with a few words of what it is about, for example: ask how high is the tariff on cars?"
    blocks: list[Block] = [Paragraph(spans=(plain(said),))]
    if found:
        blocks += [Paragraph(spans=(Span(text="The nearest they have:", style="faint"),)), _bullets(found)]
    nearest = tuple(match.passage for match in found[:_SHOWN])
    return Answer(found=False, text=said, passages=nearest, document=Document(blocks=tuple(blocks)))
