"""Finds who said what, over all stories."""

from collections.abc import Iterable, Sequence

from digests.answering.questions import Question
from digests.model.answer import Answer
from digests.model.article import Article
from digests.model.document import Document, Heading, Paragraph
from digests.model.story import StoryQuote
from digests.presenting.spans import count, plain, quotation
from digests.text.synonyms import concepts
from digests.text.words import words

_SHOWN = 10


def quotes_by(who: str, quotes: Sequence[StoryQuote]) -> Answer:
    """Answer with the quotes of a speaker, named by any part of the name or the role.

    Args:
        who: Words of the name or role, case aside; a quote must have all of them.
        quotes: The quotes to look through.
    """
    found = _of_speaker(who, quotes)
    if not found:
        said = f"No quote by “{who}” in your sources. Try a name as the outlets write it, for example: quotes Ishiba"
        return Answer(found=False, text=said, document=Document(blocks=(Paragraph(spans=(plain(said),)),)))
    return quotes_answer(found, f"{count(len(found), 'quote')} by {found[0].speaker}")


def quotes_answer(quotes: Sequence[StoryQuote], title: str, note: str | None = None) -> Answer:
    """Answer with quotes under a title, the first ten of them, and a note above if there is one."""
    shown = tuple(quotes[:_SHOWN])
    above = (Paragraph(spans=(plain(note),)),) if note else ()
    blocks = (Heading(text=title, level=1), *above, *map(quotation, shown))
    return Answer(quotes=shown, text=note, document=Document(blocks=blocks))


def person_named(who: str, articles: Iterable[Article]) -> str | None:
    """Return the full name of the person whom the words name, by any part of the name; None if there is none."""
    wanted = set(words(who))
    people = (name.name for article in articles for name in article.names if name.kind == "person")
    return next((person for person in people if wanted and wanted <= set(words(person))), None)


def spoken(question: Question, quotes: Sequence[StoryQuote]) -> tuple[StoryQuote, ...]:
    """Return the quotes that a question asks for: its speaker's, and those with most of its concepts first."""
    own = _of_speaker(question.speaker, quotes) if question.speaker else [quote for quote in quotes if quote.speaker]
    if not question.subject:
        return tuple(own)
    about = set(question.subject)
    shared = {id(quote): len(about & set(concepts(quote.text))) for quote in own}
    return tuple(sorted((quote for quote in own if shared[id(quote)]), key=lambda quote: -shared[id(quote)]))


def _of_speaker(who: str, quotes: Sequence[StoryQuote]) -> list[StoryQuote]:
    wanted = {word for word in words(who) if word not in ("the", "a", "an")}
    return [q for q in quotes if wanted and wanted <= set(words(f"{q.speaker or ''} {q.role or ''}"))]
