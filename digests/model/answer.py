"""What is said back to a command."""

from digests.model.base import Value
from digests.model.document import Document
from digests.model.story import Citation, Story, StoryFigure, StoryQuote


class Passage(Value):
    """A sentence of an article that bears on a question, with its article's headline."""

    text: str
    headline: str
    citation: Citation


class Answer(Value):
    """An answer: the document to show and the same content as data.

    `found` is False when the sources hold nothing that answers, or the command was not understood; the document then
    says so and gives an example.
    """

    document: Document
    found: bool = True
    text: str | None = None
    stories: tuple[Story, ...] = ()
    quotes: tuple[StoryQuote, ...] = ()
    figures: tuple[StoryFigure, ...] = ()
    passages: tuple[Passage, ...] = ()
