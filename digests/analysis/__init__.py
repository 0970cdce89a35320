"""Articles to structure: their sentences, quotes, figures, names and dates, all with offsets into the text.

Names, dates, speakers and what a number counts are told by English words. They are looked for in English articles and
in those whose language is not known; in another language only what marks and digits tell by themselves is found.
"""

from typing import Any

from digests.analysis import dates, figures, names, plain, quotes, sentences
from digests.model.article import Article, Published, Sentence

__all__ = ["analyse", "redate"]


def analyse(article: Article) -> Article:
    """Return the article with its sentences, names, quotes, dates and figures found."""
    split = sentences.split(article.parts, article.language)
    found = _in_english(article, split) if _is_english(article.language) else _in_any(article, split)
    return article.model_copy(update={"sentences": split} | found)


def redate(article: Article, published: Published) -> Article:
    """Return an analysed article with another publication day, its relative dates resolved against that."""
    if not _is_english(article.language):
        return article.model_copy(update={"published": published})
    days = dates.find(article.text, article.parts, article.sentences, published)
    return article.model_copy(
        update={
            "published": published,
            "dates": days,
            "figures": figures.find(article.text, article.parts, article.sentences, days),
        }
    )


def _is_english(language: str | None) -> bool:
    return language is None or language.lower().partition("-")[0] == "en"


def _in_english(article: Article, split: tuple[Sentence, ...]) -> dict[str, Any]:
    named = names.find(article.text, article.parts, split)
    days = dates.find(article.text, article.parts, split, article.published)
    return {
        "names": named.names,
        "quotes": quotes.find(article.text, article.parts, split, named),
        "dates": days,
        "figures": figures.find(article.text, article.parts, split, days),
    }


def _in_any(article: Article, split: tuple[Sentence, ...]) -> dict[str, Any]:
    return {
        "quotes": plain.quotes(article.text, article.parts, split),
        "figures": plain.figures(article.parts, split, article.language or "en"),
    }
