"""Citations, and who they name."""

from collections.abc import Iterable

from digests.model.article import Article
from digests.model.story import Citation


def cite(article: Article, sentence: int) -> Citation:
    """Return the citation of a sentence, by its index in the article."""
    return Citation(article=article.id, sentence=sentence, outlet=article.source, url=article.url)


def outlets(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return the outlets of the citations, each once, in order of first mention."""
    return tuple(dict.fromkeys(citation.outlet for citation in citations))
