"""Articles to structure: their sentences, quotes, figures, names and dates, all with offsets into the text."""

from digests.analysis import dates, figures, names, quotes, sentences
from digests.model.article import Article, Published

__all__ = ["analyse", "redate"]


def analyse(article: Article) -> Article:
    """Return the article with its sentences, names, quotes, dates and figures found."""
    split = sentences.split(article.parts, article.language)
    named = names.find(article.text, article.parts, split)
    days = dates.find(article.text, article.parts, split, article.published)
    return article.model_copy(
        update={
            "sentences": split,
            "names": named,
            "quotes": quotes.find(article.text, article.parts, split, named),
            "dates": days,
            "figures": figures.find(article.text, article.parts, split, days),
        }
    )


def redate(article: Article, published: Published) -> Article:
    """Return an analysed article with another publication day, its relative dates resolved against that."""
    days = dates.find(article.text, article.parts, article.sentences, published)
    return article.model_copy(
        update={
            "published": published,
            "dates": days,
            "figures": figures.find(article.text, article.parts, article.sentences, days),
        }
    )
