"""Articles in languages without rules: sentences, quotes in marks and figures with a sign, and no English readings."""

import json
from datetime import UTC, datetime

import pytest

from digests.analysis import redate
from digests.model.article import Published
from digests.pipeline import articles_in

GERMAN = (
    "Der Hafenrat von Kelsund hat am Dienstag beschlossen, die Gebühren um 12,5 % auf 1.234,50 € zu erhöhen. „Wir "
    "haben lange darüber gestritten“, sagte die Bürgermeisterin. Die „große Lösung“ komme später, 2–3 % mehr "
    "seien möglich. Rund 4 Mio. € sind geplant, für die Fähre 5 €. 2.4 % stimmten dagegen.\n\n"
    "Ein Fischer sagte: »Das ist uns allen viel zu teuer.« Am 16. April tagt der Rat wieder."
)


def analysed(text, language=None):
    """The article of a record with a language declared or not."""
    record = {"headline": "Kai", "text": text, "language": language, "published_at": "2026-03-04T08:00:00+00:00"}
    [article] = articles_in("a.json", json.dumps(record).encode(), zone=UTC)
    return article


def spoken(article):
    """The words of its quotes."""
    return [quote.text for quote in article.quotes]


def numbers(article):
    """Its figures with value and unit."""
    return [(figure.text, figure.value, figure.unit) for figure in article.figures]


def test_a_german_article():
    """Sentences come apart, whole utterances and signed numbers are found, and nothing is read by English rules."""
    article = analysed(GERMAN)
    assert article.language == "de"
    assert "Am 16. April tagt der Rat wieder." in [sentence.text for sentence in article.sentences]
    assert spoken(article) == ["Wir haben lange darüber gestritten", "Das ist uns allen viel zu teuer."]
    assert numbers(article) == [("12,5 %", 12.5, "percent"), ("1.234,50 €", 1234.5, "euro"), ("5 €", 5, "euro")]
    assert (article.names, article.dates) == ((), ())
    assert {(quote.speaker, quote.cue, quote.kind) for quote in article.quotes} == {(None, None, "direct")}


def test_a_german_article_declared_english_by_a_region():
    """English of any region is read by the rules for English."""
    assert analysed("Ann Roe said on Monday: “We will rebuild the old quay.”", "en-GB").names


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "« Nous avons longtemps discuté de cela », a dit la maire.", ["Nous avons longtemps discuté de cela"]),
        ("es", "«Hemos discutido mucho sobre esto», dijo la alcaldesa.", ["Hemos discutido mucho sobre esto"]),
        ("ru", "— «Мы долго спорили об этом вопросе», — сказала она.", ["Мы долго спорили об этом вопросе"]),
        ("sv", "”Vi har pratat länge om det här”, sade hon.", ["Vi har pratat länge om det här"]),
        ("ja", "「新しい埠頭を来年には作るつもりだ」、と市長は言った。", ["新しい埠頭を来年には作るつもりだ"]),
        ("de", "Er las „Die Reise um die ganze Welt“ im Hafen.", []),  # a title in mid-sentence
        ("de", "„Nie wieder“, sagte er.", []),  # too few words to be sure of
        ("de", "„Wir haben lange darüber gestritten, sagte er.", []),  # nothing closes it
    ],
)
def test_quotes(language, text, found):
    """A quote is a whole utterance between the marks of its language; titles and single words are left out."""
    assert spoken(analysed(text, language)) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Le prix monte de 1\u202f234,5 %.", [("1 234,5 %", 1234.5, "percent")]),
        ("de", "Die Quote liegt bei 2.4 %.", []),  # no German number
        ("es", "Costará $4 millones o 5 € por persona.", [("5 €", 5, "euro")]),
        ("ja", "料金は12％上がる。", [("12％", 12, "percent")]),
        ("ru", "Сбор составит 1 234 ₽.", [("1 234 ₽", 1234, "russian ruble")]),
        ("xx", "Qo 5 % zan.", []),  # a language that nobody knows
        ("de", "Im Jahr 2025 300 € und A5 % und 5 %ig.", []),
    ],
)
def test_figures(language, text, found):
    """A figure is digits as the language writes them with a sign behind; what that leaves open is left out."""
    assert numbers(analysed(text, language)) == found


def test_another_day():
    """A day that is inferred later changes the publication alone."""
    article = analysed(GERMAN)
    published = Published(at=datetime(2026, 3, 9, tzinfo=UTC), precision="day", found_in="story")
    assert redate(article, published) == article.model_copy(update={"published": published})
