"""Answers a question from cited figures, quotes or sentences, or says that the sources do not."""

from collections.abc import Mapping, Sequence

from digests.answering.amounts import amount, differing
from digests.answering.passages import Match, matches
from digests.answering.questions import Question, understand
from digests.answering.speaking import spoken
from digests.model.answer import Answer
from digests.model.article import Article
from digests.model.document import Block, Bullets, Document, Paragraph, Span
from digests.model.story import Story, StoryFigure
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
    answering = [match for match in found if match.coverage >= ANSWERS and _may_answer(match, question)]
    if question.wanted == "figure" and (figure := amount(question, stories, answering)):
        return _counted(figure, stories, answering)
    if question.wanted != "figure" and answering:
        passages = tuple(match.passage for match in answering[:_SHOWN])
        return Answer(text=passages[0].text, passages=passages, document=Document(blocks=(_bullets(answering),)))
    return _not_in_sources(question, found)


def _may_answer(match: Match, question: Question) -> bool:
    """Whether a sentence, or the headline above it, has all names of the question, and a date if it asks for one."""
    there = set(concepts(f"{match.article.headline} {match.article.sentences[match.sentence].text}"))
    return set(question.names) <= there and (question.wanted != "date" or match.has_date)


def _counted(figure: StoryFigure, stories: Sequence[Story], answering: Sequence[Match]) -> Answer:
    cited_there = {(citation.article, citation.sentence) for citation in figure.citations}
    carrying = [match for match in answering if (match.article.id, match.sentence) in cited_there]
    counts = f" ({figure.counts})" if figure.counts else ""
    lead = Paragraph(spans=(Span(text=figure.text, style="strong"), plain(f"{counts} "), *cited(figure.citations)))
    blocks: list[Block] = [lead, *differences(differing(figure, stories)), _bullets(carrying)]
    return Answer(
        text=f"{figure.text}{counts}",
        figures=(figure,),
        passages=tuple(match.passage for match in carrying[:_SHOWN]),
        document=Document(blocks=tuple(blocks)),
    )


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
