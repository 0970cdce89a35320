"""Shows the articles that hold the words of a search, with the words in their sentence."""

import re
from collections.abc import Mapping, Sequence

from digests.answering.passages import Match, matches
from digests.model.answer import Answer
from digests.model.article import Article
from digests.model.document import Bullets, Document, Heading, Paragraph, Span
from digests.presenting.spans import cited, count, plain
from digests.text.synonyms import concepts

_SHOWN = 10
_WORD = re.compile(r"[\w’'.-]*\w")


def search(query: str, articles: Mapping[str, Article]) -> Answer:
    """Answer a search with the articles that have all its words, synonyms counted, the best sentence of each shown.

    Args:
        query: The words as typed.
        articles: The articles to look through by id, analysed.
    """
    about = tuple(dict.fromkeys(concepts(query)))
    best: dict[str, Match] = {}
    for match in matches(about, [article for article in articles.values() if _has_all(article, about)]):
        best.setdefault(match.article.id, match)
    if not best:
        said = f"No article has “{query}”. Try fewer or other words, for example: search tariff cars"
        return Answer(found=False, text=said, document=Document(blocks=(Paragraph(spans=(plain(said),)),)))
    shown = list(best.values())[:_SHOWN]
    return Answer(
        passages=tuple(match.passage for match in shown),
        document=Document(
            blocks=(
                Heading(text=f"{count(len(best), 'article')} with “{query}”", level=1),
                Bullets(items=tuple(_item(match, set(about)) for match in shown)),
            )
        ),
    )


def _has_all(article: Article, about: Sequence[str]) -> bool:
    return bool(about) and set(about) <= set(concepts(f"{article.headline} {article.text}"))


def _item(match: Match, about: set[str]) -> tuple[Span, ...]:
    passage = match.passage
    headline = Span(text=passage.headline, style="strong", url=passage.citation.url)
    return (headline, plain(": "), *_marked(passage.text, about), plain(" "), *cited([passage.citation]))


def _marked(text: str, about: set[str]) -> list[Span]:
    """Split a sentence so that the words searched for stand out."""
    spans: list[Span] = []
    end = 0
    for found in _WORD.finditer(text):
        if about.intersection(concepts(found[0])):
            spans += [plain(text[end : found.start()]), Span(text=found[0], style="strong")]
            end = found.end()
    return [span for span in (*spans, plain(text[end:])) if span.text]
