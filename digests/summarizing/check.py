"""The one place that decides whether a sentence may be shown as fact."""

from collections.abc import Mapping

from digests.model.article import Article
from digests.model.story import Citation
from digests.text.likeness import same_marks


def stands_in(text: str, citation: Citation, articles: Mapping[str, Article]) -> bool:
    """Whether the text stands verbatim in the cited sentence, white space and the form of quotation marks aside.

    Args:
        text: What is to be shown.
        citation: Where it is said to stand; an article or sentence that is not there holds nothing.
        articles: The articles by id.
    """
    article = articles.get(citation.article)
    if article is None or not 0 <= citation.sentence < len(article.sentences):
        return False
    sentence = article.sentences[citation.sentence]
    return article.parts[sentence.part].narrates and same_marks(text) in same_marks(sentence.text)
